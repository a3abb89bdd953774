/**
 * 10,000 watched messages in a minute through the real client, beside a stand-in of Discord: event-loop delay, memory,
 * requests. `npm run load [-- --messages 10000 --seconds 60]`. Exit code 1 when a bound is broken.
 */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadKnowledge } from '../src/knowledge/load.ts';
import { openStore } from '../src/store/open.ts';
import { CHANNEL_ID, GUILD_ID, message, REVIEW_ID, StandIn, snowflake } from '../tests/stand-in/discord.ts';

/** What is held: see issue 5. Memory by which the process may grow over the whole run. */
const MOST_DELAY_P99_MS = 20;
const MOST_GROWTH_MB = 150;
/** One message in five speaks of the vitamin: far more than in any channel, so that the matcher is kept busy. */
const ON_TOPIC = 5;
/** Messages a person writes of other things; a number makes each a different text. */
const CHATTER = [
  'good morning everybody, slept for NUMBER hours',
  'my train is NUMBER minutes late again lol',
  'has anyone tried the new cafe at number NUMBER',
  'that game ended NUMBER to 2, unbelievable',
  'haha same here, happened NUMBER times this week',
  'brb, back in NUMBER minutes',
  'does somebody have a charger for a NUMBER watt laptop',
  'I walked NUMBER steps today and my feet hurt',
];

const { values } = parseArgs({
  options: { messages: { type: 'string', default: '10000' }, seconds: { type: 'string', default: '60' } },
});
const total = Number(values.messages);
const milliseconds = Number(values.seconds) * 1000;

interface Measured {
  readonly rss: number;
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
  readonly cpuSeconds: number;
}

const folder = mkdtempSync(join(tmpdir(), 'k2-load-'));
const databaseUrl = `file:${join(folder, 'k2.db')}`;
const store = await openStore(databaseUrl);
await store.saveServer(GUILD_ID, { reviewChannelId: REVIEW_ID });
await store.addWatch(GUILD_ID, CHANNEL_ID, null, new Date());
await store.close();

const standIn = new StandIn();
await standIn.start();
const bot = fork('scripts/load/bot.ts', [standIn.api, databaseUrl], {
  execArgv: ['--expose-gc', '--import', 'tsx'],
});
const heard = <T>(): Promise<T> =>
  new Promise((resolve) => bot.once('message', (what) => resolve(what as T)));
await heard();
const knowledge = loadKnowledge('knowledge');
const onTopic = knowledge.claims.flatMap(({ phrasings }) => phrasings);
const textOf = (number: number): string =>
  number % ON_TOPIC === 0
    ? `${onTopic[(number * 7) % onTopic.length]} (${number})`
    : (CHATTER[number % CHATTER.length] ?? '').replace('NUMBER', String(number));
const say = (number: number): void =>
  standIn.dispatch('MESSAGE_CREATE', {
    ...message(snowflake(), textOf(number)),
    guild_id: GUILD_ID,
    author: {
      id: String(2n ** 60n + BigInt(number)),
      username: `member${number}`,
      discriminator: '0',
      avatar: null,
    },
    member: { roles: [], joined_at: '2024-01-01T00:00:00.000Z', deaf: false, mute: false, flags: 0 },
  });

// The thread of the matcher and the compilers' first work belong to the start, not to the minute.
for (let number = 0; number < 200; number += 1) say(number);
await new Promise((resolve) => setTimeout(resolve, 8000));
bot.send('begin');
const before = await heard<Pick<Measured, 'rss'>>();
const requestsBefore = standIn.requests.length;
const started = performance.now();
let sent = 0;
while (sent < total) {
  const due = Math.min(total, Math.floor(((performance.now() - started) / milliseconds) * total));
  for (; sent < due; sent += 1) say(sent);
  await new Promise((resolve) => setTimeout(resolve, 5));
}
const took = (performance.now() - started) / 1000;
bot.send('report');
const after = await heard<Measured>();
const asked = Date.now();
await standIn.callback(standIn.slash('about'));
const answeredMs = Date.now() - asked;
bot.send('stop');
await new Promise((resolve) => bot.once('exit', resolve));
const requests = standIn.requests.slice(requestsBefore);
const cards = requests.filter(({ path }) => path.includes(`/channels/${REVIEW_ID}/`)).length;
await standIn.stop();
const kept = await openStore(databaseUrl);
const waiting = (await kept.openCards()).length;
await kept.close();
rmSync(folder, { recursive: true, force: true });

const growth = (after.rss - before.rss) / 1e6;
const fits = after.p99 < MOST_DELAY_P99_MS && growth < MOST_GROWTH_MB && waiting > 0;
process.stdout.write(
  [
    `messages            ${sent} in ${took.toFixed(1)} s, ${Math.round(100 / ON_TOPIC)} % on the topic`,
    `event-loop delay    p50 ${after.p50.toFixed(1)} ms, p99 ${after.p99.toFixed(1)} ms (bound ${MOST_DELAY_P99_MS}), most ${after.most.toFixed(1)} ms`,
    `memory (RSS)        ${(before.rss / 1e6).toFixed(0)} MB before, ${(after.rss / 1e6).toFixed(0)} MB after: ${growth.toFixed(0)} MB more (bound ${MOST_GROWTH_MB})`,
    `requests            ${requests.length}, of them ${cards} cards; cards in the store ${waiting}`,
    `a question then     answered in ${answeredMs} ms`,
    `CPU of the bot      ${after.cpuSeconds.toFixed(1)} s in all, with start`,
    fits ? 'within the bounds' : 'OUT OF BOUNDS',
    '',
  ].join('\n'),
);
process.exitCode = fits ? 0 : 1;
