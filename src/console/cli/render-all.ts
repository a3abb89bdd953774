import type { KnowledgeBase } from '../../knowledge/knowledge-base.ts';
import { answerPayload } from '../../replies/answer.ts';
import { english } from '../../replies/wording.ts';

/** Every claim's reply as it would go to Discord, a JSON line each. */
export function renderAll(knowledge: KnowledgeBase): number {
  for (const claim of knowledge.claims) {
    const payload = answerPayload(claim, knowledge, english, { share: true });
    process.stdout.write(`${JSON.stringify({ claim: claim.id, payload })}\n`);
  }
  return 0;
}
