import { featuresOf } from './features.ts';
import { type ClaimIndex, notThis, UNCOVERED, weigh } from './index-of-claims.ts';
import type { ConceptHit } from './vocabulary.ts';

/** A claim's three nearest phrasings count, the nearest most: one lucky phrasing is weaker than three that agree. */
const NEAREST_WEIGHTS = [0.6, 0.25, 0.15] as const;
/** How the kinds of evidence add up to the order of the candidates. */
const WEIGHT = { near: 0.6, core: 0.1, explained: 0.3 } as const;
/** A text nearer to a claim's "not this" than to its phrasings falls behind every real rival. */
const LOOK_ALIKE_COST = 0.15;
/** Only the best candidates by phrasings are looked at more closely. */
const SHORTLIST = 24;
/** The share of phrasings that must name a subject for the claim to be about it. */
const ANCHOR_SHARE = 0.15;
/** A subject that this share of the phrasings names must be named by the text. */
const ALWAYS_SHARE = 0.8;
/** The concept that every form of the vitamin implies (lexicon.yaml). */
const VITAMIN_K = 'any-k';

export interface Candidate {
  /** Number of the claim in `knowledge.claims`. */
  readonly claim: number;
  readonly score: number;
  /** How near the nearest phrasings are, 0 to 1. */
  readonly near: number;
  /** How much of what the claim is about the text names, 0 to 1. */
  readonly core: number;
  /** How much of what the text names the claim is about, 0 to 1. */
  readonly explained: number;
}

export interface Ranking {
  readonly candidates: readonly Candidate[];
  /** How near the nearest text is that no claim covers. */
  readonly uncovered: number;
  readonly hits: readonly ConceptHit[];
  readonly concepts: readonly string[];
}

/** `leftOut`: an example that does not count, to measure the matcher on its own phrasings. */
export function rank(words: readonly string[], index: ClaimIndex, leftOut = -1): Ranking {
  const { features, concepts, hits } = featuresOf(words, index.vocabulary);
  const similarity = new Map<number, number>();
  for (const [name, weight] of weigh(features, index.rarity)) {
    for (const posting of index.postings.get(name) ?? []) {
      if (posting.example === leftOut) continue;
      similarity.set(posting.example, (similarity.get(posting.example) ?? 0) + weight * posting.weight);
    }
  }
  const nearest = new Map<number, number[]>();
  for (const [example, value] of similarity) {
    const claim = index.claimOfExample[example] as number;
    const best = nearest.get(claim);
    if (best === undefined) nearest.set(claim, [value]);
    else insert(best, value);
  }
  const near = (claim: number): number =>
    NEAREST_WEIGHTS.reduce((sum, weight, place) => sum + weight * (nearest.get(claim)?.[place] ?? 0), 0);

  const named = new Set(concepts);
  const candidates = [...nearest.keys()]
    .filter((claim) => claim >= 0 && isAnchored(claim, named, index))
    .map((claim) => ({ claim, near: near(claim) }))
    .sort((a, b) => b.near - a.near || a.claim - b.claim)
    .slice(0, SHORTLIST)
    .map((candidate) => {
      const { core, explained } = fitOf(candidate.claim, concepts, index);
      const mistaken = near(notThis(candidate.claim)) > candidate.near ? LOOK_ALIKE_COST : 0;
      const score =
        candidate.near * WEIGHT.near + core * WEIGHT.core + explained * WEIGHT.explained - mistaken;
      return { ...candidate, core, explained, score };
    })
    .sort((a, b) => b.score - a.score || a.claim - b.claim);
  return { candidates, uncovered: near(UNCOVERED), hits, concepts };
}

/** Keeps the largest values, largest first. */
function insert(best: number[], value: number): void {
  let place = best.length;
  while (place > 0 && (best[place - 1] as number) < value) place--;
  if (place >= NEAREST_WEIGHTS.length) return;
  best.splice(place, 0, value);
  if (best.length > NEAREST_WEIGHTS.length) best.pop();
}

/**
 * A text gets a claim's verdict only when it names a subject of that claim, and every subject that the claim is always
 * about: what nearly all phrasings say goes without saying for no other text. Any form of vitamin K stands for K2 here;
 * the ranking tells them apart.
 */
function isAnchored(claim: number, named: ReadonlySet<string>, index: ClaimIndex): boolean {
  const profile = index.profiles[claim];
  if (profile === undefined) return false;
  let anchored = false;
  for (const [concept, share] of profile) {
    const isSubject = concept === VITAMIN_K || index.vocabulary.concepts.get(concept)?.kind === 'subject';
    if (!isSubject || share < ANCHOR_SHARE) continue;
    if (named.has(concept)) anchored = true;
    else if (share >= ALWAYS_SHARE && concept !== 'k2') return false;
  }
  return anchored;
}

function fitOf(
  claim: number,
  concepts: readonly string[],
  index: ClaimIndex,
): { core: number; explained: number } {
  const profile = index.profiles[claim] ?? new Map<string, number>();
  const named = new Set(concepts);
  let coreNamed = 0;
  let coreAll = 0;
  for (const [concept, share] of profile) {
    const weight = share * share * (index.conceptRarity.get(concept) ?? 0);
    coreAll += weight;
    if (named.has(concept)) coreNamed += weight;
  }
  let explained = 0;
  let all = 0;
  for (const concept of concepts) {
    const weight = index.conceptRarity.get(concept) ?? 0;
    all += weight;
    explained += weight * Math.min(1, (profile.get(concept) ?? 0) * 3);
  }
  return { core: coreAll === 0 ? 0 : coreNamed / coreAll, explained: all === 0 ? 0 : explained / all };
}
