import { AutoModerationActionType, AutoModerationRuleEventType, AutoModerationRuleTriggerType, DiscordAPIError, PermissionFlagsBits, RESTJSONErrorCodes, Routes, } from 'discord.js';
const NO_PINGS = { parse: [], replied_user: false };
/** Refusals by Discord's code (practice.md, section 7). */
const REFUSALS = {
    [RESTJSONErrorCodes.UnknownMessage]: 'gone',
    [RESTJSONErrorCodes.UnknownChannel]: 'gone',
    [RESTJSONErrorCodes.MissingAccess]: 'no-access',
    [RESTJSONErrorCodes.MissingPermissions]: 'no-access',
    [RESTJSONErrorCodes.MessageWasBlockedByAutomaticModeration]: 'blocked',
    [RESTJSONErrorCodes.MaximumNumberOfEditsToMessagesOlderThanOneHourReached]: 'too-old',
    [RESTJSONErrorCodes.CannotEditMessageAuthoredByAnotherUser]: 'too-old',
};
/** Discord as the place where people talk. Asks the cache for what it can; each call of REST is one request. */
export class DiscordPlatform {
    #client;
    #report;
    constructor(client, report) {
        this.#client = client;
        this.#report = report;
    }
    post(channelId, payload, options = {}) {
        const body = {
            ...payload,
            allowed_mentions: NO_PINGS,
            // A request that timed out and is sent again makes one message, not two.
            ...(options.nonce === undefined ? {} : { nonce: options.nonce, enforce_nonce: true }),
            ...(options.replyTo === undefined
                ? {}
                : { message_reference: { message_id: options.replyTo, fail_if_not_exists: true } }),
        };
        return this.#attempt('post', () => this.#client.rest.post(Routes.channelMessages(channelId), { body }));
    }
    edit(channelId, messageId, payload) {
        const body = { content: '', embeds: [], components: [], ...payload, allowed_mentions: NO_PINGS };
        return this.#attempt('edit', () => this.#client.rest.patch(Routes.channelMessage(channelId, messageId), { body }));
    }
    channel(serverId, channelId) {
        const guild = this.#client.guilds.cache.get(serverId);
        const channel = guild?.channels.cache.get(channelId);
        if (guild === undefined || channel === undefined)
            return undefined;
        const mine = guild.members.me === null ? null : channel.permissionsFor(guild.members.me);
        return {
            takesMessages: channel.isTextBased() && !channel.isVoiceBased(),
            isPublic: channel.permissionsFor(guild.roles.everyone)?.has(PermissionFlagsBits.ViewChannel) ?? false,
            lacks: (wanted) => wanted.filter((one) => mine?.has(flagOf(one, channel.isThread())) === false),
        };
    }
    link(serverId, channelId, messageId) {
        return `https://discord.com/channels/${serverId}/${channelId}/${messageId}`;
    }
    /** Where Discord itself tells moderators what they should know. */
    fallbackChannel(serverId) {
        const guild = this.#client.guilds.cache.get(serverId);
        return guild?.safetyAlertsChannelId ?? guild?.publicUpdatesChannelId ?? undefined;
    }
    mayManageServer(serverId) {
        const me = this.#client.guilds.cache.get(serverId)?.members.me;
        return me?.permissions.has(PermissionFlagsBits.ManageGuild) ?? false;
    }
    textChannels(serverId) {
        const channels = this.#client.guilds.cache.get(serverId)?.channels.cache.values() ?? [];
        // A rule leaves a thread out together with its channel.
        return [...channels]
            .filter((channel) => !channel.isThread() && (channel.isTextBased() || channel.isThreadOnly()))
            .map(({ id }) => id);
    }
    async putRule(serverId, ruleId, rule) {
        const body = {
            name: rule.name,
            event_type: AutoModerationRuleEventType.MessageSend,
            trigger_type: AutoModerationRuleTriggerType.Keyword,
            trigger_metadata: { keyword_filter: rule.phrases },
            actions: [
                { type: AutoModerationActionType.SendAlertMessage, metadata: { channel_id: rule.alertChannel } },
            ],
            exempt_channels: rule.exemptChannels,
            enabled: true,
        };
        if (ruleId !== null) {
            const { trigger_type: _unchangeable, ...change } = body;
            const outcome = await this.#attempt('rule', () => this.#client.rest.patch(Routes.guildAutoModerationRule(serverId, ruleId), { body: change }));
            // An admin may have deleted it.
            if (outcome.ok || outcome.why !== 'failed')
                return outcome;
        }
        return this.#attempt('rule', () => this.#client.rest.post(Routes.guildAutoModerationRules(serverId), { body }));
    }
    async removeRule(serverId, ruleId) {
        await this.#attempt('rule', () => this.#client.rest.delete(Routes.guildAutoModerationRule(serverId, ruleId)));
    }
    async #attempt(what, request) {
        try {
            const made = (await request());
            return { ok: true, id: made?.id ?? '' };
        }
        catch (error) {
            const why = refusalOf(error);
            this.#report('warn', 'Discord refused', {
                what,
                why,
                ...(why === 'failed' ? { err: error } : { code: codeOf(error) }),
            });
            return { ok: false, why };
        }
    }
}
function flagOf(permission, inThread) {
    if (permission === 'SendMessages' && inThread)
        return PermissionFlagsBits.SendMessagesInThreads;
    return PermissionFlagsBits[permission];
}
function codeOf(error) {
    return error instanceof DiscordAPIError ? Number(error.code) : undefined;
}
function refusalOf(error) {
    if (!(error instanceof DiscordAPIError))
        return 'failed';
    // A reply to a deleted message is refused as a faulty form, which names the part that is wrong.
    if (error.code === RESTJSONErrorCodes.InvalidFormBodyOrContentType &&
        /message_reference/.test(error.message))
        return 'gone';
    return REFUSALS[Number(error.code)] ?? 'failed';
}
