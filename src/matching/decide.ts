import type { KnowledgeBase } from '../knowledge/knowledge-base.ts';
import { type Claim, RISKS, type Risk } from '../knowledge/schema.ts';
import { confidenceOf, MESSAGE_BAR, QUESTION_BAR, SUGGEST_BAR } from './confidence.ts';
import type { ClaimMatch, Decision, Mode } from './decision.ts';
import { buildIndex, type ClaimIndex } from './index-of-claims.ts';
import { MAX_SEGMENT_WORDS, type Segment, segment } from './normalise.ts';
import { rank } from './rank.ts';
import { isNegative, stanceOf } from './stance.ts';

/** Sentences are also read together with the one before, and a short text as a whole. */
const MAX_WHOLE_WORDS = 40;
const MAX_MATCHES = 5;
const MAX_SUGGESTIONS = 4;

const indexes = new WeakMap<KnowledgeBase, ClaimIndex>();

/** The index of a knowledge base, built on first use: call it at start so that nobody waits for it. */
export function indexOf(knowledge: KnowledgeBase): ClaimIndex {
  let index = indexes.get(knowledge);
  if (index === undefined) {
    index = buildIndex(knowledge);
    indexes.set(knowledge, index);
  }
  return index;
}

/** The claims nearest to a text, best first, without any bar: to be offered, never to be answered with. */
export function nearestClaims(text: string, knowledge: KnowledgeBase, count: number): Claim[] {
  const words = segment(text).flatMap((one) => one.words);
  return rank(words, indexOf(knowledge))
    .candidates.slice(0, count)
    .flatMap(({ claim }) => knowledge.claims[claim] ?? []);
}

/** A stretch of the text that is matched as one. */
interface Unit {
  readonly words: readonly string[];
  readonly segment: Segment;
  readonly at: number;
}

/**
 * What the knowledge says to a text. Pure: the same text and knowledge give the same decision. Bounded by the input cap
 * of `normalise.ts`; the bars are those of design.md, "Two bars for speaking".
 */
export function decide(text: string, knowledge: KnowledgeBase, mode: Mode): Decision {
  const index = indexOf(knowledge);
  const segments = segment(text);
  const risks = risksIn(segments, index);
  if (segments.length === 0) return { outcome: 'none', reason: 'empty', matches: [], risks };

  const found = new Map<number, ClaimMatch>();
  let anyConcept = false;
  for (const unit of unitsOf(segments, index)) {
    const ranking = rank(unit.words, index);
    anyConcept ||= ranking.concepts.includes('any-k');
    ranking.candidates.slice(0, MAX_MATCHES).forEach((candidate, place) => {
      const confidence = confidenceOf(ranking, place);
      const claim = knowledge.claims[candidate.claim];
      const earlier = found.get(candidate.claim);
      if (claim === undefined || (earlier !== undefined && earlier.confidence >= confidence)) return;
      found.set(candidate.claim, {
        claim: claim.id,
        verdict: claim.verdict,
        confidence,
        stance: stanceOf({
          segment: unit.segment,
          conceptNegations: 0,
          claimIsNegative: isNegative(claim.claim),
          next: segments[unit.at + 1],
          previous: segments[unit.at - 1],
        }),
        excerpt: unit.segment.raw,
      });
    });
  }
  const matches = [...found.values()].sort((a, b) => b.confidence - a.confidence);
  const best = matches[0];
  const bar = mode === 'question' ? QUESTION_BAR : MESSAGE_BAR;
  if (best !== undefined && best.confidence >= bar) {
    const kept = mode === 'message' ? matches.filter((match) => match.confidence >= bar) : matches;
    return { outcome: 'answer', answer: best, matches: kept.slice(0, MAX_MATCHES), risks };
  }
  const near = matches.filter((match) => match.confidence >= SUGGEST_BAR).slice(0, MAX_SUGGESTIONS);
  if (near.length > 0 && mode === 'question') return { outcome: 'suggest', matches: near, risks };
  return { outcome: 'none', reason: anyConcept ? 'uncovered' : 'off-topic', matches: [], risks };
}

function unitsOf(segments: readonly Segment[], index: ClaimIndex): Unit[] {
  const units: Unit[] = [];
  let subject: string | undefined;
  segments.forEach((one, at) => {
    const hits = index.vocabulary.find(index.vocabulary.repair(one.words));
    const own = hits.find((hit) => index.vocabulary.concepts.get(hit.concept)?.kind === 'subject');
    // "Take K2. It clears your arteries": the second sentence speaks of the subject of the first.
    const words =
      own === undefined && subject !== undefined ? [...subject.split(' '), ...one.words] : one.words;
    if (own !== undefined) subject = one.words.slice(own.from, own.to).join(' ');
    if (words.length <= MAX_SEGMENT_WORDS) {
      units.push({ words, segment: one, at });
    } else {
      const step = MAX_SEGMENT_WORDS / 2;
      for (let from = 0; from < words.length - step / 2; from += step) {
        units.push({ words: words.slice(from, from + MAX_SEGMENT_WORDS), segment: one, at });
      }
    }
  });
  const all = segments.flatMap((one) => one.words);
  const first = segments[0];
  if (segments.length > 1 && all.length <= MAX_WHOLE_WORDS && first !== undefined) {
    units.push({ words: all, segment: first, at: 0 });
  }
  return units;
}

function risksIn(segments: readonly Segment[], index: ClaimIndex): Risk[] {
  const found = new Set<Risk>();
  for (const one of segments) {
    for (const risk of index.vocabulary.risks(index.vocabulary.repair(one.words))) found.add(risk);
  }
  return RISKS.filter((risk) => found.has(risk));
}
