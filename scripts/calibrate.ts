/**
 * npm run calibrate [-- file.jsonl …]: fits the weights of src/matching/confidence.ts and prints them.
 * Examples: every phrasing with itself left out, every text that no claim covers, and the evaluation lines given. Never
 * give it a line of the test part. Deterministic.
 */
import { loadKnowledge } from '../src/knowledge/load.ts';
import { type Evidence, evidenceOf } from '../src/matching/confidence.ts';
import { indexOf } from '../src/matching/decide.ts';
import { segment, wordsOf } from '../src/matching/normalise.ts';
import { rank } from '../src/matching/rank.ts';
import { readLines } from './eval/line.ts';

/** A real utterance tells more about real utterances than a phrasing does. */
const LINE_WEIGHT = 6;
const STEPS = 3000;
const RATE = 0.4;
const RIDGE = 1e-4;

interface Example {
  readonly evidence: Evidence;
  readonly right: boolean;
  readonly weight: number;
}

const knowledge = loadKnowledge(process.env.KNOWLEDGE_DIR || 'knowledge');
const index = indexOf(knowledge);
const examples: Example[] = [];
let first = 0;
let verdictRight = 0;
let phrasings = 0;

function add(
  words: readonly string[],
  wanted: readonly string[],
  weight: number,
  leftOut = -1,
): string | undefined {
  const ranking = rank(words, index, leftOut);
  const evidence = evidenceOf(ranking, 0);
  const best = knowledge.claims[ranking.candidates[0]?.claim ?? -1];
  if (evidence !== undefined && best !== undefined) {
    examples.push({ evidence, right: wanted.includes(best.id), weight });
  }
  return best?.id;
}

let example = 0;
for (const claim of knowledge.claims) {
  example += 1;
  for (const phrasing of claim.phrasings) {
    const best = add(wordsOf(phrasing), [claim.id], 1, example);
    phrasings += 1;
    if (best === claim.id) first += 1;
    if (knowledge.claimById.get(best ?? '')?.verdict === claim.verdict) verdictRight += 1;
    example += 1;
  }
}
for (const text of knowledge.notCovered) {
  add(wordsOf(text), [], 1, example);
  example += 1;
}
process.stdout.write(
  `each phrasing left out in turn: first place ${((first / phrasings) * 100).toFixed(1)} of 100, ` +
    `verdict ${((verdictRight / phrasings) * 100).toFixed(1)} of 100 (${phrasings} phrasings)\n`,
);
for (const file of process.argv.slice(2)) {
  for (const line of readLines(file)) {
    add(
      segment(line.text).flatMap((one) => one.words),
      line.claims,
      LINE_WEIGHT,
    );
  }
}

const names = Object.keys(examples[0]?.evidence ?? {}) as (keyof Evidence)[];
const weights = new Map<string, number>([['bias', 0], ...names.map((name) => [name, 0] as const)]);
const total = examples.reduce((sum, one) => sum + one.weight, 0);
for (let step = 0; step < STEPS; step++) {
  const gradient = new Map<string, number>();
  for (const { evidence, right, weight } of examples) {
    let logOdds = weights.get('bias') ?? 0;
    for (const name of names) logOdds += (weights.get(name) ?? 0) * evidence[name];
    const error = ((1 / (1 + Math.exp(-logOdds)) - (right ? 1 : 0)) * weight) / total;
    gradient.set('bias', (gradient.get('bias') ?? 0) + error);
    for (const name of names) gradient.set(name, (gradient.get(name) ?? 0) + error * evidence[name]);
  }
  for (const [name, slope] of gradient) {
    const old = weights.get(name) ?? 0;
    weights.set(name, old - RATE * 8 * (slope + RIDGE * (name === 'bias' ? 0 : old)));
  }
}
process.stdout.write(
  `${[...weights].map(([name, value]) => `  ${name}: ${value.toFixed(2)},`).join('\n')}\n`,
);
