import type { KnowledgeBase } from '../knowledge/knowledge-base.ts';
import { type Claim, RISKS, type Risk, STANCES, type Stance } from '../knowledge/schema.ts';
import {
  ACCUSE_BAR,
  MESSAGE_BAR,
  QUESTION_BAR,
  STANCE_BAR,
  SUGGEST_BAR,
  UNNAMED_SUGGEST_BAR,
} from './confidence.ts';
import type { ClaimMatch, Decision, Mode } from './decision.ts';
import { buildIndex, type ClaimIndex, indexFrom, type Learned, VITAMIN_K } from './index-of-claims.ts';
import { isForeign } from './language.ts';
import { StancesOfText } from './learned-stance.ts';
import { MAX_SEGMENT_WORDS, type Segment, segment } from './normalise.ts';
import { contextOf, type Ranking, rank } from './rank.ts';
import { isNegative } from './stance.ts';

/** Two sentences that follow each other are also read as one, and so is a whole message, up to this many words. */
const MAX_PAIR_WORDS = 44;
const MAX_WHOLE_WORDS = 60;
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

/** Makes ready what another thread learned from the same knowledge, so that nothing is learned here. */
export function adopt(knowledge: KnowledgeBase, learned: Learned): void {
  indexes.set(knowledge, indexFrom(knowledge, learned));
}

/** The claims nearest to a text, best first, without any bar: to be offered, never to be answered with. */
export function nearestClaims(text: string, knowledge: KnowledgeBase, count: number): Claim[] {
  const words = segment(text).flatMap((one) => one.words);
  return rank(words, indexOf(knowledge))
    .candidates.slice(0, count)
    .flatMap(({ claim }) => knowledge.claims[claim] ?? []);
}

/** A stretch of the text that is matched as one: a sentence, a window of a long one, or several sentences. */
export interface Unit {
  readonly words: readonly string[];
  /** The places of its first and last sentence. */
  readonly from: number;
  readonly to: number;
}

export interface Reading extends Unit {
  readonly ranking: Ranking;
}

/** What each stretch of a text may be about. */
export function readingOf(text: string, index: ClaimIndex): Reading[] {
  return readingOfSegments(segment(text), index);
}

function readingOfSegments(segments: readonly Segment[], index: ClaimIndex): Reading[] {
  const units = unitsOf(segments, index);
  // A single stretch is its own context, and `rank` takes it for that.
  const context =
    units.length > 1
      ? contextOf(
          segments.flatMap((one) => one.words),
          index,
        )
      : undefined;
  return units.map((unit) => ({ ...unit, ranking: rank(unit.words, index, context) }));
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

  const readings = readingOfSegments(segments, index);
  const anchored = readings.filter(({ ranking }) => ranking.anchored);
  const isAnchored = anchored.length > 0;
  const matches = matchesIn(isAnchored ? anchored : readings, segments, index, mode);
  const best = matches[0];
  const bar = mode === 'question' ? QUESTION_BAR : MESSAGE_BAR;
  if (best !== undefined && best.confidence >= bar) {
    const kept = mode === 'message' ? matches.filter((match) => match.confidence >= bar) : matches;
    return { outcome: 'answer', answer: best, matches: kept.slice(0, MAX_MATCHES), risks };
  }
  if (isForeign(text, (word) => index.vocabulary.knows(word))) {
    return { outcome: 'none', reason: 'language', matches: [], risks };
  }
  const offered = isAnchored || (best?.confidence ?? 0) >= UNNAMED_SUGGEST_BAR ? matches : [];
  const near = offered.filter((match) => match.confidence >= SUGGEST_BAR).slice(0, MAX_SUGGESTIONS);
  if (near.length > 0 && mode === 'question') return { outcome: 'suggest', matches: near, risks };
  const namesVitaminK = readings.some(({ ranking }) => ranking.concepts.includes(VITAMIN_K));
  return { outcome: 'none', reason: namesVitaminK ? 'uncovered' : 'off-topic', matches: [], risks };
}

