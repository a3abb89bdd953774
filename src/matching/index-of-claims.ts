import type { KnowledgeBase } from '../knowledge/knowledge-base.ts';
import type { ConceptKind } from '../knowledge/schema.ts';
import { Classifier, type Vector } from './classifier.ts';
import { type Features, featuresOf, isCompared, isMinor, isWord } from './features.ts';
import { Neighbours } from './neighbours.ts';
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
/** A feature that more claims than this share tells nothing, and would make a question dearer with every claim. */
const MOST_CLASSES = 600;
const MOST_CLASSES_OF_MINOR = 60;
/** A word that stands this often in the curators' own texts is a real word, not a slip of the keyboard. */
const MIN_OCCURRENCES_OF_A_WORD = 2;

/** What a claim is about, read off its phrasings. */
export interface Profile {
  /** Concept → share of the phrasings that have it. */
  readonly shares: ReadonlyMap<string, number>;
  /** A text must name one of these … */
  readonly subjects: ReadonlySet<string>;
  /** … and all of these. */
  readonly always: readonly string[];
}

/** The claim set made ready for matching. Built once for each knowledge base; deterministic. */
export interface ClaimIndex {
  readonly knowledge: KnowledgeBase;
  readonly vocabulary: Vocabulary;
  readonly classifier: Classifier;
  /** Class of the texts that no claim covers; the claims before it have their own numbers. */
  readonly uncoveredClass: number;
  readonly profiles: readonly Profile[];
  /** Of each claim: its statement and phrasings. */
  readonly examples: readonly Neighbours[];
  readonly lookAlikes: readonly Neighbours[];
  readonly uncovered: Neighbours;
  /** How much a concept tells: high for one that few claims are about. */
  readonly conceptRarity: ReadonlyMap<string, number>;
  kindOf(concept: string): ConceptKind;
  vector(features: Features): Vector;
  /** One place for each feature, all zero: room for a text while it is compared with others. */
  readonly scratch: Float32Array;
  featureName(id: number): string;
  /** The share of a text's telling words that no example has, 0 to 1. */
  unknownShare(features: Features): number;
}

export function buildIndex(knowledge: KnowledgeBase): ClaimIndex {
  const vocabulary = new Vocabulary(knowledge.lexicon, wordsOf, knownWords(knowledge));
  const kindOf = (concept: string): ConceptKind => vocabulary.concepts.get(concept)?.kind ?? 'subject';
  const names: string[] = [];
  const ids = new Map<string, number>();
  const frequency: number[] = [];
  const read = (text: string, learn = true): Read => {
    const { features, concepts } = featuresOf(wordsOf(text), vocabulary);
    if (learn) {
      for (const name of features.keys()) {
        const id = ids.get(name) ?? names.push(name) - 1;
        ids.set(name, id);
        frequency[id] = (frequency[id] ?? 0) + 1;
      }
    }
    return { concepts, raw: rawVector(features, ids) };
  };
  const ofClaims = knowledge.claims.map((claim) =>
    [claim.claim, ...claim.phrasings].map((text) => read(text)),
  );
  // The fact teaches the classifier words that askers may use; how people ask is not to be read off it.
  const ofFacts = knowledge.claims.map((claim) => read(claim.fact));
  const ofUncovered = knowledge.notCovered.map((text) => read(text));
  const ofLookAlikes = knowledge.claims.map((claim) => claim.notThis.map((text) => read(text, false)));

  const learned = ofClaims.flat().length + ofFacts.length + ofUncovered.length;
  const rarity = Float32Array.from(frequency, (count) => Math.log(1 + learned / count));
  const weighed = (texts: readonly Read[]): Vector[] => texts.map((one) => weigh(one.raw, rarity));
  const examples = ofClaims.map(weighed);
  const facts = weighed(ofFacts);
  const lookAlikes = ofLookAlikes.map(weighed);
  const uncovered = weighed(ofUncovered);
  const uncoveredClass = knowledge.claims.length;
  const classifier = new Classifier(
    [...examples.flat(), ...facts, ...uncovered],
    [
      ...examples.flatMap((texts, claim) => texts.map(() => claim)),
      ...facts.keys(),
      ...uncovered.map(() => uncoveredClass),
    ],
    uncoveredClass + 1,
    names.map((name) => (isMinor(name) ? MOST_CLASSES_OF_MINOR : MOST_CLASSES)),
  );

  const compared = names.map(isCompared);
  const neighbours = (texts: readonly Vector[]): Neighbours =>
    new Neighbours(texts, (id) => compared[id] === true);

  const profiles = ofClaims.map((texts) =>
    profileOf(
      texts.map((one) => one.concepts),
      kindOf,
    ),
  );
  const claimsAbout = new Map<string, number>();
  for (const { shares } of profiles) {
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
    vocabulary,
    classifier,
    uncoveredClass,
    profiles,
    examples: examples.map(neighbours),
    lookAlikes: lookAlikes.map(neighbours),
    uncovered: neighbours(uncovered),
    conceptRarity,
    kindOf,
    vector: (features) => weigh(rawVector(features, ids), rarity),
    scratch: new Float32Array(names.length),
    featureName: (id) => names[id] ?? '',
    unknownShare: (features) => {
      const words = [...features.keys()].filter(isWord);
      return words.filter((name) => !ids.has(name)).length / Math.max(1, words.length);
    },
  };
}

