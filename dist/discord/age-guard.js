/** Discord forgets an interaction after three seconds; what is this old cannot be answered in time any more. */
export const MAX_AGE_MS = 2500;
/** So many in a row must all look old before the clock is blamed instead of them. */
const SKEW_SAMPLES = 3;
/**
 * Tells whether an interaction is too old to answer. The age comes from the id's timestamp and this machine's clock, so a
 * clock that runs ahead would make everything look old: when every one of the last few does, the least age is taken as skew.
 */
export class AgeGuard {
    #recent = [];
    isStale(createdAt, now) {
        const age = now - createdAt;
        this.#recent.push(age);
        if (this.#recent.length > SKEW_SAMPLES)
            this.#recent.shift();
        const least = Math.min(...this.#recent);
        const skew = this.#recent.length === SKEW_SAMPLES && least > MAX_AGE_MS ? least : 0;
        return age - skew > MAX_AGE_MS;
    }
}
