/**
 * npm run calibrate [-- file.jsonl …]: fits the weights of src/matching/confidence.ts and prints them.
 * Examples: every phrasing with itself held out (in FOLDS parts), every text that no claim covers likewise, and the
 * evaluation lines given. Never give it a line of the test part. Deterministic.
 */

import type { KnowledgeBase } from '../src/knowledge/knowledge-base.ts';
import { loadKnowledge } from '../src/knowledge/load.ts';
import {
  CLAIM_WEIGHTS,
  type Evidence,
  type EvidenceForNone,
  NONE_WEIGHTS,
} from '../src/matching/confidence.ts';
import { readingOf } from '../src/matching/decide.ts';
import { buildIndex, type ClaimIndex } from '../src/matching/index-of-claims.ts';
import { segment } from '../src/matching/normalise.ts';
import { type Ranking, rank } from '../src/matching/rank.ts';
import { readLines } from './eval/line.ts';

/** Each phrasing is held out together with a quarter of the others: an index for each would take hours. */
const FOLDS = 4;
/** A real utterance tells more about real utterances than a phrasing does. */
const LINE_WEIGHT = 12;
/**
 * Claims heard often count more, though not by as much as they are heard more (20 times): the others are asked about too, and
 * those who ask about them should not be told of something else.
 */
const WEIGHT_BY_HEARD = { often: 2, sometimes: 0.8, seldom: 0.4 } as const;
const PASSES = 400;
const RATE = 0.5;
/** Keeps the weights near what they were before: there are few lines. */
const RIDGE = 0.0005;

/** A stretch of text with its candidates; `right` are the places of acceptable ones, empty where none is. */
interface Example {
  readonly claims: readonly Evidence[];
  readonly none: EvidenceForNone;
  readonly right: readonly number[];
  readonly weight: number;
}

const knowledge = loadKnowledge(process.env.KNOWLEDGE_DIR || 'knowledge');
const examples: Example[] = [];

/** Returns the id of the first candidate. */
function learnFrom(
  ranking: Ranking,
  index: ClaimIndex,
  wanted: readonly string[],
  weight: number,
): string | undefined {
  const ids = ranking.candidates.map((candidate) => index.knowledge.claims[candidate.claim]?.id ?? '');
  if (ranking.none === undefined) return undefined;
  const right = ids.flatMap((id, place) => (wanted.includes(id) ? [place] : []));
  if (wanted.length === 0 || right.length > 0) {
    examples.push({
      claims: ranking.candidates.map((one) => one.evidence),
      none: ranking.none,
      right,
      weight,
    });
  }
  return ids[0];
}

let phrasings = 0;
let first = 0;
let verdictRight = 0;
for (let fold = 0; fold < FOLDS; fold++) {
  const isHeldOut = (place: number): boolean => place % FOLDS === fold;
  const rest: KnowledgeBase = {
    ...knowledge,
    claims: knowledge.claims.map((claim, number) => ({
      ...claim,
      phrasings: claim.phrasings.filter((_, place) => !isHeldOut(place + number)),
      stances: claim.stances.filter((_, place) => !isHeldOut(place + number)),
      beside: claim.beside.filter((_, place) => !isHeldOut(place + number)),
    })),
    notCovered: knowledge.notCovered.filter((_, place) => !isHeldOut(place)),
  };
  const index = buildIndex(rest);
  const wordsIn = (text: string): string[] => segment(text).flatMap((one) => [...one.words]);
  knowledge.claims.forEach((claim, number) => {
    claim.phrasings.forEach((phrasing, place) => {
      if (!isHeldOut(place + number)) return;
      const best = learnFrom(rank(wordsIn(phrasing), index), index, [claim.id], WEIGHT_BY_HEARD[claim.heard]);
      phrasings += 1;
      if (best === claim.id) first += 1;
      if (knowledge.claimById.get(best ?? '')?.verdict === claim.verdict) verdictRight += 1;
    });
  });
  knowledge.claims.forEach((claim, number) => {
    claim.beside.forEach((text, place) => {
      if (isHeldOut(place + number)) learnFrom(rank(wordsIn(text), index), index, [], 1);
    });
  });
  knowledge.notCovered.forEach((text, place) => {
    if (isHeldOut(place)) learnFrom(rank(wordsIn(text), index), index, [], 1);
  });
}
process.stdout.write(
  `each phrasing held out with a quarter of the others: first place ${((first / phrasings) * 100).toFixed(1)} of 100, ` +
    `verdict ${((verdictRight / phrasings) * 100).toFixed(1)} of 100 (${phrasings} phrasings)\n`,
);

