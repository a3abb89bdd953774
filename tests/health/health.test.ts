import { Status } from 'discord.js';
import { afterEach, describe, expect, it } from 'vitest';
import { MOST_ACK_AGE_MS, ShardWatch } from '../../src/discord/shard-health.ts';
import { Measures } from '../../src/health/measures.ts';
import { type HealthServer, type Readiness, serveHealth } from '../../src/health/serve-health.ts';
import { TOKEN } from '../discord/child.ts';
import { smallApp } from '../discord/small-knowledge.ts';
import { button, startWorld, takeErrors } from '../discord/support.ts';
import { ASSERTION, cardButton, FIRST, moderatedWorld } from '../moderation/moderated-world.ts';
import { BOT_ID, CHANNEL_ID, GUILD_ID, REVIEW_ID } from '../stand-in/discord.ts';

const ASKED = 'my aunt Philomena says k2 cleans her arteries';
const servers: HealthServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

async function serving(readiness: () => Promise<Readiness>, measures = new Measures()): Promise<string> {
  const server = await serveHealth({ host: '127.0.0.1', port: 0 }, readiness, measures);
  servers.push(server);
  return `http://127.0.0.1:${server.port}`;
}

const app = smallApp();

describe('measures', () => {
  it('count what happened, and hold nothing that a person wrote or is', async () => {
    const measures = new Measures();
    const one = await (await moderatedWorld({ app, settings: { measures } })).watching();
    const { standIn } = one;
    await standIn.callback(standIn.slash('ask', { question: ASKED }));
    await standIn.callback(standIn.slash('ask', { question: 'which socks are warm' }));
    await standIn.callback(standIn.press(button('philomena', 'x')));
    standIn.failNext('POST', /callback/, 404, 10062);
    const lost = standIn.slash('about');
    await standIn.until(() => standIn.requests.some(({ path }) => path.includes(lost)));
    standIn.slash('about', {}, {}, 60_000);
    one.say(ASSERTION);
    const [card] = await one.cards(1);
    await one.noteTo(one.press(cardButton(card, 'mrep'), FIRST));

    const url = await serving(one.world.bot.readiness, measures);
    const response = await fetch(`${url}/metrics`);
    expect(response.headers.get('content-type')).toContain('text/plain');
    const text = await response.text();
    const value = (name: string): number => {
      const line = text.split('\n').find((one) => one.startsWith(`${name} `));
      return Number(line?.slice(name.length));
    };
    expect(value('k2_commands_total{command="k2 ask",outcome="sent"}')).toBe(2);
    expect(value('k2_commands_total{command="unknown",outcome="sent"}')).toBe(1);
    expect(value('k2_commands_total{command="k2 about",outcome="lost"}')).toBe(1);
    expect(value('k2_commands_total{command="k2 about",outcome="stale"}')).toBe(1);
    expect(value('k2_commands_total{command="k2-mod watch add",outcome="sent"}')).toBe(1);
    expect(value('k2_commands_total{command="k2:mrep",outcome="sent"}')).toBe(1);
    expect(value('k2_decisions_total{decision="myth"}')).toBe(1);
    expect(value('k2_decisions_total{decision="off-topic"}')).toBe(1);
    expect(value('k2_discord_errors_total{code="10062"}')).toBe(1);
    expect(value('k2_first_answer_age_seconds_count')).toBe(standIn.callbacks.length);
    expect(value('k2_shards{state="alive"}')).toBe(1);
    expect(value('k2_waiting{what="cards to decide"}')).toBe(0);
    expect(text).toMatch(/nodejs_eventloop_lag_p99_seconds/);

    const ready = await (await fetch(`${url}/readyz`)).text();
    for (const secret of [
      'Philomena',
      'philomena',
      'socks',
      TOKEN,
      GUILD_ID,
      CHANNEL_ID,
      REVIEW_ID,
      BOT_ID,
      FIRST,
    ]) {
      expect(text).not.toContain(secret);
      expect(ready).not.toContain(secret);
    }
    // Nor any other number that could be an id.
    expect(text.replace(/^(?:process|nodejs)_.*$/gm, '')).not.toMatch(/(?<![\d.])\d{15,}/);
  });
});

describe('readiness', () => {
  it('is there when the bot answers and keeps, and tells what serves', async () => {
    const one = await moderatedWorld({ app });
    const { ready, parts } = await one.world.bot.readiness();
    expect(ready).toBe(true);
    expect(parts).toMatchObject({
      shards: [{ shard: 0, status: 'Ready', alive: true }],
      knowledge: { revision: app.knowledge.revision, claims: 1, lastEditRefused: false },
      store: 'ok',
    });
  });

  it('is not there while the connection is dead, although discord.js says that it is', async () => {
    const { standIn, bot, stop } = await startWorld(app);
    expect((await bot.readiness()).ready).toBe(true);
    await standIn.stop();
    await expect.poll(async () => (await bot.readiness()).ready).toBe(false);
    expect(bot.client.isReady()).toBe(true);
    await stop().catch(() => undefined);
  });

  it('is not there on a connection that is silent for two heartbeats, whatever its state is called', () => {
    const now = 1_000_000_000;
    const client = (beatAgo: number) => ({
      on: () => undefined,
      ws: {
        shards: [{ id: 3, status: Status.Ready, lastPingTimestamp: now - beatAgo, ping: 40 }],
      },
    });
    const states = (beatAgo: number) => new ShardWatch(client(beatAgo) as never).states(now);
    expect(states(MOST_ACK_AGE_MS)).toEqual([
      { shard: 3, status: 'Ready', ackAgeMs: MOST_ACK_AGE_MS - 40, alive: true },
    ]);
    expect(states(MOST_ACK_AGE_MS + 100)).toMatchObject([{ alive: false }]);
  });

  it('is not there when nothing can be kept', async () => {
    const one = await moderatedWorld({ app, databaseUrl: 'file:package.json/k2.db' });
    takeErrors(one.world);
    const { ready, parts } = await one.world.bot.readiness();
    expect(ready).toBe(false);
    expect(parts.store).toMatch(/DATABASE_URL/);
  });
});

describe('the health server', () => {
  it('is ready or not by status, and alive all the time', async () => {
    let ready = false;
    const url = await serving(async () => ({ ready, parts: {} }));
    expect((await fetch(`${url}/livez`)).status).toBe(200);
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    ready = true;
    const second = await serving(async () => ({ ready, parts: {} }));
    expect((await fetch(`${second}/readyz`)).status).toBe(200);
    expect((await fetch(`${url}/elsewhere`)).status).toBe(404);
    expect((await fetch(`${url}/readyz`, { method: 'POST', body: 'x' })).status).toBe(405);
  });

  it('asks once for many probes at once, and survives one that fails', async () => {
    let asked = 0;
    const url = await serving(async () => {
      asked += 1;
      throw new Error('no');
    });
    const answers = await Promise.all(Array.from({ length: 20 }, () => fetch(`${url}/readyz`)));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(500));
    expect(asked).toBe(1);
    expect((await fetch(`${url}/livez`)).status).toBe(200);
  });
});
