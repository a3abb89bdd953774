import { createInterface, type Interface } from 'node:readline';
import type { App, Person, Reply } from '../commands/command.ts';
import { completeOption, runComponent, runMessageMenu, runSubcommand } from '../commands/dispatch.ts';
import { COMMAND_NAME, MESSAGE_MENUS, SUBCOMMANDS } from '../commands/index.ts';
import { CHECK_COMMAND, parseLine } from './line.ts';
import { render, type TerminalChoice } from './render.ts';

/** Whoever sits at the terminal may do everything. */
const PERSON: Person = { locale: 'en-US', mayPost: true };
/** The message that `/check` stands for. */
const CHECKED_MESSAGE_ID = '1';

/** One talk: remembers which buttons the last answer had. */
export class Talk {
  readonly #app: App;
  readonly #colour: boolean;
  #choices: readonly TerminalChoice[] = [];

  constructor(app: App, colour: boolean) {
    this.#app = app;
    this.#colour = colour;
  }

  /** What the terminal shows for a typed line; `undefined` ends the talk. */
  answer(line: string): string | undefined {
    const parsed = parseLine(line);
    switch (parsed.kind) {
      case 'nothing':
        return '';
      case 'quit':
        return undefined;
      case 'help':
        return help();
      case 'unknown':
        return `I do not know “${parsed.command}”.\n${help()}`;
      case 'choose': {
        const choice = this.#choices[parsed.number - 1];
        if (choice === undefined) return 'There is no such number below the last answer.';
        return this.#show(runComponent(choice.customId, choice.values, PERSON, this.#app));
      }
      case 'check': {
        const message = { id: CHECKED_MESSAGE_ID, text: parsed.text };
        return this.#show(
          runMessageMenu(MESSAGE_MENUS[0]?.data.name ?? '', { message, person: PERSON }, this.#app),
        );
      }
      case 'run':
        return this.#show(runSubcommand(parsed.name, { options: parsed.options, person: PERSON }, this.#app));
    }
  }

  /** Tab completion: subcommands, then the choices Discord would offer. */
  complete(line: string): [string[], string] {
    const start = `/${COMMAND_NAME} `;
    if (!line.startsWith(start))
      return [[start, `${CHECK_COMMAND} `].filter((word) => word.startsWith(line)), line];
    const [, name = '', typed] = /^(\S*)(?:\s+(.*))?$/.exec(line.slice(start.length)) ?? [];
    if (typed === undefined) {
      const names = SUBCOMMANDS.map((subcommand) => subcommand.data.name);
      return [names.filter((known) => known.startsWith(name)).map((known) => `${start}${known} `), line];
    }
    return [completeOption(name, typed, this.#app).map((choice) => `${start}${name} ${choice.value}`), line];
  }

  #show(reply: Reply): string {
    const { text, choices } = render(reply.payload, this.#colour);
    if (reply.kind === 'under')
      return `(under the message)\n${text}\n\n${render(reply.done, this.#colour).text}`;
    this.#choices = choices;
    return reply.kind === 'answer' && !reply.private ? `(for everybody in the channel)\n${text}` : text;
  }
}

function help(): string {
  const commands = SUBCOMMANDS.map(({ data }) => {
    const options = (data.options ?? []).map((option) =>
      option.required === true ? `${option.name}: …` : `[${option.name}: …]`,
    );
    return `  /${COMMAND_NAME} ${[data.name, ...options].join(' ')}\n      ${data.description}`;
  });
  return [
    'Type a question, or:',
    ...commands,
    `  ${CHECK_COMMAND} <message>\n      ${MESSAGE_MENUS[0]?.data.name}, as by right-click in Discord`,
    '  a number presses the button or opens the claim with that number; Tab completes; quit ends.',
  ].join('\n');
}

/** Talks until the input ends. In a pipe it prints answers only: no prompt, no colour. */
export async function openConsole(app: App): Promise<void> {
  const isTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
  const talk = new Talk(app, isTerminal && process.env.NO_COLOR === undefined);
  process.stdout.write(
    `No DISCORD_TOKEN is set, so this is the local console: the same commands and answers, in your terminal.\n` +
      `To go to Discord, put a token into .env (README, "Put it into your server").\n` +
      `${app.knowledge.claims.length} claims are ready. Type a question, or help.\n\n`,
  );
  const lines: Interface = createInterface({
    input: process.stdin,
    ...(isTerminal ? { output: process.stdout } : {}),
    terminal: isTerminal,
    prompt: 'k2> ',
    completer: (line: string) => talk.complete(line),
  });
  if (isTerminal) lines.prompt();
  for await (const line of lines) {
    if (!isTerminal && line.trim() !== '') process.stdout.write(`k2> ${line}\n`);
    const answer = talk.answer(line);
    if (answer === undefined) break;
    process.stdout.write(answer === '' ? '' : `${answer}\n\n`);
    if (isTerminal) lines.prompt();
  }
  lines.close();
}
