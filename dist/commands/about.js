import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { NO_MENTIONS } from "../replies/answer.js";
import { fitEmbed } from "../replies/fit-embed.js";
import { NEUTRAL_COLOUR, wordingFor } from "../replies/wording.js";
export const about = {
    data: {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'about',
        description: 'What this bot is, who writes it, and what it keeps',
    },
    run(input, { knowledge }) {
        const count = (verdict) => knowledge.claims.filter((claim) => claim.verdict === verdict).length;
        const cited = new Set(knowledge.claims.flatMap((claim) => claim.citations.map((citation) => citation.source)));
        const words = wordingFor(input.person.locale).about;
        return {
            kind: 'answer',
            payload: {
                embeds: [
                    fitEmbed({
                        title: words.title,
                        color: NEUTRAL_COLOUR,
                        description: words.what(knowledge.claims.length, count('myth'), count('supported'), count('unsettled'), cited.size),
                        fields: [
                            { name: words.howTitle, value: words.how },
                            { name: words.whoTitle, value: words.who(knowledge.lastReviewed, knowledge.revision) },
                            { name: words.storesTitle, value: words.stores },
                            { name: words.medicalTitle, value: words.medical },
                        ],
                    }),
                ],
                allowed_mentions: NO_MENTIONS,
            },
            private: true,
        };
    },
};
