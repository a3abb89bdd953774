import type { KnowledgeBase } from '../knowledge/knowledge-base.ts';
import { STANCES, type Stance } from '../knowledge/schema.ts';
import { type Classifier, type LearnedClassifier, learnClasses, type Vector } from './classifier.ts';
import { type Segment, segment } from './normalise.ts';
import { isNegative, mayNotAssert, type StanceInput, stanceOf } from './stance.ts';

/*
 * What the phrasings teach about stance. Each stands in its file under what it does with its claim, so the bot need not
 * be told by rules alone who denies a claim and who passes it on.
 */

/** Features have no names here, only one of so many places: two that meet in one are a small price for a small file. */
const PLACES = 2 ** 18;
/** What one text alone has teaches nothing about the next. */
const MIN_TEXTS = 2;

/** Each second phrasing is read. The others would teach hardly more, and cost seconds at a start. */
const STEP = 2;

/** How much each kind of feature counts before the text is brought to length one. */
const WEIGHT = {
  word: 0.6,
  pair: 0.6,
  three: 0.5,
  opening: 0.8,
  ending: 0.7,
  endingPair: 0.5,
  length: 0.8,
  /** A word toward this very claim: "the score rose" denies one claim and asserts another. */
  ofClaim: 0.6,
  /** Words of the other sentences. */
  around: 0.3,
  questionMark: 2,
  questionAround: 1.2,
  quotation: 1,
  exclamation: 0.6,
  fullStop: 0.5,
  capital: 0.4,
  alone: 0.5,
  negativeClaim: 0.8,
  /** What the rules of stance.ts say: they know whole turns of speech. */
  rule: 3,
  doubt: 0.7,
} as const;

/** What a text does with any claim in one of its sentences, as far as that does not depend on the claim. */
interface Reading {
  readonly rule: Stance;
  readonly isDoubtful: boolean;
  readonly words: readonly string[];
  /** Place of a feature → weight. */
  readonly features: ReadonlyMap<number, number>;
}

/** Learns stances from the phrasings of all claims. Deterministic. */
export function learnStances(knowledge: KnowledgeBase): LearnedClassifier {
  const examples: Vector[] = [];
  const stances: number[] = [];
  knowledge.claims.forEach((claim, number) => {
    const claimIsNegative = isNegative(claim.claim);
    claim.phrasings.forEach((phrasing, place) => {
      if (place % STEP !== 0) return;
      const segments = segment(phrasing);
      if (segments.length === 0) return;
      examples.push(vectorOf(readingOf({ segments, at: longestOf(segments), claimIsNegative }), number));
      stances.push(STANCES.indexOf(claim.stances[place] as Stance));
    });
  });
  const texts = new Uint32Array(PLACES);
  for (const { ids } of examples) for (const id of ids) texts[id] = (texts[id] as number) + 1;
  return learnClasses(
    examples,
    stances,
    STANCES.length,
    Array.from(texts, (count) => (count < MIN_TEXTS ? 0 : STANCES.length)),
  );
}

/** What the sentences of a text do with claims. */
export class StancesOfText {
  readonly #segments: readonly Segment[];
  readonly #learned: Classifier;
  /** Most claims found stand in the same sentence. */
  readonly #readings = new Map<string, Reading>();

  constructor(segments: readonly Segment[], learned: Classifier) {
    this.#segments = segments;
    this.#learned = learned;
  }

