import type { KnowledgeBase } from '../knowledge/knowledge-base.ts';
import type { Stance, Verdict } from '../knowledge/schema.ts';
import { decide, indexOf, readingOf } from '../matching/decide.ts';
import type { Decision, Mode } from '../matching/decision.ts';
import { type ClaimIndex, CORE_SHARE } from '../matching/index-of-claims.ts';
import { StancesOfText } from '../matching/learned-stance.ts';
import { segment } from '../matching/normalise.ts';
import { type Candidate, reasonsFor } from '../matching/rank.ts';
import { isNegative } from '../matching/stance.ts';

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
  /** How likely it is that no claim is meant, 0 to 1. */
  readonly none: number;
}

/** What the text does with the claim it speaks of most. */
export interface ExplainedStance {
  readonly claim: string;
  /** What the rules say … */
  readonly rule: Stance;
  /** … whether something in the text may take back what it asserts … */
  readonly isDoubtful: boolean;
  /** … and how likely each stance is by what the phrasings teach, 0 to 1. */
  readonly likely: Readonly<Record<Stance, number>>;
}

export interface Explanation {
  readonly stretches: readonly ExplainedStretch[];
  readonly stance?: ExplainedStance;
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
      none: 1 - ranking.candidates.reduce((sum, { confidence }) => sum + confidence, 0),
      candidates: ranking.candidates
        .slice(0, SHOWN)
        .flatMap((candidate) => explained(candidate, words, ranking.concepts, index)),
    };
  });
  const decision = decide(text, knowledge, mode);
  return { stretches, ...explainedStance(text, decision, index), decision };
}

function explainedStance(
  text: string,
  { matches: [best] }: Decision,
  index: ClaimIndex,
): { stance?: ExplainedStance } {
  const segments = segment(text);
  const at = segments.findIndex(({ raw }) => raw === best?.excerpt);
  const number = index.knowledge.claims.findIndex(({ id }) => id === best?.claim);
  const claim = index.knowledge.claims[number];
  if (at < 0 || claim === undefined) return {};
  const toward = new StancesOfText(segments, index.stances).toward(number, isNegative(claim.claim), at);
  return { stance: { claim: claim.id, ...toward } };
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
