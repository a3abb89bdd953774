import { afterEach, describe, expect, it } from 'vitest';
import type { App } from '../../src/commands/command.ts';
import { english } from '../../src/replies/wording.ts';
import { type Fate, memberNumber, type StandIn } from '../stand-in/discord.ts';
import type { SentMessage } from '../stand-in/message-rules.ts';
import { ONLY_CLAIM, smallApp } from './small-knowledge.ts';
import {
  ANSWER,
  button,
  expectPrivate,
  expectPublic,
  logged,
  PRIVATE,
  silence,
  startWorld,
  takeErrors,
  textOf,
  type World,
} from './support.ts';

const CALLBACK = /\/callback/;
const QUESTION = 'does k2 clear the calcium out of your arteries';
const app = smallApp();
const fact = app.knowledge.claimById.get(ONLY_CLAIM)?.fact;
const WARN_LEVEL = 40;

let world: World;
const start = async (withApp = app): Promise<StandIn> => {
  world = await startWorld(withApp);
  return world.standIn;
};
afterEach(async () => {
  expect(world.standIn.faults).toEqual([]);
  await world.stop();
});

/** The bodies of all attempts to answer an interaction, also those Discord refused. */
const attempts = (id: string) =>
  world.standIn.requests
    .filter(({ path }) => path.startsWith(`/interactions/${id}/`))
    .map(({ body }) => body as { type: number; data: SentMessage });
const warnings = (): string[] => world.log.filter(({ level }) => level === WARN_LEVEL).map(({ msg }) => msg);
/** The bot is well: it answers the next one. */
const expectAlive = async (): Promise<void> => {
  const answer = await world.standIn.callback(world.standIn.slash('about'));
  expect(answer.data.embeds?.[0]?.title).toBe(english.about.title);
};
const settled = (id: string) => logged(world, { msg: 'answered', interaction: id });

describe('an interaction that is too old', () => {
  it.each([
    ['a command', (standIn: StandIn) => standIn.slash('about', {}, {}, 2600)],
    ['an autocompletion', (standIn: StandIn) => standIn.interact(typing(), { type: 4 }, 2600)],
  ])('is left alone: %s', async (_what, act) => {
    const standIn = await start();
    const id = act(standIn);
    await silence();
    expect(attempts(id)).toEqual([]);
    expect(warnings()).toContain('interaction too old to answer');
    await expectAlive();
  });

  it('is answered while there is time', async () => {
    const standIn = await start();
    expectPrivate(await standIn.callback(standIn.slash('about', {}, {}, 2000)));
  });
});

