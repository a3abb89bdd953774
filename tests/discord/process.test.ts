import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { english } from '../../src/replies/wording.ts';
import { StandIn } from '../stand-in/discord.ts';
import { type Child, holdsSecret, run, TOKEN } from './child.ts';
import { ONLY_CLAIM, ONLY_FILE, writeSmallKnowledge } from './small-knowledge.ts';

/** A cold start on a busy machine: Node, tsx, discord.js and the knowledge. */
const START_MS = 90_000;

let folder: string;
let small: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'k2-process-'));
  small = join(folder, 'knowledge');
  writeSmallKnowledge(small);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Running extends Child {
  readonly standIn: StandIn;
  loggedIn(): Promise<void>;
}

/** Starts src/main.ts as `npm start` does, beside a Discord of its own; whatever happens, no token may be seen. */
async function withMain(
  environment: Readonly<Record<string, string>>,
  test: (running: Running) => Promise<void>,
  prepare: (standIn: StandIn) => void = () => undefined,
): Promise<void> {
  const standIn = new StandIn();
  await standIn.start();
  prepare(standIn);
  const settings = { DISCORD_TOKEN: TOKEN, DISCORD_API: standIn.api, KNOWLEDGE_DIR: small };
  const child = run('src/main.ts', [], { ...settings, ...environment });
  const loggedIn = () => standIn.until(() => standIn.identifies > 0, 'the login', START_MS);
  try {
    await test({ ...child, standIn, loggedIn });
    expect(holdsSecret(child.output.stdout + child.output.stderr)).toBe(false);
    expect(standIn.faults).toEqual([]);
  } finally {
    if (child.process.exitCode === null) child.process.kill('SIGKILL');
    await standIn.stop();
  }
}

describe.concurrent('npm start with a token', () => {
  it('logs in, answers, and on SIGTERM finishes the answer under way, says goodbye and exits 0', () =>
    withMain(
      { KNOWLEDGE_DIR: 'knowledge' },
      async ({ standIn, loggedIn, process: started, output, exit }) => {
        await loggedIn();
        const answer = await standIn.callback(standIn.slash('claim', { name: ONLY_CLAIM }));
        expect(answer.data.embeds?.[0]?.description).toContain(english.verdict.myth);

        // An error on the way must not tell what was asked.
        standIn.failNext('POST', /callback/, 400, 50035);
        await standIn.callback(
          standIn.slash('ask', { question: 'my uncle Zebulon takes k2 for his arteries' }),
        );

        standIn.limitNext('POST', /callback/, 0.5);
        const underWay = standIn.slash('about');
        await standIn.until(() => standIn.requests.some(({ path }) => path.includes(underWay)));
        started.kill('SIGTERM');
        const last = await standIn.callback(underWay);
        expect(last.data.embeds?.[0]?.title).toBe(english.about.title);
        expect(await exit).toBe(0);
        expect(standIn.lastCloseCode).toBe(1000);

        const lines = output.stdout
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line).msg);
        expect(lines).toEqual(expect.arrayContaining(['ready', 'answered', 'a command failed', 'stopping']));
        expect(output.stdout).not.toMatch(/Zebulon|token-\d/);
        expect(output.stderr).toBe('');
      },
    ));

  it('lives through frames that are no events while it logs in, and answers what came before it was ready', () => {
    let early: string | undefined;
    return withMain(
      {},
      async ({ standIn, loggedIn, process: started, exit }) => {
        await loggedIn();
        const answer = await standIn.callback(String(early));
        expect(answer.data.embeds?.[0]?.title).toBe(english.about.title);
        started.kill('SIGTERM');
        expect(await exit).toBe(0);
      },
      (standIn) => {
        standIn.onReady = () => {
          for (const data of ['null', '{}', '{"type":2,"data":null}'])
            standIn.sendRaw(`{"op":0,"s":2,"t":"INTERACTION_CREATE","d":${data}}`);
          standIn.sendRaw('{"op":0,"s":2,"t":"GUILD_CREATE","d":null}');
          standIn.sendRaw('no JSON at all');
          early = standIn.slash('about');
        };
      },
    );
  });

  it('takes an edit of a claim over while it runs, by the file and by SIGHUP, and refuses a faulty one', () => {
    const edited = join(folder, 'edited');
    cpSync(small, edited, { recursive: true });
    const file = join(edited, ONLY_FILE);
    const original = readFileSync(file, 'utf8');
    const withFact = (fact: string): string => original.replace(/^fact: .*$/m, `fact: ${fact}`);
    return withMain(
      { KNOWLEDGE_DIR: edited, LOG_LEVEL: 'debug' },
      async ({ standIn, loggedIn, process: started, output }) => {
        const title = async (): Promise<string | undefined> =>
          (await standIn.callback(standIn.slash('claim', { name: ONLY_CLAIM }))).data.embeds?.[0]?.title;
        const logged = (text: string, times = 1): Promise<void> =>
          vi.waitFor(() => expect(output.stdout.split(text)).toHaveLength(times + 1), { timeout: START_MS });
        await loggedIn();
        await logged('claim files are watched');
        writeFileSync(file, withFact('K2 leaves calcium where it is'));
        await logged('serve now');
        expect(await title()).toContain('K2 leaves calcium where it is');

        writeFileSync(file, withFact('K2 is a myth').replace(/^verdict: .*$/m, 'verdict: perhaps'));
        await logged('goes on answering');
        expect(output.stdout).toMatch(new RegExp(`${ONLY_FILE}:\\d+ verdict: [^"]* → `));
        expect(await title()).toContain('K2 leaves calcium where it is');

        writeFileSync(file, withFact('K2 does not move calcium'));
        started.kill('SIGHUP');
        await logged('"SIGHUP"');
        await logged('serve now', 2);
        expect(await title()).toContain('K2 does not move calcium');
      },
    );
  });

  it('waits for Discord when it is down at the start', () =>
    withMain(
      {},
      async ({ standIn, loggedIn, output }) => {
        await vi.waitFor(() => expect(output.stdout).toContain('Trying again.'), { timeout: START_MS });
        standIn.mend();
        await loggedIn();
        await standIn.callback(standIn.slash('about'));
        expect(output.stderr).toBe('');
      },
      (standIn) => standIn.failNext('GET', /gateway\/bot/, 503, 0, Number.POSITIVE_INFINITY),
    ));

  it('ends at once on a second signal', () =>
    withMain({}, async ({ standIn, loggedIn, process: started, output, exit }) => {
      await loggedIn();
      await standIn.callback(standIn.slash('about'));
      standIn.breakNext('POST', /callback/, 'hang', 9);
      const underWay = standIn.slash('about');
      await standIn.until(() => standIn.requests.some(({ path }) => path.includes(underWay)));
      started.kill('SIGINT');
      await vi.waitFor(() => expect(output.stdout).toContain('"stopping"'));
      started.kill('SIGINT');
      expect(await exit).toBe(1);
    }));

  it('stops when npm is killed, whose shell does not pass the signal on', async () => {
    const standIn = new StandIn();
    await standIn.start();
    const settings = { DISCORD_TOKEN: TOKEN, DISCORD_API: standIn.api, KNOWLEDGE_DIR: small };
    const npm = spawn('npm', ['start', '--silent'], { env: { ...process.env, ...settings } });
    let output = '';
    for (const stream of [npm.stdout, npm.stderr])
      stream.on('data', (chunk) => {
        output += chunk;
      });
    try {
      await standIn.until(() => standIn.identifies > 0, 'the login', START_MS);
      await standIn.callback(standIn.slash('about'));
      npm.kill('SIGTERM');
      await vi.waitFor(() => expect(standIn.lastCloseCode).toBe(1000), { timeout: START_MS });
      expect(holdsSecret(output)).toBe(false);
    } finally {
      npm.kill('SIGKILL');
      await standIn.stop();
    }
  });

  it('exits 1 with one sentence when Discord refuses an intent', () =>
    withMain(
      {},
      async ({ standIn, output, exit }) => {
        expect(await exit).toBe(1);
        const said = output.stderr.trim().split('\n');
        expect(said).toEqual([expect.stringContaining('Privileged Gateway Intents')]);
        expect(standIn.identifies).toBe(1);
      },
      (standIn) => {
        standIn.refuseIdentify = 4014;
      },
    ));

  it('exits 1 with one sentence when Discord ends a running connection for good', () =>
    withMain({}, async ({ standIn, loggedIn, output, exit }) => {
      await loggedIn();
      await standIn.callback(standIn.slash('about'));
      standIn.close(4004);
      expect(await exit).toBe(1);
      expect(output.stderr.trim().split('\n')).toEqual([expect.stringContaining('Reset Token')]);
    }));
});

