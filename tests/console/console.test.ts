import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { registrationPayload } from '../../src/commands/index.ts';
import { parseLine } from '../../src/console/line.ts';
import { render } from '../../src/console/render.ts';
import { Talk } from '../../src/console/talk.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';

const knowledge = loadKnowledge('knowledge');
const talk = () => new Talk({ knowledge }, false);

/** Runs `k2 …` as a curator would; standard output is JSON lines or text. */
function k2(args: string[], input = '') {
  return spawnSync(process.execPath, ['--import', 'tsx', 'src/cli.ts', ...args], { input, encoding: 'utf8' });
}

describe('a talk in the terminal', () => {
  it('answers a bare sentence, and opens what the numbers offer', () => {
    const one = talk();
    expect(one.answer('does k2 clear the calcium out of your arteries')).toContain('Myth');
    expect(one.answer('1')).toMatch(/source/);
    expect(one.answer('99')).toMatch(/no such number/);
  });

  it('runs the same commands as Discord', () => {
    const one = talk();
    expect(one.answer('/k2 claim name: removes-arterial-calcium')).toContain(
      knowledge.claimById.get('removes-arterial-calcium')?.fact,
    );
    expect(one.answer('/k2 browse verdict:myth')).toContain('Page 1');
    expect(one.answer('/k2 about')).toContain('Not medical advice');
    expect(one.answer('/k2 food name: natto')).toContain('MK-7');
    expect(one.answer('/check nothing to see here')).toContain('no reviewed claim');
    expect(one.answer('help')).toContain('/k2 ask');
    expect(one.answer('/k2 dance')).toContain('I do not know');
    expect(one.answer('quit')).toBeUndefined();
  });

  it('completes commands and names', () => {
    expect(talk().complete('/k2 b')[0]).toEqual(['/k2 browse ']);
    expect(talk().complete('/k2 claim removes-art')[0]).toContain('/k2 claim removes-arterial-calcium');
  });

  it('reads options by name', () => {
    expect(parseLine('/k2 ask question: does k2 work private: no')).toEqual({
      kind: 'run',
      name: 'ask',
      options: new Map<string, string | boolean>([
        ['question', 'does k2 work'],
        ['private', false],
      ]),
    });
  });

  it('shows no colour and no markdown in a pipe', () => {
    const { text } = render(
      { content: '**bold** [x](https://example.org)', allowed_mentions: { parse: [] } },
      false,
    );
    expect(text).toBe('bold x <https://example.org>');
  });
});

describe('the machine interface', () => {
  it('match writes one decision a line, in order, and an error where a line is broken', () => {
    const input = [
      '{"text":"does k2 clear the calcium out of your arteries","n":1}',
      'broken',
      '{"text":"hello"}',
    ].join('\n');
    const { stdout, status } = k2(['match', '--jsonl'], input);
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

  it('match --message lists the claims with their stance', () => {
    const { stdout, status } = k2(
      ['match', '--jsonl', '--message'],
      '{"text":"k2 scrubs the calcium off your blood vessels"}\n',
    );
    const line = JSON.parse(stdout) as { claims: Record<string, unknown>[] };
    expect(line.claims[0]).toMatchObject({
      claim: 'removes-arterial-calcium',
      verdict: 'myth',
      stance: 'asserts',
    });
    expect(status).toBe(0);
  });

  it('commands prints exactly what is registered', () => {
    expect(JSON.parse(k2(['commands', '--json']).stdout)).toEqual(
      JSON.parse(JSON.stringify(registrationPayload())),
    );
  });

  it('render prints every claim', () => {
    const lines = k2(['render', '--all', '--json']).stdout.trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { claim: string }).claim)).toEqual(
      knowledge.claims.map((claim) => claim.id),
    );
  });

  it('check passes on what ships', () => expect(k2(['check']).status).toBe(0));

  it('a wrong call says what to do', () => {
    const { stderr, status } = k2(['dance']);
    expect(stderr).toMatch(/There is no command “dance”/);
    expect(status).toBe(1);
  });
});
