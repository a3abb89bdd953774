/**
 * Makes a production install in an empty folder, as the Dockerfile does, and runs it: without sources, without development
 * packages, by a user who may write nowhere but into the data folder (when root runs this). `npm run try-build`. Exit code 1
 * when something does not work.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VERDICT_SIGNS } from '../src/replies/wording.ts';
import { openStore } from '../src/store/open.ts';
import { CHANNEL_ID, GUILD_ID, message, REVIEW_ID, StandIn, snowflake } from '../tests/stand-in/discord.ts';

/** `nobody` on Debian: somebody who owns nothing. */
const NOBODY = 65_534;
/** A cold start on a busy machine. */
const START_MS = 60_000;
/** The watching thread builds an index of its own with the first message. */
const CARD_MS = 60_000;
const TOKEN = 'secret-token.of-the.bot';
/** More than anybody may ask at once. */
const FLOOD = 60;

const folder = mkdtempSync(join(tmpdir(), 'k2-build-'));
const data = join(folder, 'data');
const asNobody = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
const environment = {
  PATH: process.env.PATH,
  NODE_ENV: 'production',
  DATABASE_URL: `file:${join(data, 'k2.db')}`,
};

function say(what: string, text: string): void {
  process.stdout.write(`${what.padEnd(20)}${text}\n`);
}

function verify(what: string, held: boolean, found = ''): void {
  if (!held) throw new Error(`${what} ${found}`);
  say(what, 'ok');
}

function node(...args: string[]): string {
  return execFileSync(process.execPath, args, {
    cwd: folder,
    env: environment,
    encoding: 'utf8',
    ...asNobody,
  });
}

/** Bytes of all files below. */
function size(path: string): number {
  const stat = lstatSync(path);
  if (!stat.isDirectory()) return stat.size;
  return readdirSync(path).reduce((sum, name) => sum + size(join(path, name)), 0);
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

function install(): void {
  for (const part of [
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'tsconfig.build.json',
    'src',
    'knowledge',
  ])
    cpSync(part, join(folder, part), { recursive: true });
  cpSync('node_modules', join(folder, 'node_modules'), { recursive: true, verbatimSymlinks: true });
  const npm = (...args: string[]) => execFileSync('npm', args, { cwd: folder, stdio: 'pipe' });
  npm('run', '--silent', 'build');
  npm('prune', '--omit=dev', '--no-audit', '--no-fund');
  for (const part of ['src', 'tsconfig.json', 'tsconfig.build.json'])
    rmSync(join(folder, part), { recursive: true });
  chmodSync(folder, 0o755);
  const parts = ['node_modules', 'dist', 'knowledge'].map(
    (part) => [part, size(join(folder, part))] as const,
  );
  for (const [part, bytes] of parts) say(part, megabytes(bytes));
  say('in all', megabytes(parts.reduce((sum, [, bytes]) => sum + bytes, 0)));
}

async function prepareStore(): Promise<void> {
  mkdirSync(data);
  const store = await openStore(environment.DATABASE_URL);
  await store.saveServer(GUILD_ID, { reviewChannelId: REVIEW_ID });
  await store.addWatch(GUILD_ID, CHANNEL_ID, null, new Date());
  await store.close();
  if (asNobody.uid !== undefined)
    for (const path of [data, ...readdirSync(data).map((name) => join(data, name))])
      chownSync(path, NOBODY, NOBODY);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function until(held: () => boolean, what: string): Promise<void> {
  const end = Date.now() + START_MS;
  while (!held()) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The exit code of the image's own health check. */
function healthCheck(port: number): number | null {
  const command = /HEALTHCHECK [\s\S]*?CMD (\[.*\])/.exec(readFileSync('Dockerfile', 'utf8'))?.[1] ?? '[]';
  const [, ...args] = JSON.parse(command) as string[];
  return spawnSync(process.execPath, args, { env: { ...environment, HEALTH_PORT: String(port) } }).status;
}

async function runBot(standIn: StandIn): Promise<void> {
  const started = Date.now();
  const port = await freePort();
  const bot = spawn(process.execPath, ['dist/main.js'], {
    cwd: folder,
    env: {
      ...environment,
      DISCORD_TOKEN: TOKEN,
      DISCORD_API: standIn.api,
      WATCH_MESSAGES: 'true',
      HEALTH_PORT: String(port),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...asNobody,
  });
  let output = '';
  for (const stream of [bot.stdout, bot.stderr])
    stream.on('data', (chunk) => {
      output += chunk;
    });
  try {
    await standIn.until(() => standIn.identifies > 0, 'the login', START_MS);
    say('start to login', `${((Date.now() - started) / 1000).toFixed(1)} s`);
    const answer = await standIn.callback(standIn.slash('ask', { question: 'does k2 clean arteries' }));
    verify('/k2 ask', JSON.stringify(answer.data.embeds).includes(`${VERDICT_SIGNS.myth} **Myth**`));
    standIn.dispatch('MESSAGE_CREATE', {
      ...message(snowflake(), 'K2 strips calcium out of your arteries'),
      guild_id: GUILD_ID,
      member: { roles: [], joined_at: '2024-01-01T00:00:00.000Z', deaf: false, mute: false, flags: 0 },
    });
    const cards = () => [...standIn.messages.values()].filter(({ channel }) => channel === REVIEW_ID);
    await standIn.until(() => cards().length > 0, 'the card', CARD_MS);
    verify('a watched message', cards().length === 1);
    // The stand-in waits in this process, and is asked by nobody meanwhile.
    verify('health check', healthCheck(port) === 0);
    bot.kill('SIGHUP');
    await until(() => output.includes('the claims are as they were'), 'the claims to be read again');
    verify('SIGHUP', true);
    const many = Array.from({ length: FLOOD }, () => standIn.slash('about'));
    const answers = await Promise.all(many.map((id) => standIn.callback(id)));
    verify(
      'a flood is slowed',
      answers.some(({ data }) => data.content?.includes('at once') === true),
    );
    const ended = once(bot, 'exit');
    bot.kill('SIGTERM');
    const [code] = await ended;
    verify('SIGTERM', code === 0, `ended with ${code}`);
    verify('health check then', healthCheck(port) === 1);
    verify('no token in the log', !output.includes(TOKEN));
    verify("Discord's rules", standIn.faults.length === 0, standIn.faults.join('; '));
  } catch (error) {
    process.stderr.write(output);
    throw error;
  } finally {
    bot.kill('SIGKILL');
  }
}

const standIn = new StandIn();
try {
  await standIn.start();
  install();
  await prepareStore();
  verify('tsx is not there', !readdirSync(join(folder, 'node_modules')).includes('tsx'));
  verify(
    'cli.js ask',
    node('dist/cli.js', 'ask', 'does k2 clean arteries').includes(`${VERDICT_SIGNS.myth} Myth`),
  );
  const chart = `import('./dist/moderation/week-chart.js').then(async ({ weekChart }) => {
    const png = await weekChart([{ week: '2026-01-05', counts: [3] }], [{ name: 'cards', colour: '#000000' }]);
    process.stdout.write(String(png.length));
  })`;
  verify('the chart', Number(node('-e', chart)) > 1000);
  await runBot(standIn);
} finally {
  await standIn.stop();
  rmSync(folder, { recursive: true, force: true });
}