describe('when Discord refuses an answer', () => {
  it.each([
    ['10062, too late', 404, 10062, 'answer came too late: Discord no longer knows the interaction'],
    ['50013, may not', 403, 50013, 'could not answer there'],
    ['50001, cannot see', 403, 50001, 'could not answer there'],
    ['10008, gone', 404, 10008, 'could not answer there'],
    ['10015, unknown webhook', 404, 10015, 'could not answer there'],
    ['50027, token expired', 401, 50027, 'could not answer there'],
  ])('%s: it is logged and not tried again', async (_what, status, code, warning) => {
    const standIn = await start();
    standIn.failNext('POST', CALLBACK, status, code);
    const id = standIn.slash('ask', { question: QUESTION });
    await settled(id);
    expect(attempts(id)).toHaveLength(1);
    expect(warnings()).toContain(warning);
    await logged(world, { interaction: id, result: 'lost' });
    expect(takeErrors(world)).toEqual([]);
    await expectAlive();
  });

  it('40060, already answered: it asks about a second copy, and does not answer twice', async () => {
    const standIn = await start();
    standIn.failNext('POST', CALLBACK, 400, 40060);
    const id = standIn.slash('about');
    await settled(id);
    expect(attempts(id)).toHaveLength(1);
    expect(takeErrors(world).map(({ msg }) => msg)).toEqual([expect.stringContaining('second copy')]);
    await expectAlive();
  });

  it('50035, a limit is broken: the person gets an apology with a reference, the log the sizes', async () => {
    const standIn = await start();
    standIn.failNext('POST', CALLBACK, 400, 50035);
    const answer = await standIn.callback(standIn.slash('ask', { question: QUESTION }));
    expectPrivate(answer);
    const errors = takeErrors(world);
    const reference = errors.find(({ msg }) => msg === 'a command failed')?.reference;
    expect(answer.data.content).toBe(english.failure(String(reference)));
    expect(errors[0]).toMatchObject({ embedCharacters: expect.any(Number), kind: 'answer' });
  });

  it('never logs what was asked, nor the token of the interaction', async () => {
    const standIn = await start();
    standIn.failNext('POST', CALLBACK, 400, 50035);
    const id = standIn.slash('ask', { question: `my uncle Zebulon wonders: ${QUESTION}` });
    await standIn.callback(id);
    const log = JSON.stringify(world.log);
    expect(log).toContain('a command failed');
    expect(log).not.toContain('Zebulon');
    expect(log).not.toContain(`token-${id}`);
  });

  it.each([
    ['privately', true],
    ['in the channel', false],
  ])('200000, AutoMod: it says the same %s without the quote', async (_how, isPrivate) => {
    const standIn = await start();
    standIn.failNext('POST', CALLBACK, 400, 200000);
    const question = `Zebulon wonders: ${QUESTION}`;
    const id = standIn.slash('ask', { question, private: isPrivate });
    const answer = await standIn.callback(id);
    expect(JSON.stringify(attempts(id)[0])).toContain('Zebulon');
    expect(textOf(answer.data)).not.toContain('Zebulon');
    expect(answer.data.embeds?.[0]?.title).toBe(attempts(id)[0]?.data.embeds?.[0]?.title);
    if (isPrivate) expectPrivate(answer);
    else expectPublic(answer);
  });

  it('200000 again: an apology', async () => {
    const standIn = await start();
    standIn.failNext('POST', CALLBACK, 400, 200000, 2);
    const answer = await standIn.callback(standIn.slash('ask', { question: QUESTION }));
    expectPrivate(answer);
    expect(answer.data.content).toMatch(/^Sorry, something went wrong/);
  });

  it('200000 for a button that replaces its message: a new private answer', async () => {
    const standIn = await start();
    standIn.failNext('POST', CALLBACK, 400, 200000);
    const answer = await standIn.callback(standIn.press(button('pick', ONLY_CLAIM)));
    expectPrivate(answer);
    expect(answer.data.embeds?.[0]?.title).toBe(fact);
  });

  it('says nothing about an autocompletion that came too late', async () => {
    const standIn = await start();
    standIn.failNext('POST', CALLBACK, 404, 10062);
    const id = standIn.autocomplete('claim', 'name', 'nat');
    await standIn.until(() => attempts(id).length > 0);
    await silence();
    expect(attempts(id)).toHaveLength(1);
    expect(warnings()).toEqual([]);
    expect(takeErrors(world)).toEqual([]);
  });
});

