import type { ConceptHit, Vocabulary } from './vocabulary.ts';

/** Words that carry no topic. Negation is left in: for some claims it is the point ("k2 does nothing"). */
const STOP_WORDS = new Set(
  `a an the and or but so if then than that this these those there here it its is are was were be been being am do does did done
  to of in on at for from by with about into onto over as up out off down i me my mine you your yours we us our they them their he him his
  she her who whom which what when where why how will would can could should shall may might must have has had having just really very
  much many lot lots also too even still again ever never please hi hello hey thanks thank ok okay well um uh like literally basically
  actually honestly guys anyone anybody someone somebody everyone know think thought say says said tell told heard hear read get gets got
  getting take takes taking took taken use using used some any all no yes not one thing things because since while after before let want
  wants need make makes made go goes going right true false is it real really now today im ive id dont cant wont isnt u ur r n`.split(
    /\s+/,
  ),
);

const NEGATIONS = new Set(['not', 'no', 'never', 'nothing']);

/** The kinds of features, and how much each counts before its rarity and before the text is brought to length one. */
const WEIGHT = {
  concept: 1,
  order: 0.45,
  word: 0.9,
  bigram: 0.35,
  neighbours: 0.3,
} as const;
type Kind = keyof typeof WEIGHT;
const KINDS = Object.keys(WEIGHT) as Kind[];
const [CONCEPT, ORDER, WORD, BIGRAM, NEIGHBOURS] = KINDS.keys() as Iterable<number> as [
  number,
  number,
  number,
  number,
  number,
];

/** A feature is a kind and one or two tokens, all in one whole number: threads are handed an array of numbers, not of texts. */
const SPAN = 2 ** 21;
const featureOf = (kind: number, first: number, second: number): number =>
  (kind * SPAN + first) * SPAN + second;
const kindOf = (feature: number): Kind => KINDS[Math.floor(feature / (SPAN * SPAN))] as Kind;

const COMPARED: ReadonlySet<Kind> = new Set<Kind>(['concept', 'word', 'bigram']);
const TELLING: ReadonlySet<Kind> = new Set<Kind>(['concept', 'word']);
const MINOR: ReadonlySet<Kind> = new Set<Kind>(['order', 'neighbours']);

/** Features by which two texts are compared: what they name and the words they share, not how these stand together. */
export const isCompared = (feature: number): boolean => COMPARED.has(kindOf(feature));

/** Whether a feature says little by itself: how things stand together. */
export const isMinor = (feature: number): boolean => MINOR.has(kindOf(feature));

/** Whether a feature is worth keeping although only one text has it. Two words side by side are mostly chance. */
export const countsAlone = (feature: number): boolean => TELLING.has(kindOf(feature));

/** A sparse text: number of a feature → weight. */
export type Features = ReadonlyMap<number, number>;

/** The number of a token or feature that no learned text has. */
const UNKNOWN = -1;

/** Numbers the stems and concepts that features are made of. */
class Tokens {
  readonly #numbers: Map<string, number>;
  readonly #isLearning: boolean;

  /** `names`: the tokens that were learned, which are then the only ones. Without them each new one gets a number. */
  constructor(names?: readonly string[]) {
    this.#isLearning = names === undefined;
    this.#numbers = new Map(names?.map((name, number) => [name, number]));
  }

