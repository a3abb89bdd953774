import type { RESTPutAPIApplicationCommandsJSONBody } from 'discord-api-types/v10';
import { expect, it } from 'vitest';
import { registrationPayload } from '../../src/commands/index.ts';
import { commandFaults } from '../../src/commands/limits.ts';
import { english } from '../../src/replies/wording.ts';

const SUBCOMMAND = 1;
const TEXT = 3;
const NUMBER = 4;
const MENU = 3;

const faultsOf = (...commands: object[]): string[] =>
  commandFaults(commands as unknown as RESTPutAPIApplicationCommandsJSONBody);
const slash = (more: object = {}): object => ({ type: 1, name: 'k2', description: 'x', ...more });
const text = (more: object = {}): object => ({ type: TEXT, name: 'name', description: 'x', ...more });
const withOption = (more: object): object => slash({ options: [text(more)] });
const choice = (name: string, value = 'v') => ({ name, value });

it('finds nothing wrong with our commands', () => {
  expect(commandFaults(registrationPayload())).toEqual([]);
});

it('takes another language from a table alone', () => {
  const german = {
    ...english,
    commands: {
      'k2 ask': { name: 'frag', description: 'Frag etwas über Vitamin K2' },
      'k2 browse verdict myth': { name: '❌ Mythos' },
      'Fact-check this message': { name: 'Nachricht prüfen' },
    },
  };
  const commands = registrationPayload({ 'en-US': english, de: german });
  expect(commandFaults(commands)).toEqual([]);
  const text = JSON.stringify(commands);
  expect(text).toContain('"description_localizations":{"de":"Frag etwas über Vitamin K2"}');
  expect(text.match(/"name_localizations"/g)).toHaveLength(3);
  expect(JSON.stringify(registrationPayload())).not.toContain('_localizations');
  // Without its table, it is the same as ever.
  const plain = JSON.stringify(commands, (key, value) =>
    key.endsWith('_localizations') ? undefined : value,
  );
  expect(JSON.parse(plain)).toEqual(JSON.parse(JSON.stringify(registrationPayload())));
});

it('finds nothing wrong at the edge of each limit', () => {
  const options = Array.from({ length: 25 }, (_, at) =>
    text({ name: `o${at}`, description: 'x'.repeat(100) }),
  );
  const choices = Array.from({ length: 25 }, (_, at) => choice(`${at}`.padEnd(100, 'x')));
  expect(faultsOf(slash({ name: 'x'.repeat(32), options }))).toEqual([]);
  expect(faultsOf(withOption({ choices, min_length: 5, max_length: 5 }))).toEqual([]);
  expect(faultsOf({ type: MENU, name: 'Fact-check this Message' })).toEqual([]);
  expect(faultsOf(slash(), { type: MENU, name: 'k2' })).toEqual([]);
});

it.each<[string, object[], RegExp]>([
  ['capitals in a name', [slash({ name: 'K2' })], /lower case/],
  ['a blank in a name', [slash({ name: 'k 2' })], /without blanks/],
  ['an empty name', [slash({ name: '' })], /1 to 32/],
  ['a long name', [slash({ name: 'x'.repeat(33) })], /1 to 32/],
  ['a wrong name of an option', [withOption({ name: 'Name' })], /^k2 Name: a name is lower case/],
  ['no description', [slash({ description: undefined })], /description has 1 to 100/],
  [
    'a long description of an option',
    [withOption({ description: 'x'.repeat(101) })],
    /description has 1 to 100/,
  ],
  ['one name twice', [slash(), slash()], /two of this name/],
  ['two options of one name', [slash({ options: [text(), text()] })], /two options of one name/],
  [
    'too many options',
    [slash({ options: Array.from({ length: 26 }, (_, at) => text({ name: `o${at}` })) })],
    /26 options, at most 25/,
  ],
  [
    'a required option after an optional one',
    [slash({ options: [text({ name: 'a' }), text({ name: 'b', required: true })] })],
    /required options come before/,
  ],
  [
    'the same within a subcommand',
    [
      slash({
        options: [
          text({
            type: SUBCOMMAND,
            name: 'ask',
            options: [text({ name: 'a' }), text({ name: 'b', required: true })],
          }),
        ],
      }),
    ],
    /^k2 ask: required options come before/,
  ],
  [
    'subcommands beside options',
    [slash({ options: [text({ type: SUBCOMMAND, name: 'ask' }), text()] })],
    /subcommands and options exclude each other/,
  ],
  [
    'choices together with autocompletion',
    [withOption({ autocomplete: true, choices: [choice('a')] })],
    /choices and autocomplete/,
  ],
  [
    'too many choices',
    [withOption({ choices: Array.from({ length: 26 }, (_, at) => choice(`${at}`)) })],
    /more than 25 choices/,
  ],
  ['a choice without a name', [withOption({ choices: [choice('')] })], /name of 1 to 100/],
  [
    'a choice with a long value',
    [withOption({ choices: [choice('a', 'x'.repeat(101))] })],
    /value of at most 100/,
  ],
  ['a choice twice', [withOption({ choices: [choice('a'), choice('a', 'w')] })], /two choices of one name/],
  [
    'the least length above the most',
    [withOption({ min_length: 6, max_length: 5 })],
    /least is above the most/,
  ],
  [
    'the least value above the most',
    [withOption({ type: NUMBER, min_value: 6, max_value: 5 })],
    /least is above/,
  ],
  [
    'more than 8000 characters in all',
    [
      slash({
        options: Array.from({ length: 2 }, (_, at) =>
          text({
            name: `o${at}`,
            choices: Array.from({ length: 25 }, (__, n) => choice(`${n}`.padEnd(100, 'x'), 'y'.repeat(100))),
          }),
        ),
      }),
    ],
    /characters in all, at most 8000/,
  ],
  ['a menu entry with a description', [{ type: MENU, name: 'x', description: 'y' }], /has no description/],
  ['a menu entry without a name', [{ type: MENU, name: '' }], /menu name has 1 to 32/],
  [
    'too many menu entries',
    Array.from({ length: 16 }, (_, at) => ({ type: MENU, name: `x${at}` })),
    /16 commands of type 3, at most 15/,
  ],
  [
    'too many slash commands',
    Array.from({ length: 101 }, (_, at) => slash({ name: `x${at}` })),
    /101 commands/,
  ],
])('finds %s', (_what, commands, fault) => {
  expect(faultsOf(...commands)).toEqual([expect.stringMatching(fault)]);
});
