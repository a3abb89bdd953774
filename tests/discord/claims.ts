import type { Claim } from '../../src/knowledge/schema.ts';
import { app } from '../shipped.ts';

export { app };

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