describe('when Discord is unwell', () => {
  it('waits out a short rate limit', async () => {
    const standIn = await start();
    standIn.limitNext('POST', CALLBACK, 0.1);
    expectPrivate(await standIn.callback(standIn.slash('about')));
  });

  it('gives up at once on a rate limit that lasts too long', async () => {
    const standIn = await start();
    standIn.limitNext('POST', CALLBACK, 10);
    const id = standIn.slash('about');
    await settled(id);
    expect(attempts(id)).toHaveLength(1);
    expect(warnings()).toContain('Discord did not take the answer');
    await expectAlive();
  });

  it('answers after a 500', async () => {
    const standIn = await start();
    standIn.failNext('POST', CALLBACK, 500);
    expectPrivate(await standIn.callback(standIn.slash('about')));
    expect(takeErrors(world)).toEqual([]);
  });

  it('goes on trying as long as Discord would take an answer, and lives on after that', async () => {
    const standIn = await start();
    standIn.failNext('POST', CALLBACK, 500, 0, Number.POSITIVE_INFINITY);
    const id = standIn.slash('about');
    const typing = standIn.autocomplete('claim', 'name', 'nat');
    await logged(world, { msg: 'Discord did not take the answer', interaction: id });
    await logged(world, { msg: 'autocomplete failed', interaction: typing });
    const { attempts: tried } = standIn.fates.get(id) as Fate;
    expect(tried.length).toBeGreaterThan(5);
    expect(tried.at(-1)?.ageMs).toBeGreaterThan(2000);
    expect(tried.at(-1)?.ageMs).toBeLessThan(3500);
    standIn.mend();
    await expectAlive();
  });

  it('answers when Discord is well again a second later', async () => {
    const standIn = await start();
    standIn.failNext('POST', CALLBACK, 503, 0, Number.POSITIVE_INFINITY);
    const id = standIn.slash('about');
    await standIn.until(() => (standIn.fates.get(id)?.attempts.length ?? 0) > 4);
    standIn.mend();
    expectPrivate(await standIn.callback(id));
    expect(takeErrors(world)).toEqual([]);
  });

  it('answers everybody in a rush, the first before the last is read', async () => {
    const standIn = await start();
    const ids = Array.from({ length: 200 }, (_, number) =>
      standIn.slash('ask', { question: QUESTION }, memberNumber(number)),
    );
    await standIn.until(() => standIn.callbacks.length === ids.length, 'all answers', 10_000);
    expect(new Set(standIn.callbacks.map(({ id }) => id))).toEqual(new Set(ids));
    const order = world.log.filter(({ msg }) => msg === 'answered').map(({ interaction }) => interaction);
    expect(order[0]).toBe(ids[0]);
    const ages = ids.map((id) => standIn.fates.get(id)?.attempts[0]?.ageMs ?? 0);
    expect(ages[0]).toBeLessThan((ages.at(-1) ?? 0) / 2);
  });

  it('tells those who would have to wait too long that it is thinking, and answers them then', async () => {
    const slowApp: App = {
      get knowledge() {
        for (const until = performance.now() + 40; performance.now() < until; );
        return app.knowledge;
      },
    };
    const standIn = await start(slowApp);
    const ids = Array.from({ length: 60 }, (_, number) =>
      standIn.slash('ask', { question: QUESTION, private: number !== 59 }, memberNumber(number)),
    );
    const fates = ids.map((id) => standIn.fates.get(id) as Fate);
    const isAnswered = ({ attempts: tried, deferred, edits }: Fate): boolean =>
      tried.length > 0 && (!deferred || edits > 0);
    await standIn.until(() => fates.every(isAnswered), 'all answers', 20_000);
    const patient = fates.filter(({ deferred }) => deferred);
    expect(patient.length).toBeGreaterThan(20);
    expect(patient.every(({ edits, attempts: tried }) => edits === 1 && tried.length === 1)).toBe(true);
    const { id } = patient.at(-1) as Fate;
    const edit = (await standIn.request('PATCH', new RegExp(`token-${id}/`))) as SentMessage;
    expect(edit.embeds?.[0]?.title).toBe(fact);
    // Being told to wait would make it private.
    expect(fates[59]?.deferred).toBe(false);
    expectPublic(await standIn.callback(String(ids[59])));
    for (const { attempts: tried } of fates) expect(tried[0]?.ageMs).toBeLessThan(3000);
  });

  it('answers while posts into channels wait out the limit for all requests', async () => {
    const standIn = await start();
    standIn.limitNext('POST', /\/channels\//, 1, 'global');
    const slow = standIn.press(button('under', ONLY_CLAIM, '100000000000000099'));
    await standIn.until(() => standIn.requests.some(({ path }) => path.startsWith('/channels/')));
    expectPrivate(await standIn.callback(standIn.slash('about')));
    expect(standIn.posted).toEqual([]);
    await standIn.request('PATCH', new RegExp(`token-${slow}/messages/@original`));
    expect(standIn.posted).toHaveLength(1);
  });

  it('takes a 500 after the work was done for what it is: answered', async () => {
    const standIn = await start();
    standIn.breakNext('POST', CALLBACK, 'done, then 500');
    const id = standIn.slash('about');
    await settled(id);
    expect(attempts(id).map(({ type }) => type)).toEqual([ANSWER, ANSWER]);
    expect(standIn.callbacks.filter((one) => one.id === id)).toHaveLength(1);
    expect(standIn.callbacks[0]?.data.embeds?.[0]?.title).toBe(english.about.title);
    await logged(world, { interaction: id, result: 'sent' });
    expect(takeErrors(world)).toEqual([]);
  });

  it('finishes what it began with "thinking…" when that was taken, and answered with a 500', async () => {
    const standIn = await start();
    standIn.breakNext('POST', CALLBACK, 'done, then 500');
    standIn.failNext('PATCH', /@original/, 500, 0, 4);
    const id = standIn.press(button('under', ONLY_CLAIM, '100000000000000099'));
    await standIn.until(() => standIn.fates.get(id)?.edits === 1);
    expect(standIn.posted).toHaveLength(1);
    expect(takeErrors(world)).toEqual([]);
  });

  it('asks again beside an attempt that Discord is slow to take, and answers once', async () => {
    const standIn = await start();
    standIn.breakNext('POST', CALLBACK, { workAfterMs: 1500 });
    const id = standIn.slash('about');
    await settled(id);
    expect(standIn.callbacks.filter((one) => one.id === id)).toHaveLength(1);
    await logged(world, { interaction: id, result: 'sent' });
  });

  it('answers again when the connection was closed under it', async () => {
    const standIn = await start();
    standIn.breakNext('POST', CALLBACK, 'hang up');
    const answer = await standIn.callback(standIn.slash('about'));
    expect(answer.data.embeds?.[0]?.title).toBe(english.about.title);
    expect(takeErrors(world)).toEqual([]);
  });

  it('tries again within the three seconds when no answer comes', async () => {
    const standIn = await start();
    standIn.breakNext('POST', CALLBACK, 'hang');
    const answer = await standIn.callback(standIn.slash('about'));
    expect(answer.data.embeds?.[0]?.title).toBe(english.about.title);
  });

  it('lives on when every connection is closed under it', async () => {
    const standIn = await start();
    standIn.breakNext('POST', CALLBACK, 'hang up', 4);
    const ids = [standIn.slash('about'), standIn.press(button('nmq'))];
    for (const id of ids) await logged(world, { interaction: id });
    await standIn.until(() => ids.flatMap(attempts).length >= 4);
    await expectAlive();
  });
});

describe('when a command throws', () => {
  const SECRET = 'disk /var/lib/k2 is broken';
  const broken = (): never => {
    throw new Error(SECRET);
  };
  /** Knowledge whose foods and topics cannot be read, and the rest can. */
  const brokenApp: App = {
    knowledge: Object.defineProperties(
      { ...app.knowledge },
      { foods: { get: broken }, topics: { get: broken } },
    ),
  };

  it('says sorry with a reference that stands in the log, and nothing of the error', async () => {
    const standIn = await start(brokenApp);
    const id = standIn.slash('food', { name: 'natto' });
    const answer = await standIn.callback(id);
    expectPrivate(answer);
    const [error] = takeErrors(world);
    expect(error).toMatchObject({ msg: 'a command failed', command: 'k2 food', err: { message: SECRET } });
    expect(error?.reference).toMatch(/^[0-9a-f]{8}$/);
    expect(answer.data.content).toBe(english.failure(String(error?.reference)));
    expect(JSON.stringify(attempts(id))).not.toContain('disk');
    await expectAlive();
  });

  it('does so for a button, to the presser alone', async () => {
    const standIn = await start(brokenApp);
    const answer = await standIn.callback(standIn.press(button('page', 'any', 'arteries', '0')));
    expect(answer).toMatchObject({ type: ANSWER, data: { flags: PRIVATE } });
    expect(answer.data.content).toMatch(/^Sorry/);
    await expectAlive();
  });

  it('offers no choices, and lives on', async () => {
    const standIn = await start(brokenApp);
    const id = standIn.autocomplete('food', 'name', 'nat');
    await logged(world, { msg: 'autocomplete failed', interaction: id });
    expect(attempts(id)).toEqual([]);
    await expectAlive();
  });

  it('lives on when the apology cannot be delivered either', async () => {
    const standIn = await start(brokenApp);
    standIn.failNext('POST', CALLBACK, 400, 50035, 2);
    const id = standIn.slash('food', { name: 'natto' });
    await logged(world, { msg: 'an interaction failed beyond repair', interaction: id });
    expect(attempts(id)).toHaveLength(2);
    await expectAlive();
  });
});

function typing() {
  const option = { type: 3, name: 'name', value: 'nat', focused: true };
  return { id: '1', name: 'k2', type: 1, options: [{ type: 1, name: 'claim', options: [option] }] };
}
