import type { Fate } from '../../tests/stand-in/discord.ts';

/** Discord takes a first answer for so long, counted from the interaction's own timestamp. */
const DEADLINE_MS = 3000;
/**
 * What reaches the bot later than this is not counted against it: it leaves alone what is older than 2.5 s (age-guard.ts),
 * and a tenth of a second is for getting there.
 */
const REACHABLE_MS = 2400;

export interface Tally {
  /** Sent over a working connection while there was time to answer. */
  readonly sent: number;
  readonly once: number;
  readonly lost: number;
  readonly doubled: number;
  readonly late: number;
  /** Nobody could have answered these: there was no connection, or it came back too late. */
  readonly beyondReach: number;
  /** Milliseconds from an interaction's timestamp to its first answer. */
  readonly medianMs: number;
  readonly slowestMs: number;
}

/** Counts what became of interactions. `lost` and `late` ones got no answer that Discord took. */
export function tallyOf(fates: Iterable<Fate>): Tally {
  const count = { sent: 0, once: 0, lost: 0, doubled: 0, late: 0, beyondReach: 0 };
  const ages: number[] = [];
  for (const fate of fates) {
    if (fate.deliveredAt === undefined || fate.deliveredAt - fate.sentAt > REACHABLE_MS) {
      count.beyondReach += 1;
      continue;
    }
    count.sent += 1;
    const taken = fate.attempts.find(({ code }) => code === 204);
    if (taken !== undefined) ages.push(taken.ageMs);
    if (taken === undefined) {
      const first = fate.attempts[0];
      if (first !== undefined && first.ageMs > DEADLINE_MS) count.late += 1;
      else count.lost += 1;
    } else if (isDoubled(fate)) count.doubled += 1;
    else if (fate.deferred && fate.edits === 0) count.lost += 1;
    else count.once += 1;
  }
  ages.sort((a, b) => a - b);
  return {
    ...count,
    medianMs: Math.round(ages[Math.floor(ages.length / 2)] ?? 0),
    slowestMs: Math.round(ages.at(-1) ?? 0),
  };
}

/** A second message for one interaction, or a second attempt although Discord had confirmed the first. */
function isDoubled({ attempts, confirmedAt, followUps }: Fate): boolean {
  return (
    followUps > 0 || attempts.some(({ receivedAt }) => confirmedAt !== undefined && receivedAt > confirmedAt)
  );
}
