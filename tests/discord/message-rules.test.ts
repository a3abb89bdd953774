import { expect, it } from 'vitest';
import { choiceFaults, messageFaults, type SentMessage } from '../stand-in/message-rules.ts';

// What judges all other tests here is itself held to each rule.
const quiet = { allowed_mentions: { parse: [] } };
const row = (...components: object[]): SentMessage =>
  ({ ...quiet, content: 'x', components: [{ type: 1, components }] }) as SentMessage;
const embed = (parts: object): SentMessage => ({ ...quiet, embeds: [parts] }) as SentMessage;
const field = (name: string, value: string) => ({ name, value });
const press = (id: string) => ({ type: 2, style: 2, label: 'x', custom_id: id });
const menu = (...values: string[]) => ({
  type: 3,
  custom_id: 'm',
  options: values.map((value) => ({ label: 'x', value })),
});

it('finds nothing wrong with what Discord takes', () => {
  const whole = {
    ...embed({ title: 'x', description: 'y', fields: [field('\u200b', 'z')], footer: { text: 'f' } }),
    components: [
      {
        type: 1,
        components: [press('a'), press('b'), { type: 2, style: 5, label: 'x', url: 'https://e.org' }],
      },
      { type: 1, components: [menu('a', 'b')] },
    ],
  } as SentMessage;
  expect(messageFaults(whole)).toEqual([]);
});

it.each<[string, SentMessage, string]>([
  ['no words, embeds or components', quiet, 'empty message'],
  ['long content', { ...quiet, content: 'x'.repeat(2001) }, 'content: 2001'],
  ['a long title', embed({ title: 'x'.repeat(257) }), 'title: 257'],
  ['a blank title', embed({ title: ' ' }), 'title: empty'],
  ['an empty embed', embed({ footer: { text: 'x' } }), 'empty embed'],
  ['a blank field', embed({ fields: [field('x', ' ')] }), 'empty'],
  ['a long field', embed({ fields: [field('x', 'y'.repeat(1025))] }), '1025'],
  ['too many fields', embed({ fields: Array.from({ length: 26 }, () => field('x', 'y')) }), '26 fields'],
  [
    'too much in all embeds together',
    { ...quiet, embeds: [{ description: 'x'.repeat(3001) }, { description: 'x'.repeat(3000) }] },
    '6001 characters in total',
  ],
  ['an address that is none', embed({ title: 'x', url: 'javascript:x' }), 'embed url'],
  ['a row of six', row(...'abcdef'.split('').map(press)), '1 to 5'],
  ['an empty row', row(), '1 to 5'],
  [
    'six rows',
    {
      ...quiet,
      content: 'x',
      components: 'abcdef'.split('').map((id) => ({ type: 1, components: [press(id)] })),
    },
    '6 rows',
  ],
  ['an id twice', row(press('a'), press('a')), 'custom_id twice'],
  ['a long id', row(press('a'.repeat(101))), 'custom_id: 101'],
  ['a long label', row({ ...press('a'), label: 'x'.repeat(81) }), 'label: 81'],
  ['a link button with an id', row({ ...press('a'), style: 5 }), 'a link button has a url'],
  ['a menu beside a button', row(menu('a'), press('b')), 'a select stands alone'],
  ['a menu without choices', row(menu()), '0 select options'],
  ['a choice twice', row(menu('a', 'a')), 'select value twice'],
  ['mentions left to Discord', { content: 'x' }, 'may ping'],
  ['mentions of everyone', { content: 'x', allowed_mentions: { parse: ['everyone'] } }, 'may ping'],
  ['the author pinged', { content: 'x', allowed_mentions: { parse: [], replied_user: true } }, 'may ping'],
])('finds %s', (_what, sent, fault) => {
  expect(messageFaults(sent).join('\n')).toContain(fault);
});

it('finds choices that Discord refuses', () => {
  expect(choiceFaults([{ name: 'x', value: 'y' }])).toEqual([]);
  expect(choiceFaults([{ name: '', value: 'y' }])).not.toEqual([]);
  expect(choiceFaults([{ name: 'x', value: 'y'.repeat(101) }])).not.toEqual([]);
  expect(choiceFaults(Array.from({ length: 26 }, (_, at) => ({ name: 'x', value: `${at}` })))).not.toEqual(
    [],
  );
});
