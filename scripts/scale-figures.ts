/**
 * The figures that docs/scale.md reckons with: memory for each server, what a question costs, and what the database takes to
 * read and write. `. .ci/postgres && npm run scale:figures`. The database part is left out, with a line, without one.
 */
import { memoryUsage } from 'node:process';
import { createClient } from '../src/discord/client.ts';
import { loadKnowledge } from '../src/knowledge/load.ts';
import { decide, indexOf } from '../src/matching/decide.ts';
import { openStore } from '../src/store/open.ts';
import { POSTGRES_URL, postgresBackend } from '../tests/store/support.ts';

/** An ordinary server, by guess: the gateway sends all its channels and roles. */
const CHANNELS = 40;
const ROLES = 25;
const SERVERS = 2500;
const ROWS = 100_000;
const PROCESSES = 50;

const say = (what: string, found: string): void => void process.stdout.write(`${what.padEnd(62)} ${found}\n`);
const rss = (): number => {
  global.gc?.();
  return memoryUsage().rss / 1e6;
};
const timed = async (work: () => unknown): Promise<number> => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};
const id = (number: number): string => (((23_841_857_910n + BigInt(number)) << 22n) + 4n).toString();

const bare = rss();
const knowledge = loadKnowledge('knowledge');
const indexMs = await timed(() => indexOf(knowledge));
say('claims and index, memory', `${(rss() - bare).toFixed(0)} MB, built in ${(indexMs / 1000).toFixed(1)} s`);
const texts = knowledge.claims.flatMap(({ phrasings }) => phrasings.slice(0, 8));
for (const text of texts.slice(0, 500)) decide(text, knowledge, 'question');
const decideMs = await timed(() => {
  for (const text of texts) decide(text, knowledge, 'question');
});
say(`a question, ${texts.length} of them, matching alone`, `${(decideMs / texts.length).toFixed(2)} ms`);

const client = createClient(undefined);
const before = rss();
// As the gateway's event would: the library's own way from raw data into its cache.
const cache = client.guilds as unknown as { _add(data: unknown): void };
const cacheMs = await timed(() => {
  for (let server = 0; server < SERVERS; server += 1) cache._add(guild(server));
});
const each = ((rss() - before) * 1000) / SERVERS;
say(
  `a server in the client (${CHANNELS} channels, ${ROLES} roles)`,
  `${each.toFixed(0)} kB, taken in in ${(cacheMs / SERVERS).toFixed(2)} ms`,
);

if (POSTGRES_URL === '') say('the database', 'left out: TEST_POSTGRES_URL names no PostgreSQL');
else await measureDatabase();
process.exit(0);

function guild(server: number): Record<string, unknown> {
  const at = BigInt(id(server));
  return {
    id: String(at),
    name: `Server ${server}`,
    owner_id: '9',
    features: [],
    emojis: [],
    stickers: [],
    members: [],
    presences: [],
    voice_states: [],
    threads: [],
    member_count: 100,
    roles: Array.from({ length: ROLES }, (_, role) => ({
      id: String(at + BigInt(role)),
      name: `role ${role}`,
      permissions: '3072',
      position: role,
      color: 0,
      flags: 0,
    })),
    channels: Array.from({ length: CHANNELS }, (_, channel) => ({
      id: String(at + BigInt(100 + channel)),
      type: 0,
      name: `channel-${channel}`,
      position: channel,
      permission_overwrites: [{ id: String(at), type: 0, allow: '0', deny: '1024' }],
    })),
  };
}

async function measureDatabase(): Promise<void> {
  const backend = postgresBackend();
  const url = await backend.fresh();
  const all = await openStore(url);
  const { default: pg } = await import('pg');
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await admin.query(
    `insert into servers (server_id) select ((23841857910 + n)::bigint << 22 | 4)::text from generate_series(1, ${ROWS}) n`,
  );
  await admin.query(
    `insert into watches (channel_id, server_id, added_at) select (server_id::bigint + c)::text, server_id, '2026-11-25T00:00:00.000Z' from servers, generate_series(1, 2) c`,
  );
  await admin.query('analyze');
  const share = { count: PROCESSES, list: [7] };
  const part = await openStore(url, { share });
  let found = 0;
  const loadMs = await timed(async () => {
    found = (await part.servers()).length + (await part.watches()).length;
  });
  say(
    `one process of ${PROCESSES} reads its part of ${ROWS} set-up servers`,
    `${loadMs.toFixed(0)} ms, ${found} rows`,
  );
  const sweepMs = await timed(() => part.sweep(new Date()));
  say('the same process erases what expired', `${sweepMs.toFixed(0)} ms`);
  const writes = 2000;
  const writeMs = await timed(async () => {
    for (let write = 0; write < writes; write += 1)
      await part.rememberVerdict({
        messageId: String(write),
        serverId: id(7 + 50 * (write % 100)),
        channelId: '1',
        claimId: 'x',
        revision: 'x',
        postedAt: new Date(),
      });
  });
  say('a public answer remembered (two statements)', `${(writeMs / writes).toFixed(2)} ms`);
  let heard = 0;
  await all.onChange(
    () => {
      heard = performance.now();
    },
    () => undefined,
  );
  const waits: number[] = [];
  for (let change = 0; change < 200; change += 1) {
    heard = 0;
    const began = performance.now();
    await part.saveServer(id(7 + 50 * change), { answers: change % 2 === 0 ? 'public' : 'private' });
    while (heard === 0) await new Promise((resolve) => setImmediate(resolve));
    waits.push(heard - began);
  }
  waits.sort((a, b) => a - b);
  say(
    'a changed setting is heard elsewhere after',
    `p50 ${waits[100]?.toFixed(1)} ms, p99 ${waits[198]?.toFixed(1)} ms`,
  );
  const connections = await admin.query(
    'select count(*) from pg_stat_activity where datname = current_database()',
  );
  say('connections of the three that are open here', String(connections.rows[0].count));
  await admin.end();
  await part.close();
  await all.close();
  await backend.cleanUp();
}
