import type { KnowledgeBase } from '../knowledge/knowledge-base.ts';
import { type Features, featuresOf } from './features.ts';
import { wordsOf } from './normalise.ts';
import { Vocabulary } from './vocabulary.ts';

/** A concept that this share of a claim's phrasings has belongs to its core: a text without it is another question. */
const CORE_SHARE = 0.5;

/** A word that stands this often in the curators' own texts is a real word, not a slip of the keyboard. */
const MIN_OCCURRENCES_OF_A_WORD = 2;

/** Stands for "no claim" among the examples. */
export const UNCOVERED = -1;
/** Stands for a sentence that looks like this claim and is not it. */
export const notThis = (claim: number): number => -2 - claim;

interface Posting {
  readonly example: number;
  readonly weight: number;
}

/** What a claim is about, read off its phrasings: concept → share of the phrasings that have it. */
export type Profile = ReadonlyMap<string, number>;

/** The claim set made ready for matching. Built once for each knowledge base; deterministic. */
export interface ClaimIndex {
  readonly knowledge: KnowledgeBase;
  readonly vocabulary: Vocabulary;
  /** Claim number of each example; `UNCOVERED` for a text that no claim covers, `notThis(claim)` for a look-alike. */
  readonly claimOfExample: readonly number[];
  readonly postings: ReadonlyMap<string, readonly Posting[]>;
  readonly rarity: ReadonlyMap<string, number>;
  readonly profiles: readonly Profile[];
  readonly conceptRarity: ReadonlyMap<string, number>;
}

export function buildIndex(knowledge: KnowledgeBase): ClaimIndex {
  const vocabulary = new Vocabulary(knowledge.lexicon, wordsOf, knownWords(knowledge));
  const examples: Features[] = [];
  const claimOfExample: number[] = [];
  const profiles: Profile[] = [];
  const documentsWith = new Map<string, number>();
  knowledge.claims.forEach((claim, number) => {
    const shares = new Map<string, number>();
    const texts = [claim.claim, ...claim.phrasings];
    for (const text of texts) {
      const { features, concepts } = featuresOf(wordsOf(text), vocabulary);
      examples.push(features);
      claimOfExample.push(number);
      for (const concept of concepts) shares.set(concept, (shares.get(concept) ?? 0) + 1 / texts.length);
    }
    profiles.push(shares);
    for (const [concept, share] of shares) {
      if (share >= CORE_SHARE) documentsWith.set(concept, (documentsWith.get(concept) ?? 0) + 1);
    }
  });
  for (const text of knowledge.notCovered) {
    examples.push(featuresOf(wordsOf(text), vocabulary).features);
    claimOfExample.push(UNCOVERED);
  }
  knowledge.claims.forEach((claim, number) => {
    for (const text of claim.notThis) {
      examples.push(featuresOf(wordsOf(text), vocabulary).features);
      claimOfExample.push(notThis(number));
    }
  });

  const frequency = new Map<string, number>();
  for (const example of examples)
    for (const name of example.keys()) frequency.set(name, (frequency.get(name) ?? 0) + 1);
  const rarity = new Map<string, number>();
  for (const [name, count] of frequency)
    rarity.set(name, Math.sqrt(Math.log((examples.length + 1) / (count + 0.5))));
  const postings = new Map<string, Posting[]>();
  examples.forEach((features, example) => {
    for (const [name, weight] of weigh(features, rarity)) {
      const list = postings.get(name);
      if (list === undefined) postings.set(name, [{ example, weight }]);
      else list.push({ example, weight });
    }
  });
  const conceptRarity = new Map<string, number>();
  for (const concept of vocabulary.concepts.keys()) {
    conceptRarity.set(
      concept,
      Math.log((knowledge.claims.length + 1) / ((documentsWith.get(concept) ?? 0) + 0.5)),
    );
  }
  return { knowledge, vocabulary, claimOfExample, postings, rarity, profiles, conceptRarity };
}

/** Features weighed by how rare they are among the examples, again of length one; unknown ones fall away. */
export function weigh(features: Features, rarity: ReadonlyMap<string, number>): [string, number][] {
  const weighed: [string, number][] = [];
  let length = 0;
  for (const [name, value] of features) {
    const factor = rarity.get(name);
    if (factor === undefined) continue;
    const weight = value * factor;
    weighed.push([name, weight]);
    length += weight * weight;
  }
  length = Math.sqrt(length) || 1;
  for (const entry of weighed) entry[1] /= length;
  return weighed;
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
