import type { KnowledgeBase } from '../knowledge/knowledge-base.ts';
import type { ConceptKind } from '../knowledge/schema.ts';
import { Classifier, type LearnedClassifier, learnClasses, type Vector } from './classifier.ts';
import {
  countsAlone,
  FeatureNumbers,
  type Features,
  featuresOf,
  isCompared,
  isMinor,
  readable,
} from './features.ts';
import { learnStances } from './learned-stance.ts';
import { type ByFeature, byFeature, type Sentences, sentencesOf } from './neighbours.ts';
import { wordsOf } from './normalise.ts';
import { Vocabulary } from './vocabulary.ts';

/** A concept that this share of a claim's phrasings has belongs to its core: a text without it is another question. */
export const CORE_SHARE = 0.5;
/** The share of phrasings that must name a subject for the claim to be about it. */
const ANCHOR_SHARE = 0.15;
/** A subject that this share of the phrasings names must be named by the text. */
const ALWAYS_SHARE = 0.8;
/** The concept that every form of the vitamin implies (lexicon.yaml). */
export const VITAMIN_K = 'any-k';
/** Concepts of lexicon.yaml: forms that are not K2, and the words that mean K2 or leave the form open. */
const OTHER_FORMS = ['k1', 'k3'];
const MAY_BE_K2 = ['k2', 'vitamin-k', 'natto'];
/** The share of phrasings that must name such a form alone for the claim to be about it too. */
const OTHER_FORM_SHARE = 0.1;

/** Whether a text speaks of K1 or K3 and of nothing that may be K2. */
export const namesOnlyAnotherForm = (named: ReadonlySet<string>): boolean =>
  OTHER_FORMS.some((form) => named.has(form)) && !MAY_BE_K2.some((form) => named.has(form));

/** A feature that more claims than this share tells nothing, and would make a question dearer with every claim. */
const MOST_CLASSES = 600;
const MOST_CLASSES_OF_MINOR = 60;
/** A word that stands this often in the curators' own texts is a real word, not a slip of the keyboard. */
const MIN_OCCURRENCES_OF_A_WORD = 2;

/** How much it says for a claim that a text names a concept: by the share of its phrasings that do, and its rarity. */
export const weightOf = (share: number, rarity: number): number => share * share * rarity;

/** What a claim is about, read off its phrasings. */
export interface Profile {
  /** Concept → share of the phrasings that have it. */
  readonly shares: ReadonlyMap<string, number>;
  /** How much it would say that a text names all of these (the sum of `weightOf`), by kind of concept. */
  readonly core: Readonly<Record<ConceptKind, number>>;
  /** A text must name one of these … */
  readonly subjects: ReadonlySet<string>;
  /** … and all of these. */
  readonly always: readonly string[];
  /** Whether a text about K1 or K3 alone may be about this claim. */
  readonly isOfAnotherForm: boolean;
}

/** Sentences of all claims, claim after claim: those of a claim stand from first[claim] to before first[claim + 1]. */
interface OfClaims {
  readonly first: Int32Array;
}
type SentencesOfClaims = Sentences & OfClaims;
type ByFeatureOfClaims = ByFeature & OfClaims;

/**
 * What the texts of a knowledge base teach, as plain data. Learning takes seconds of processor time, so a running bot
 * lets another thread do it and is handed this.
 */
export interface Learned {
  readonly knownWords: readonly string[];
  /** What features are made of, each at its number. */
  readonly tokens: readonly string[];
  /** Each feature and its rarity, at its id. */
  readonly features: Float64Array;
  readonly rarity: Float32Array;
  readonly classifier: LearnedClassifier;
  readonly stances: LearnedClassifier;
  readonly examples: SentencesOfClaims;
  readonly lookAlikes: SentencesOfClaims;
  readonly uncovered: Sentences;
  /** Of each claim: concept → share of the phrasings that have it. */
  readonly shares: readonly ReadonlyMap<string, number>[];
  /** Of each claim: the share of the phrasings that name K1 or K3 alone. */
  readonly otherFormShares: readonly number[];
}

/** The claim set made ready for matching. Made once for each knowledge base; deterministic. */
export interface ClaimIndex {
  readonly knowledge: KnowledgeBase;
  /** What it was made from: for another thread, which then need not learn the same again. */
  readonly learned: Learned;
  readonly vocabulary: Vocabulary;
  readonly classifier: Classifier;
  /** Tells the four stances apart. */
  readonly stances: Classifier;
  /**
   * The claims' classes have their numbers. From here on stand those of texts that no claim covers: about anything, and
   * then for each claim those about the same things.
   */
  readonly uncoveredClass: number;
  readonly profiles: readonly Profile[];
  /** Of each claim: its statement and phrasings. */
  readonly examples: ByFeatureOfClaims;
  readonly lookAlikes: ByFeatureOfClaims;
  readonly uncovered: ByFeature;
  /** How much a concept tells: high for one that few claims are about. */
  readonly conceptRarity: ReadonlyMap<string, number>;
  kindOf(concept: string): ConceptKind;
  readonly numbers: FeatureNumbers;
  vector(features: Features): Vector;
  /** A feature as a curator may read it. */
  featureName(id: number): string;
}

