/** So many at once, and then one more each `refillMs`. */
export interface Rate {
  readonly atOnce: number;
  readonly refillMs: number;
}

/** Keys remembered: about a megabyte. Beyond it the one that was quiet longest is forgotten, and starts afresh. */
const MOST_KEYS = 10_000;

/**
 * Keeps one person, or one channel, from taking what is there for all. Of each key only one moment is kept, in memory, and
 * only until the key has its full allowance back.
 */
export class Allowance {
  readonly #rate: Rate;
  /** When the key will have its full allowance back, in ms since 1970; the least lately used come first. */
  readonly #fullAt = new Map<string, number>();

  constructor(rate: Rate) {
    this.#rate = rate;
  }

  /** @returns 0 when there was one to take; otherwise the milliseconds until there is, with nothing taken. */
  take(key: string, now: number): number {
    const { atOnce, refillMs } = this.#rate;
    this.#forgetTheQuiet(now);
    const owed = (this.#fullAt.get(key) ?? now) - now;
    // More than can be owed: the clock was put back meanwhile.
    const after = (owed > atOnce * refillMs ? 0 : Math.max(0, owed)) + refillMs;
    if (after > atOnce * refillMs) return after - atOnce * refillMs;
    this.#fullAt.delete(key);
    this.#fullAt.set(key, now + after);
    return 0;
  }

  /** Keys that are remembered. */
  get size(): number {
    return this.#fullAt.size;
  }

  #forgetTheQuiet(now: number): void {
    for (const [key, fullAt] of this.#fullAt) {
      if (fullAt > now && this.#fullAt.size < MOST_KEYS) return;
      this.#fullAt.delete(key);
    }
  }
}

export interface Allowances {
  /** Commands, buttons and menus of one person, moderators included. */
  readonly person: Allowance;
  /** Choices offered to one person who is typing. */
  readonly typing: Allowance;
  /** New messages that everybody in one channel sees. What one person alone sees disturbs nobody. */
  readonly channel: Allowance;
}

export function ordinaryAllowances(): Allowances {
  return {
    // Somebody who turns pages presses about once a second, and twenty in a row is a long look around. Reading an answer
    // takes far longer than two seconds. A long question costs up to 50 ms of the processor: so at most 1/40 of it each.
    person: new Allowance({ atOnce: 20, refillMs: 2000 }),
    // Discord asks at each pause in typing, some two times a second. It costs a millisecond.
    typing: new Allowance({ atOnce: 40, refillMs: 300 }),
    // Five answers fill a screen; one in ten seconds leaves room for people to talk in between.
    channel: new Allowance({ atOnce: 5, refillMs: 10_000 }),
  };
}
