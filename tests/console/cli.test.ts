import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { PermissionFlagsBits } from 'discord-api-types/v10';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { stringify } from 'yaml';
import { registrationPayload } from '../../src/commands/index.ts';
import { checkLinks } from '../../src/console/cli/check-links.ts';
import { match } from '../../src/console/cli/match.ts';
import { renderAll } from '../../src/console/cli/render-all.ts';
import { runCli } from '../../src/console/cli/run.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import { TO_REPLY } from '../../src/moderation/platform.ts';
import { english } from '../../src/replies/wording.ts';
import { writeSmallKnowledge } from '../discord/small-knowledge.ts';
import { goodClaim, knowledgeFolder, removeFolders } from '../knowledge/support.ts';
import { app } from '../shipped.ts';

const { knowledge } = app;

afterEach(removeFolders);

/** What a command of `k2` writes and its exit code, without the cost of a process for each. */
async function captured(run: () => number | Promise<number>) {
  const written = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((chunk) => {
      written[name] += String(chunk);
      return true;
    }),
  );
  try {
    return { status: await run(), ...written };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
const k2 = (args: string[], directory = 'knowledge') => captured(() => runCli(args, directory));

describe('the machine interface', () => {
  it('match writes one decision a line, in order, and an error where a line is broken', () => {
    const input = [
      '{"text":"does k2 clear the calcium out of your arteries","n":1}',
      'broken',
      '{"text":"hello"}',
    ].join('\n');
    const folder = mkdtempSync(join(tmpdir(), 'k2-match-'));
    writeSmallKnowledge(folder);
    const { stdout, status } = spawnSync(
      process.execPath,
      ['--import', 'tsx', 'src/cli.ts', 'match', '--jsonl'],
      { input, encoding: 'utf8', env: { ...process.env, KNOWLEDGE_DIR: folder } },
    );
    rmSync(folder, { recursive: true });
    const [first, second, third] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(first).toMatchObject({
      outcome: 'answer',
      claim: 'removes-arterial-calcium',
      verdict: 'myth',
      stance: 'asks',
    });
    expect(Object.keys(first ?? {})).toEqual([
      'outcome',
      'claim',
      'verdict',
      'stance',
      'confidence',
      'claims',
      'cautions',
    ]);
    expect(second).toHaveProperty('error');
    expect(third).toMatchObject({ outcome: 'none', claim: null, verdict: null, stance: null });
    expect(status).toBe(1);
  });

  it('match --message lists the claims with their stance', async () => {
    const input = Readable.from('{"text":"k2 scrubs the calcium off your blood vessels"}\n');
    const { stdout, status } = await captured(() => match(['--jsonl', '--message'], knowledge, input));
    const line = JSON.parse(stdout) as { claims: Record<string, unknown>[] };
    expect(line.claims[0]).toMatchObject({
      claim: 'removes-arterial-calcium',
      verdict: 'myth',
      stance: 'asserts',
    });
    expect(Object.keys(line.claims[0] ?? {})).toEqual(['claim', 'verdict', 'stance', 'confidence']);
    expect(status).toBe(0);
  });

  it('commands prints exactly what is registered', async () => {
    expect(JSON.parse((await k2(['commands', '--json'])).stdout)).toEqual(
      JSON.parse(JSON.stringify(registrationPayload())),
    );
  });

  it('render prints every claim', async () => {
    const { stdout } = await captured(() => renderAll(['--all', '--json'], knowledge));
    const lines = stdout.trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { claim: string }).claim)).toEqual(
      knowledge.claims.map((claim) => claim.id),
    );
  });

  it('ask answers once, in words or as the payload', async () => {
    const question = ['ask', 'does', 'k2', 'help', 'with', 'snoring', 'number', '3'];
    const folder = knowledgeFolder();
    expect((await k2(question, folder)).stdout).toContain(String(goodClaim('snoring').fact));
    const payload = JSON.parse((await k2([...question, '--json'], folder)).stdout);
    expect(payload).toMatchObject({ allowed_mentions: { parse: [] } });
    expect(payload.embeds[0].title).toBe(goodClaim('snoring').fact);
  });

  it('export prints one ClaimReview for each claim', async () => {
    const { stdout } = await k2(['export', '--claimreview'], knowledgeFolder());
    const reviews = JSON.parse(stdout) as Record<string, unknown>[];
    expect(reviews.map((review) => review.identifier)).toEqual(['hiccups', 'snoring']);
  });

  it('check passes on what ships', async () => expect((await k2(['check'])).status).toBe(0));

  it('check names each fault with its place, for people and as JSON', async () => {
    const folder = knowledgeFolder((files) => {
      files.set('claims/sleep/snoring.yaml', stringify({ ...goodClaim('snoring'), verdict: 'maybe' }));
    });
    const { stdout, status } = await k2(['check'], folder);
    expect(stdout).toMatch(/^✖ claims\/sleep\/snoring\.yaml:3 verdict: /m);
    expect(status).toBe(1);
    const { findings } = JSON.parse((await k2(['check', '--json'], folder)).stdout);
    expect(findings).toContainEqual(
      expect.objectContaining({ severity: 'fault', file: 'claims/sleep/snoring.yaml', field: 'verdict' }),
    );
  });

  it.each([
    ['a command that is none', ['dance'], /There is no command “dance”/],
    ['a name every object has', ['constructor'], /There is no command/],
    ['an option that is none', ['check', '--bogus'], /--bogus/],
    ['a question that is missing', ['ask'], /Say what to ask/],
    ['a form that is missing', ['export'], /--claimreview/],
  ])('says what to do about %s', async (_what, args, words) => {
    const { stderr, status } = await k2(args, knowledgeFolder());
    expect(stderr).toMatch(words);
    expect(status).toBe(1);
  });

  it.each([[['help']], [['--help']], [[]], [['check', '--help']]])(
    'helps, which is no error: %j',
    async (args) => {
      const { stdout, status } = await k2(args);
      for (const usage of ['ask', 'match --jsonl', 'check [--links]', 'new <id>', 'preview <id>'])
        expect(stdout).toContain(`k2 -- ${usage}`);
      expect(status).toBe(0);
    },
  );

  it('ends quietly when its reader has seen enough', () => {
    const command = `${process.execPath} --import tsx src/cli.ts render --all --json | head -c 1`;
    const { stdout, stderr } = spawnSync('sh', ['-c', command], { encoding: 'utf8' });
    expect(stdout).toBe('{');
    expect(stderr).toBe('');
  });
});