export const buildIndex = (knowledge: KnowledgeBase): ClaimIndex => indexFrom(knowledge, learn(knowledge));

/** Reads all texts and learns from them. Deterministic: the same knowledge teaches the same. */
export function learn(knowledge: KnowledgeBase): Learned {
  const remembered = new Map<string, string[]>();
  const wordsIn = (text: string): string[] => {
    const words = remembered.get(text) ?? wordsOf(text);
    remembered.set(text, words);
    return words;
  };
  const known = knownWords(knowledge, wordsIn);
  const vocabulary = new Vocabulary(knowledge.lexicon, wordsOf, known);
  const numbers = new FeatureNumbers();
  const read = (text: string): Read => {
    const { features, concepts } = featuresOf(wordsIn(text), vocabulary, numbers);
    return {
      concepts,
      numbers: Int32Array.from(features.keys()),
      values: Float32Array.from(features.values()),
    };
  };
  const ofClaims = knowledge.claims.map((claim) => [claim.claim, ...claim.phrasings].map(read));
  // The fact teaches the classifier words that askers may use; how people ask is not to be read off it.
  const ofFacts = knowledge.claims.map((claim) => read(claim.fact));
  const ofUncovered = knowledge.notCovered.map(read);
  const ofBeside = knowledge.claims.map((claim) => claim.beside.map(read));
  const ofLookAlikes = knowledge.claims.map((claim) => claim.notThis.map(read));

  const learnedFrom = [...ofClaims.flat(), ...ofFacts, ...ofUncovered, ...ofBeside.flat()];
  const frequency = new Int32Array(numbers.features.length);
  for (const one of learnedFrom) {
    for (const number of one.numbers) frequency[number] = (frequency[number] as number) + 1;
  }
  const kept: number[] = [];
  const rarities: number[] = [];
  const ids = new Int32Array(numbers.features.length).fill(UNKNOWN);
  numbers.features.forEach((feature, number) => {
    const count = frequency[number] as number;
    if (count === 0 || (count === 1 && !countsAlone(feature))) return;
    ids[number] = kept.push(feature) - 1;
    rarities.push(Math.log(1 + learnedFrom.length / count));
  });
  const rarity = Float32Array.from(rarities);
  const weighed = (texts: readonly Read[]): Vector[] =>
    texts.map((one) => weighedVector(one.numbers, one.values, rarity, ids));
  const examples = ofClaims.map(weighed);
  const facts = weighed(ofFacts);
  const uncovered = weighed(ofUncovered);
  const beside = ofBeside.map(weighed);
  const { length } = knowledge.claims;
  // A claim that many phrasings put would else be learned at the cost of its neighbours.
  const sizes = examples.map((texts) => texts.length).sort((a, b) => a - b);
  const usualSize = sizes[sizes.length >> 1] ?? 1;
  const classifier = learnClasses(
    [...examples.flat(), ...facts, ...uncovered, ...beside.flat()],
    [
      ...examples.flatMap((texts, claim) => texts.map(() => claim)),
      ...facts.keys(),
      ...uncovered.map(() => length),
      ...beside.flatMap((texts, claim) => texts.map(() => length + 1 + claim)),
    ],
    length + 1 + length,
    kept.map((feature) => (isMinor(feature) ? MOST_CLASSES_OF_MINOR : MOST_CLASSES)),
    (one) => (one < length ? usualSize / (examples[one] as Vector[]).length : 1),
  );
  const compared = kept.map(isCompared);
  const laidOut = (texts: readonly Vector[]): Sentences => sentencesOf(texts, (id) => compared[id] === true);
  const laidOutOfClaims = (texts: readonly Vector[][]): SentencesOfClaims => {
    const first = new Int32Array(texts.length + 1);
    texts.forEach((of, claim) => {
      first[claim + 1] = (first[claim] as number) + of.length;
    });
    return { ...laidOut(texts.flat()), first };
  };
  return {
    knownWords: known,
    tokens: numbers.tokens.names,
    features: Float64Array.from(kept),
    rarity,
    classifier,
    stances: learnStances(knowledge),
    examples: laidOutOfClaims(examples),
    lookAlikes: laidOutOfClaims(ofLookAlikes.map(weighed)),
    uncovered: laidOut([...uncovered, ...beside.flat()]),
    shares: ofClaims.map(sharesOf),
    otherFormShares: ofClaims.map(
      (texts) =>
        texts.filter(({ concepts }) => namesOnlyAnotherForm(new Set(concepts))).length / texts.length,
    ),
  };
}

