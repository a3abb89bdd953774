import { parseArgs } from 'node:util';
import type { KnowledgeBase } from '../../knowledge/knowledge-base.ts';
import { claimReview } from '../../replies/claim-review.ts';
import { UsageError } from './usage-error.ts';

/** All claims as a JSON-LD list of schema.org/ClaimReview. */
export function exportClaims(args: readonly string[], knowledge: KnowledgeBase): number {
  const { values } = parseArgs({
    args: [...args],
    options: { claimreview: { type: 'boolean', default: false } },
  });
  if (!values.claimreview) throw new UsageError('Say in which form: npm run -s k2 -- export --claimreview');
  const reviews = knowledge.claims.map((claim) => claimReview(claim, knowledge));
  process.stdout.write(`${JSON.stringify(reviews, null, 2)}\n`);
  return 0;
}