describe.concurrent('npm start refuses', () => {
  it('bad settings, all at once, without repeating them', () => {
    const wrong = { DISCORD_TOKEN: `${TOKEN} and more`, DISCORD_API: 'not an address', LOG_LEVEL: 'loud' };
    return withMain(wrong, async ({ standIn, output, exit }) => {
      expect(await exit).toBe(1);
      for (const name of Object.keys(wrong)) expect(output.stderr).toContain(name);
      expect(output.stderr).not.toMatch(/not an address|loud|\n {4,}at /);
      expect(standIn.requests).toEqual([]);
    });
  });

  it('broken knowledge, with every fault by file, before it logs in', () => {
    const broken = join(folder, 'broken');
    cpSync(small, broken, { recursive: true });
    const text = readFileSync(join(broken, ONLY_FILE), 'utf8');
    const spoilt = text.replace(/^verdict: .*/m, 'verdict: maybe').replace(/^takeaway:/m, 'takeway:');
    writeFileSync(join(broken, ONLY_FILE), spoilt);
    return withMain({ KNOWLEDGE_DIR: broken }, async ({ standIn, output, exit }) => {
      expect(await exit).toBe(1);
      expect(output.stderr).toMatch(new RegExp(`claims/arteries/${ONLY_CLAIM}\\.yaml:\\d+ verdict`));
      expect(output.stderr).toContain('takeway');
      expect(output.stderr).not.toMatch(/\n {4,}at /);
      expect(standIn.requests).toEqual([]);
    });
  });
});

it('npm start without a token opens the console, and says how to go to Discord', () =>
  withMain({ DISCORD_TOKEN: '' }, async ({ standIn, output, exit }) => {
    expect(await exit).toBe(0);
    expect(output.stdout).toContain('No DISCORD_TOKEN is set');
    expect(standIn.requests).toEqual([]);
  }));
