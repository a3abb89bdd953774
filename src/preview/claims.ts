import type { KnowledgeBase } from '../knowledge/knowledge-base.ts';
import type { Claim } from '../knowledge/schema.ts';
import { answerPayload } from '../replies/answer.ts';
import { english } from '../replies/wording.ts';
import type { ClaimList, ShownClaim, ShownFault } from './shown.ts';

const DAY_MS = 86_400_000;

/** The claims that fit a search: words that all stand in a claim's texts, verdict, topic, certainty, days since its review. */
export function claimList(
  query: URLSearchParams,
  knowledge: KnowledgeBase | undefined,
  findings: readonly ShownFault[],
  now: Date,
): ClaimList {
  const claims = knowledge?.claims ?? [];
  const words = (query.get('q') ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const is = (name: string, value: string): boolean => !query.get(name) || query.get(name) === value;
  const reviewedBefore = new Date(now.getTime() - Number(query.get('older') ?? 0) * DAY_MS).toISOString();
  const fitting = claims.filter(
    (claim) =>
      is('verdict', claim.verdict) &&
      is('topic', claim.topic) &&
      is('certainty', claim.certainty) &&
      (!query.get('older') || claim.reviewed < reviewedBefore.slice(0, 10)) &&
      words.every((word) => textOf(claim).includes(word)),
  );
  return {
    claims: fitting.map(({ id, claim, verdict, certainty, topic, reviewed, file }) => ({
      id,
      claim,
      verdict,
      certainty,
      topic,
      reviewed,
      faults: findings.filter((finding) => finding.file === file).length,
    })),
    total: claims.length,
    topics: (knowledge?.topics ?? []).map(({ id, title }) => ({ id, title })),
  };
}

/** A claim as it will look, with all that stands behind it. */
export function shownClaim(
  claim: Claim,
  knowledge: KnowledgeBase,
  findings: readonly ShownFault[],
): ShownClaim {
  return {
    ...claim,
    topicTitle: knowledge.topics.find(({ id }) => id === claim.topic)?.title ?? claim.topic,
    payload: answerPayload(claim, knowledge, english, { share: true }),
    works: claim.citations.flatMap(({ source: id, shows }) => {
      const source = knowledge.sourceById.get(id);
      return source === undefined ? [] : [{ source, shows, kind: english.design[source.design] }];
    }),
    findings: findings.filter((finding) => finding.file === claim.file),
  };
}

function textOf({ id, claim, fact, phrasings }: Claim): string {
  return [id, claim, fact, ...phrasings].join('\n').toLowerCase();
}