/** The claims that any stretch speaks of, best first, each with the sentence that speaks of it most. */
function matchesIn(
  readings: readonly Reading[],
  segments: readonly Segment[],
  index: ClaimIndex,
  mode: Mode,
): ClaimMatch[] {
  const found = new Map<number, { confidence: number; at: number; inSentence: number }>();
  for (const { ranking, from, to } of readings) {
    for (const { claim, confidence } of ranking.candidates.slice(0, MAX_MATCHES)) {
      const earlier = found.get(claim) ?? { confidence: 0, at: from, inSentence: -1 };
      const inSentence = from === to ? confidence : -1;
      found.set(claim, {
        confidence: Math.max(confidence, earlier.confidence),
        at: inSentence > earlier.inSentence ? from : earlier.at,
        inSentence: Math.max(inSentence, earlier.inSentence),
      });
    }
  }
  const stances = new StancesOfText(segments, index.stances);
  return [...found]
    .sort(([first, a], [second, b]) => b.confidence - a.confidence || first - second)
    .slice(0, MAX_MATCHES)
    .flatMap(([number, { confidence, at }]) => {
      const claim = index.knowledge.claims[number];
      if (claim === undefined) return [];
      const toward = stances.toward(number, isNegative(claim.claim), at);
      const stance = mode === 'question' ? stanceFrom(toward) : stanceInMessage(toward, confidence);
      const excerpt = segments[at]?.raw ?? '';
      return [{ claim: claim.id, verdict: claim.verdict, confidence, stance, excerpt }];
    });
}

type Toward = ReturnType<StancesOfText['toward']>;

function stanceFrom({ rule, likely }: Toward): Stance {
  return STANCES.find((stance) => likely[stance] >= STANCE_BAR) ?? rule;
}

/** Whoever writes for others to read is not said to assert a myth unless nothing speaks against it. */
function stanceInMessage(toward: Toward, confidence: number): Stance {
  const stance = stanceFrom(toward);
  if (stance !== 'asserts') return stance;
  const isPlain = toward.rule === 'asserts' && !toward.isDoubtful;
  return isPlain && confidence * toward.likely.asserts >= ACCUSE_BAR ? 'asserts' : 'reports';
}

export function unitsOf(segments: readonly Segment[], index: ClaimIndex): Unit[] {
  const units: Unit[] = [];
  let subject: string | undefined;
  segments.forEach((one, at) => {
    const hits = index.vocabulary.find(index.vocabulary.repair(one.words));
    const own = hits.find((hit) => index.vocabulary.concepts.get(hit.concept)?.kind === 'subject');
    // "Take K2. It clears your arteries": the second sentence speaks of the subject of the first.
    const words =
      own === undefined && subject !== undefined ? [...subject.split(' '), ...one.words] : one.words;
    if (own !== undefined) subject = one.words.slice(own.from, own.to).join(' ');
    const step = words.length <= MAX_SEGMENT_WORDS ? words.length : MAX_SEGMENT_WORDS / 2;
    for (let start = 0; start === 0 || start < words.length - step / 2; start += step) {
      units.push({ words: words.slice(start, start + MAX_SEGMENT_WORDS), from: at, to: at });
    }
  });
  const join = (from: number, to: number, most: number): void => {
    const words = segments.slice(from, to + 1).flatMap((one) => one.words);
    if (words.length <= most) units.push({ words, from, to });
  };
  for (let at = 0; at + 2 < segments.length; at++) join(at, at + 1, MAX_PAIR_WORDS);
  if (segments.length > 1) join(0, segments.length - 1, MAX_WHOLE_WORDS);
  return units;
}

function risksIn(segments: readonly Segment[], index: ClaimIndex): Risk[] {
  const found = new Set<Risk>();
  for (const one of segments) {
    for (const risk of index.vocabulary.risks(index.vocabulary.repair(one.words))) found.add(risk);
  }
  return RISKS.filter((risk) => found.has(risk));
}
