import {
  type Client,
  Events,
  type GatewayAutoModerationActionExecutionDispatchData,
  GatewayDispatchEvents,
  type GatewayMessageCreateDispatchData,
  type GatewayMessageDeleteBulkDispatchData,
  type GatewayMessageDeleteDispatchData,
  type GatewayMessageUpdateDispatchData,
  MessageType,
} from 'discord.js';
import type { Memory } from '../commands/moderation/index.ts';
import type { Moderation } from '../moderation/moderation.ts';
import type { WatchedMessage } from '../moderation/watch.ts';

/**
 * Tells the moderators' side what happens in servers. Messages are taken as the gateway sends them: the library hands on
 * edits and deletions only of messages that it keeps, and it keeps none.
 */
export function listenForModeration(client: Client, memory: () => Memory): void {
  const withModeration = (work: (moderation: Moderation) => void | Promise<void>): void => {
    const current = memory();
    if (current.kind === 'broken') return;
    current.moderation.inBackground('event', () => work(current.moderation));
  };
  const listen = <T>(
    event: GatewayDispatchEvents,
    take: (data: T, moderation: Moderation) => void | Promise<void>,
  ) => {
    client.ws.on(event as never, (data: T) => withModeration((moderation) => take(data, moderation)));
  };

  listen(GatewayDispatchEvents.MessageCreate, (data: GatewayMessageCreateDispatchData, { watch }) => {
    // The first question costs one look into a table, and most messages end here.
    if (!watch.isWatched(data.channel_id) || !isFromPerson(data)) return;
    const message = readable(data);
    if (message !== undefined) watch.written(message);
  });
  listen(GatewayDispatchEvents.MessageUpdate, (data: GatewayMessageUpdateDispatchData, { watch }) => {
    if (!watch.isWatched(data.channel_id) || !isFromPerson(data)) return;
    const message = readable(data);
    if (message !== undefined) watch.edited(message);
  });
  listen(GatewayDispatchEvents.MessageDelete, (data: GatewayMessageDeleteDispatchData, { watch }) =>
    watch.deleted(data.id),
  );
  listen(GatewayDispatchEvents.MessageDeleteBulk, (data: GatewayMessageDeleteBulkDispatchData, { watch }) => {
    for (const id of data.ids) watch.deleted(id);
  });
  listen(
    GatewayDispatchEvents.AutoModerationActionExecution,
    (data: GatewayAutoModerationActionExecutionDispatchData, moderation) =>
      moderation.alert({
        serverId: data.guild_id,
        channelId: data.channel_id ?? '',
        messageId: data.message_id,
        ruleId: data.rule_id,
        keyword: data.matched_keyword ?? '',
      }),
  );
  client.on(Events.GuildDelete, (guild) =>
    withModeration(({ store, now }) => store.markLeft(guild.id, now())),
  );
  client.on(Events.GuildCreate, (guild) => withModeration(({ store }) => store.markLeft(guild.id, null)));
  // A rule lists the channels it leaves out, so a new channel must be added: nobody opted it in.
  client.on(Events.ChannelCreate, (channel) =>
    withModeration(async (moderation) => {
      if (moderation.state.settings(channel.guildId).ruleId === null) return;
      await moderation.alignRule(channel.guildId);
    }),
  );
}

/** Bots, webhooks and system messages are nobody's assertion; our own are a bot's. */
function isFromPerson(data: GatewayMessageCreateDispatchData | GatewayMessageUpdateDispatchData): boolean {
  return (
    data.webhook_id === undefined &&
    data.author?.bot !== true &&
    (data.type === MessageType.Default || data.type === MessageType.Reply)
  );
}

/** What a person wrote or passed on; an edit that changed something else than text has none. */
function readable(
  data: GatewayMessageCreateDispatchData | GatewayMessageUpdateDispatchData,
): WatchedMessage | undefined {
  if (data.guild_id === undefined || typeof data.content !== 'string') return undefined;
  const forwarded = (data.message_snapshots ?? []).map(({ message }) => message.content ?? '');
  const text = [data.content, ...forwarded].filter((part) => part !== '').join('\n');
  return { serverId: data.guild_id, channelId: data.channel_id, messageId: data.id, text };
}