/** Makes the index from what was learned from the same knowledge: a tenth of a second. */
export function indexFrom(knowledge: KnowledgeBase, learned: Learned): ClaimIndex {
  const vocabulary = new Vocabulary(knowledge.lexicon, wordsOf, learned.knownWords);
  const kindOf = (concept: string): ConceptKind => vocabulary.concepts.get(concept)?.kind ?? 'subject';
  const ofClaims = (sentences: SentencesOfClaims): ByFeatureOfClaims => ({
    ...byFeature(sentences, learned.features.length),
    first: sentences.first,
  });
  const claimsAbout = new Map<string, number>();
  for (const shares of learned.shares) {
    for (const [concept, share] of shares) {
      if (share >= CORE_SHARE) claimsAbout.set(concept, (claimsAbout.get(concept) ?? 0) + 1);
    }
  }
  const conceptRarity = new Map(
    [...vocabulary.concepts.keys()].map((concept) => [
      concept,
      Math.log((knowledge.claims.length + 1) / ((claimsAbout.get(concept) ?? 0) + 0.5)),
    ]),
  );
  return {
    knowledge,
    learned,
    vocabulary,
    classifier: new Classifier(learned.classifier),
    stances: new Classifier(learned.stances),
    uncoveredClass: knowledge.claims.length,
    profiles: learned.shares.map((shares, claim) => ({
      ...profileOf(shares, kindOf, conceptRarity),
      isOfAnotherForm: (learned.otherFormShares[claim] as number) >= OTHER_FORM_SHARE,
    })),
    examples: ofClaims(learned.examples),
    lookAlikes: ofClaims(learned.lookAlikes),
    uncovered: byFeature(learned.uncovered, learned.features.length),
    conceptRarity,
    kindOf,
    numbers: new FeatureNumbers(learned),
    vector: (features) => weighedVector([...features.keys()], [...features.values()], learned.rarity),
    featureName: (id) => readable(learned.features[id] as number, learned.tokens),
  };
}

/** A text while learning: its features have numbers of their own, as it is not known yet which are kept. */
interface Read {
  readonly concepts: readonly string[];
  readonly numbers: Int32Array;
  readonly values: Float32Array;
}

/** The id of a feature that was not learned. */
const UNKNOWN = -1;

/**
 * The features weighed by how rare they are, of length one.
 * @param ids the id of each feature, where these are not the ids yet; those without one fall away.
 */
function weighedVector(
  features: ArrayLike<number>,
  values: ArrayLike<number>,
  rarity: Float32Array,
  ids?: Int32Array,
): Vector {
  const known = new Int32Array(features.length);
  const weights = new Float32Array(features.length);
  let size = 0;
  let length = 0;
  for (let place = 0; place < features.length; place++) {
    const feature = features[place] as number;
    const id = ids === undefined ? feature : (ids[feature] as number);
    if (id === UNKNOWN) continue;
    const weight = (values[place] as number) * (rarity[id] as number);
    known[size] = id;
    weights[size] = weight;
    length += weight * weight;
    size += 1;
  }
  length = Math.sqrt(length) || 1;
  for (let place = 0; place < size; place++) weights[place] = (weights[place] as number) / length;
  return { ids: known.slice(0, size), weights: weights.slice(0, size) };
}

function sharesOf(texts: readonly Read[]): Map<string, number> {
  const shares = new Map<string, number>();
  for (const { concepts } of texts) {
    for (const concept of concepts) shares.set(concept, (shares.get(concept) ?? 0) + 1 / texts.length);
  }
  return shares;
}

function profileOf(
  shares: ReadonlyMap<string, number>,
  kindOf: (concept: string) => ConceptKind,
  rarity: ReadonlyMap<string, number>,
): Omit<Profile, 'isOfAnotherForm'> {
  const subjects = [...shares].filter(
    ([concept, share]) => share >= ANCHOR_SHARE && (concept === VITAMIN_K || kindOf(concept) === 'subject'),
  );
  const core = { subject: 0, relation: 0, object: 0, qualifier: 0 };
  for (const [concept, share] of shares) {
    core[kindOf(concept)] += weightOf(share, rarity.get(concept) ?? 0);
  }
  return {
    shares,
    core,
    subjects: new Set(subjects.map(([concept]) => concept)),
    // Any form of vitamin K stands for K2 here; the ranking tells them apart.
    always: subjects
      .filter(([concept, share]) => share >= ALWAYS_SHARE && concept !== 'k2')
      .map(([concept]) => concept),
  };
}

function knownWords(knowledge: KnowledgeBase, wordsIn: (text: string) => string[]): string[] {
  const counts = new Map<string, number>();
  const count = (text: string): void => {
    for (const word of wordsIn(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  };
  for (const claim of knowledge.claims) {
    for (const text of [claim.claim, claim.fact, claim.explanation, claim.takeaway, ...claim.phrasings])
      count(text);
  }
  for (const text of [...knowledge.notCovered, ...knowledge.claims.flatMap(({ beside }) => beside)])
    count(text);
  return [...counts]
    .filter(([, occurrences]) => occurrences >= MIN_OCCURRENCES_OF_A_WORD)
    .map(([word]) => word);
}
