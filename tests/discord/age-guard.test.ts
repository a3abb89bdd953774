import { expect, it } from 'vitest';
import { AgeGuard, MAX_AGE_MS } from '../../src/discord/age-guard.ts';

const NOW = 1_800_000_000_000;

/** What the guard says to interactions of these ages, one after the other, some seconds apart. */
function verdicts(...ages: number[]): boolean[] {
  const guard = new AgeGuard();
  return ages.map((age, number) => {
    const now = NOW + number * 2000;
    return guard.isStale(now - age, now);
  });
}

it('lets through what can still be answered', () => {
  expect(verdicts(0, 100, MAX_AGE_MS)).toEqual([false, false, false]);
});

it('stops what is too old, whatever came before and after', () => {
  expect(verdicts(MAX_AGE_MS + 1)).toEqual([true]);
  expect(verdicts(50, MAX_AGE_MS + 1, 50, 60_000, 50)).toEqual([false, true, false, true, false]);
});

it('blames the clock when everything looks equally old', () => {
  expect(verdicts(10_050, 10_080, 10_060, 10_100).slice(2)).toEqual([false, false]);
});

it('still stops what is too old for a clock that runs ahead', () => {
  expect(verdicts(10_050, 10_080, 10_060, 10_050 + MAX_AGE_MS + 100).at(-1)).toBe(true);
});

it('does not blame the clock for what a resumed connection brings all at once', () => {
  const guard = new AgeGuard();
  const ages = [9000, 8000, 7000, 6000, 5000, 4000, 2000];
  expect(ages.map((age) => guard.isStale(NOW - age, NOW))).toEqual([...Array(6).fill(true), false]);
});

it('trusts the clock again once it is set right', () => {
  expect(verdicts(10_050, 10_080, 10_060, 50, MAX_AGE_MS + 1).slice(3)).toEqual([false, true]);
});

it('lets everything through when the clock runs behind', () => {
  expect(verdicts(-9_900, -9_950, -9_900)).toEqual([false, false, false]);
});
