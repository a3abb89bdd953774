/**
 * What an answer costs: INTERACTION_CREATE sent → callback received, start → first answer, and memory, beside a bot that does
 * nothing, in the same run: `npm run bench:bot [-- --built --questions 2000 --starts 5]`.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadKnowledge } from '../src/knowledge/load.ts';
import { memberNumber, StandIn } from '../tests/stand-in/discord.ts';
import { BotProcess, howToStart } from './faults/bot-process.ts';

/** Ours over the do-nothing bot's, at most. */
const GOALS = { median: 1.25, p99: 1.5, ready: 1.5, memory: 1.3 };
const WARM_UP = 300;

const { values } = parseArgs({
  options: {
    built: { type: 'boolean', default: false },
    questions: { type: 'string', default: '2000' },
    starts: { type: 'string', default: '3' },
  },
});
const DO_NOTHING = ['scripts/bench-bot/do-nothing.mjs'];
const ours = howToStart(values.built);
const questions = loadKnowledge('knowledge').claims.flatMap(({ phrasings }) => phrasings);

interface Contender {
  readonly standIn: StandIn;
  readonly bot: BotProcess;
  readonly readyMs: number;
}

// What was learned from the claims is kept beside the database, as in an operator's folder.
const folder = mkdtempSync(join(tmpdir(), 'k2-bench-'));
const environment = { DATABASE_URL: `file:${join(folder, 'k2.db')}` };

/** Starts a bot and asks as soon as Discord lets it in; ready is when it has answered. */
async function start(how: readonly string[]): Promise<Contender> {
  const standIn = new StandIn();
  await standIn.start();
  const first = new Promise<string>((resolve) => {
    standIn.onReady = () => resolve(standIn.slash('ask', { question: 'is k2 the same as potassium' }));
  });
  const began = performance.now();
  const bot = new BotProcess(how, standIn, { environment });
  await bot.unlessEnded(
    first.then((id) => standIn.until(() => standIn.callbacks.some((one) => one.id === id), 'ready', 90_000)),
  );
  return { standIn, bot, readyMs: performance.now() - began };
}

async function stop({ standIn, bot }: Contender): Promise<void> {
  await bot.kill();
  await standIn.stop();
}

let asked = 0;
async function latency({ standIn }: Contender): Promise<number> {
  asked += 1;
  const question = questions[(asked * 7919) % questions.length] ?? '';
  const id = standIn.slash('ask', { question }, memberNumber(asked));
  await standIn.callback(id);
  const fate = standIn.fates.get(id);
  standIn.fates.clear();
  standIn.callbacks.length = 0;
  standIn.requests.length = 0;
  return (fate?.attempts[0]?.receivedAt ?? 0) - (fate?.sentAt ?? 0);
}

function residentMb({ bot }: Contender): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(bot.process.pid)]).toString()) / 1024;
}

const quantile = (sample: readonly number[], part: number): number =>
  [...sample].sort((a, b) => a - b)[Math.min(sample.length - 1, Math.floor(sample.length * part))] ?? 0;

const veryFirst = await start(ours);
await stop(veryFirst);
const starts: [number, number][] = [];
for (let round = 1; round < Number(values.starts); round += 1) {
  const nothing = await start(DO_NOTHING);
  await stop(nothing);
  const bot = await start(ours);
  await stop(bot);
  starts.push([nothing.readyMs, bot.readyMs]);
}
const nothing = await start(DO_NOTHING);
const bot = await start(ours);
starts.push([nothing.readyMs, bot.readyMs]);
const readyMemory = [residentMb(nothing), residentMb(bot)] as const;
for (let count = 0; count < WARM_UP; count += 1) {
  await latency(nothing);
  await latency(bot);
}
const times: [number[], number[]] = [[], []];
for (let count = 0; count < Number(values.questions); count += 1) {
  // Whoever comes second profits from warm caches: they take turns.
  if (count % 2 === 0) times[0].push(await latency(nothing));
  times[1].push(await latency(bot));
  if (count % 2 === 1) times[0].push(await latency(nothing));
}
const memory = [residentMb(nothing), residentMb(bot)] as const;
await stop(nothing);
await stop(bot);
rmSync(folder, { recursive: true, force: true });

const line = (what: string, unit: string, [base, own]: readonly [number, number], goal?: number): string => {
  const ratio = own / base;
  const verdict = goal === undefined ? '' : ` | ${goal} | ${ratio <= goal ? 'met' : 'MISSED'}`;
  return `| ${what} | ${base.toFixed(2)} ${unit} | ${own.toFixed(2)} ${unit} | ${ratio.toFixed(2)}${verdict || ' | |'} |\n`;
};
const both = (part: number): [number, number] => [quantile(times[0], part), quantile(times[1], part)];
process.stdout.write(
  [
    `bot: node ${ours.join(' ')}; ${times[0].length} questions each, ${starts.length} starts each\n\n`,
    '| | do-nothing | ours | ratio | goal | |\n| --- | ---: | ---: | ---: | ---: | --- |\n',
    line('question to callback, median', 'ms', both(0.5), GOALS.median),
    line('question to callback, p99', 'ms', both(0.99), GOALS.p99),
    line(
      'start to first answer, median',
      'ms',
      [
        quantile(
          starts.map(([base]) => base),
          0.5,
        ),
        quantile(
          starts.map(([, own]) => own),
          0.5,
        ),
      ],
      GOALS.ready,
    ),
    `| very first start, when nothing is learned yet | | ${veryFirst.readyMs.toFixed(2)} ms | | | |\n`,
    line('memory when ready', 'MB', readyMemory),
    line('memory after the questions', 'MB', memory, GOALS.memory),
  ].join(''),
);
