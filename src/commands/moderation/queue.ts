import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { moderationWording } from '../../replies/moderation-wording.ts';
import { report } from '../../replies/notice.ts';
import { VERDICT_SIGNS } from '../../replies/wording.ts';
import { channelText } from './channel-text.ts';
import type { ModeratorCommand } from './moderator-command.ts';

/** Cards listed: a screen's worth. The oldest come first. */
const LISTED = 10;

export const queue: ModeratorCommand = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'queue',
    description: 'Cards that wait for a moderator',
  },
  async run({ serverId }, { store, state, platform, knowledge }) {
    const words = moderationWording.queue;
    const cards = await store.openCards(serverId);
    const paused = state.watchesOf(serverId).find((watched) => watched.paused !== null)?.paused;
    const lines = cards.slice(0, LISTED).map((card) => {
      const claim = knowledge.claimById.get(card.claimId);
      const shown =
        card.reviewChannelId === null || card.reviewMessageId === null
          ? undefined
          : platform.link(serverId, card.reviewChannelId, card.reviewMessageId);
      return words.line(
        claim === undefined ? card.claimId : `${VERDICT_SIGNS[claim.verdict]} ${claim.claim}`,
        channelText(card.channelId),
        platform.link(serverId, card.channelId, card.messageId),
        shown,
      );
    });
    return {
      payload: report({
        title: words.title,
        description: [
          ...(paused ? [moderationWording.watch.paused(paused)] : []),
          ...(lines.length === 0 ? [words.empty] : lines),
          ...(cards.length > LISTED ? [words.more(cards.length - LISTED)] : []),
        ].join('\n'),
      }),
    };
  },
};
