import { describe, expect, it } from 'vitest';
import { segment } from '../../src/matching/normalise.ts';
import { isNegative, stanceOf } from '../../src/matching/stance.ts';

function stance(text: string, claim = 'Vitamin K2 removes calcium from arteries.', at = 0) {
  return stanceOf({ segments: segment(text), at, claimIsNegative: isNegative(claim) });
}

describe('the stance of', () => {
  it.each([
    ['Does K2 clear arteries?', 'asks'],
    ['does k2 clear arteries', 'asks'],
    ['anyone know if k2 clears arteries', 'asks'],
    ['K2 clears arteries, is that true', 'asks'],
    ['K2 clears your arteries', 'asserts'],
    ['I take K2 because it clears the arteries', 'asserts'],
    ['K2 does not clear arteries', 'denies'],
    ["k2 doesn't clear arteries", 'denies'],
    ["It's a myth that K2 clears arteries", 'denies'],
    ['there is no evidence that k2 clears arteries', 'denies'],
    ['K2 clears arteries. Nonsense.', 'denies'],
    ['my doctor says k2 clears the arteries', 'reports'],
    ['people who claim k2 clears arteries are wrong', 'denies'],
    ["it's not true that k2 does not clear arteries", 'asserts'],
    ['My scan worries me. K2 clears arteries. Is that so or is it a myth?', 'asks', 1],
    ['K2 clears arteries. Coincidence? No.', 'asserts'],
    ['k2 for clogged arteries', 'asks'],
    ['no more chest tightness since k2 cleared my arteries', 'asserts'],
    ['K2 is not magic, it does not clear arteries', 'denies'],
    ['K2 clears arteries. It does nothing of the kind.', 'denies'],
    ['please stop telling people that k2 clears arteries', 'denies'],
    ['my aunt reckons k2 clears the arteries', 'reports'],
    ['doctors do not want you to know that k2 clears arteries', 'asserts'],
    ['nobody has ever shown that k2 clears arteries', 'denies'],
    ['heard k2 clears arteries, thoughts?', 'asks'],
  ])('%s → %s', (text, expected, at = 0) =>
    expect(stance(text as string, undefined, at as number)).toBe(expected),
  );

  it('a claim that is itself a "not" turns round', () => {
    expect(stance('K2 does nothing for arteries', 'K2 does nothing at all for arteries.')).toBe('asserts');
  });
});