const index = buildIndex(knowledge);
for (const file of process.argv.slice(2)) {
  for (const line of readLines(file)) {
    const readings = readingOf(line.text, index);
    if (line.claims.length === 0) {
      for (const { ranking } of readings) learnFrom(ranking, index, [], LINE_WEIGHT / readings.length);
      continue;
    }
    // The claim stands in one of the stretches: the one that speaks for it most.
    const likely = (ranking: Ranking): number =>
      ranking.candidates
        .filter((one) => line.claims.includes(knowledge.claims[one.claim]?.id ?? ''))
        .reduce((sum, one) => sum + one.confidence, 0);
    const best = readings.toSorted((a, b) => likely(b.ranking) - likely(a.ranking))[0];
    if (best !== undefined) learnFrom(best.ranking, index, line.claims, LINE_WEIGHT);
  }
}

const claimNames = Object.keys(CLAIM_WEIGHTS) as (keyof typeof CLAIM_WEIGHTS)[];
const noneNames = Object.keys(NONE_WEIGHTS) as (keyof typeof NONE_WEIGHTS)[];
const claimWeights = claimNames.map((name) => CLAIM_WEIGHTS[name]);
const noneWeights = noneNames.map((name) => NONE_WEIGHTS[name]);
const matrix = examples.map((one) => ({
  claims: one.claims.map((evidence) => claimNames.map((name) => evidence[name])),
  none: noneNames.map((name) => (name === 'bias' ? 1 : one.none[name])),
  right: new Set(one.right),
  weight: one.weight,
}));
const total = matrix.reduce((sum, one) => sum + one.weight, 0);
const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
// Adam: the features have very different spreads.
const moments = [...claimWeights, ...noneWeights].map(() => ({ mean: 0, square: 0 }));
const initial = [...claimWeights, ...noneWeights];
for (let pass = 1; pass <= PASSES; pass++) {
  const claimGradient = claimWeights.map(() => 0);
  const noneGradient = noneWeights.map(() => 0);
  let loss = 0;
  for (const one of matrix) {
    const scores = [...one.claims.map((claim) => dot(claim, claimWeights)), dot(one.none, noneWeights)];
    const highest = Math.max(...scores);
    const shares = scores.map((score) => Math.exp(score - highest));
    const sum = shares.reduce((a, b) => a + b, 0);
    const last = scores.length - 1;
    const isRight = (place: number): boolean =>
      one.right.size === 0 ? place === last : one.right.has(place);
    const rightSum = shares.reduce((a, b, place) => a + (isRight(place) ? b : 0), 0);
    loss -= (one.weight * Math.log(Math.max(1e-12, rightSum / sum))) / total;
    shares.forEach((share, place) => {
      const slope =
        ((share / sum - (isRight(place) ? share / Math.max(1e-12, rightSum) : 0)) * one.weight) / total;
      if (Math.abs(slope) < 1e-12) return;
      const features = place === last ? one.none : (one.claims[place] as number[]);
      const gradient = place === last ? noneGradient : claimGradient;
      for (let at = 0; at < features.length; at++)
        gradient[at] = (gradient[at] as number) + slope * (features[at] as number);
    });
  }
  if (pass % 100 === 0) process.stderr.write(`pass ${pass}: loss ${loss.toFixed(4)}\n`);
  [...claimGradient, ...noneGradient].forEach((slope, at) => {
    const weights = at < claimWeights.length ? claimWeights : noneWeights;
    const place = at < claimWeights.length ? at : at - claimWeights.length;
    const moment = moments[at] as { mean: number; square: number };
    const full = slope + RIDGE * ((weights[place] as number) - (initial[at] as number));
    moment.mean = 0.9 * moment.mean + 0.1 * full;
    moment.square = 0.99 * moment.square + 0.01 * full * full;
    const mean = moment.mean / (1 - 0.9 ** pass);
    const square = moment.square / (1 - 0.99 ** pass);
    weights[place] =
      (weights[place] as number) - ((RATE * (1 - pass / PASSES) + 0.01) * mean) / (Math.sqrt(square) + 1e-8);
  });
}
const printed = (names: readonly string[], weights: readonly number[]): string =>
  names.map((name, at) => `  ${name}: ${weights[at]?.toFixed(2)},`).join('\n');
process.stdout.write(
  `claims\n${printed(claimNames, claimWeights)}\nnone\n${printed(noneNames, noneWeights)}\n`,
);
