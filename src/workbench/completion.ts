import type { APIApplicationCommandBasicOption } from 'discord-api-types/v10';
import type { App } from '../commands/command.ts';
import { completeOption } from '../commands/dispatch.ts';
import { COMMAND_NAME, SUBCOMMANDS } from '../commands/index.ts';
import { MODERATION_NAME, MODERATOR_COMMANDS } from '../commands/moderation/index.ts';
import { choicesOf } from './line.ts';
import { CHANNELS } from './scratch-platform.ts';

/** One way to go on with a line. */
export interface Completion {
  /** The line as it would then stand. */
  readonly line: string;
  /** What people choose by. */
  readonly name: string;
  readonly description: string;
}

type Option = APIApplicationCommandBasicOption;

/** A slash command as it is typed, and the options it takes. */
interface TypedCommand {
  readonly typed: string;
  readonly description: string;
  readonly options: readonly Option[];
  /** What Discord would offer for the option being typed. */
  readonly offers: (typed: string, app: App) => readonly { readonly name: string; readonly value: string }[];
}

const COMMANDS: readonly TypedCommand[] = [
  ...SUBCOMMANDS.map(({ data }) => ({
    typed: `/${COMMAND_NAME} ${data.name}`,
    description: data.description,
    options: (data.options ?? []) as readonly Option[],
    offers: (typed: string, app: App) => completeOption(data.name, typed, app),
  })),
  ...MODERATOR_COMMANDS.map(({ group, data }) => ({
    typed: ['/', MODERATION_NAME, group === undefined ? '' : ` ${group}`, ' ', data.name].join(''),
    description: data.description,
    options: (data.options ?? []) as readonly Option[],
    offers: () => CHANNELS.map(({ name }) => ({ name: `#${name}`, value: `#${name}` })),
  })),
];

/** How a typed line can go on: commands, then names of options, then the values that Discord would offer. */
export function completions(line: string, app: App): Completion[] {
  const command = COMMANDS.find(({ typed }) => line.startsWith(`${typed} `));
  if (command !== undefined) return optionsOf(command, line.slice(command.typed.length).trimStart(), app);
  return COMMANDS.filter(({ typed }) => typed.startsWith(line)).map(({ typed, description }) => ({
    line: `${typed} `,
    name: typed,
    description,
  }));
}

/** The options of the command that a line begins with, for a hint beside it. */
export function optionsHint(line: string): string {
  const command = COMMANDS.find(({ typed }) => line.startsWith(`${typed} `));
  return (command?.options ?? [])
    .map(({ name, description, required }) => `${name}: ${description}${required ? '' : ' (optional)'}`)
    .join(' · ');
}

function optionsOf(command: TypedCommand, typed: string, app: App): Completion[] {
  const { options } = command;
  const named = options.map((option) => option.name).join('|');
  const [, before = '', name, value = ''] =
    new RegExp(`^(.*?)(?:\\b(${named}):\\s*)?([^:]*)$`).exec(typed) ?? [];
  const whole = (text: string): string => `${command.typed} ${before}${text}`;
  // An option that need not be filled in is known by its name only.
  const names = options
    .filter((one) => name === undefined && one.required !== true && one.name.startsWith(value))
    .map((one) => ({
      line: `${command.typed} ${one.name}:`,
      name: `${one.name}:`,
      description: one.description,
    }));
  const wanted = options.find((one) => one.name === name) ?? options[0];
  const values = valuesFor(wanted, value, command, app).map((choice) => ({
    line: whole(`${name === undefined ? '' : `${name}:`}${choice.value}`),
    name: choice.name,
    description: '',
  }));
  return [...names, ...values];
}

function valuesFor(option: Option | undefined, typed: string, command: TypedCommand, app: App) {
  if (option === undefined) return [];
  if ('channel_types' in option)
    return command.offers(typed, app).filter(({ name }) => name.startsWith(typed));
  if ('autocomplete' in option && option.autocomplete === true) return command.offers(typed, app);
  return choicesOf(option)
    .filter((choice) => choice.startsWith(typed))
    .map((choice) => ({ name: choice, value: choice }));
}
