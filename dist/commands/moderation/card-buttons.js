import { moderationWording } from "../../replies/moderation-wording.js";
import { notice } from "../../replies/notice.js";
import { CARD_VERBS } from "../../replies/review-card.js";
/** The buttons on a card. The card itself is redrawn, also for somebody who came second. */
export const cardButtons = Object.entries(CARD_VERBS).map(([choice, verb]) => ({
    verb,
    moderatorsOnly: true,
    async run({ args, serverId, person }, { cards }) {
        if (serverId === null)
            return { note: notice(moderationWording.onlyInServers) };
        const { card, note } = await cards.decide(args[0] ?? '', serverId, person.id, choice);
        return {
            ...(card === undefined ? {} : { update: card }),
            ...(note === undefined ? {} : { note: notice(note) }),
        };
    },
}));
