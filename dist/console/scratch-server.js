import { MODERATION_NAME, MODERATOR_COMMANDS, moderatorCommand, pressStoreComponent, runModeratorCommand, STORE_COMPONENTS, } from "../commands/moderation/index.js";
import { KnowledgeFaultsError } from "../knowledge/fault.js";
import { loadKnowledge } from "../knowledge/load.js";
import { correctVerdicts } from "../moderation/corrections.js";
import { judgeHere } from "../moderation/judge.js";
import { Moderation } from "../moderation/moderation.js";
import { decodeCustomId } from "../replies/custom-id.js";
import { offeredClaims, shownClaim } from "../replies/shown-claim.js";
import { quotedWords } from "../replies/unanswered.js";
import { IN_MEMORY } from "../store/address.js";
import { openStore } from "../store/open.js";
import { CHANNELS, GENERAL, MODERATORS, ScratchPlatform, SERVER } from "./scratch-platform.js";
const MODERATOR = { id: '1', locale: 'en-US', isModerator: true };
/** The console's own commands on the scratch server. */
export const SCRATCH_COMMANDS = [
    ['/simulate <text>', 'somebody writes this in #general, which is watched'],
    ['/edit <text>', 'they change it'],
    ['/delete', 'they delete it'],
    ['/reload', 'read the claims again and correct what was posted, as a restart does'],
];
/** A server in memory, with a watched channel and a review channel, for trying the moderators' side without Discord. */
export class ScratchServer {
    #platform;
    #store;
    #directory;
    #moderation;
    #lastMessage;
    constructor(store, moderation, directory, platform) {
        this.#store = store;
        this.#moderation = moderation;
        this.#directory = directory;
        this.#platform = platform;
    }
    /** Nothing of it is kept when the console ends. */
    static async open(knowledge, directory) {
        const platform = new ScratchPlatform();
        const store = await openStore(IN_MEMORY);
        const moderation = await moderationOf(knowledge, store, platform);
        await moderation.state.change(SERVER, { reviewChannelId: MODERATORS });
        await moderation.state.addWatch(SERVER, GENERAL, null, moderation.now());
        return new ScratchServer(store, moderation, directory, platform);
    }
    get knowledge() {
        return this.#moderation.knowledge;
    }
    get publicByDefault() {
        return this.#moderation.state.settings(SERVER).answers === 'public';
    }
    takesLine(line) {
        return /^\/(?:k2-mod|simulate|edit|delete|reload)\b/.test(line.trim());
    }
    takesButton(customId) {
        const verb = decodeCustomId(customId)?.verb;
        return STORE_COMPONENTS.some((known) => known.verb === verb);
    }
    async answer(line) {
        const [, command = '', rest = ''] = /^\/(\S+)\s*([\s\S]*)$/.exec(line.trim()) ?? [];
        switch (command) {
            case 'simulate':
                return this.#simulate(rest);
            case 'edit':
                return this.#change(rest);
            case 'delete':
                return this.#delete();
            case 'reload':
                return this.#reload();
            default:
                return this.#run(rest);
        }
    }
    /** A button that reads or writes the store. `shown`: the message it stands on. */
    async press(customId, shown) {
        const id = decodeCustomId(customId);
        const component = STORE_COMPONENTS.find((known) => known.verb === id?.verb);
        if (id === undefined || component === undefined)
            return { posted: [], answers: [] };
        const quoted = shown === undefined ? undefined : quotedWords(shown);
        const input = { args: id.args, serverId: SERVER, person: MODERATOR, quoted };
        const { update, note } = await pressStoreComponent(component, input, this.#memory());
        return this.#happened([...(update === undefined ? [] : [update]), ...(note === undefined ? [] : [note])]);
    }
    /** An answer of `/k2` that everybody sees is remembered, like Discord's. */
    async notePublic(payload) {
        const claim = shownClaim(payload);
        if (claim === undefined)
            return;
        await this.#moderation.verdictPosted(SERVER, GENERAL, this.#platform.someoneWrites(), claim);
    }
    /** "Not my question" was pressed. */
    async noteMiss(claim, shown) {
        await this.#moderation.missed(SERVER, claim === undefined ? offeredClaims(shown ?? {}) : [claim]);
    }
    async #simulate(text) {
        if (text.trim() === '')
            return { said: 'Say what somebody writes: /simulate <text>', posted: [], answers: [] };
        const messageId = this.#platform.someoneWrites();
        this.#lastMessage = messageId;
        this.#moderation.watch.written({ serverId: SERVER, channelId: GENERAL, messageId, text });
        return this.#afterMessage('(somebody writes that in #general)', 'No card: it asserts no myth surely enough, or the claim is quiet or cooling down here.');
    }
    async #change(text) {
        const messageId = this.#lastMessage;
        if (messageId === undefined)
            return { said: 'Nobody has written anything yet: /simulate <text>', posted: [], answers: [] };
        this.#moderation.watch.edited({ serverId: SERVER, channelId: GENERAL, messageId, text });
        return this.#afterMessage('(they change it)', 'No card changes.');
    }
    async #delete() {
        const messageId = this.#lastMessage;
        if (messageId === undefined)
            return { said: 'Nobody has written anything yet: /simulate <text>', posted: [], answers: [] };
        this.#platform.delete(messageId);
        this.#moderation.watch.deleted(messageId);
        return this.#afterMessage('(they delete it)', 'No card changes.');
    }
    async #afterMessage(what, nothing) {
        await this.#moderation.watch.idle();
        const posted = this.#platform.takePosted();
        return { said: posted.length === 0 ? `${what}\n${nothing}` : what, posted, answers: [] };
    }
    async #reload() {
        let knowledge;
        try {
            knowledge = loadKnowledge(this.#directory);
        }
        catch (error) {
            if (error instanceof KnowledgeFaultsError)
                return { said: error.message, posted: [], answers: [] };
            throw error;
        }
        this.#moderation = await moderationOf(knowledge, this.#store, this.#platform);
        const corrected = await correctVerdicts(this.#store, this.#platform, knowledge, () => undefined, new Date());
        const said = `The claims are read again. Corrected messages: ${corrected}.`;
        return { said, posted: this.#platform.takePosted(), answers: [] };
    }
    async #run(rest) {
        const [first = '', second = ''] = rest.trim().split(/\s+/);
        const group = MODERATOR_COMMANDS.some((known) => known.group === first) ? first : null;
        const name = group === null ? first : second;
        const command = moderatorCommand(group, name);
        if (command === undefined)
            return { said: moderatorHelp(), posted: [], answers: [] };
        const typed = rest.trim().slice(group === null ? first.length : first.length + second.length + 1);
        const input = { options: optionsIn(command, typed), serverId: SERVER, person: MODERATOR };
        const { payload, file } = await runModeratorCommand(command, input, this.#memory());
        const happened = this.#happened([payload]);
        return file === undefined
            ? happened
            : { ...happened, said: `(with a picture: ${file.description.split('\n')[0]})` };
    }
    #memory() {
        return { kind: 'ready', moderation: this.#moderation };
    }
    #happened(answers) {
        return { posted: this.#platform.takePosted(), answers };
    }
}
function moderationOf(knowledge, store, platform) {
    return Moderation.open({
        knowledge,
        store,
        platform,
        judge: judgeHere(knowledge),
        way: 'content',
        report: () => undefined,
        now: () => new Date(),
    });
}
/** `channel: #general`, `bar: 0.97`, or the first option's value alone. */
function optionsIn(command, typed) {
    const declared = command.data.options ?? [];
    const options = new Map();
    const names = declared.map(({ name }) => name).join('|');
    if (names === '')
        return options;
    const parts = [...typed.matchAll(new RegExp(`(?:^|\\s)(${names}):\\s*`, 'g'))];
    const alone = typed.slice(0, parts[0]?.index ?? typed.length).trim();
    const first = declared[0];
    if (alone !== '' && first !== undefined)
        options.set(first.name, channelId(alone));
    parts.forEach((part, place) => {
        const value = typed.slice(part.index + part[0].length, parts[place + 1]?.index ?? typed.length).trim();
        options.set(part[1], channelId(value));
    });
    return options;
}
/** A channel may be named as people see it. */
function channelId(value) {
    return CHANNELS.find(({ name }) => value === `#${name}` || value === name)?.id ?? value;
}
export function moderatorHelp() {
    return [
        ...MODERATOR_COMMANDS.map(({ group, data }) => {
            const options = (data.options ?? []).map(({ name }) => `[${name}: …]`);
            return `  /${[MODERATION_NAME, group, data.name, ...options].filter((part) => part !== undefined).join(' ')}\n      ${data.description}`;
        }),
        ...SCRATCH_COMMANDS.map(([usage, does]) => `  ${usage}\n      ${does}`),
    ].join('\n');
}
