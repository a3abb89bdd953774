import { ApplicationCommandOptionType, ChannelType } from 'discord-api-types/v10';
import { MAX_EXEMPT_CHANNELS } from '../../moderation/keyword-phrases.ts';
import type { Moderation } from '../../moderation/moderation.ts';
import { TO_REPLY } from '../../moderation/platform.ts';
import { moderationWording } from '../../replies/moderation-wording.ts';
import { notice, report } from '../../replies/notice.ts';
import { UserError } from '../command.ts';
import { channelText, permissionNames } from './channel-text.ts';
import type { ModeratorCommand, ModeratorInput } from './moderator-command.ts';

const words = moderationWording.watch;
/** Kinds of channel where people write. */
const WRITTEN_IN = [
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
] as const;

const channelOption = (description: string) => ({
  type: ApplicationCommandOptionType.Channel as const,
  name: 'channel',
  description,
  required: true,
  channel_types: [...WRITTEN_IN],
});

export const watchAdd: ModeratorCommand = {
  group: 'watch',
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'add',
    description: 'Watch a channel for known myths; a notice is posted there',
    options: [channelOption('The channel to watch')],
  },
  async run(input, moderation) {
    const channelId = channelOf(input);
    const { state, platform, way } = moderation;
    const { reviewChannelId } = state.settings(input.serverId);
    if (reviewChannelId === null) throw new UserError(words.noReview);
    if (reviewChannelId === channelId) throw new UserError(words.sameChannel);
    const facts = platform.channel(input.serverId, channelId);
    if (facts === undefined || !facts.takesMessages)
      throw new UserError(words.notText(channelText(channelId)));
    const lacks = facts.lacks(TO_REPLY);
    if (lacks.length > 0) throw new UserError(words.mayNot(channelText(channelId), permissionNames(lacks)));
    if (way === 'rule' && !platform.mayManageServer(input.serverId))
      throw new UserError(words.noManageServer);
    if (state.watch(channelId) !== undefined) return resume(input, channelId, moderation);

    // The notice first: nothing is watched that does not say so.
    const posted = await platform.post(channelId, notice(moderationWording.notice));
    if (!posted.ok) throw new UserError(words.mayNot(channelText(channelId), ['Send Messages']));
    await state.addWatch(input.serverId, channelId, posted.id, moderation.now());
    const rule = await moderation.alignRule(input.serverId);
    if (rule.kind === 'too many channels' || rule.kind === 'refused') {
      await state.removeWatch(channelId);
      await platform.edit(channelId, posted.id, notice(moderationWording.noticeEnded));
      throw new UserError(
        rule.kind === 'refused'
          ? words.ruleRefused(moderationWording.refusal[rule.why])
          : words.tooManyChannels(rule.count, MAX_EXEMPT_CHANNELS),
      );
    }
    return {
      payload: notice(
        rule.kind === 'in place'
          ? words.addedByRule(channelText(channelId), rule.phrases)
          : words.added(channelText(channelId), channelText(reviewChannelId)),
      ),
    };
  },
};

async function resume(input: ModeratorInput, channelId: string, moderation: Moderation) {
  await moderation.state.addWatch(input.serverId, channelId, null, moderation.now());
  await moderation.alignRule(input.serverId);
  await moderation.cards.postWaiting(input.serverId);
  return { payload: notice(words.resumed(channelText(channelId))) };
}

export const watchRemove: ModeratorCommand = {
  group: 'watch',
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'remove',
    description: 'Stop watching a channel',
    options: [channelOption('The channel to leave alone')],
  },
  async run(input, moderation) {
    const channelId = channelOf(input);
    const watched = moderation.state.watch(channelId);
    if (watched?.serverId !== input.serverId) throw new UserError(words.notWatched(channelText(channelId)));
    await moderation.state.removeWatch(channelId);
    await moderation.alignRule(input.serverId);
    if (watched.noticeMessageId !== null) {
      // Somebody may have deleted the notice; the watching has ended all the same.
      await moderation.platform.edit(
        channelId,
        watched.noticeMessageId,
        notice(moderationWording.noticeEnded),
      );
    }
    return { payload: notice(words.removed(channelText(channelId))) };
  },
};

export const watchList: ModeratorCommand = {
  group: 'watch',
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'list',
    description: 'Which channels are watched',
  },
  async run(input, { state }) {
    const watches = state.watchesOf(input.serverId);
    if (watches.length === 0) return { payload: notice(words.none) };
    const lines = watches.map(({ channelId, addedAt, paused }) =>
      [
        words.line(channelText(channelId), addedAt.toISOString().slice(0, 10)),
        paused === null ? '' : words.paused(paused),
      ]
        .filter((part) => part !== '')
        .join('\n  '),
    );
    return {
      payload: report({ title: words.title, description: lines.join('\n') }),
    };
  },
};

function channelOf(input: ModeratorInput): string {
  const channel = input.options.get('channel');
  if (typeof channel !== 'string' || channel === '') throw new UserError('Please fill in “channel”.');
  return channel;
}
