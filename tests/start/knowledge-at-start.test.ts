import { createHash } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { KnowledgeFaultsError } from '../../src/knowledge/fault.ts';
import type { KnowledgeBase } from '../../src/knowledge/knowledge-base.ts';
import { folderBeside, knowledgeAtStart } from '../../src/knowledge-at-start.ts';
import { createLog } from '../../src/log.ts';
import { decide } from '../../src/matching/decide.ts';
import type { Decision } from '../../src/matching/decision.ts';
import { ONLY_CLAIM, ONLY_FILE, writeSmallKnowledge } from '../discord/small-knowledge.ts';

const QUESTION = 'does k2 clear the calcium out of your arteries';

let place: string;
let claims: string;
let kept: string;
let lines: string[];
const start = (): KnowledgeBase =>
  knowledgeAtStart(claims, kept, createLog('debug', { write: (line) => void lines.push(line) }));

/** A folder as the first start left it, copied for each test. */
let afterFirst: string;
let decision: Decision;
const goTo = (folder: string): void => {
  place = folder;
  claims = join(place, 'knowledge');
  kept = join(place, 'data');
  lines = [];
};
beforeAll(() => {
  afterFirst = mkdtempSync(join(tmpdir(), 'k2-start-'));
  goTo(afterFirst);
  writeSmallKnowledge(claims);
  decision = decide(QUESTION, start(), 'question');
});
afterAll(() => rmSync(afterFirst, { recursive: true, force: true }));
beforeEach(() => {
  goTo(mkdtempSync(join(tmpdir(), 'k2-start-')));
  cpSync(afterFirst, place, { recursive: true });
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

const onlyFile = (): string => {
  const names = readdirSync(kept);
  expect(names).toHaveLength(1);
  return join(kept, names[0] as string);
};
/** Changes what is kept so that its use can be told from a fresh reading. */
const mark = (fact: string): void => {
  const made = deserialize(readFileSync(onlyFile()).subarray(32));
  made.knowledge.claims[0].fact = fact;
  const content = serialize(made);
  writeFileSync(onlyFile(), Buffer.concat([createHash('sha256').update(content).digest(), content]));
};

describe('the second start', () => {
  it('takes what the first one made, and decides the same', () => {
    mark('kept from before');
    const again = start();
    expect(again.claims[0]?.fact).toBe('kept from before');
    expect(again.claimById.get(ONLY_CLAIM)).toBe(again.claims[0]);
    expect(Object.isFrozen(again.claims[0])).toBe(true);
    expect(decide(QUESTION, again, 'question')).toEqual(decision);
    expect(lines).toEqual([]);
  });

  it('reads the files when one of them changed, and keeps only the newest', () => {
    const before = onlyFile();
    mark('kept from before');
    appendFileSync(join(claims, ONLY_FILE), '\n# looked at again\n');
    expect(start().claims[0]?.fact).not.toBe('kept from before');
    expect(onlyFile()).not.toBe(before);
  });

  it.each<[string, (file: string) => void]>([
    ['cut off', (file) => writeFileSync(file, readFileSync(file).subarray(0, 5000))],
    ['changed in one place', (file) => writeFileSync(file, readFileSync(file).fill(0, 4000, 4001))],
  ])('reads the files when what was kept is %s', (_how, spoil) => {
    mark('kept from before');
    spoil(onlyFile());
    expect(start().claims[0]?.fact).not.toBe('kept from before');
    expect(lines).toEqual([]);
  });

  it('is refused when a file was broken meanwhile', () => {
    appendFileSync(join(claims, ONLY_FILE), 'verdict: maybe\n');
    expect(() => start()).toThrow(KnowledgeFaultsError);
  });
});

it('starts all the same where nothing can be kept, and says so', () => {
  rmSync(kept, { recursive: true });
  writeFileSync(kept, 'a file where the folder should be');
  expect(start().claims).toHaveLength(1);
  expect(lines).toEqual([expect.stringContaining('cannot be kept')]);
});

it('leaves no file beside a database in memory', () => {
  expect(folderBeside('file::memory:')).toBeUndefined();
  expect(folderBeside('file:some/where/k2.db')).toBe(join('some', 'where'));
  expect(folderBeside('postgres://k2@db/k2')).toBe('data');
});
