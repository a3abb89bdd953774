import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { runCli } from '../../src/console/cli/run.ts';
import { Talk } from '../../src/console/talk.ts';
import { loadKnowledge, readKnowledge } from '../../src/knowledge/load.ts';
import { LiveKnowledge } from '../../src/reload/live-knowledge.ts';
import { moderationWording } from '../../src/replies/moderation-wording.ts';
import { openStore } from '../../src/store/open.ts';
import { ScratchServer } from '../../src/workbench/scratch-server.ts';
import { ONLY_FILE, writeSmallKnowledge } from '../discord/small-knowledge.ts';

const ASSERTION = 'K2 strips calcium deposits right out of your arteries';
let folder: string;
let directory: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'k2-scratch-'));
  directory = join(folder, 'knowledge');
  writeSmallKnowledge(directory);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function talk(from = directory): Promise<(line: string) => Promise<string>> {
  const live = new LiveKnowledge(loadKnowledge(from), from, readKnowledge);
  const one = new Talk(live, false, await ScratchServer.open(live));
  return async (line) => (await one.answer(line)) ?? '';
}

describe('the scratch server in the console', () => {
  it('plays an assertion through: card, reply, changed claim, correction', async () => {
    const own = join(folder, 'own');
    cpSync(directory, own, { recursive: true });
    const say = await talk(own);
    expect(await say(`/simulate ${ASSERTION}`)).toMatch(
      /in #moderators[\s\S]*Possible myth[\s\S]*\[1\] Reply with the fact-check/,
    );
    expect(await say('1')).toMatch(/in #general, as a reply[\s\S]*by @you/);
    expect(await say('/reload')).toContain('Corrected messages: 0');
    const file = join(own, ONLY_FILE);
    const changes = '[{date: 2099-01-01, what: The headline is clearer., why: A new trial was published.}]';
    writeFileSync(
      file,
      `${readFileSync(file, 'utf8').replace(/^fact: .*$/m, 'fact: A new headline about K2 and arteries')}\nchanges: ${changes}\n`,
    );
    const corrected = await say('/reload');
    expect(corrected).toMatch(
      /Corrected messages: 1\.[\s\S]*in #general, changed[\s\S]*Updated on 2099-01-01: The headline is clearer\./,
    );
    expect(await say('/k2 claim removes-arterial-calcium')).toContain('A new headline');
    writeFileSync(file, 'verdict: maybe');
    expect(await say('/reload')).toContain(ONLY_FILE.replaceAll('\\', '/'));
  });

  it('has every moderators’ command, and says how they are written', async () => {
    const say = await talk();
    expect(await say('/k2-mod')).toContain('/k2-mod watch add');
    expect(await say('help')).toContain('/simulate');
    expect(await say('/k2-mod settings bar: 0.5')).toContain('between 0.95 and 0.999');
    expect(await say('/k2-mod settings quiet-topics: arteries days: 30')).toMatch(/Saved[\s\S]*30 days/);
    expect(await say(`/simulate ${ASSERTION}`)).toContain('No card');
    expect(await say('/k2-mod settings quiet-topics: none')).toContain('none');
    expect(await say(`/simulate ${ASSERTION}`)).toContain('Possible myth');
    expect(await say('/delete')).toContain('was deleted');
    expect(await say('/k2-mod watch remove #general')).toContain('I no longer watch #general');
    expect(await say('/k2-mod watch add #general')).toMatch(/in #general[\s\S]*I now watch #general/);
    expect(await say('/k2-mod stats')).toContain('gone or changed');
    expect(await say('/k2-mod queue')).toContain('Nothing waits');
    expect(await say('/k2-mod check')).not.toContain('✗');
    expect(await say('is vitamin k2 good for my goldfish')).toContain(moderationWording.unanswered.button);
    expect(await say('1')).toBeDefined();
  });

  it('sends a question to the curators only after a yes', async () => {
    const say = await talk();
    const offer = await say('is vitamin k2 good for my goldfish');
    const number = /\[(\d+)\] Send to the curators/.exec(offer)?.[1] ?? '';
    expect(await say(number)).toContain('[1] Yes, send it');
    expect(await say('1')).toContain('it is sent');
    expect(await say('/k2-mod unanswered')).toContain('goldfish');
    expect(await say('/k2-mod forget')).toContain('Erase everything');
    expect(await say('1')).toContain('nothing about this server');
    expect(await say('/k2-mod unanswered')).toContain('No question waits');
  });
});

describe('the curators’ reports', () => {
  const k2 = (args: string[], DATABASE_URL: string) =>
    spawnSync(process.execPath, ['--import', 'tsx', 'src/cli.ts', ...args], {
      encoding: 'utf8',
      env: { ...process.env, DATABASE_URL },
    });

  it('are read from the store: questions as claims to fill in, and claims wrongly offered', async () => {
    const url = `file:${join(folder, 'k2.db')}`;
    const store = await openStore(url);
    await store.addQuestion('1', 'Is K2: good for "goldfish"?', new Date());
    await store.addQuestion(null, 'Is K2: good for "goldfish"?', new Date());
    await store.countMiss('1', 'dissolves-plaque', new Date());
    await store.close();
    const yaml = k2(['unanswered', '--yaml'], url);
    expect(yaml.status).toBe(0);
    const claims = parseAllDocuments(yaml.stdout).map(
      (document) => document.toJS() as Record<string, unknown>,
    );
    expect(claims.map(({ id }) => id)).toEqual(['is-k2-good-for-goldfish', 'is-k2-good-for-goldfish-2']);
    expect(claims[0]?.phrasings).toEqual({ asks: ['Is K2: good for "goldfish"?'] });
    expect(k2(['unanswered'], url).stdout).toMatch(/1× .*goldfish/);
    expect(k2(['misses'], url).stdout).toMatch(/1 +1 +dissolves-plaque\n/);
    const none = k2(['misses'], `file:${join(folder, 'nowhere.db')}`);
    expect(none.status).toBe(1);
    expect(none.stderr).toMatch(/There is no database at/);
  }, 60_000);
});

describe('a backup', () => {
  const backup = async (file: string, url: string) => {
    vi.stubEnv('DATABASE_URL', url);
    const said: string[] = [];
    const spies = (['stdout', 'stderr'] as const).map((name) =>
      vi.spyOn(process[name], 'write').mockImplementation((chunk) => said.push(String(chunk)) > 0),
    );
    try {
      return { status: await runCli(['backup', file], 'knowledge'), said: said.join('') };
    } finally {
      for (const spy of spies) spy.mockRestore();
      vi.unstubAllEnvs();
    }
  };

  it('holds all that was confirmed while the bot goes on, and can be started from', async () => {
    const url = `file:${join(folder, 'running.db')}`;
    const copy = join(folder, 'copy.db');
    const store = await openStore(url);
    await store.addQuestion('1', 'before the backup', new Date());
    expect(await backup(copy, url)).toMatchObject({ status: 0 });
    await store.addQuestion('1', 'after it', new Date());
    await store.close();
    const restored = await openStore(`file:${copy}`);
    expect((await restored.questions('1')).map(({ text }) => text)).toEqual(['before the backup']);
    await restored.close();
  });

  it.each([
    ['over a file that is there', 'package.json', /already there/],
    ['into a folder that is not there', 'nowhere/copy.db', /no folder nowhere/],
  ])('is not written %s', async (_what, file, why) => {
    const url = `file:${join(folder, 'other.db')}`;
    await (await openStore(url)).close();
    const { status, said } = await backup(file, url);
    expect(said).toMatch(why);
    expect(status).toBe(1);
  });

  it('of a server is pg_dump’s, and of a damaged file refused with what to do', async () => {
    expect((await backup(join(folder, 'x.db'), 'postgres://k2@127.0.0.1/k2')).said).toContain('pg_dump');
    const damaged = join(folder, 'damaged.db');
    writeFileSync(damaged, 'this is no database at all, but long enough to look at'.repeat(100));
    expect((await backup(join(folder, 'y.db'), `file:${damaged}`)).said).toMatch(/damaged.*backup/);
  });
});
