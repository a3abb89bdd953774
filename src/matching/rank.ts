import type { Claim, ConceptKind } from '../knowledge/schema.ts';
import { type Evidence, type EvidenceForNone, likelihoods, UNNAMED_SHARE } from './confidence.ts';
import { featuresOf } from './features.ts';
import {
  type ClaimIndex,
  namesOnlyAnotherForm,
  type Profile,
  VITAMIN_K,
  weightOf,
} from './index-of-claims.ts';
import { nearness } from './neighbours.ts';
import type { ConceptHit } from './vocabulary.ts';

/** Only the best candidates of the classifier are looked at more closely. */
const SHORTLIST = 12;
/** Logarithms of likelihoods below this are all the same to us: "hardly". */
const HARDLY = -12;
/** A concept that a third of a claim's phrasings name is one that the claim fully accounts for. */
const FULLY_EXPLAINED = 3;

/** Where a text may mean several claims, it is likelier to mean the one that people bring up more. */
const HOW_OFTEN = { often: 1, sometimes: 0.5, seldom: 0 } as const satisfies Record<Claim['heard'], number>;

export interface Candidate {
  /** Number of the claim in `knowledge.claims`. */
  readonly claim: number;
  readonly evidence: Evidence;
  /** How likely this claim is what the text speaks of, 0 to 1; all candidates and "none" add up to 1. */
  readonly confidence: number;
}

export interface Ranking {
  /** Best first. */
  readonly candidates: readonly Candidate[];
  /** Whether the text names what the candidates are about. Otherwise they may be offered, never answered with. */
  readonly anchored: boolean;
  /** What speaks for no claim; absent where nothing speaks for any. */
  readonly none?: EvidenceForNone;
  readonly hits: readonly ConceptHit[];
  readonly concepts: readonly string[];
}

/** How likely the classifier finds each claim, and none, in a text: logarithms, scaled to -1 … 0. */
export type Likelihoods = (claim: number) => number;

/** What the classifier makes of a whole message: the context in which each of its sentences is read. */
export function contextOf(words: readonly string[], index: ClaimIndex): Likelihoods {
  const scores = index.classifier
    .score(index.vector(featuresOf(words, index.vocabulary, index.numbers).features))
    .slice();
  const total = logSum(scores);
  const ofNone = logSum(scores, index.uncoveredClass);
  return (claim) =>
    scaled((claim === index.uncoveredClass ? ofNone : scores[claim] || Number.NEGATIVE_INFINITY) - total);
}

const scaled = (logLikelihood: number): number => Math.max(HARDLY, logLikelihood) / -HARDLY;

/** What the text may be about, best first. `words` as `wordsOf` gives them. */
export function rank(words: readonly string[], index: ClaimIndex, context?: Likelihoods): Ranking {
  const { features, concepts, hits, unknown } = featuresOf(words, index.vocabulary, index.numbers);
  const text = index.vector(features);
  const named = new Set(concepts);
  const scores = index.classifier.score(text);
  const ofNamed = shortlistOf(scores, index, isAnchoredIn(named, index));
  const anchored = ofNamed.length > 0;
  const shortlist = anchored ? ofNamed : shortlistOf(scores, index, () => true);
  if (shortlist.length === 0) return { candidates: [], anchored, hits, concepts };

  const total = logSum(scores);
  const namedConcepts = concepts.map(
    (concept): NamedConcept => ({
      concept,
      kind: index.kindOf(concept),
      rarity: index.conceptRarity.get(concept) ?? 0,
    }),
  );
  const rarityOfAll = { subject: 0, relation: 0, object: 0, qualifier: 0 };
  for (const { kind, rarity } of namedConcepts) rarityOfAll[kind] += rarity;
  const nearnessOf = (claim: number, sentences: ClaimIndex['examples']): number =>
    nearness(text, sentences, sentences.first[claim], sentences.first[claim + 1]);
  const candidates = shortlist.map((claim) => {
    const classifier = scaled((scores[claim] as number) - total);
    return {
      claim,
      evidence: {
        classifier,
        context: context?.(claim) ?? classifier,
        near: nearnessOf(claim, index.examples),
        lookAlike: nearnessOf(claim, index.lookAlikes),
        heard: HOW_OFTEN[index.knowledge.claims[claim]?.heard ?? 'seldom'],
        ...fitOf(index.profiles[claim] as Profile, namedConcepts, rarityOfAll),
      },
    };
  });
  const ofNone = scaled(logSum(scores, index.uncoveredClass) - total);
  const none = {
    classifier: ofNone,
    context: context?.(index.uncoveredClass) ?? ofNone,
    near: nearness(text, index.uncovered),
    namesVitaminK: named.has(VITAMIN_K) ? 1 : 0,
    length: Math.min(1, words.length / 40),
    unknown,
  };
  const shares = likelihoods(
    candidates.map((candidate) => candidate.evidence),
    none,
  );
  return {
    candidates: candidates
      .map((candidate, place) => ({
        ...candidate,
        confidence: (shares[place] ?? 0) * (anchored ? 1 : UNNAMED_SHARE),
      }))
      .sort((a, b) => b.confidence - a.confidence || a.claim - b.claim),
    anchored,
    none,
    hits,
    concepts,
  };
}

