import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../knowledge/content-check.ts';
import type { Fault } from '../knowledge/fault.ts';
import type { KnowledgeBase } from '../knowledge/knowledge-base.ts';
import { readKnowledge } from '../knowledge/load.ts';
import type { ShownFault } from './shown.ts';

/**
 * How often the files are looked at. Looking at 300 files takes a few milliseconds, works on every file system, and sees
 * editors that write a new file in place of the old one.
 */
const LOOK_MS = 150;
/** Lines shown above and below a fault. */
const AROUND = 1;

/** The knowledge folder, read again whenever a file in it is saved. */
export class SavedFiles {
  readonly #directory: string;
  readonly #changed: (isNewSet: boolean) => void;
  readonly #timer: NodeJS.Timeout;
  #seen = '';
  #base: KnowledgeBase | undefined;
  #faults: readonly ShownFault[] = [];
  #remarks: readonly ShownFault[] = [];

  /** @param changed told after each reading: whether there is a new good set, or only other faults. */
  constructor(directory: string, changed: (isNewSet: boolean) => void) {
    this.#directory = directory;
    this.#changed = changed;
    this.#look();
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
  }

  /** The last set without a fault; absent when there has been none yet. */
  get base(): KnowledgeBase | undefined {
    return this.#base;
  }

  /** What is wrong with the files as they are now. Remarks on the wording belong to the last good set. */
  get findings(): readonly ShownFault[] {
    return this.#faults.length > 0 ? this.#faults : this.#remarks;
  }

  /** Takes what the slower checks of the wording say about the last good set. */
  remark(remarks: readonly Finding[]): void {
    this.#remarks = remarks.map((finding) => this.#shown(finding, finding.severity));
    this.#changed(false);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const seen = this.#fingerprint();
    if (seen === this.#seen) return;
    this.#seen = seen;
    const { base, faults } = readKnowledge(this.#directory);
    this.#faults = faults.map((fault) => this.#shown(fault, 'fault'));
    const isNewSet = base !== undefined && base.revision !== this.#base?.revision;
    if (isNewSet) {
      this.#base = base;
      this.#remarks = [];
    }
    this.#changed(isNewSet);
  }

  #fingerprint(): string {
    let names: string[];
    try {
      names = readdirSync(this.#directory, { recursive: true, encoding: 'utf8' });
    } catch {
      return 'unreadable';
    }
    return names
      .filter((name) => /\.ya?ml$/.test(name))
      .map((name) => {
        const file = statSync(join(this.#directory, name), { throwIfNoEntry: false });
        return `${name} ${file?.mtimeMs} ${file?.size}`;
      })
      .join('\n');
  }

  #shown(fault: Fault, severity: ShownFault['severity']): ShownFault {
    const { file, line, field, problem, remedy } = fault;
    return { file, line, field, problem, remedy, severity, around: this.#around(file, line) };
  }

  #around(file: string, line: number): ShownFault['around'] {
    if (line < 1) return [];
    try {
      const lines = readFileSync(join(this.#directory, file), 'utf8').split('\n');
      const from = Math.max(0, line - 1 - AROUND);
      return lines.slice(from, line + AROUND).map((text, at) => ({ line: from + at + 1, text }));
    } catch {
      return [];
    }
  }
}