  /**
   * @returns `rule`: what the rules say. `likely`: what was learned, 0 to 1 for each of `STANCES`. `isDoubtful`: something
   * in the text may take back what it asserts.
   */
  toward(
    claim: number,
    claimIsNegative: boolean,
    at: number,
  ): {
    readonly rule: Stance;
    readonly isDoubtful: boolean;
    readonly likely: Readonly<Record<Stance, number>>;
  } {
    const key = `${claimIsNegative} ${at}`;
    const reading = this.#readings.get(key) ?? readingOf({ segments: this.#segments, at, claimIsNegative });
    this.#readings.set(key, reading);
    const scores = [...this.#learned.score(vectorOf(reading, claim))];
    const highest = Math.max(...scores);
    const shares = scores.map((score) => Math.exp(score - highest));
    const sum = shares.reduce((total, share) => total + share, 0);
    const likely = Object.fromEntries(
      STANCES.map((stance, place) => [stance, (shares[place] as number) / sum]),
    ) as Record<Stance, number>;
    return { rule: reading.rule, isDoubtful: reading.isDoubtful, likely };
  }
}

/** In a phrasing of several sentences the longest is taken for the one that puts the claim. */
function longestOf(segments: readonly Segment[]): number {
  let longest = 0;
  segments.forEach((one, at) => {
    if (one.words.length > (segments[longest] as Segment).words.length) longest = at;
  });
  return longest;
}

function readingOf({ segments, at, claimIsNegative }: StanceInput): Reading {
  const features = new Map<number, number>();
  const add = (name: string, weight: number): void => {
    const place = placeOf(name);
    features.set(place, Math.max(features.get(place) ?? 0, weight));
  };
  const own = segments[at] as Segment;
  const words = own.words.map((word) => (/^\d/.test(word) ? '#' : word));
  words.forEach((word, index) => {
    const before = words[index - 1] ?? '<';
    add(`w ${word}`, WEIGHT.word);
    add(`p ${before} ${word}`, WEIGHT.pair);
    add(`t ${words[index - 2] ?? '<'} ${before} ${word}`, WEIGHT.three);
    if (claimIsNegative) add(`n ${word}`, WEIGHT.word);
  });
  add(`o ${words[0]}`, WEIGHT.opening);
  add(`o ${words.slice(0, 2).join(' ')}`, WEIGHT.opening);
  add(`e ${words.at(-1)}`, WEIGHT.ending);
  add(`e ${words.slice(-2).join(' ')}`, WEIGHT.endingPair);
  add(`l ${Math.floor(Math.log2(words.length))}`, WEIGHT.length);
  if (own.question) add('?', WEIGHT.questionMark);
  if (own.quoted || /["“”]/.test(own.raw)) add('"', WEIGHT.quotation);
  if (own.raw.includes('!')) add('!', WEIGHT.exclamation);
  if (/\.\s*$/.test(own.raw)) add('.', WEIGHT.fullStop);
  if (/^\p{Lu}/u.test(own.raw)) add('A', WEIGHT.capital);
  if (segments.length === 1) add('1', WEIGHT.alone);
  if (claimIsNegative) add('-', WEIGHT.negativeClaim);
  segments.forEach((other, place) => {
    if (place === at) return;
    const side = place < at ? 'b' : 'a';
    if (other.question) add(`${side}?`, WEIGHT.questionAround);
    other.words.forEach((word, index) => {
      add(`${side} ${word}`, WEIGHT.around);
      add(`${side} ${other.words[index - 1] ?? '<'} ${word}`, WEIGHT.around);
    });
  });
  const rule = stanceOf({ segments, at, claimIsNegative });
  const isDoubtful = mayNotAssert(segments, at);
  add(`r ${rule}`, WEIGHT.rule);
  if (isDoubtful) add('d', WEIGHT.doubt);
  return { rule, isDoubtful, words, features };
}

function vectorOf({ words, features }: Reading, claim: number): Vector {
  const all = new Map(features);
  for (const word of words) all.set(placeOf(`c${claim} ${word}`), WEIGHT.ofClaim);
  const ids = Int32Array.from(all.keys());
  const weights = Float32Array.from(all.values());
  let length = 0;
  for (const weight of weights) length += weight * weight;
  length = Math.sqrt(length);
  return { ids, weights: weights.map((weight) => weight / length) };
}

/** A place that looks random and is always the same for a name (FNV-1a). */
function placeOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % PLACES;
}
