import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { LoginError, startBot } from '../../src/discord/start.ts';
import { createLog } from '../../src/log.ts';
import { english } from '../../src/replies/wording.ts';
import type { StandIn } from '../stand-in/discord.ts';
import { TOKEN } from './child.ts';
import { smallApp } from './small-knowledge.ts';
import { expectPrivate, silence, startWorld, type World } from './support.ts';

/** Discord's number for the intent that tells of servers, and nothing that anybody writes. */
const GUILDS_INTENT = 1;

const app = smallApp();
const worlds: World[] = [];
const start = async (prepare?: (standIn: StandIn) => void): Promise<World> => {
  const world = await startWorld(app, prepare);
  worlds.push(world);
  return world;
};
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.stop();
});

describe('login', () => {
  it('asks for servers only, and says when it is ready', async () => {
    const { standIn, log } = await start();
    expect(standIn.intents).toBe(GUILDS_INTENT);
    expect(standIn.identifies).toBe(1);
    expectPrivate(await standIn.callback(standIn.slash('about')));
    expect(log).toContainEqual(
      expect.objectContaining({ msg: 'ready', servers: 1, claims: app.knowledge.claims.length }),
    );
    expect(JSON.stringify(log)).not.toContain(TOKEN);
  });

  it('answers although a server never becomes available', async () => {
    const { standIn } = await start((prepared) => {
      prepared.serverArrives = false;
    });
    expectPrivate(await standIn.callback(standIn.slash('about')));
  });

  it.each<[string, (standIn: StandIn) => void, RegExp]>([
    ['a token Discord does not know', (one) => one.failNext('GET', /gateway\/bot/, 401), /Reset Token/],
    ['4004, a token refused', (one) => Object.assign(one, { refuseIdentify: 4004 }), /Reset Token/],
    ['4011, too many servers', (one) => Object.assign(one, { refuseIdentify: 4011 }), /shards/],
    ['4013, an unknown intent', (one) => Object.assign(one, { refuseIdentify: 4013 }), /report it/],
    ['4014, a refused intent', (one) => Object.assign(one, { refuseIdentify: 4014 }), /Privileged Gateway/],
    ['too many logins', (one) => Object.assign(one, { sessionsLeft: 0 }), /too often today/],
    ['Discord failing', (one) => one.failNext('GET', /gateway\/bot/, 500, 0, 9), /discordstatus\.com/],
  ])('ends in one sentence of advice: %s', async (_what, prepare, advice) => {
    const failure = await startWorld(app, prepare).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(LoginError);
    const { message } = failure as LoginError;
    expect(message).toMatch(advice);
    expect(message).not.toContain('\n');
    expect(message).not.toContain(TOKEN);
  });

  it('is not tried again after a refusal, and told only once', async () => {
    let standIn: StandIn | undefined;
    const failure = await startWorld(app, (prepared) => {
      standIn = prepared;
      prepared.refuseIdentify = 4014;
    }).catch((error: unknown) => error);
    await silence();
    expect(failure).toBeInstanceOf(LoginError);
    expect(standIn?.identifies).toBe(1);
  });

  it('ends in advice when nobody is there', async () => {
    const port = await freePort();
    const log = createLog('fatal');
    const settings = { token: TOKEN, api: `http://127.0.0.1:${port}/api` };
    await expect(startBot(settings, app, log, () => undefined)).rejects.toThrow(/could not be reached/);
  });
});

describe('a broken connection', () => {
  it.each<[string, (standIn: StandIn) => void]>([
    ['dropped without a word', (standIn) => standIn.drop()],
    ['closed with 4000', (standIn) => standIn.close(4000)],
  ])('is resumed, and what came meanwhile is answered: %s', async (_what, cut) => {
    const { standIn, fatal } = await start();
    expectPrivate(await standIn.callback(standIn.slash('about')));
    cut(standIn);
    const meanwhile = standIn.slash('about');
    const answer = await standIn.callback(meanwhile);
    expect(answer.data.embeds?.[0]?.title).toBe(english.about.title);
    expect(standIn).toMatchObject({ resumes: 1, identifies: 1 });
    expect(fatal).toEqual([]);
  });

  it('is noticed when it dies without a sign', async () => {
    const { standIn } = await start((prepared) => {
      prepared.heartbeatMs = 400;
    });
    expectPrivate(await standIn.callback(standIn.slash('about')));
    standIn.freeze();
    await standIn.until(() => standIn.resumes === 1, 'a new connection', 20_000);
    expectPrivate(await standIn.callback(standIn.slash('about')));
  });

  it('is given a repeated interaction, and answers it once', async () => {
    const { standIn } = await start();
    const id = standIn.slash('about');
    standIn.repeat(id);
    await standIn.callback(id);
    await standIn.callback(standIn.slash('about'));
    expect(standIn.fates.get(id)?.attempts).toHaveLength(1);
  });

  it.each([
    [4004, /Reset Token/],
    [4014, /Privileged Gateway/],
  ])('closed with %i ends the bot with advice, told once', async (code, advice) => {
    const { standIn, fatal } = await start();
    standIn.close(code);
    await silence();
    expect(fatal).toEqual([expect.stringMatching(advice)]);
    expect(standIn).toMatchObject({ resumes: 0, identifies: 1 });
  });
});

describe('stopping', () => {
  it('says goodbye to Discord', async () => {
    const { standIn, bot } = await start();
    await bot.stop();
    await standIn.until(() => standIn.lastCloseCode !== undefined);
    expect(standIn.lastCloseCode).toBe(1000);
  });

  it('finishes what is being answered, and what was still on its way when it said goodbye', async () => {
    const { standIn, bot } = await start();
    standIn.limitNext('POST', /callback/, 0.3);
    const first = standIn.slash('about');
    await standIn.until(() => standIn.requests.some(({ path }) => path.includes(first)));
    const stopped = bot.stop();
    const second = standIn.slash('about');
    await stopped;
    expect(standIn.lastCloseCode).toBe(1000);
    const third = standIn.slash('about');
    expect(standIn.callbacks.map(({ id }) => id).sort()).toEqual([first, second]);
    expect(standIn.fates.get(third)?.deliveredAt).toBeUndefined();
  });

  it('does not wait for Discord to answer its goodbye on a dead line', async () => {
    const { standIn, bot } = await start();
    standIn.freeze();
    const started = performance.now();
    await bot.stop();
    expect(performance.now() - started).toBeLessThan(8000);
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
