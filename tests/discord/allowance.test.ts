import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { Allowance } from '../../src/discord/allowance.ts';
import { indexOf } from '../../src/matching/decide.ts';
import { VERBS } from '../../src/replies/answer.ts';
import { english } from '../../src/replies/wording.ts';
import { message, snowflake } from '../stand-in/discord.ts';
import { ONLY_CLAIM, smallApp } from './small-knowledge.ts';
import {
  button,
  expectPrivate,
  expectPublic,
  logged,
  presserWith,
  startWorld,
  textOf,
  type World,
} from './support.ts';

const app = smallApp();
// As the bot does before it logs in: the first question must not wait for it.
indexOf(app.knowledge);

const NOW = 1_800_000_000_000;
const MAY_WRITE = '3072';
/** Nothing comes back during a test, however slow the machine is. */
const slow = (atOnce: number): Allowance => new Allowance({ atOnce, refillMs: 3_600_000 });

describe('an allowance', () => {
  it('gives so many at once, then one each while, and says how long it is', () => {
    const allowance = new Allowance({ atOnce: 3, refillMs: 1000 });
    const takes = [0, 0, 0, 0, 400, 1000, 1000, 9000, 9000, 9000, 9000];
    expect(takes.map((at) => allowance.take('a', NOW + at))).toEqual([
      0, 0, 0, 1000, 600, 0, 1000, 0, 0, 0, 1000,
    ]);
  });

  it('is everybody’s own', () => {
    const allowance = new Allowance({ atOnce: 1, refillMs: 1000 });
    expect(['a', 'b', 'a', '__proto__', 'constructor'].map((key) => allowance.take(key, NOW))).toEqual([
      0, 0, 1000, 0, 0,
    ]);
  });

  it('locks nobody out when the clock is put back', () => {
    const allowance = new Allowance({ atOnce: 1, refillMs: 1000 });
    allowance.take('a', NOW + 3_600_000);
    expect(allowance.take('a', NOW)).toBe(0);
  });

  it('remembers nobody for longer than it must, and never more than ten thousand', () => {
    const allowance = new Allowance({ atOnce: 2, refillMs: 1000 });
    for (let key = 0; key < 20_000; key += 1) allowance.take(String(key), NOW);
    expect(allowance.size).toBe(10_000);
    allowance.take('somebody', NOW + 1000);
    expect(allowance.size).toBe(1);
  });

  it('never gives more than it may, and always gives to who waits as long as it said', () => {
    const steps = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(3000)), { maxLength: 100 });
    fc.assert(
      fc.property(
        steps,
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 2000 }),
        (all, atOnce, refillMs) => {
          const allowance = new Allowance({ atOnce, refillMs });
          const given = new Map<string, number>();
          let now = NOW;
          for (const [key, later] of all) {
            now += later;
            const waitMs = allowance.take(key, now);
            if (waitMs === 0) given.set(key, (given.get(key) ?? 0) + 1);
            expect(given.get(key) ?? 0).toBeLessThanOrEqual(atOnce + (now - NOW) / refillMs);
            if (waitMs > 0) {
              now += waitMs;
              expect(allowance.take(key, now)).toBe(0);
              given.set(key, (given.get(key) ?? 0) + 1);
            }
          }
        },
      ),
    );
  });
});

describe('somebody who floods', () => {
  let world: World;
  afterEach(async () => {
    expect(world.standIn.faults).toEqual([]);
    await world.stop();
  });
  const start = async () => {
    const allowances = { person: slow(12), typing: slow(10), channel: slow(3) };
    world = await startWorld(app, undefined, undefined, { allowances });
    return world.standIn;
  };
  const user = { id: '100000000000000033', username: 'other', discriminator: '0', avatar: null };
  const another = { member: { ...(presserWith(MAY_WRITE).member as object), user } };

  it('is asked kindly to wait, alone, while everybody else is answered', async () => {
    const standIn = await start();
    for (let count = 0; count < 12; count += 1)
      expect(textOf((await standIn.callback(standIn.slash('about'))).data)).toContain(english.about.title);
    const refused = await standIn.callback(standIn.slash('about'));
    expectPrivate(refused);
    expect(refused.data.content).toMatch(
      /^That was quite a lot at once! I am with you again in \d+ seconds\.$/,
    );
    const pressed = await standIn.callback(standIn.press(button(VERBS.sources, ONLY_CLAIM)));
    expect(pressed.data.content).toContain('at once');
    const pointed = await standIn.callback(standIn.pointAt(message(snowflake(), 'k2 clears arteries')));
    expect(pointed.data.content).toContain('at once');
    const other = await standIn.callback(standIn.slash('about', {}, another));
    expect(textOf(other.data)).toContain(english.about.title);
    await logged(world, { msg: 'answered', refused: 'too many' });
    expect(JSON.stringify(world.log)).not.toMatch(/100000000000000009|100000000000000033/);
  });

  it('is offered no more choices for a while, and may still ask', async () => {
    const standIn = await start();
    const offered: number[] = [];
    for (let count = 0; count < 12; count += 1) {
      const { data } = await standIn.callback(standIn.autocomplete('claim', 'name', 'a'));
      offered.push(data.choices?.length ?? 0);
    }
    expect(offered.map((count) => count > 0)).toEqual([...Array(10).fill(true), false, false]);
    expect(textOf((await standIn.callback(standIn.slash('about'))).data)).toContain(english.about.title);
  });

  it('does not fill a channel: more answers go to the asker alone, who is told why', async () => {
    const standIn = await start();
    const ask = (more = {}) =>
      standIn.callback(
        standIn.slash('ask', { question: 'does k2 clean your arteries', private: false }, more),
      );
    for (let count = 0; count < 3; count += 1) expectPublic(await ask());
    const fourth = await ask(another);
    expectPrivate(fourth);
    expect(fourth.data.content).toMatch(/^Only you see this: .* in \d+ seconds\.$/);
    expect(fourth.data.embeds).toHaveLength(1);
    expectPrivate(await standIn.callback(standIn.press(button(VERBS.share, ONLY_CLAIM))));
    const under = await standIn.callback(standIn.press(button(VERBS.replyUnder, ONLY_CLAIM, '123')));
    expectPrivate(under);
    expect(under.data.content).toContain('room to talk');
    expect(standIn.posted).toEqual([]);
    const elsewhere = { channel_id: '100000000000000044', channel: { id: '100000000000000044', type: 0 } };
    expectPublic(await ask(elsewhere));
  });
});
