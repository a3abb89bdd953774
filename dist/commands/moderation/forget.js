import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { buttonRow } from "../../replies/components.js";
import { moderationWording } from "../../replies/moderation-wording.js";
import { notice } from "../../replies/notice.js";
const words = moderationWording.forget;
/** Part of a custom id: never renamed. */
const VERB = 'mforget';
export const forget = {
    data: {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'forget',
        description: 'Erase everything kept for this server',
    },
    async run() {
        return {
            payload: {
                ...notice(words.ask),
                components: [buttonRow([{ verb: VERB, args: [], label: words.yes }])],
            },
        };
    },
};
export const forgetButton = {
    verb: VERB,
    moderatorsOnly: true,
    async run({ serverId }, moderation) {
        if (serverId === null)
            return { note: notice(moderationWording.onlyInServers) };
        await moderation.forget(serverId);
        return { update: notice(words.done) };
    },
};
