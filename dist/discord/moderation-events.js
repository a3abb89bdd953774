import { Events, GatewayDispatchEvents, MessageType, } from 'discord.js';
/**
 * Tells the moderators' side what happens in servers. Messages are taken as the gateway sends them: the library hands on
 * edits and deletions only of messages that it keeps, and it keeps none.
 */
export function listenForModeration(client, memory) {
    const withModeration = (work) => {
        const current = memory();
        if (current.kind === 'broken')
            return;
        current.moderation.inBackground('event', () => work(current.moderation));
    };
    const listen = (event, take) => {
        client.ws.on(event, (data) => withModeration((moderation) => take(data, moderation)));
    };
    listen(GatewayDispatchEvents.MessageCreate, (data, { watch }) => {
        // The first question costs one look into a table, and most messages end here.
        if (!watch.isWatched(data.channel_id) || !isFromPerson(data))
            return;
        const message = readable(data);
        if (message !== undefined)
            watch.written(message);
    });
    listen(GatewayDispatchEvents.MessageUpdate, (data, { watch }) => {
        if (!watch.isWatched(data.channel_id) || !isFromPerson(data))
            return;
        const message = readable(data);
        if (message !== undefined)
            watch.edited(message);
    });
    listen(GatewayDispatchEvents.MessageDelete, (data, { watch }) => watch.deleted(data.id));
    listen(GatewayDispatchEvents.MessageDeleteBulk, (data, { watch }) => {
        for (const id of data.ids)
            watch.deleted(id);
    });
    listen(GatewayDispatchEvents.AutoModerationActionExecution, (data, moderation) => moderation.alert({
        serverId: data.guild_id,
        channelId: data.channel_id ?? '',
        messageId: data.message_id,
        ruleId: data.rule_id,
        keyword: data.matched_keyword ?? '',
    }));
    client.on(Events.GuildDelete, (guild) => withModeration(({ store, now }) => store.markLeft(guild.id, now())));
    client.on(Events.GuildCreate, (guild) => withModeration(({ store }) => store.markLeft(guild.id, null)));
    // A rule lists the channels it leaves out, so a new channel must be added: nobody opted it in.
    client.on(Events.ChannelCreate, (channel) => withModeration(async (moderation) => {
        if (moderation.state.settings(channel.guildId).ruleId === null)
            return;
        await moderation.alignRule(channel.guildId);
    }));
}
/** Bots, webhooks and system messages are nobody's assertion; our own are a bot's. */
function isFromPerson(data) {
    return (data.webhook_id === undefined &&
        data.author?.bot !== true &&
        (data.type === MessageType.Default || data.type === MessageType.Reply));
}
/** What a person wrote or passed on; an edit that changed something else than text has none. */
function readable(data) {
    if (data.guild_id === undefined || typeof data.content !== 'string')
        return undefined;
    const forwarded = (data.message_snapshots ?? []).map(({ message }) => message.content ?? '');
    const text = [data.content, ...forwarded].filter((part) => part !== '').join('\n');
    return { serverId: data.guild_id, channelId: data.channel_id, messageId: data.id, text };
}