describe('invite', () => {
  const linkIn = (text: string) => new URL(/https:\S+permissions=\S+/.exec(text)?.[0] ?? '');

  it('prints a link that asks for what the self-test wants, and why', async () => {
    const { stdout, status } = await k2(['invite', '123456789012345678']);
    const asked = BigInt(linkIn(stdout).searchParams.get('permissions') ?? '');
    const flags = PermissionFlagsBits;
    const wanted = TO_REPLY.reduce((sum, one) => sum | flags[one], flags.SendMessagesInThreads);
    expect(asked).toBe(wanted);
    expect(linkIn(stdout).searchParams.get('scope')).toBe('bot applications.commands');
    expect(stdout).toMatch(/integration_type=1/);
    expect(stdout).toMatch(/Embed Links +\S/);
    expect(status).toBe(0);
  });

  it('asks for Manage Server only for AutoMod, and never for more', async () => {
    const { stdout } = await k2(['invite', '123456789012345678', '--automod']);
    const asked = BigInt(linkIn(stdout).searchParams.get('permissions') ?? '');
    expect(asked & PermissionFlagsBits.ManageGuild).not.toBe(0n);
    expect(asked & (PermissionFlagsBits.Administrator | PermissionFlagsBits.MentionEveryone)).toBe(0n);
  });

  it.each([[[]], [['me']], [['123456789012345678', 'x']], [['123456789012345678&permissions=8']]])(
    'says where the id is when it gets none: %j',
    async (args) => {
      const { stderr, status } = await k2(['invite', ...args]);
      expect(stderr).toContain('Application ID');
      expect(status).toBe(1);
    },
  );
});