interface Read {
  readonly concepts: readonly string[];
  readonly raw: Vector;
}

/** The features that some example has; others fall away. */
function rawVector(features: Features, ids: ReadonlyMap<string, number>): Vector {
  const known: number[] = [];
  const weights: number[] = [];
  for (const [name, value] of features) {
    const id = ids.get(name);
    if (id === undefined) continue;
    known.push(id);
    weights.push(value);
  }
  return { ids: Int32Array.from(known), weights: Float32Array.from(weights) };
}

/** Weighed by how rare each feature is, of length one. */
function weigh({ ids, weights }: Vector, rarity: Float32Array): Vector {
  const weighed = new Float32Array(weights.length);
  let length = 0;
  for (let place = 0; place < ids.length; place++) {
    const weight = (weights[place] as number) * (rarity[ids[place] as number] as number);
    weighed[place] = weight;
    length += weight * weight;
  }
  length = Math.sqrt(length) || 1;
  for (let place = 0; place < weighed.length; place++) weighed[place] = (weighed[place] as number) / length;
  return { ids, weights: weighed };
}

function profileOf(texts: readonly (readonly string[])[], kindOf: (concept: string) => ConceptKind): Profile {
  const shares = new Map<string, number>();
  for (const concepts of texts) {
    for (const concept of concepts) shares.set(concept, (shares.get(concept) ?? 0) + 1 / texts.length);
  }
  const subjects = [...shares].filter(
    ([concept, share]) => share >= ANCHOR_SHARE && (concept === VITAMIN_K || kindOf(concept) === 'subject'),
  );
  return {
    shares,
    subjects: new Set(subjects.map(([concept]) => concept)),
    // Any form of vitamin K stands for K2 here; the ranking tells them apart.
    always: subjects
      .filter(([concept, share]) => share >= ALWAYS_SHARE && concept !== 'k2')
      .map(([concept]) => concept),
  };
}

function knownWords(knowledge: KnowledgeBase): string[] {
  const counts = new Map<string, number>();
  const count = (text: string): void => {
    for (const word of wordsOf(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  };
  for (const claim of knowledge.claims) {
    for (const text of [claim.claim, claim.fact, claim.explanation, claim.takeaway, ...claim.phrasings])
      count(text);
  }
  for (const text of knowledge.notCovered) count(text);
  return [...counts]
    .filter(([, occurrences]) => occurrences >= MIN_OCCURRENCES_OF_A_WORD)
    .map(([word]) => word);
}
