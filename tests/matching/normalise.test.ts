import { describe, expect, it } from 'vitest';
import { MAX_INPUT, segment, wordsOf } from '../../src/matching/normalise.ts';

describe('the names that must never be confused come out in one form', () => {
  it.each([
    ['Vit. K-2', ['k2']],
    ['vit k 2', ['k2']],
    ['vitamin k two', ['k2']],
    ['VITAMIN K₂', ['k2']],
    ['mk 7', ['mk7']],
    ['MK-4', ['mk4']],
    ['em kay seven', ['mk7']],
    ['menaquinone-7', ['mk7']],
    ['D3K2', ['d3', 'k2']],
    ['D3/K2', ['d3', 'k2']],
    ['vitamin d 3', ['d3']],
    ['vitamin K1', ['k1']],
    ['K-1', ['k1']],
  ])('%s', (text, words) => expect(wordsOf(text)).toEqual(words));
});

it('opens contractions, so that a denial shows', () => {
  expect(wordsOf("K2 doesn't")).toEqual(['k2', 'does', 'not']);
  expect(wordsOf('k2 wont')).toEqual(['k2', 'will', 'not']);
});

it('reads accents, thousands and micrograms plainly', () => {
  expect(wordsOf('pâté 5,000 µg 77%')).toEqual(['pate', '5000', 'mcg', '77', 'percent']);
});

it('cuts, splits, and counts a repeated sentence once', () => {
  expect(segment('K2 is good. K2 is good. Is it?').map((one) => [one.words.length, one.question])).toEqual([
    [3, false],
    [2, true],
  ]);
  expect(segment('a '.repeat(5000)).flatMap((one) => one.words).length).toBeLessThanOrEqual(MAX_INPUT / 2);
});

it('does not see links, mentions and invisible characters', () => {
  expect(segment('k\u200b2 <@123> https://example.org/arteries')[0]?.words).toEqual(['k2']);
});

it('knows a quotation', () => expect(segment('> k2 clears arteries')[0]?.quoted).toBe(true));
