import { afterAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import { decide, indexOf } from '../../src/matching/decide.ts';
import { StancesOfText } from '../../src/matching/learned-stance.ts';
import { segment } from '../../src/matching/normalise.ts';
import { goodClaim, knowledgeFolder, removeFolders } from '../knowledge/support.ts';

afterAll(removeFolders);

/** A set of two claims, on snoring and on hiccups, with what a curator adds to each. */
const taught = (snoring: object, hiccups: object = {}) =>
  loadKnowledge(
    knowledgeFolder((files) => {
      files.set('claims/sleep/snoring.yaml', stringify({ ...goodClaim('snoring'), ...snoring }));
      files.set('claims/sleep/hiccups.yaml', stringify({ ...goodClaim('hiccups'), ...hiccups }));
    }),
  );
const confidenceIn = (knowledge: ReturnType<typeof taught>, text: string, id: string): number =>
  decide(text, knowledge, 'question').matches.find((match) => match.claim === id)?.confidence ?? 0;

describe('how often a claim is heard', () => {
  it('makes it likelier where a text fits several', () => {
    const text = 'does k2 help with that number';
    for (const [id, set] of [
      ['snoring', taught({ heard: 'often' })],
      ['hiccups', taught({}, { heard: 'often' })],
    ] as const)
      expect(confidenceIn(set, text, id)).toBeGreaterThan(confidenceIn(taught({}), text, id));
  });
});

describe('a sentence beside a claim', () => {
  it('makes the claim less likely for sentences like it, and not for others', () => {
    const beside = [
      'which k2 does the snoring man on the radio sell',
      'the snoring man on the radio sells k2',
      'the radio man who snores has k2 for sale',
      'k2 from the snoring man on the radio arrived today',
    ];
    const text = 'the snoring man on the radio showed his k2';
    const asked = 'does k2 help with snoring number three';
    const without = taught({});
    const withBeside = taught({ beside });
    expect(confidenceIn(withBeside, text, 'snoring')).toBeLessThan(
      confidenceIn(without, text, 'snoring') / 2,
    );
    expect(confidenceIn(withBeside, asked, 'snoring')).toBeGreaterThan(0.8);
  });
});

describe('the stance a phrasing is filed under', () => {
  const [asserts, denies] = ['flibber', 'malarkey'].map((word) =>
    Array.from({ length: 12 }, (_, number) => `k2 for snoring is ${word} ${number} nights of the week`),
  );
  const likelyIn = (knowledge: ReturnType<typeof taught>, text: string) =>
    new StancesOfText(segment(text), indexOf(knowledge).stances).toward(
      knowledge.claims.findIndex(({ id }) => id === 'snoring'),
      false,
      0,
    ).likely;

  it('is learned, also where no rule knows the words', () => {
    const knowledge = taught({ phrasings: { asserts, denies } });
    expect(likelyIn(knowledge, 'k2 for snoring is malarkey').denies).toBeGreaterThan(0.5);
    expect(likelyIn(knowledge, 'k2 for snoring is flibber').asserts).toBeGreaterThan(0.5);
  });

  it('is what counts, not the words themselves', () => {
    const knowledge = taught({ phrasings: { asserts: denies, denies: asserts } });
    expect(likelyIn(knowledge, 'k2 for snoring is malarkey').asserts).toBeGreaterThan(0.5);
  });
});
