import { createInterface } from 'node:readline';
import { completeOption, runComponent, runMessageMenu, runSubcommand } from "../commands/dispatch.js";
import { COMMAND_NAME, MESSAGE_MENUS, SUBCOMMANDS } from "../commands/index.js";
import { VERBS } from "../replies/answer.js";
import { decodeCustomId } from "../replies/custom-id.js";
import { CHECK_COMMAND, choicesOf, parseLine } from "./line.js";
import { render } from "./render.js";
import { CHANNELS } from "./scratch-platform.js";
import { moderatorHelp, ScratchServer } from "./scratch-server.js";
/** Whoever sits at the terminal may do everything. */
const PERSON = { locale: 'en-US', mayPost: true };
/** The message that `/check` stands for. */
const CHECKED_MESSAGE_ID = '1';
/** One talk: remembers which buttons the last answer had. */
export class Talk {
    #fixed;
    /** Absent: no moderators' side. */
    #scratch;
    #colour;
    #choices = [];
    /** The message that the choices stand on, and whether nobody else would see it. */
    #shown;
    #isPrivate = true;
    constructor(app, colour, scratch) {
        this.#fixed = app;
        this.#colour = colour;
        this.#scratch = scratch;
    }
    /** The claims may have been read again meanwhile. */
    get #app() {
        return this.#scratch === undefined ? this.#fixed : { ...this.#fixed, knowledge: this.#scratch.knowledge };
    }
    get #person() {
        if (this.#scratch === undefined)
            return PERSON;
        return { ...PERSON, mayCollect: true, publicByDefault: this.#scratch.publicByDefault };
    }
    /** What the terminal shows for a typed line, at once or when the scratch server is done; `undefined` ends the talk. */
    answer(line) {
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
                if (choice === undefined)
                    return 'There is no such number below the last answer.';
                if (this.#scratch?.takesButton(choice.customId)) {
                    return this.#scratch.press(choice.customId, this.#shown).then((what) => this.#happened(what));
                }
                const id = decodeCustomId(choice.customId);
                if (id?.verb === VERBS.notMyQuestion)
                    void this.#scratch?.noteMiss(id.args[0], this.#shown);
                const on = { private: this.#isPrivate, own: true };
                const input = { values: choice.values, person: this.#person, on };
                return this.#show(runComponent(choice.customId, input, this.#app));
            }
            case 'check': {
                const message = { id: CHECKED_MESSAGE_ID, text: parsed.text, ours: false };
                return this.#show(runMessageMenu(MESSAGE_MENUS[0]?.data.name ?? '', { message, person: this.#person }, this.#app));
            }
            case 'run':
                return this.#show(runSubcommand(parsed.name, { options: parsed.options, person: this.#person }, this.#app));
        }
    }
    /** Tab completion: subcommands, then the choices Discord would offer. */
    complete(line) {
        const start = `/${COMMAND_NAME} `;
        if (!line.startsWith(start))
            return [[start, `${CHECK_COMMAND} `].filter((word) => word.startsWith(line)), line];
        const [, name = '', typed] = /^(\S*)(?:\s+(.*))?$/.exec(line.slice(start.length)) ?? [];
        if (typed === undefined) {
            const names = SUBCOMMANDS.map((subcommand) => subcommand.data.name);
            return [names.filter((known) => known.startsWith(name)).map((known) => `${start}${known} `), line];
        }
        const options = SUBCOMMANDS.find((subcommand) => subcommand.data.name === name)?.data.options ?? [];
        const named = options.map((option) => option.name).join('|');
        const [, before = '', option, value = ''] = new RegExp(`^(.*?)(?:\\b(${named}):\\s*)?([^:]*)$`).exec(typed) ?? [];
        const choices = this.#valuesFor(options.find((one) => one.name === option) ?? options[0], name, value);
        const whole = choices.map((choice) => `${before}${option === undefined ? '' : `${option}:`}${choice}`);
        // An option that need not be filled in is known by its name only.
        const names = options.filter((one) => option === undefined && one.required !== true && one.name.startsWith(value));
        return [[...names.map((one) => `${one.name}:`), ...whole].map((text) => `${start}${name} ${text}`), line];
    }
    /** What can follow where a value is being typed: the choices there are, or those that Discord would offer. */
    #valuesFor(option, name, typed) {
        if (option === undefined)
            return [];
        if ('autocomplete' in option && option.autocomplete === true)
            return completeOption(name, typed, this.#app).map((choice) => choice.value);
        return choicesOf(option).filter((choice) => choice.startsWith(typed));
    }
    /** Everything that a line brought about on the scratch server. */
    #happened({ said, posted, answers }) {
        const blocks = said === undefined ? [] : [said];
        for (const { channel, payload, how } of posted) {
            const where = how === 'new'
                ? `in #${channel}`
                : how === 'reply'
                    ? `in #${channel}, as a reply`
                    : `in #${channel}, changed`;
            blocks.push(`(${where})\n${this.#offer(payload, false)}`);
        }
        for (const payload of answers)
            blocks.push(this.#offer(payload, true));
        return named(blocks.join('\n\n'));
    }
    /** Shows a message, and lets its buttons be pressed when it has any. */
    #offer(payload, isPrivate) {
        const { text, choices } = render(payload, this.#colour);
        if (choices.length > 0) {
            this.#choices = choices;
            this.#isPrivate = isPrivate;
            this.#shown = payload;
        }
        return text;
    }
    #show(reply) {
        const { text, choices } = render(reply.payload, this.#colour);
        if (reply.kind === 'answer')
            this.#isPrivate = reply.private;
        if (reply.kind === 'under' || !this.#isPrivate)
            void this.#scratch?.notePublic(reply.payload);
        if (reply.kind === 'under')
            return `(under the message)\n${text}\n\n${render(reply.done, this.#colour).text}`;
        this.#choices = choices;
        this.#shown = reply.payload;
        return !this.#isPrivate ? `(for everybody in the channel)\n${text}` : text;
    }
}
function help(moderators) {
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
function named(text) {
    return text
        .replace(/<#(\d+)>/g, (whole, id) => {
        const channel = CHANNELS.find((known) => known.id === id);
        return channel === undefined ? whole : `#${channel.name}`;
    })
        .replace(/<@1>/g, '@you');
}
/** Talks until the input ends. In a pipe it prints answers only: no prompt, no colour. */
export async function openConsole(app, knowledgeDirectory) {
    const isTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
    const scratch = await ScratchServer.open(app.knowledge, knowledgeDirectory);
    const talk = new Talk(app, isTerminal && process.env.NO_COLOR === undefined, scratch);
    process.stdout.write(`No DISCORD_TOKEN is set, so this is the local console: the same commands and answers, in your terminal.\n` +
        `To go to Discord, put a token into .env (README, "Put it into your server").\n` +
        `${app.knowledge.claims.length} claims are ready. Ask something, for example: does k2 clean out my arteries\n` +
        `Other ways in: /k2 browse, ${CHECK_COMMAND} <a message somebody wrote>, help. quit ends.\n\n`);
    const lines = createInterface({
        input: process.stdin,
        ...(isTerminal ? { output: process.stdout } : {}),
        terminal: isTerminal,
        prompt: 'k2> ',
        completer: (line) => talk.complete(line),
    });
    if (isTerminal)
        lines.prompt();
    for await (const line of lines) {
        if (!isTerminal && line.trim() !== '')
            process.stdout.write(`k2> ${line}\n`);
        const answer = await talk.answer(line);
        if (answer === undefined)
            break;
        process.stdout.write(answer === '' ? '' : `${answer}\n\n`);
        if (isTerminal)
            lines.prompt();
    }
    lines.close();
}
