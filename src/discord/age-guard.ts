/** Discord forgets an interaction after three seconds; what is this old cannot be answered in time any more. */
export const MAX_AGE_MS = 2500;
/** So many times in a row must everything look old before the clock is blamed. */
const SKEW_SAMPLES = 3;
/** What comes within so long counts as one: a connection that was resumed brings much old at once, and the clock is right. */
const APART_MS = 1000;

interface Sample {
  readonly begun: number;
  leastAge: number;
}

/**
 * Tells whether an interaction is too old to answer. The age comes from the id's timestamp and this machine's clock, so a
 * clock that runs ahead would make everything look old: when at each of the last few times everything did, the least age is
 * taken as skew.
 */
export class AgeGuard {
  readonly #recent: Sample[] = [];

  isStale(createdAt: number, now: number): boolean {
    const age = now - createdAt;
    const last = this.#recent.at(-1);
    if (last !== undefined && Math.abs(now - last.begun) < APART_MS)
      last.leastAge = Math.min(last.leastAge, age);
    else this.#recent.push({ begun: now, leastAge: age });
    if (this.#recent.length > SKEW_SAMPLES) this.#recent.shift();
    const least = Math.min(...this.#recent.map(({ leastAge }) => leastAge));
    const skew = this.#recent.length === SKEW_SAMPLES && least > MAX_AGE_MS ? least : 0;
    return age - skew > MAX_AGE_MS;
  }
}
