import { describe, expect, it } from 'vitest';
import { segment } from '../../src/matching/normalise.ts';
import { isNegative, stanceOf } from '../../src/matching/stance.ts';

function stance(text: string, claim = 'Vitamin K2 removes calcium from arteries.') {
  const segments = segment(text);
  const first = segments[0];
  if (first === undefined) throw new Error('no words');
  return stanceOf({
    segment: first,
    conceptNegations: 0,
    claimIsNegative: isNegative(claim),
    next: segments[1],
    previous: undefined,
  });
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
  ])('%s → %s', (text, expected) => expect(stance(text)).toBe(expected));

  it('a claim that is itself a "not" turns round', () => {
    expect(stance('K2 does nothing for arteries', 'K2 does nothing at all for arteries.')).toBe('asserts');
  });
});
