import type { App } from '../../src/commands/command.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import type { Claim } from '../../src/knowledge/schema.ts';
import { indexOf } from '../../src/matching/decide.ts';
import { KNOWLEDGE_DIR } from './knowledge-dir.ts';

/** The bot with the whole claim set. */
export const app: App = { knowledge: loadKnowledge(KNOWLEDGE_DIR) };
// As main.ts does: the first answer must not pay for the index with its three seconds.
indexOf(app.knowledge);

export function claim(id: string): Claim {
  const found = app.knowledge.claimById.get(id);
  if (found === undefined) throw new Error(`these tests rest on the claim ${id}`);
  return found;
}

/** A wording that certainly means this claim: one of its own. */
export function phrasingOf(id: string): string {
  const [first] = claim(id).phrasings;
  if (first === undefined) throw new Error(`${id} has no phrasing`);
  return first;
}
