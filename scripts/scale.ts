/**
 * Three processes with two shards each, one PostgreSQL, one stand-in of Discord: is everything done once, and known
 * everywhere? `. .ci/postgres && npm run scale`. Exit code 1 when something is not.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../src/store/open.ts';
import { type Child, run, TOKEN } from '../tests/discord/child.ts';
import { ONLY_FILE, writeSmallKnowledge } from '../tests/discord/small-knowledge.ts';
import { ASSERTION, FIRST, MYTH, modData, moderator } from '../tests/moderation/moderators.ts';
import { placeOn, StandIn, snowflake } from '../tests/stand-in/discord.ts';
import { POSTGRES_URL, postgresBackend } from '../tests/store/support.ts';

/** Two shards of the first two processes, and one of the third, fall in the same bucket: some wait within, some across. */
const SHARES = ['0,2', '1,3', '4,5'];
/** A shard of each process. */
const ONE_OF_EACH = [0, 1, 4];
const SHARDS = [0, 1, 2, 3, 4, 5];
const CONCURRENCY = 2;
/** Discord's time between two logins in a bucket. */
const IDENTIFY_MS = 5000;
const QUESTIONS = 600;
const RACES = 20;
const START_MS = 180_000;

if (POSTGRES_URL === '') {
  process.stdout.write(
    'npm run scale is skipped: TEST_POSTGRES_URL names no PostgreSQL. `. .ci/postgres` starts one.\n',
  );
  process.exit(0);
}

let wrong = 0;
const tell = (what: string, found: string, right: boolean): void => {
  if (!right) wrong += 1;
  process.stdout.write(`${right ? 'ok   ' : 'WRONG'} ${what.padEnd(58)} ${found}\n`);
};
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const patiently = async (when: () => boolean | Promise<boolean>, ms = 20_000): Promise<boolean> => {
  for (const end = Date.now() + ms; Date.now() < end; await wait(20)) if (await when()) return true;
  return false;
};

const folder = mkdtempSync(join(tmpdir(), 'k2-scale-'));
const knowledge = join(folder, 'knowledge');
writeSmallKnowledge(knowledge);
const backend = postgresBackend();
const databaseUrl = await backend.fresh();
const standIn = new StandIn();
standIn.shards = SHARDS.length;
standIn.maxConcurrency = CONCURRENCY;
await standIn.start();
const children: Child[] = [];
// However this script ends, they end with it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));
process.on('exit', () => {
  for (const child of children) child.process.kill('SIGKILL');
});
/** Somebody new each time: whoever asks a lot at once is told to wait. */
let people = 0;
const somebody = (): Record<string, unknown> => {
  people += 1;
  return moderator(String(BigInt(FIRST) + BigInt(people)));
};

/** `/k2-mod …` in the server of one shard, delivered to the process of another. */
const mod = async (
  on: number,
  name: string,
  options: Record<string, unknown>,
  moves = true,
): Promise<string> => {
  const id = standIn.on(on, () => standIn.interact(modData(name, options), { member: somebody() }), moves);
  return JSON.stringify(await standIn.request('PATCH', new RegExp(`token-${id}/messages/@original`)));
};

