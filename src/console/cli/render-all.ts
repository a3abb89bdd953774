import { parseArgs } from 'node:util';
import type { KnowledgeBase } from '../../knowledge/knowledge-base.ts';
import { answerPayload } from '../../replies/answer.ts';
import { english } from '../../replies/wording.ts';
import { UsageError } from './usage-error.ts';

/** Every claim's reply as it would go to Discord, a JSON line each. */
export function renderAll(args: readonly string[], knowledge: KnowledgeBase): number {
  const { values } = parseArgs({
    args: [...args],
    options: { all: { type: 'boolean' }, json: { type: 'boolean' } },
  });
  if (!values.all)
    throw new UsageError('Say which: npm run -s k2 -- render --all --json, or preview <id> for one claim');
  for (const claim of knowledge.claims) {
    const payload = answerPayload(claim, knowledge, english, { share: true });
    process.stdout.write(`${JSON.stringify({ claim: claim.id, payload })}\n`);
  }
  return 0;
}
