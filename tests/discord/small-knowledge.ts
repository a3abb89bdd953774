import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from '../../src/commands/command.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';

/** The one claim that is in it. */
export const ONLY_CLAIM = 'removes-arterial-calcium';
/** Where it stands below the folder. */
export const ONLY_FILE = join('claims', 'arteries', `${ONLY_CLAIM}.yaml`);

/** Writes a claim set of one claim, which loads fast. */
export function writeSmallKnowledge(folder: string): void {
  for (const name of readdirSync('knowledge')) {
    if (name !== 'claims') cpSync(join('knowledge', name), join(folder, name), { recursive: true });
  }
  mkdirSync(join(folder, 'claims', 'arteries'), { recursive: true });
  const original = readFileSync(join('knowledge', ONLY_FILE), 'utf8');
  // Its links lead to claims that are not here; each is a list, in one line or in several.
  writeFileSync(
    join(folder, ONLY_FILE),
    original.replace(/^(?:related|differsFrom):.*\n(?:[ -].*\n)*/gm, ''),
  );
}

/** The bot with that one claim: for tests that do not care what it answers. */
export function smallApp(): App {
  const folder = mkdtempSync(join(tmpdir(), 'k2-small-'));
  try {
    writeSmallKnowledge(folder);
    return { knowledge: loadKnowledge(folder) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
