import type { Choice } from '../../moderation/cards.ts';
import { moderationWording } from '../../replies/moderation-wording.ts';
import { notice } from '../../replies/notice.ts';
import { CARD_VERBS } from '../../replies/review-card.ts';
import type { StoreComponent } from './moderator-command.ts';

/** The buttons on a card. The card itself is redrawn, also for somebody who came second. */
export const cardButtons: readonly StoreComponent[] = (Object.entries(CARD_VERBS) as [Choice, string][]).map(
  ([choice, verb]): StoreComponent => ({
    verb,
    moderatorsOnly: true,
    async run({ args, serverId, person }, { cards }) {
      if (serverId === null) return { note: notice(moderationWording.onlyInServers) };
      const { card, note } = await cards.decide(args[0] ?? '', serverId, person.id, choice);
      return {
        ...(card === undefined ? {} : { update: card }),
        ...(note === undefined ? {} : { note: notice(note) }),
      };
    },
  }),
);