/** Which words and concepts of a text speak for a claim, and which against it, strongest first: for explaining. */
export function reasonsFor(
  claim: number,
  words: readonly string[],
  index: ClaimIndex,
): { readonly feature: string; readonly adds: number }[] {
  const text = index.vector(featuresOf(words, index.vocabulary, index.numbers).features);
  return index.classifier
    .reasons(text, claim)
    .map(({ id, adds }) => ({ feature: index.featureName(id), adds }));
}

/** Of the claims that may be looked at, those the classifier likes best, best first. */
function shortlistOf(scores: Float64Array, index: ClaimIndex, may: (claim: number) => boolean): number[] {
  const best: number[] = [];
  for (let claim = 0; claim < index.uncoveredClass; claim++) {
    const score = scores[claim] as number;
    if (score === 0) continue;
    let place = best.length;
    while (place > 0 && (scores[best[place - 1] as number] as number) < score) place -= 1;
    if (place === SHORTLIST || !may(claim)) continue;
    best.splice(place, 0, claim);
    if (best.length > SHORTLIST) best.pop();
  }
  return best;
}

/** Of the scores from a place on. A score of exactly zero means that nothing was said of a class. */
function logSum(scores: Float64Array, from = 0): number {
  let highest = Number.NEGATIVE_INFINITY;
  for (let at = from; at < scores.length; at++) {
    const score = scores[at] as number;
    if (score !== 0 && score > highest) highest = score;
  }
  if (highest === Number.NEGATIVE_INFINITY) return highest;
  let sum = 0;
  for (let at = from; at < scores.length; at++) {
    const score = scores[at] as number;
    if (score !== 0) sum += Math.exp(score - highest);
  }
  return highest + Math.log(sum);
}

/**
 * A text gets a claim's verdict only when it names a subject of that claim, and every subject that the claim is always
 * about: what nearly all phrasings say goes without saying for no other text.
 */
function isAnchoredIn(named: ReadonlySet<string>, index: ClaimIndex): (claim: number) => boolean {
  const isAnotherForm = namesOnlyAnotherForm(named);
  const withoutVitaminK = new Set(named);
  withoutVitaminK.delete(VITAMIN_K);
  return (claim) => {
    const { isOfAnotherForm, subjects, always } = index.profiles[claim] as Profile;
    // K1 is not K2: a text about K1 alone speaks of vitamin K only to claims that are put so too.
    const counting = isAnotherForm && !isOfAnotherForm ? withoutVitaminK : named;
    for (const concept of always) if (!counting.has(concept)) return false;
    for (const concept of subjects) if (counting.has(concept)) return true;
    return false;
  };
}

interface NamedConcept {
  readonly concept: string;
  readonly kind: ConceptKind;
  readonly rarity: number;
}

const partOf = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);

/**
 * How text and claim account for each other. `…Said`: how much of what the claim is about the text names. `…Fits`: how
 * much of what the text names the claim is about. Relation, object and subject apart, so that "slows" against
 * "removes", "valve" against "artery" and "K1" against "K2" each have a say.
 */
function fitOf(
  profile: Profile,
  named: readonly NamedConcept[],
  all: Readonly<Record<ConceptKind, number>>,
): Omit<Evidence, 'classifier' | 'context' | 'near' | 'lookAlike' | 'heard'> {
  const said = { subject: 0, relation: 0, object: 0, qualifier: 0 };
  const fits = { subject: 0, relation: 0, object: 0, qualifier: 0 };
  for (const { concept, kind, rarity } of named) {
    const share = profile.shares.get(concept) ?? 0;
    said[kind] += weightOf(share, rarity);
    fits[kind] += rarity * Math.min(1, share * FULLY_EXPLAINED);
  }
  return {
    subjectSaid: partOf(said.subject, profile.core.subject),
    relationSaid: partOf(said.relation, profile.core.relation),
    objectSaid: partOf(said.object, profile.core.object),
    qualifierSaid: partOf(said.qualifier, profile.core.qualifier),
    subjectFits: partOf(fits.subject, all.subject),
    relationFits: partOf(fits.relation, all.relation),
    objectFits: partOf(fits.object, all.object),
    qualifierFits: partOf(fits.qualifier, all.qualifier),
  };
}