  get names(): string[] {
    return [...this.#numbers.keys()];
  }

  numberOf(token: string): number {
    const number = this.#numbers.get(token);
    if (number !== undefined) return number;
    if (!this.#isLearning) return UNKNOWN;
    this.#numbers.set(token, this.#numbers.size);
    return this.#numbers.size - 1;
  }
}

/** Numbers features, each in the order it came. Looked up for each word of each text: no hash of large numbers is that quick. */
export class FeatureNumbers {
  readonly tokens: Tokens;
  readonly #isLearning: boolean;
  readonly #features: number[] = [];
  /** By kind: first token → second token → number. */
  readonly #numbers = KINDS.map(() => new Map<number, Map<number, number>>());

  /** `learned`: the tokens and features that were learned, which are then the only ones. Without it all get a number. */
  constructor(learned?: { readonly tokens: readonly string[]; readonly features: Float64Array }) {
    this.tokens = new Tokens(learned?.tokens);
    this.#isLearning = true;
    for (const feature of learned?.features ?? []) {
      const first = Math.floor(feature / SPAN);
      this.of(Math.floor(first / SPAN), first % SPAN, feature % SPAN);
    }
    this.#isLearning = learned === undefined;
  }

  /** Each feature at its number. */
  get features(): readonly number[] {
    return this.#features;
  }

  of(kind: number, first: number, second = 0): number {
    if (first === UNKNOWN || second === UNKNOWN) return UNKNOWN;
    const ofKind = this.#numbers[kind] as Map<number, Map<number, number>>;
    let ofFirst = ofKind.get(first);
    const number = ofFirst?.get(second);
    if (number !== undefined) return number;
    if (!this.#isLearning) return UNKNOWN;
    if (ofFirst === undefined) {
      ofFirst = new Map();
      ofKind.set(first, ofFirst);
    }
    ofFirst.set(second, this.#features.length);
    return this.#features.push(featureOf(kind, first, second)) - 1;
  }
}

/** A feature as a curator may read it. */
export function readable(feature: number, names: readonly string[]): string {
  const first = names[Math.floor(feature / SPAN) % SPAN] ?? '';
  const second = names[feature % SPAN];
  switch (kindOf(feature)) {
    case 'concept':
      return first;
    case 'order':
      return `${first}>${second}`;
    case 'word':
      return `“${first}”`;
    case 'bigram':
    case 'neighbours':
      return `“${first} ${second}”`;
  }
}

export interface FeaturesOfText {
  readonly features: Features;
  readonly concepts: readonly string[];
  readonly hits: readonly ConceptHit[];
  /** The share of the telling words that no learned text has, 0 to 1. */
  readonly unknown: number;
}

/** What the ranker sees of a text: its concepts, in which order they stand, and its other words. */
export function featuresOf(
  words: readonly string[],
  vocabulary: Vocabulary,
  numbers: FeatureNumbers,
): FeaturesOfText {
  const { tokens } = numbers;
  const repaired = vocabulary.repair(words);
  const hits = vocabulary.find(repaired, words);
  const features = new Map<number, number>();
  const set = (kind: number, weight: number, first: number, second?: number): void => {
    const feature = numbers.of(kind, first, second);
    if (feature !== UNKNOWN) features.set(feature, weight);
  };
  const concepts = [...new Set(hits.map((hit) => hit.concept))];
  for (const concept of concepts) set(CONCEPT, WEIGHT.concept, tokens.numberOf(concept));
  for (let i = 1; i < hits.length; i++) {
    const before = hits[i - 1] as ConceptHit;
    const after = hits[i] as ConceptHit;
    if (before.concept !== after.concept && before.from !== after.from)
      set(ORDER, WEIGHT.order, tokens.numberOf(before.concept), tokens.numberOf(after.concept));
  }
  const telling: string[] = [];
  for (const word of repaired) if (!STOP_WORDS.has(word)) telling.push(word);
  let unknown = 0;
  let before = UNKNOWN;
  for (const word of telling) {
    const stem = tokens.numberOf(vocabulary.stem(word));
    if (stem === UNKNOWN) unknown += 1;
    set(WORD, WEIGHT.word, stem);
    set(BIGRAM, WEIGHT.bigram, before, stem);
    before = stem;
  }
  if (repaired.some((word) => NEGATIONS.has(word))) set(WORD, WEIGHT.word, tokens.numberOf('not'));
  // Small words count beside their neighbours: "how do we know if", "instead of", "not only".
  before = UNKNOWN;
  for (const word of repaired) {
    const stem = tokens.numberOf(vocabulary.stem(word));
    set(NEIGHBOURS, WEIGHT.neighbours, before, stem);
    before = stem;
  }
  return { features, concepts, hits, unknown: unknown / Math.max(1, telling.length) };
}
