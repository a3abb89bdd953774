import { createInterface, type Interface } from 'node:readline';
import type { App, Person, Reply } from '../commands/command.ts';
import { runComponent, runMessageMenu, runSubcommand } from '../commands/dispatch.ts';
import { COMMAND_NAME, MESSAGE_MENUS, SUBCOMMANDS } from '../commands/index.ts';
import type { LiveKnowledge } from '../reload/live-knowledge.ts';
import { VERBS } from '../replies/answer.ts';
import { decodeCustomId } from '../replies/custom-id.ts';
import type { MessagePayload } from '../replies/payload.ts';
import { completions } from '../workbench/completion.ts';
import { CHECK_COMMAND, choicesOf, parseLine } from '../workbench/line.ts';
import { CHANNELS, YOU } from '../workbench/scratch-platform.ts';
import { type Happened, moderatorHelp, ScratchServer } from '../workbench/scratch-server.ts';
import { render, type TerminalChoice } from './render.ts';

/** Whoever sits at the terminal may do everything. */
const PERSON: Person = { locale: 'en-US', mayPost: true };
/** The message that `/check` stands for. */
const CHECKED_MESSAGE_ID = '1';

/** One talk: remembers which buttons the last answer had. */
export class Talk {
  readonly #app: App;
  /** Absent: no moderators' side. */
  readonly #scratch: ScratchServer | undefined;
  readonly #colour: boolean;
  #choices: readonly TerminalChoice[] = [];
  /** The message that the choices stand on, and whether nobody else would see it. */
  #shown: MessagePayload | undefined;
  #isPrivate = true;

  constructor(app: App, colour: boolean, scratch?: ScratchServer) {
    this.#app = app;
    this.#colour = colour;
    this.#scratch = scratch;
  }

