import type { KnowledgeBase } from '../knowledge/knowledge-base.ts';
import type { Verdict } from '../knowledge/schema.ts';
import { decide, indexOf, readingOf } from '../matching/decide.ts';
import type { Decision, Mode } from '../matching/decision.ts';
import { type ClaimIndex, CORE_SHARE } from '../matching/index-of-claims.ts';
import { type Candidate, reasonsFor } from '../matching/rank.ts';

/** Candidates shown for each sentence, and words shown for each candidate. */
const SHOWN = 4;
const REASONS = 5;
/** A word that takes less than this from a claim is not worth a line. */
const AGAINST = -0.1;

export interface Reason {
  readonly feature: string;
  /** Above 0 it speaks for the claim. */
  readonly adds: number;
}

export interface ExplainedCandidate {
  readonly id: string;
  readonly claim: string;
  readonly verdict: Verdict;
  /** 0 to 1. */
  readonly confidence: number;
  /** How like the nearest phrasing and the nearest look-alike are, 0 to 1. */
  readonly near: number;
  readonly lookAlike: number;
  readonly reasonsFor: readonly Reason[];
  readonly reasonsAgainst: readonly Reason[];
  /** Concepts at the core of the claim that the text does not name. */
  readonly unsaid: readonly string[];
}

/** What was made of one stretch of a text. */
export interface ExplainedStretch {
  readonly words: readonly string[];
  /** Words that were read as other words, for they seem misspelt. */
  readonly repaired: readonly { readonly from: string; readonly to: string }[];
  readonly concepts: readonly { readonly words: string; readonly concept: string }[];
  /** Names a subject that some claim has; without one, nothing is answered with. */
  readonly anchored: boolean;
  readonly candidates: readonly ExplainedCandidate[];
}

export interface Explanation {
  readonly stretches: readonly ExplainedStretch[];
  readonly decision: Decision;
}

/** Why a text gets the answer it gets: words → concepts → candidates with what speaks for them → decision. */
export function explanationOf(text: string, knowledge: KnowledgeBase, mode: Mode): Explanation {
  const index = indexOf(knowledge);
  const stretches = readingOf(text, index).map(({ words, ranking }): ExplainedStretch => {
    const repaired = index.vocabulary.repair(words);
    return {
      words,
      repaired: repaired.flatMap((to, at) => (to === words[at] ? [] : [{ from: words[at] ?? '', to }])),
      concepts: ranking.hits.map((hit) => ({
        words: repaired.slice(hit.from, hit.to).join(' '),
        concept: hit.concept,
      })),
      anchored: ranking.anchored,
      candidates: ranking.candidates
        .slice(0, SHOWN)
        .flatMap((candidate) => explained(candidate, words, ranking.concepts, index)),
    };
  });
  return { stretches, decision: decide(text, knowledge, mode) };
}

function explained(
  { claim: number, confidence, evidence }: Candidate,
  words: readonly string[],
  concepts: readonly string[],
  index: ClaimIndex,
): ExplainedCandidate[] {
  const claim = index.knowledge.claims[number];
  if (claim === undefined) return [];
  const reasons = reasonsFor(number, words, index);
  return [
    {
      id: claim.id,
      claim: claim.claim,
      verdict: claim.verdict,
      confidence,
      near: evidence.near,
      lookAlike: evidence.lookAlike,
      reasonsFor: reasons.slice(0, REASONS),
      reasonsAgainst: reasons.filter(({ adds }) => adds < AGAINST).slice(-REASONS),
      unsaid: [...(index.profiles[number]?.shares ?? [])]
        .filter(([concept, share]) => share >= CORE_SHARE && !concepts.includes(concept))
        .map(([concept]) => concept),
    },
  ];
}
