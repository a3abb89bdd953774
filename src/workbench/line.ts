import { type APIApplicationCommandBasicOption, ApplicationCommandOptionType } from 'discord-api-types/v10';
import type { Subcommand } from '../commands/command.ts';
import { COMMAND_NAME, SUBCOMMANDS } from '../commands/index.ts';

type Option = APIApplicationCommandBasicOption;

export type Line =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'choose'; readonly number: number }
  | { readonly kind: 'check'; readonly text: string }
  | { readonly kind: 'help' }
  | { readonly kind: 'quit' }
  | { readonly kind: 'unknown'; readonly command: string }
  | { readonly kind: 'run'; readonly name: string; readonly options: ReadonlyMap<string, string | boolean> };

/** The console's own command beside `/k2 …`: what a right-click on a message does in Discord. */
export const CHECK_COMMAND = '/check';

/** What a typed line means: a bare sentence is a question, a number presses a button, the rest is as in Discord. */
export function parseLine(line: string): Line {
  const text = line.trim();
  if (text === '') return { kind: 'nothing' };
  if (/^\d{1,2}$/.test(text)) return { kind: 'choose', number: Number(text) };
  if (/^\/?(?:quit|exit|q)$/i.test(text)) return { kind: 'quit' };
  if (/^\/?(?:help|\?)$/i.test(text) || text === `/${COMMAND_NAME}`) return { kind: 'help' };
  if (text === CHECK_COMMAND || text.startsWith(`${CHECK_COMMAND} `))
    return { kind: 'check', text: text.slice(CHECK_COMMAND.length).trim() };
  if (!text.startsWith('/')) return { kind: 'run', name: 'ask', options: new Map([['question', text]]) };
  const [, command, name, rest = ''] = /^\/(\S+)\s*(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  const subcommand = SUBCOMMANDS.find((known) => known.data.name === name);
  if (command !== COMMAND_NAME || subcommand === undefined) return { kind: 'unknown', command: text };
  return { kind: 'run', name: subcommand.data.name, options: parseOptions(subcommand, rest) };
}

/** `verdict:myth topic:bone`, or a value alone: it goes to the option that it can belong to. */
function parseOptions(subcommand: Subcommand, rest: string): Map<string, string | boolean> {
  const declared = subcommand.data.options ?? [];
  const names = declared.map((option) => option.name).join('|');
  const options = new Map<string, string | boolean>();
  if (names === '') return options;
  const parts = [...rest.matchAll(new RegExp(`(?:^|\\s)(${names}):\\s*`, 'g'))];
  const before = rest.slice(0, parts[0]?.index ?? rest.length).trim();
  const first =
    declared.find((option) => option.required === true) ??
    declared.find((option) => choicesOf(option).includes(before)) ??
    declared.find((option) => 'autocomplete' in option && option.autocomplete === true);
  if (before !== '' && first !== undefined) options.set(first.name, before);
  parts.forEach((part, place) => {
    const name = part[1] as string;
    const value = rest
      .slice((part.index ?? 0) + part[0].length, parts[place + 1]?.index ?? rest.length)
      .trim();
    const isFlag =
      declared.find((option) => option.name === name)?.type === ApplicationCommandOptionType.Boolean;
    options.set(name, isFlag ? /^(?:y|yes|true|1)$/i.test(value) : value);
  });
  return options;
}

/** The fixed values an option can have, as they are typed; none when it takes any text. */
export function choicesOf(option: Option): string[] {
  if (option.type === ApplicationCommandOptionType.Boolean) return ['yes', 'no'];
  return 'choices' in option ? (option.choices ?? []).map((choice) => String(choice.value)) : [];
}
