import { randomBytes } from 'node:crypto';
import { DiscordAPIError, MessageFlags, PermissionFlagsBits, RESTJSONErrorCodes, } from 'discord.js';
import { completeOption, runComponent, runMessageMenu, runSubcommand } from "../commands/dispatch.js";
import { COMMAND_NAME } from "../commands/index.js";
import { VERBS } from "../replies/answer.js";
import { decodeCustomId } from "../replies/custom-id.js";
import { notice } from "../replies/notice.js";
import { offeredClaims, shownClaim } from "../replies/shown-claim.js";
import { wordingFor } from "../replies/wording.js";
import { AgeGuard } from "./age-guard.js";
import { ModeratorInteractions } from "./moderator-interactions.js";
import { readMessage } from "./pointed-message.js";
import { send } from "./send.js";
/** More than come in the three seconds in which one could be answered twice. */
const MOST_KNOWN = 5000;
/** Turns interactions into commands' input and sends what comes back. Never rejects: a rejection would end the process. */
export class Interactions {
    #app;
    #log;
    #ages = new AgeGuard();
    #running = new Set();
    /** Ids of what came lately, oldest first. */
    #known = new Set();
    /** What came and has not been begun, oldest first. */
    #waiting = [];
    #memory;
    #moderators;
    /** @param memory absent: a bot that keeps nothing and has no moderators' side. */
    constructor(app, log, memory) {
        this.#app = app;
        this.#log = log;
        this.#memory = memory;
        this.#moderators = memory === undefined ? undefined : new ModeratorInteractions(memory, log);
    }
    /** For `Events.InteractionCreate`. */
    listen = (interaction) => {
        // A connection that was resumed may bring what came before it broke.
        if (this.#known.has(interaction.id))
            return;
        this.#known.add(interaction.id);
        for (const oldest of this.#known) {
            if (this.#known.size <= MOST_KNOWN)
                break;
            this.#known.delete(oldest);
        }
        // One in each turn of the event loop: in a rush the first answers leave before the last question is thought about.
        if (this.#waiting.push(interaction) === 1)
            setImmediate(this.#begin);
    };
    #begin = () => {
        const interaction = this.#waiting.shift();
        if (interaction === undefined)
            return;
        if (this.#waiting.length > 0)
            setImmediate(this.#begin);
        const work = this.#handle(interaction)
            .catch((error) => {
            this.#log.error({ interaction: interaction.id, err: error }, 'an interaction failed beyond repair');
        })
            .finally(() => this.#running.delete(work));
        this.#running.add(work);
    };
    /** Waits until nothing waits or runs any more, at most `patienceMs`. */
    async drain(patienceMs) {
        const over = performance.now() + patienceMs;
        const timeout = new Promise((resolve) => setTimeout(resolve, patienceMs).unref());
        while (performance.now() < over && this.#waiting.length + this.#running.size > 0) {
            const turn = new Promise((resolve) => setImmediate(resolve));
            await Promise.race([Promise.all([turn, ...this.#running]), timeout]);
        }
    }
    async #handle(interaction) {
        const started = Date.now();
        if (this.#ages.isStale(interaction.createdTimestamp, started)) {
            this.#log.warn({ interaction: interaction.id, ageMs: started - interaction.createdTimestamp }, 'interaction too old to answer');
            return;
        }
        if (interaction.isAutocomplete()) {
            await this.#complete(interaction);
            return;
        }
        if (this.#moderators?.takes(interaction)) {
            await this.#moderators.handle(interaction);
            return;
        }
        if (!interaction.isChatInputCommand() &&
            !interaction.isMessageContextMenuCommand() &&
            !interaction.isMessageComponent()) {
            return;
        }
        const name = nameOf(interaction);
        const reply = this.#reply(interaction, name);
        const result = await this.#send(interaction, reply, name);
        this.#log.info({
            interaction: interaction.id,
            command: name,
            guild: interaction.guildId,
            ms: Date.now() - started,
            ageMs: Date.now() - interaction.createdTimestamp,
            result,
        }, 'answered');
    }
    /** The command's reply; an unexpected error is logged under a reference, and the person is shown that reference. */
    #reply(interaction, name) {
        try {
            return this.#run(interaction);
        }
        catch (error) {
            return this.#failed(interaction, name, error);
        }
    }
    async #send(interaction, reply, name) {
        try {
            const sent = await send(interaction, reply, this.#log, (id, shown) => this.#posted(interaction, id, shown));
            // A stranger's press is refused, and says nothing about what the asker meant.
            if (reply.kind === 'update')
                this.#countMiss(interaction);
            return sent;
        }
        catch (error) {
            const apology = this.#failed(interaction, name, error);
            if (interaction.deferred) {
                await interaction.editReply({ content: apology.payload.content ?? '' });
                return 'failed';
            }
            return await send(interaction, apology, this.#log);
        }
    }
    /**
     * Something that others see too: a verdict in it will be corrected when its claim changes. One that no longer shows a
     * verdict ("not my question") must not be turned back into one.
     */
    #posted(interaction, messageId, payload) {
        const memory = this.#memory?.();
        const claim = shownClaim(payload);
        // Where the bot is not a member it could not edit the message later.
        if (memory?.kind !== 'ready' || !interaction.inCachedGuild())
            return;
        if (claim === undefined)
            void memory.moderation.verdictTakenBack(messageId);
        else
            void memory.moderation.verdictPosted(interaction.guildId, interaction.channelId, messageId, claim);
    }
    /** "Not my question" counts against the claim that was answered with, or those that were offered. */
    #countMiss(interaction) {
        const memory = this.#memory?.();
        if (memory?.kind !== 'ready' || !interaction.isMessageComponent())
            return;
        const id = decodeCustomId(interaction.customId);
        if (id?.verb !== VERBS.notMyQuestion)
            return;
        const rows = interaction.message.components.map((row) => row.toJSON());
        const claims = id.args[0] === undefined ? offeredClaims({ components: rows }) : [id.args[0]];
        void memory.moderation.missed(interaction.inCachedGuild() ? interaction.guildId : null, claims);
    }
    #failed(interaction, name, error) {
        const reference = randomBytes(4).toString('hex');
        this.#log.error({ interaction: interaction.id, command: name, reference, err: error }, 'a command failed');
        return {
            kind: 'answer',
            payload: notice(wordingFor(interaction.locale).failure(reference)),
            private: true,
        };
    }
    #run(interaction) {
        const person = { ...personOf(interaction), ...this.#wishes(interaction) };
        if (interaction.isChatInputCommand()) {
            const options = new Map();
            for (const option of interaction.options.data[0]?.options ?? []) {
                if (option.value !== undefined)
                    options.set(option.name, option.value);
            }
            const subcommand = interaction.commandName === COMMAND_NAME ? interaction.options.getSubcommand() : '';
            return runSubcommand(subcommand, { options, person }, this.#app);
        }
        if (interaction.isMessageContextMenuCommand()) {
            const message = readMessage(interaction.targetMessage);
            return runMessageMenu(interaction.commandName, { message, person }, this.#app);
        }
        const values = interaction.isStringSelectMenu() ? interaction.values : [];
        const isPrivate = interaction.message.flags.has(MessageFlags.Ephemeral);
        const asker = interaction.message.interactionMetadata?.user.id;
        const on = { private: isPrivate, own: isPrivate || asker === interaction.user.id };
        return runComponent(interaction.customId, { values, person, on }, this.#app);
    }
    /** What the server has set, as far as an answer depends on it. */
    #wishes(interaction) {
        const memory = this.#memory?.();
        if (memory?.kind !== 'ready')
            return {};
        const { guildId } = interaction;
        const answers = guildId === null ? 'private' : memory.moderation.state.settings(guildId).answers;
        return { mayCollect: true, publicByDefault: answers === 'public' };
    }
    async #complete(interaction) {
        try {
            const { value } = interaction.options.getFocused(true);
            const choices = completeOption(interaction.options.getSubcommand(), value, this.#app);
            await interaction.respond([...choices]);
        }
        catch (error) {
            // Somebody types on, and the next one is on its way: nothing to say.
            if (error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.UnknownInteraction)
                return;
            this.#log.warn({ interaction: interaction.id, err: error }, 'autocomplete failed');
        }
    }
}
function nameOf(interaction) {
    if (interaction.isChatInputCommand())
        return `${interaction.commandName} ${interaction.options.getSubcommand(false) ?? ''}`;
    if (interaction.isMessageContextMenuCommand())
        return interaction.commandName;
    return interaction.customId.split(':').slice(0, 2).join(':');
}
function personOf(interaction) {
    const needed = interaction.channel?.isThread()
        ? PermissionFlagsBits.SendMessagesInThreads
        : PermissionFlagsBits.SendMessages;
    // Outside a server there are no permissions to ask for: whoever can press may write.
    return { locale: interaction.locale, mayPost: interaction.memberPermissions?.has(needed) ?? true };
}
