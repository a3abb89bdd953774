import type { Fault } from '../knowledge/fault.ts';
import type { KnowledgeBase } from '../knowledge/knowledge-base.ts';
import type { readKnowledge } from '../knowledge/load.ts';
import type { RefusedEdit, Serving } from '../knowledge/serving.ts';
import { adopt, indexOf } from '../matching/decide.ts';
import type { Learned } from '../matching/index-of-claims.ts';

/** What came of reading the folder again. */
export type Reload =
  | { readonly kind: 'swapped'; readonly knowledge: KnowledgeBase; readonly pauseMs: number }
  /** What is written is what serves. */
  | { readonly kind: 'same' }
  | { readonly kind: 'refused'; readonly faults: readonly Fault[] };

/** The folder, read and checked, somewhere; `learned` there too, where that must not keep people waiting. */
export type Reading = ReturnType<typeof readKnowledge> & { readonly learned?: Learned | undefined };
/** `serving`: the revision that serves, from which there is nothing to learn again. */
export type Read = (directory: string, serving: string) => Reading | Promise<Reading>;

/**
 * The claim set that serves, and the one place where another takes its place. The new one is read, checked and made ready
 * first; then a single assignment is the swap. A faulty one changes nothing.
 */
export class LiveKnowledge implements Serving {
  readonly #directory: string;
  readonly #read: Read;
  #knowledge: KnowledgeBase;
  #refused: RefusedEdit | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #next: Promise<Reload> | undefined;

  /** `read`: elsewhere than in this thread, where others wait for it. */
  constructor(knowledge: KnowledgeBase, directory: string, read: Read) {
    this.#knowledge = knowledge;
    this.#directory = directory;
    this.#read = read;
  }

  get knowledge(): KnowledgeBase {
    return this.#knowledge;
  }

  get refused(): RefusedEdit | undefined {
    return this.#refused;
  }

  /** One after the other: whoever asks while one runs gets the next, which is one for all of them. Never rejects. */
  reload(): Promise<Reload> {
    this.#next ??= this.#last.then(() => {
      this.#next = undefined;
      const done = this.#once();
      this.#last = done;
      return done;
    });
    return this.#next;
  }

  async #once(): Promise<Reload> {
    try {
      const { base, faults, learned } = await this.#read(this.#directory, this.#knowledge.revision);
      if (base === undefined) return this.#refuse(faults);
      this.#refused = undefined;
      if (base.revision === this.#knowledge.revision) return { kind: 'same' };
      const began = performance.now();
      if (learned === undefined) indexOf(base);
      else adopt(base, learned);
      this.#knowledge = base;
      return { kind: 'swapped', knowledge: base, pauseMs: Math.round(performance.now() - began) };
    } catch (error) {
      return this.#refuse([unreadable(error)]);
    }
  }

  #refuse(faults: readonly Fault[]): Reload {
    this.#refused = { at: new Date(), faults };
    return { kind: 'refused', faults };
  }
}

/** No fault that the checks know: a thread that ended, or a set on which the matcher fails. */
function unreadable(error: unknown): Fault {
  return {
    file: 'the knowledge folder',
    line: 0,
    field: '',
    problem: `could not be made ready (${error instanceof Error ? error.message : String(error)})`,
    remedy: 'run `npm run -s k2 -- check`; if it finds nothing, restart the bot and report this',
  };
}