  get #person(): Person {
    if (this.#scratch === undefined) return PERSON;
    return { ...PERSON, mayCollect: true, publicByDefault: this.#scratch.publicByDefault };
  }

  /** What the terminal shows for a typed line, at once or when the scratch server is done; `undefined` ends the talk. */
  answer(line: string): string | undefined | Promise<string> {
    if (this.#scratch?.takesLine(line))
      return this.#scratch.answer(line).then((what) => this.#happened(what));
    const parsed = parseLine(line);
    switch (parsed.kind) {
      case 'nothing':
        return '';
      case 'quit':
        return undefined;
      case 'help':
        return help(this.#scratch !== undefined);
      case 'unknown':
        return `I do not know “${parsed.command}”.\n${help(this.#scratch !== undefined)}`;
      case 'choose': {
        const choice = this.#choices[parsed.number - 1];
        if (choice === undefined) return 'There is no such number below the last answer.';
        if (this.#scratch?.takesButton(choice.customId)) {
          return this.#scratch.press(choice.customId, this.#shown).then((what) => this.#happened(what));
        }
        const id = decodeCustomId(choice.customId);
        if (id?.verb === VERBS.notMyQuestion) void this.#scratch?.noteMiss(id.args[0], this.#shown);
        const on = { private: this.#isPrivate, own: true };
        const input = { values: choice.values, person: this.#person, on };
        return this.#show(runComponent(choice.customId, input, this.#app));
      }
      case 'check': {
        const message = { id: CHECKED_MESSAGE_ID, text: parsed.text, ours: false };
        return this.#show(
          runMessageMenu(MESSAGE_MENUS[0]?.data.name ?? '', { message, person: this.#person }, this.#app),
        );
      }
      case 'run':
        return this.#show(
          runSubcommand(parsed.name, { options: parsed.options, person: this.#person }, this.#app),
        );
    }
  }

  /** Tab completion: subcommands, then the choices Discord would offer. */
  complete(line: string): [string[], string] {
    const check = `${CHECK_COMMAND} `;
    const whole = completions(line, this.#app).map((one) => one.line);
    return [check.startsWith(line) ? [...whole, check] : whole, line];
  }

  /** Everything that a line brought about on the scratch server. */
  #happened({ said, posted, answers, update, file }: Happened): string {
    const blocks: string[] = said === undefined ? [] : [said];
    if (file !== undefined) blocks.push(`(with a picture: ${file.description.split('\n')[0]})`);
    for (const { channel, payload, how } of posted) {
      const where =
        how === 'new'
          ? `in #${channel}`
          : how === 'reply'
            ? `in #${channel}, as a reply`
            : `in #${channel}, changed`;
      blocks.push(`(${where})\n${this.#offer(payload, false)}`);
    }
    for (const payload of [...(update === undefined ? [] : [update]), ...answers])
      blocks.push(this.#offer(payload, true));
    return named(blocks.join('\n\n'));
  }

  /** Shows a message, and lets its buttons be pressed when it has any. */
  #offer(payload: MessagePayload, isPrivate: boolean): string {
    const { text, choices } = render(payload, this.#colour);
    if (choices.length > 0) {
      this.#choices = choices;
      this.#isPrivate = isPrivate;
      this.#shown = payload;
    }
    return text;
  }

  #show(reply: Reply): string {
    const { text, choices } = render(reply.payload, this.#colour);
    if (reply.kind === 'answer') this.#isPrivate = reply.private;
    if (reply.kind === 'under' || !this.#isPrivate)
      void this.#scratch?.notePublic(reply.payload, this.#app.knowledge);
    if (reply.kind === 'under')
      return `(under the message)\n${text}\n\n${render(reply.done, this.#colour).text}`;
    this.#choices = choices;
    this.#shown = reply.payload;
    return !this.#isPrivate ? `(for everybody in the channel)\n${text}` : text;
  }
}

function help(moderators: boolean): string {
  const commands = SUBCOMMANDS.map(({ data }) => {
    const options = (data.options ?? []).map((option) => {
      const shown = `${option.name}: ${choicesOf(option).join('|') || '…'}`;
      return option.required === true ? shown : `[${shown}]`;
    });
    return `  /${COMMAND_NAME} ${[data.name, ...options].join(' ')}\n      ${data.description}`;
  });
  return [
    'Type a question, or:',
    ...commands,
    ...(moderators ? [moderatorHelp()] : []),
    `  ${CHECK_COMMAND} <message>\n      ${MESSAGE_MENUS[0]?.data.name}, as by right-click in Discord`,
    '  a number presses the button or opens the claim with that number; Tab completes; quit ends.',
  ].join('\n');
}

/** Discord shows names where a text has ids; here it is this one server and this one moderator. */
function named(text: string): string {
  return text
    .replace(/<#(\d+)>/g, (whole, id: string) => {
      const channel = CHANNELS.find((known) => known.id === id);
      return channel === undefined ? whole : `#${channel.name}`;
    })
    .replaceAll(`<@${YOU}>`, '@you');
}

/** Talks until the input ends. In a pipe it prints answers only: no prompt, no colour. */
export async function openConsole(app: LiveKnowledge): Promise<void> {
  const isTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
  const scratch = await ScratchServer.open(app);
  const talk = new Talk(app, isTerminal && process.env.NO_COLOR === undefined, scratch);
  process.stdout.write(
    `No DISCORD_TOKEN is set, so this is the local console: the same commands and answers, in your terminal.\n` +
      `To go to Discord, put a token into .env (README, "Put it into your server").\n` +
      `${app.knowledge.claims.length} claims are ready. Ask something, for example: does k2 clean out my arteries\n` +
      `To see it as Discord shows it, in your browser: npm run preview\n` +
      `Other ways in: /k2 browse, ${CHECK_COMMAND} <a message somebody wrote>, help. quit ends.\n\n`,
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
    const answer = await talk.answer(line);
    if (answer === undefined) break;
    process.stdout.write(answer === '' ? '' : `${answer}\n\n`);
    if (isTerminal) lines.prompt();
  }
  lines.close();
}
