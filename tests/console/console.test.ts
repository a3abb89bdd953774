import { describe, expect, it } from 'vitest';
import { render } from '../../src/console/render.ts';
import { Talk } from '../../src/console/talk.ts';
import { parseLine } from '../../src/workbench/line.ts';
import { app } from '../shipped.ts';

const { knowledge } = app;
const talk = () => new Talk({ knowledge }, false);

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

  it('completes commands, names, options and their values', () => {
    const completed = (line: string) => talk().complete(line)[0];
    expect(completed('/k2 b')).toEqual(['/k2 browse ']);
    expect(completed('/k2 claim removes-art')).toContain('/k2 claim removes-arterial-calcium');
    expect(completed('/k2 claim name: removes-art')[0]).toBe('/k2 claim name:removes-arterial-calcium');
    expect(completed('/k2 browse ')).toEqual(
      expect.arrayContaining(['/k2 browse verdict:', '/k2 browse topic:']),
    );
    expect(completed('/k2 browse verdict:m')).toEqual(['/k2 browse verdict:myth']);
    expect(completed('/k2 browse verdict:myth topic:bon')).toContain('/k2 browse verdict:myth topic:bone');
    expect(completed('/k2 ask is it so private:')).toEqual([
      '/k2 ask is it so private:yes',
      '/k2 ask is it so private:no',
    ]);
  });

  it('gives a bare value to the option it belongs to', () => {
    const optionsOf = (line: string) => {
      const parsed = parseLine(line);
      return parsed.kind === 'run' ? Object.fromEntries(parsed.options) : undefined;
    };
    expect(optionsOf('/k2 browse myth')).toEqual({ verdict: 'myth' });
    expect(optionsOf('/k2 browse bone')).toEqual({ topic: 'bone' });
    expect(optionsOf('/k2 food egg yolk')).toEqual({ name: 'egg yolk' });
  });

  it('says who sees an answer, also after a choice', () => {
    const one = talk();
    const everybody = '(for everybody in the channel)';
    const suggested = one.answer('/k2 ask question: is vitamin k2 good for my goldfish private: no');
    expect(suggested).toContain(everybody);
    expect(suggested).toContain('Did you mean');
    expect(one.answer('1')).toContain(everybody);
    expect(one.answer('/k2 about')).not.toContain(everybody);
  });

  it('has nothing to check in an empty message', () => {
    expect(talk().answer('/check')).toContain('nothing to check');
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

  it('keeps the indent of a line', () => {
    const { text } = render({ content: `  ${'word '.repeat(30)}`, allowed_mentions: { parse: [] } }, false);
    const rows = text.split('\n');
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.every((row) => row.startsWith('  word') && row.length <= 90)).toBe(true);
  });
});
