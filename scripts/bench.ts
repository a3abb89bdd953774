/**
 * npm run bench [-- --only 249] [--no-peers] [--json]: how long a question takes, beside plain search libraries over the same
 * phrasings in the same run, for the shipped claims and for sets multiplied by made-up topics. Questions are the
 * phrasings themselves and sentences no claim covers, each slightly changed so that nothing is remembered.
 */
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import type { KnowledgeBase } from '../src/knowledge/knowledge-base.ts';
import { loadKnowledge } from '../src/knowledge/load.ts';
import type { Claim, Concept } from '../src/knowledge/schema.ts';
import { decide, indexOf } from '../src/matching/decide.ts';
import { MAX_INPUT, wordsOf } from '../src/matching/normalise.ts';
import { peers, type System } from './eval/system.ts';

const SIZES = [249, 2000, 20_000];
/** The multiplied sets keep this many phrasings of a claim: all of 20,000 claims' would not fit into memory. */
const PHRASINGS_WHEN_MULTIPLIED = 8;
const BESIDE_WHEN_MULTIPLIED = 2;
const QUESTIONS = 400;
/** A peer that needs longer than this for its questions is stopped, and measured on those it answered. */
const PATIENCE_MS = 30_000;
const WARM_UP = 40;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    'no-peers': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

interface Row {
  readonly system: string;
  readonly claims: number;
  readonly questions: number;
  readonly medianMs: number;
  readonly p99Ms: number;
  readonly longMessageMs: number;
  readonly buildMs: number;
  readonly memoryMb: number;
}

const shipped = loadKnowledge(process.env.KNOWLEDGE_DIR || 'knowledge');
const sizes = values.only === undefined ? SIZES : [Number(values.only)];
const questions = questionsFrom(shipped);
const long = `${shipped.claims.flatMap((claim) => claim.phrasings).join('. ')}`.slice(0, MAX_INPUT);
const rows: Row[] = [];
for (const size of sizes) {
  const knowledge = size <= shipped.claims.length + 1 ? shipped : multiplied(shipped, size);
  rows.push(
    await measured('ours', knowledge, async () => {
      indexOf(knowledge);
      return {
        name: 'ours',
        guess: (text) => ({
          claims: decide(text, knowledge, 'question').matches.map((one) => one.claim),
          score: 0,
          answers: true,
        }),
      };
    }),
  );
  const others = ['Fuse.js (defaults)', 'Fuse.js (token search)', 'MiniSearch (BM25+, fuzzy)', 'Orama'];
  for (const name of values['no-peers'] ? [] : others) {
    rows.push(await measured(name, knowledge, async () => (await peers(knowledge, name))[0] as System));
  }
}
if (values.json) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);

async function measured(name: string, knowledge: KnowledgeBase, build: () => Promise<System>): Promise<Row> {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  const started = performance.now();
  const system = await build();
  const buildMs = performance.now() - started;
  globalThis.gc?.();
  const memoryMb = (process.memoryUsage().rss - before) / 1e6;
  for (const text of questions.slice(0, WARM_UP)) {
    if (performance.now() - started > buildMs + PATIENCE_MS / 3) break;
    system.guess(text);
  }
  const times: number[] = [];
  const from = performance.now();
  for (const text of questions.slice(WARM_UP)) {
    const start = performance.now();
    system.guess(text);
    times.push(performance.now() - start);
    if (performance.now() - from > PATIENCE_MS) break;
  }
  times.sort((a, b) => a - b);
  const start = performance.now();
  system.guess(long);
  const row: Row = {
    system: name,
    claims: knowledge.claims.length,
    questions: times.length,
    medianMs: times[Math.floor(times.length / 2)] ?? 0,
    p99Ms: times[Math.floor(times.length * 0.99)] ?? 0,
    longMessageMs: performance.now() - start,
    buildMs,
    memoryMb,
  };
  if (!values.json) {
    const ms = (value: number): string => value.toFixed(2).padStart(9);
    process.stdout.write(
      `${name.padEnd(26)} ${String(row.claims).padStart(6)} claims  median ${ms(row.medianMs)}  p99 ${ms(row.p99Ms)}  ` +
        `2000 characters ${ms(row.longMessageMs)}  build ${ms(row.buildMs)} ms  ${row.memoryMb.toFixed(0).padStart(5)} MB  (${row.questions} questions)\n`,
    );
  }
  return row;
}

/** Phrasings and uncovered sentences, every fifth word written with a slip. */
function questionsFrom(knowledge: KnowledgeBase): string[] {
  const texts = [...knowledge.claims.flatMap((claim) => claim.phrasings), ...knowledge.notCovered];
  const step = Math.max(1, Math.floor(texts.length / (QUESTIONS + WARM_UP)));
  return texts
    .filter((_, at) => at % step === 0)
    .slice(0, QUESTIONS + WARM_UP)
    .map((text) =>
      text
        .split(' ')
        .map((word, at) => (at % 5 === 4 && word.length > 5 ? `${word.slice(0, 2)}${word.slice(3)}` : word))
        .join(' '),
    );
}

/** The shipped set, and copies of it about made-up things: subjects and objects get new names, the rest stays. */
function multiplied(knowledge: KnowledgeBase, size: number): KnowledgeBase {
  const claims: Claim[] = knowledge.claims.map((claim) => ({
    ...claim,
    phrasings: claim.phrasings.slice(0, PHRASINGS_WHEN_MULTIPLIED),
    beside: claim.beside.slice(0, BESIDE_WHEN_MULTIPLIED),
  }));
  const concepts: Concept[] = [...knowledge.lexicon.concepts];
  const things = knowledge.lexicon.concepts.filter(
    (concept) => concept.kind === 'subject' || concept.kind === 'object',
  );
  const thingWords = new Set(things.flatMap((concept) => concept.words.flatMap(wordsOf)));
  for (let copy = 1; claims.length < size; copy++) {
    const renamed = (text: string): string =>
      wordsOf(text)
        .map((word) => (thingWords.has(word) ? `${word}q${copy}z` : word))
        .join(' ');
    for (const concept of things) {
      concepts.push({
        ...concept,
        id: `${concept.id}-${copy}`,
        exact: true,
        implies: [],
        words: concept.words.map(renamed),
      });
    }
    for (const claim of knowledge.claims) {
      if (claims.length >= size) break;
      claims.push({
        ...claim,
        id: `${claim.id}-${copy}`,
        claim: renamed(claim.claim),
        fact: renamed(claim.fact),
        phrasings: claim.phrasings.slice(0, PHRASINGS_WHEN_MULTIPLIED).map(renamed),
        beside: claim.beside.slice(0, BESIDE_WHEN_MULTIPLIED).map(renamed),
        notThis: [],
      });
    }
  }
  return {
    ...knowledge,
    claims,
    claimById: new Map(claims.map((claim) => [claim.id, claim])),
    lexicon: { ...knowledge.lexicon, concepts },
  };
}
