import { closeSync, openSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { databaseFile } from '../../src/store/address.ts';
import { openStore } from '../../src/store/open.ts';
import { FIRST, moderator } from '../../tests/moderation/moderators.ts';
import { APPLICATION_ID, BOT_ID, snowflake } from '../../tests/stand-in/discord.ts';
import type { BotProcess } from './bot-process.ts';
import { type FaultWorld, pause } from './world.ts';

const CALLBACK = /\/callback/;
const PAGE_BYTES = 4096;

/** What a scenario found beside the fates of its interactions. */
export interface Finding {
  /** How the process stands at the end, as an operator would say. */
  readonly ended: string;
  /** What else was wrong, in words; empty when nothing was. */
  readonly faults?: readonly string[];
}

export interface Scenario {
  readonly name: string;
  /** What is done to the bot. */
  readonly what: string;
  run(world: FaultWorld): Promise<Finding>;
}

/** Faults after which the same process must go on as if nothing had been. */
function survived(
  name: string,
  what: string,
  strike: (world: FaultWorld, bot: BotProcess) => Promise<void>,
  start: (world: FaultWorld) => Promise<BotProcess> = (world) => world.bot(),
): Scenario {
  return {
    name,
    what,
    async run(world) {
      const bot = await start(world);
      await strike(world, bot);
      await world.settled();
      return stillWell(world, bot);
    },
  };
}

/** It answers one more, with Discord well again. */
async function stillWell(world: FaultWorld, bot: BotProcess): Promise<Finding> {
  if (!bot.isAlive) return { ended: `DIED (${await bot.end})`, faults: ['the process ended by itself'] };
  const answers = await world.isWell();
  return {
    ended: 'runs on',
    faults: [
      ...(answers ? [] : ['it answers nothing any more']),
      ...world.standIn.faults.map((fault) => `against Discord's rules: ${fault}`),
    ],
  };
}

/** Starts that must end in advice: exit code 1 and one sentence. */
function refused(
  name: string,
  what: string,
  environment: Readonly<Record<string, string>>,
  prepare: (world: FaultWorld) => void = () => undefined,
  lines = 1,
): Scenario {
  return {
    name,
    what,
    async run(world) {
      prepare(world);
      const bot = world.spawn({ environment });
      const ended = await bot.ended(90_000);
      const said = bot.output.stderr.trim().split('\n');
      return {
        ended: ended === '1' ? 'exit 1, with advice' : ended,
        faults: [
          ...(ended === '1' ? [] : [`ended with ${ended}`]),
          ...(said.length === lines && said[0] !== '' && !/^ +at /m.test(bot.output.stderr)
            ? []
            : [`said ${said.length} lines: ${bot.output.stderr.slice(0, 200)}`]),
        ],
      };
    },
  };
}

const OK = { id: snowflake(), application_id: APPLICATION_ID, token: 'x', version: 1 };
/** Frames that are no events, and events that are not what they say. */
const MALFORMED: readonly string[] = [
  'this is not JSON',
  'null',
  '17',
  '[]',
  '{}',
  '{"op":99,"d":{}}',
  '{"op":0}',
  '{"op":0,"t":null,"s":null,"d":null}',
  '{"op":11,"d":{"what":"is this"}}',
  ...[
    ['NO_SUCH_EVENT', { a: 1 }],
    ['INTERACTION_CREATE', null],
    ['INTERACTION_CREATE', {}],
    ['INTERACTION_CREATE', { ...OK, type: 99 }],
    ['INTERACTION_CREATE', { ...OK, type: 2, data: null }],
    ['INTERACTION_CREATE', { ...OK, type: 2, data: { type: 1, name: 'k2', options: 'none' } }],
    ['INTERACTION_CREATE', { ...OK, type: 2, data: { type: 7 } }],
    ['INTERACTION_CREATE', { ...OK, type: 3, data: {}, message: {} }],
    ['INTERACTION_CREATE', { ...OK, type: 4, data: { type: 1, options: [{}] } }],
    ['INTERACTION_CREATE', { ...OK, type: 5, data: { components: 5 } }],
    ['GUILD_CREATE', null],
    ['GUILD_CREATE', { id: 5 }],
    ['GUILD_DELETE', {}],
    ['CHANNEL_CREATE', { id: 'x', type: 'y' }],
    ['MESSAGE_CREATE', null],
    ['MESSAGE_CREATE', { content: 5 }],
    ['MESSAGE_DELETE_BULK', { ids: null }],
    ['AUTO_MODERATION_ACTION_EXECUTION', null],
    ['GUILD_MEMBER_UPDATE', { user: null }],
    ['USER_UPDATE', { id: BOT_ID }],
    ['RESUMED', null],
  ].map(([t, d]) => JSON.stringify({ op: 0, t, s: 1, d })),
];

/** Asks steadily while something else happens. */
async function whileAsking(
  world: FaultWorld,
  milliseconds: number,
  strike: () => void | Promise<void>,
): Promise<void> {
  const asking = world.askOver(milliseconds / 20, milliseconds);
  await pause(milliseconds / 4);
  await strike();
  await asking;
}

const settingsCommand = (days: number): Record<string, unknown> => ({
  id: '100000000000000012',
  name: 'k2-mod',
  type: 1,
  options: [{ type: 1, name: 'settings', options: [{ name: 'days', value: days, type: 4 }] }],
});
const asModerator = { member: moderator(FIRST) };

const gateway: readonly Scenario[] = [
  survived(
    'close, resumable',
    'the gateway closes with 4000, 4001, 4002, 4009, op 7 and a cut line, under load',
    async (world) => {
      for (const cut of [
        () => world.standIn.close(4000),
        () => world.standIn.close(4001),
        () => world.standIn.close(4002),
        () => world.standIn.close(4009),
        () => world.standIn.askToReconnect(),
        () => world.standIn.drop(),
      ]) {
        await whileAsking(world, 2000, cut);
      }
    },
  ),
  survived(
    'close, not resumable',
    'the session is gone: closed with 1000, 4007, and op 9, under load',
    async (world) => {
      for (const cut of [
        () => world.standIn.close(1000),
        () => world.standIn.close(4007),
        () => world.standIn.endSession(),
      ]) {
        const before = world.standIn.identifies;
        await whileAsking(world, 1000, cut);
        await world.standIn.until(() => world.standIn.identifies > before, 'a new session', 20_000);
        await world.askOver(20, 500);
      }
    },
  ),
  survived(
    'silent socket death',
    'nothing is read, written or acknowledged any more; heartbeats each second',
    async (world) => {
      const before = world.standIn.resumes + world.standIn.identifies;
      await world.askOver(20, 500);
      world.standIn.freeze();
      const asking = world.askOver(100, 4000);
      await world.standIn.until(
        () => world.standIn.resumes + world.standIn.identifies > before,
        'a new connection',
        60_000,
      );
      await asking;
      await world.askOver(20, 500);
    },
    (world) => {
      world.standIn.heartbeatMs = 1000;
      return world.bot();
    },
  ),
  survived(
    'heartbeats not acknowledged',
    'the line only seems alive; heartbeats each 20 s',
    async (world) => {
      world.standIn.freeze();
      await world.standIn.until(() => world.standIn.resumes > 0, 'a new connection', 60_000);
      await world.askOver(20, 500);
    },
    (world) => {
      world.standIn.heartbeatMs = 20_000;
      return world.bot();
    },
  ),
  survived('reconnect storm', '20 cuts in 10 s, and 503 for each second attempt', async (world) => {
    const asking = world.askOver(200, 10_000);
    for (let cut = 0; cut < 20; cut += 1) {
      world.standIn.refuseUpgrade = cut % 2 === 0 ? 503 : undefined;
      world.standIn.drop();
      await pause(500);
    }
    world.standIn.refuseUpgrade = undefined;
    await asking;
    await pause(1500);
    await world.askOver(20, 500);
  }),
  survived(
    'malformed events',
    `${MALFORMED.length} frames that are not what they should be, between questions`,
    async (world) => {
      for (const frame of MALFORMED) {
        world.standIn.sendRaw(frame);
        world.ask();
        await pause(20);
      }
    },
  ),
  survived('an event twice', 'each interaction is delivered two times', async (world) => {
    for (let count = 0; count < 50; count += 1) {
      world.standIn.repeat(world.ask());
      await pause(10);
    }
  }),
];

const rest: readonly Scenario[] = [
  survived('429, route', 'each callback is first told to wait 0.3 s', async (world) => {
    world.standIn.failEach('POST', CALLBACK, {
      status: 429,
      code: 0,
      limit: { retryAfter: 0.3, scope: 'user' },
    });
    await world.askOver(50, 1000);
  }),
  survived(
    '429, global',
    'posts into channels meet the global limit for 5 s, questions come meanwhile',
    async (world) => {
      world.standIn.limitNext('POST', /\/channels\//, 5, 'global');
      world.replyUnder();
      await pause(100);
      await world.askOver(100, 2000);
      await pause(4000);
    },
  ),
  survived(
    '429, shared',
    'each callback is first told to wait 0.5 s, for everybody in the channel',
    async (world) => {
      world.standIn.failEach('POST', CALLBACK, {
        status: 429,
        code: 0,
        limit: { retryAfter: 0.5, scope: 'shared' },
      });
      await world.askOver(50, 1000);
    },
  ),
  ...[500, 502, 503].map((status) =>
    survived(
      `${status}`,
      `each callback fails three times with ${status} before one works`,
      async (world) => {
        world.standIn.failEach('POST', CALLBACK, { status, code: 0 }, 3);
        await world.askOver(50, 1000);
      },
    ),
  ),
  survived('503 for a second', 'no callback works for one second', async (world) => {
    world.standIn.failNext('POST', CALLBACK, 503, 0, Number.POSITIVE_INFINITY);
    const asking = world.askOver(50, 1000);
    await pause(1000);
    world.standIn.mend();
    await asking;
  }),
  survived(
    '500 though done',
    'each callback is taken, and answered with 500; deferred ones too',
    async (world) => {
      world.standIn.failEach('POST', CALLBACK, 'done, then 500');
      await world.askOver(20, 500);
      for (let days = 1; days <= 10; days += 1) world.standIn.interact(settingsCommand(days), asModerator);
      for (let count = 0; count < 10; count += 1) world.ask({ private: false });
    },
  ),
  survived('slow callbacks, taken late', 'Discord takes each callback only after 2 s', async (world) => {
    world.standIn.breakNext('POST', CALLBACK, { workAfterMs: 2000 }, Number.POSITIVE_INFINITY);
    await world.askOver(30, 1000);
    for (let days = 1; days <= 10; days += 1) world.standIn.interact(settingsCommand(days), asModerator);
  }),
  survived(
    'slow callbacks, told late',
    'Discord takes each callback at once, and says so after 2 s',
    async (world) => {
      world.standIn.breakNext('POST', CALLBACK, { answerAfterMs: 2000 }, Number.POSITIVE_INFINITY);
      await world.askOver(30, 1000);
      for (let days = 1; days <= 10; days += 1) world.standIn.interact(settingsCommand(days), asModerator);
    },
  ),
  survived('callbacks that hang', 'the first attempt of each callback is never answered', async (world) => {
    world.standIn.failEach('POST', CALLBACK, 'hang');
    await world.askOver(30, 1000);
  }),
  survived('closed connections', 'each callback finds its connection closed twice', async (world) => {
    world.standIn.failEach('POST', CALLBACK, 'hang up', 2);
    await world.askOver(30, 1000);
  }),
  survived('edits that fail', 'the edit after "thinking…" meets 500 for two seconds', async (world) => {
    world.standIn.failNext('PATCH', /@original/, 500, 0, Number.POSITIVE_INFINITY);
    for (let days = 1; days <= 10; days += 1) world.standIn.interact(settingsCommand(days), asModerator);
    await pause(2000);
    world.standIn.mend();
  }),
  survived(
    '10062 and 40060',
    'half of the callbacks are refused for good; those are beyond reach',
    async (world) => {
      for (const [status, code] of [
        [404, 10062],
        [400, 40060],
      ] as const) {
        world.standIn.failNext('POST', CALLBACK, status, code, 10);
        const refusedOnes = Array.from({ length: 10 }, () => world.ask());
        await world.standIn.until(
          () => refusedOnes.every((id) => (world.standIn.fates.get(id)?.attempts.length ?? 0) > 0),
          'the refusals',
        );
        await pause(300);
        for (const id of refusedOnes) {
          const fate = world.standIn.fates.get(id);
          // Refused for good: nothing can be done, and nothing more must be tried.
          if (fate?.attempts.length === 1) fate.deliveredAt = undefined;
        }
        await world.askOver(10, 200);
      }
    },
  ),
];

const load: readonly Scenario[] = [
  survived(
    '500 in one second',
    '500 questions within one second; who was told "thinking…" must have the answer within 15 s',
    async (world) => {
      await world.askOver(500, 1000);
      await world.settled(15_000);
    },
  ),
  survived(
    'before ready',
    '50 questions between READY and a server that never comes',
    () => Promise.resolve(),
    (world) => startedWith(world, () => undefined),
  ),
  survived(
    'malformed before ready',
    `the same, with ${MALFORMED.length} frames that are not what they should be`,
    () => Promise.resolve(),
    (world) =>
      startedWith(world, () => {
        for (const frame of MALFORMED) world.standIn.sendRaw(frame);
      }),
  ),
];

/** A bot to which much is said as soon as it is let in, and before its server is there. */
async function startedWith(world: FaultWorld, first: () => void): Promise<BotProcess> {
  world.standIn.serverArrives = false;
  world.standIn.onReady = () => {
    world.standIn.onReady = () => undefined;
    first();
    for (let count = 0; count < 50; count += 1) world.ask();
  };
  const bot = world.spawn();
  await world.loggedIn(bot);
  return bot;
}

const endings: readonly Scenario[] = [
  {
    name: 'SIGTERM under load',
    what: '200 questions a second when the process is told to stop',
    async run(world) {
      const bot = await world.bot();
      let asking = true;
      const asked = (async () => {
        while (asking) {
          world.ask();
          await pause(5);
        }
      })();
      await pause(500);
      bot.process.kill('SIGTERM');
      const ended = await bot.ended();
      asking = false;
      await asked;
      return {
        ended: ended === '0' ? 'exit 0' : ended,
        faults: [
          ...(ended === '0' ? [] : [`ended with ${ended}`]),
          ...(world.standIn.lastCloseCode === 1000 ? [] : ['it did not say goodbye']),
        ],
      };
    },
  },
  {
    name: 'kill -9 and restart',
    what: 'killed while it keeps questions; after a restart, all it confirmed must be there',
    async run(world) {
      const options = { environment: { DATABASE_URL: world.databaseUrl } };
      const first = await world.bot(options);
      const questions = new Map<string, string>();
      const confirmedSoFar = (): number =>
        [...world.standIn.fates.values()].filter(({ edits }) => edits > 0).length;
      for (let number = 0; confirmedSoFar() < 200 && first.isAlive; number += 1) {
        const question = `does k2 help with thing ${number}`;
        questions.set(world.sendToCurators(question), question);
        await pause(2);
      }
      first.process.kill('SIGKILL');
      await first.end;
      const confirmed = [...world.standIn.fates.values()].filter(({ edits }) => edits > 0);
      // What was under way when it was killed is nobody's any more.
      world.standIn.fates.clear();
      const second = await world.bot(options);
      await world.askOver(20, 400);
      await world.settled();
      second.process.kill('SIGTERM');
      const ended = await second.ended();
      const store = await openStore(world.databaseUrl);
      const kept = new Set((await store.questions()).map(({ text }) => text));
      await store.close();
      const lost = confirmed.filter(({ id }) => !kept.has(questions.get(id) ?? ''));
      return {
        ended: `SIGKILL; then exit ${ended}; ${confirmed.length - lost.length} of ${confirmed.length} kept`,
        faults: [
          ...(lost.length === 0 ? [] : [`${lost.length} confirmed questions are gone`]),
          ...(confirmed.length < 200 ? ['it ended before it was killed'] : []),
        ],
      };
    },
  },
  {
    name: 'disk full',
    what: 'the database cannot grow; room is made later',
    async run(world) {
      await (await openStore(world.databaseUrl)).close();
      const pages = Math.ceil(statSync(databaseFile(world.databaseUrl)).size / PAGE_BYTES);
      const bot = await world.bot({
        environment: { DATABASE_URL: world.databaseUrl, K2_DISK_PAGES: String(pages) },
        nodeArguments: ['--import', './scripts/faults/small-disk.mjs'],
      });
      const posts: string[] = [];
      for (let count = 0; count < 60; count += 1) {
        // Each in another channel: one alone would soon have had enough public answers.
        const channel = snowflake();
        const question = 'does k2 clear the calcium out of your arteries';
        const where = { channel_id: channel, channel: { id: channel, type: 0, permissions: '3072' } };
        posts.push(world.ask({ question, private: false }, where));
        await pause(10);
      }
      world.standIn.interact(settingsCommand(10), asModerator);
      await world.settled();
      const wasFull = /"fault":"full"/.test(bot.output.stdout);
      bot.process.kill('SIGUSR2');
      // What waited is written when the next attempt comes.
      await pause(6000);
      const { ended, faults = [] } = await stillWell(world, bot);
      bot.process.kill('SIGTERM');
      await bot.ended();
      const store = await openStore(world.databaseUrl);
      const kept = (await store.verdicts()).length;
      await store.close();
      return {
        ended: `${ended}; ${kept} of ${posts.length} verdicts kept`,
        faults: [
          ...faults,
          ...(wasFull ? [] : ['the disk was never full']),
          ...(kept >= posts.length ? [] : [`${posts.length - kept} verdicts were not kept`]),
        ],
      };
    },
  },
  {
    name: 'disk full for the log',
    what: 'the log goes to a device that is always full',
    async run(world) {
      const full = openSync('/dev/full', 'w');
      try {
        const bot = await world.bot({ logTo: full });
        await world.askOver(50, 1000);
        await world.settled();
        return await stillWell(world, bot);
      } finally {
        closeSync(full);
      }
    },
  },
  survived(
    'knowledge broken while running',
    'a claim file becomes nonsense and the bot is told to read it again, under load',
    async (world, bot) => {
      await whileAsking(world, 4000, () => {
        const copy = join(world.folder, 'knowledge');
        writeFileSync(join(copy, 'lexicon.yaml'), 'this: [is not\n\tYAML');
        writeFileSync(join(copy, 'claims', 'arteries', 'removes-arterial-calcium.yaml'), 'verdict: maybe\n');
        bot.process.kill('SIGHUP');
      });
    },
    (world) => world.bot({ environment: { KNOWLEDGE_DIR: world.copyOfKnowledge() } }),
  ),
  {
    name: 'Discord down at the start',
    what: 'the first login meets 503; Discord is back after 4 s',
    async run(world) {
      world.standIn.failNext('GET', /gateway\/bot/, 503, 0, Number.POSITIVE_INFINITY);
      const bot = world.spawn();
      await world.standIn.until(
        () => world.standIn.requests.some(({ path }) => path.startsWith('/gateway/bot')) || !bot.isAlive,
        'the first attempt',
        90_000,
      );
      await pause(4000);
      world.standIn.mend();
      await world.loggedIn(bot).catch(() => undefined);
      if (bot.isAlive) await world.askOver(20, 500);
      await world.settled();
      return stillWell(world, bot);
    },
  },
  refused('bad token', 'Discord answers the login with 401', {}, ({ standIn }) =>
    standIn.failNext('GET', /gateway\/bot/, 401),
  ),
  refused(
    'disallowed intents',
    'Discord closes the login with 4014',
    { WATCH_MESSAGES: 'true' },
    ({ standIn }) => {
      standIn.refuseIdentify = 4014;
    },
  ),
  refused(
    'bad configuration',
    'two settings are wrong: one line for each, below a heading',
    { LOG_LEVEL: 'loud', DATABASE_URL: 'mysql://x' },
    () => undefined,
    3,
  ),
  {
    name: 'token revoked while running',
    what: 'Discord closes a running connection with 4004',
    async run(world) {
      const bot = await world.bot();
      world.standIn.close(4004);
      const ended = await bot.ended();
      return {
        ended: ended === '1' ? 'exit 1, with advice' : ended,
        faults:
          ended === '1' && bot.output.stderr.trim().split('\n').length === 1 ? [] : [`ended with ${ended}`],
      };
    },
  },
];

export const SCENARIOS: readonly Scenario[] = [...gateway, ...rest, ...load, ...endings];