describe('a new claim', () => {
  it('is written as a skeleton, shown with its faults in words, and then as it will look', async () => {
    const folder = knowledgeFolder();
    const file = join(folder, 'claims', 'sleep', 'yawning.yaml');
    const made = await k2(['new', 'yawning', '--topic', 'sleep'], folder);
    expect(made).toMatchObject({ status: 0, stdout: expect.stringContaining('preview yawning') });
    expect(readFileSync(file, 'utf8')).toMatch(/^id: yawning$/m);

    const unfinished = await k2(['preview', 'yawning'], folder);
    expect(unfinished.status).toBe(1);
    expect(unfinished.stdout).toMatch(/yawning\.yaml:\d+ claim: nothing stands here yet → write a text here/);
    expect(unfinished.stdout).toMatch(/verdict: .*myth, supported, unsettled/);
    expect(unfinished.stdout).not.toMatch(/invalid input|null|undefined/i);

    writeFileSync(file, stringify({ ...goodClaim('yawning'), takeaway: 'It is completely safe.' }));
    const faulty = await k2(['preview', 'yawning'], folder);
    expect(faulty.stdout).toContain(String(goodClaim('yawning').fact));
    expect(faulty.stdout).toMatch(/✖ .*takeaway: promises/);
    expect(faulty.status).toBe(1);

    writeFileSync(file, stringify(goodClaim('yawning')));
    const done = await k2(['preview', 'yawning'], folder);
    expect(done.stdout).toContain(english.answer.footer('2026-11-01'));
    expect(done.status).toBe(0);
  });

  it('never takes the place of one that is there', async () => {
    const folder = knowledgeFolder();
    const before = readFileSync(join(folder, 'claims', 'sleep', 'snoring.yaml'), 'utf8');
    const { stderr, status } = await k2(['new', 'snoring', '--topic', 'sleep'], folder);
    expect(stderr).toContain('is already there');
    expect(status).toBe(1);
    expect(readFileSync(join(folder, 'claims', 'sleep', 'snoring.yaml'), 'utf8')).toBe(before);
  });

  it.each([
    ['no topic', ['new', 'yawning'], /--topic, one of: sleep/],
    ['an id with capitals', ['new', 'Yawning'], /lower-case words/],
    ['a path for an id', ['new', '../yawning', '--topic', 'sleep'], /lower-case words/],
  ])('is refused with %s', async (_what, args, words) => {
    expect((await k2(args, knowledgeFolder())).stderr).toMatch(words);
  });
});

describe('check --links', () => {
  /** A knowledge whose two cited works have these addresses. */
  const citing = (first: string, second: string) => {
    const base = loadKnowledge(
      knowledgeFolder((files) => {
        const citations = ['doe-2020', 'roe-2021'].map((source) => ({ source, shows: 'K1: no difference.' }));
        files.set('claims/sleep/snoring.yaml', stringify({ ...goodClaim('snoring'), citations }));
      }),
    );
    const urls: Record<string, string> = { 'doe-2020': first, 'roe-2021': second };
    const sourceById = new Map(
      [...base.sourceById].map(([id, source]) => [id, { ...source, url: urls[id] ?? source.url }]),
    );
    return { ...base, sourceById };
  };
  /** A port that nothing listens to any more. */
  async function withServer(test: (there: string, gone: string) => Promise<void>): Promise<void> {
    const server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      response.statusCode =
        pathname === '/no-head' && request.method === 'HEAD' ? 404 : Number(pathname.slice(1)) || 200;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const unused = createServer();
    await new Promise<void>((resolve) => unused.listen(0, '127.0.0.1', resolve));
    const { port: closed } = unused.address() as AddressInfo;
    await new Promise((resolve) => unused.close(resolve));
    try {
      await test(`http://127.0.0.1:${port}`, `http://127.0.0.1:${closed}`);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  }
  const problems = async (first: string, second: string) => {
    const findings: string[] = [];
    const { stderr } = await captured(async () => {
      findings.push(
        ...(await checkLinks(citing(first, second))).map(({ field, problem }) => `${field}: ${problem}`),
      );
      return 0;
    });
    return { findings, stderr };
  };

  it('says which page is missing and which site is gone', () =>
    withServer(async (there, gone) => {
      const { findings, stderr } = await problems(`${there}/404`, `${there}/200`);
      expect(findings).toEqual([`doe-2020: ${there}/404 answers 404`]);
      expect(stderr).toBe('2 of 2 links answered.\n');
      expect((await problems(`${there}/200`, gone)).findings).toEqual([`roe-2021: ${gone} does not answer`]);
    }));

  it('blames no page that only refuses robots or the quick question', () =>
    withServer(async (there) => {
      expect((await problems(`${there}/403`, `${there}/no-head`)).findings).toEqual([]);
    }));

  it('skips politely when there is no network', () =>
    withServer(async (_there, gone) => {
      expect(await problems(gone, `${gone}/too`)).toEqual({
        findings: [],
        stderr: 'No network here: the links were not tried.\n',
      });
    }));
});