try {
  const began = Date.now();
  for (const [at, list] of SHARES.entries()) {
    children.push(
      run('src/main.ts', [], {
        DISCORD_TOKEN: TOKEN,
        DISCORD_API: standIn.api,
        KNOWLEDGE_DIR: knowledge,
        DATABASE_URL: databaseUrl,
        SHARD_COUNT: String(SHARDS.length),
        SHARD_LIST: list,
        WATCH_MESSAGES: 'true',
        LOG_LEVEL: 'debug',
        HEALTH_PORT: String(standIn.port + 1 + at),
      }),
    );
  }
  // The first process has shards 0 and 2, and the later of them must wait five seconds: the earlier one answers meanwhile.
  const ofFirst = (): number[] =>
    standIn.logins.map(({ shard }) => shard).filter((shard) => shard === 0 || shard === 2);
  await patiently(() => ofFirst().length === 1, START_MS);
  const early = standIn.on(ofFirst()[0] ?? 0, () => standIn.slash('about'));
  await patiently(() => standIn.callbacks.some(({ id }) => id === early), 4000);
  const isEarly = ofFirst().length === 1 && standIn.callbacks.some(({ id }) => id === early);
  const started = await patiently(
    () => children.every(({ output }) => output.stdout.includes('the claim files are watched')),
    START_MS,
  );
  tell('three processes with six shards are ready', `${((Date.now() - began) / 1000).toFixed(1)} s`, started);
  if (!started) throw new Error(children.map(({ output }) => output.stdout + output.stderr).join('\n'));

  tell('a question on a shard, before the next one may log in', isEarly ? 'answered' : 'lost', isEarly);
  const { logins } = standIn;
  const gaps = [0, 1].flatMap((bucket) => {
    const times = logins.filter(({ shard }) => shard % CONCURRENCY === bucket).map(({ at }) => at);
    return times.slice(1).map((at, before) => at - (times[before] ?? 0));
  });
  tell(
    'each shard logged in once, as one of six',
    String(logins.length),
    logins.length === 6 &&
      new Set(logins.map(({ shard }) => shard)).size === 6 &&
      logins.every(({ count }) => count === 6),
  );
  tell(
    'least time between two logins in a bucket',
    `${Math.min(...gaps)} ms`,
    Math.min(...gaps) >= IDENTIFY_MS,
  );

  // A few at a time: this counts, and how much at once is another script's question.
  const asked: string[] = [];
  const answers = (): string[] => standIn.callbacks.map(({ id }) => id).filter((id) => asked.includes(id));
  while (asked.length < QUESTIONS) {
    for (const shard of SHARDS)
      asked.push(
        standIn.on(shard, () => standIn.slash('ask', { question: ASSERTION }, { member: somebody() })),
      );
    await patiently(() => answers().length >= asked.length, 5000);
  }
  const posts = standIn.requests.filter(({ path }) =>
    asked.includes(/\/interactions\/(\d+)\/[^/]+\/callback/.exec(path)?.[1] ?? ''),
  );
  const twice = standIn.requests.filter(({ path }) => path.includes(`/interactions/${early}/`)).length;
  tell(
    `questions answered once, of ${QUESTIONS} over all shards`,
    `${new Set(answers()).size} answered, ${posts.length - answers().length} second attempts`,
    new Set(answers()).size === QUESTIONS && posts.length === QUESTIONS,
  );

  const matched = standIn.callbacks.filter(
    ({ id, data }) => asked.includes(id) && JSON.stringify(data).includes(MYTH),
  ).length;
  tell('of them with the answer to the question', String(matched), matched === QUESTIONS);
  tell('times that early one was answered', String(twice), twice === 1);

  let seen = 0;
  for (const shard of SHARDS) {
    const { review, channel } = placeOn(shard);
    await mod(shard, 'settings', { 'review-channel': review, answers: 'public', days: 31 });
    await mod(shard, 'watch add', { channel });
  }
  for (const [at, from] of ONE_OF_EACH.entries()) {
    // Changed in one process after both others know the server already, and read in those.
    await Promise.all(ONE_OF_EACH.map((shard) => mod(shard, 'settings', {}, false)));
    await mod(from, 'settings', { days: 40 + at }, false);
    for (const other of ONE_OF_EACH) {
      if (await patiently(async () => (await mod(other, 'settings', {}, false)).includes(String(40 + at))))
        seen += 1;
    }
  }
  tell('settings changed in one process are seen by all', `${seen} of 9`, seen === 9);

  // As while processes with other shares are exchanged: for a moment several are in the same server.
  for (const shard of ONE_OF_EACH.slice(1)) standIn.on(shard, () => standIn.arrive(), false);
  let once = 0;
  let late = 0;
  let replies = 0;
  const here = placeOn(0);
  for (let race = 0; race < RACES; race += 1) {
    const store = await openStore(databaseUrl);
    const cardId = `race${100 + race}`.padEnd(20, '0');
    await store.addCard({
      cardId,
      serverId: here.guild,
      channelId: here.channel,
      messageId: snowflake(),
      claimId: MYTH,
      excerpt: ASSERTION,
      words: 'k2',
      confidence: 0.99,
      createdAt: new Date(),
    });
    const before = standIn.posted.length;
    const verb = race % 2 === 0 ? 'mrep' : 'mnot';
    const presses = ONE_OF_EACH.map((shard) =>
      standIn.on(
        shard,
        () => standIn.press(`k2:${verb}:1:${cardId}`, { channel_id: here.review, member: somebody() }),
        false,
      ),
    );
    const told = (): number =>
      presses.filter((id) =>
        standIn.requests.some(
          ({ method, path, body }) =>
            method === 'POST' && path.includes(`token-${id}`) && /was first/.test(JSON.stringify(body)),
        ),
      ).length;
    await patiently(
      async () => told() === 2 && !/open|replying/.test((await store.card(cardId))?.state ?? ''),
    );
    const notes = told();
    late += notes;
    replies += standIn.posted.length - before;
    const card = await store.card(cardId);
    if (card?.state === (verb === 'mrep' ? 'replied' : 'dismissed') && notes === 2) once += 1;
    await store.close();
  }
  tell(
    `cards decided once, of ${RACES} pressed in three processes at once`,
    `${once}; ${late} were told that it was decided`,
    once === RACES,
  );
  tell('replies posted for the ten that were answered', String(replies), replies === RACES / 2);

  const store = await openStore(databaseUrl);
  for (const shard of SHARDS) {
    const { guild, channel } = placeOn(shard);
    for (let number = 0; number < 3; number += 1) {
      await store.rememberVerdict({
        messageId: snowflake(),
        serverId: guild,
        channelId: channel,
        claimId: MYTH,
        revision: 'old',
        postedAt: new Date(),
      });
    }
  }
  const open = (await store.verdicts()).length;
  const file = join(knowledge, ONLY_FILE);
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace(/^fact: .*$/m, 'fact: K2 leaves the calcium where it is'),
  );
  const edits = (): string[] =>
    standIn.requests
      .filter(({ method, path }) => method === 'PATCH' && path.startsWith('/channels/'))
      .map(({ path }) => path);
  await patiently(
    async () =>
      (await store.verdicts()).every(({ revision }) => revision !== 'old') && edits().length >= open,
  );
  await wait(500);
  tell(
    `public answers corrected once after an edit, of ${open}`,
    `${new Set(edits()).size} messages, ${edits().length} edits`,
    edits().length === open && new Set(edits()).size === open,
  );
  await store.close();

  const ready = await Promise.all(
    children.map(
      async (_child, at) => (await fetch(`http://127.0.0.1:${standIn.port + 1 + at}/readyz`)).status,
    ),
  );
  tell(
    '/readyz of each process',
    ready.join(' '),
    ready.every((status) => status === 200),
  );
  tell('broken rules of Discord', String(standIn.faults.length), standIn.faults.length === 0);
  const errors = children
    .flatMap(({ output }) => output.stdout.split('\n'))
    .filter((line) => /"level":(?:50|60)/.test(line));
  tell('errors in the logs', String(errors.length), errors.length === 0);
  if (errors.length > 0) process.stdout.write(`${errors.slice(0, 5).join('\n')}\n`);
} finally {
  for (const child of children) child.process.kill('SIGTERM');
  await Promise.all(children.map(({ exit }) => exit));
  await standIn.stop();
  await backend.cleanUp();
  rmSync(folder, { recursive: true, force: true });
}
process.stdout.write(wrong === 0 ? 'everything once, everywhere\n' : `${wrong} WRONG\n`);
process.exitCode = wrong === 0 ? 0 : 1;
