import { carryingId, mark, NO_MENTIONS, VERBS } from "./answer.js";
import { buttonRow } from "./components.js";
import { cut } from "./cut.js";
import { fitEmbed } from "./fit-embed.js";
import { LIMITS } from "./limits.js";
import { quoted } from "./quote.js";
import { riskNotes } from "./suggestion.js";
import { NEUTRAL_COLOUR } from "./wording.js";
/** Each claim of the message gets a row with two buttons; Discord allows five rows. */
const MAX_CLAIMS = 4;
/** What a message asserts, asks or denies, for the one who asked about it: claims, marks, and the words behind each. */
export function messageCheckPayload(decision, messageId, mayPost, knowledge, wording) {
    const found = decision.matches.slice(0, MAX_CLAIMS).flatMap((match) => {
        const claim = knowledge.claimById.get(match.claim);
        return claim === undefined ? [] : [{ match, claim }];
    });
    const risks = riskNotes(decision.risks, knowledge, wording);
    if (found.length === 0) {
        const isForeign = decision.outcome === 'none' && decision.reason === 'language';
        return {
            embeds: [
                fitEmbed({
                    title: wording.message.title,
                    color: NEUTRAL_COLOUR,
                    description: [...risks, isForeign ? wording.message.language : wording.message.nothing].join('\n\n'),
                }),
            ],
            allowed_mentions: NO_MENTIONS,
        };
    }
    return {
        embeds: [
            fitEmbed({
                title: wording.message.title,
                color: NEUTRAL_COLOUR,
                description: [...risks, wording.message.kind].join('\n\n'),
                fields: found.map(({ match, claim }, place) => ({
                    name: cut(`${place + 1}. ${stanceWords(match, wording)}: ${claim.claim}`, LIMITS.fieldName),
                    value: `${mark(claim, wording)}\n**${claim.fact}**\n${quoted(match.excerpt)}`,
                })),
            }),
        ],
        components: found.map(({ match, claim }, place) => buttonRow([
            { verb: VERBS.open, args: [claim.id], label: `${wording.buttons.open} ${place + 1}` },
            {
                // The author will read it: what they said of themselves decides what comes first.
                ...carryingId(VERBS.replyUnder, [claim.id, messageId], {
                    stance: match.stance,
                    risks: decision.risks,
                }),
                label: `${place + 1}. ${wording.buttons.replyWithThis}`,
                primary: true,
                disabled: !mayPost,
            },
        ])),
        allowed_mentions: NO_MENTIONS,
    };
}
function stanceWords(match, wording) {
    const words = wording.message;
    const text = words[match.stance];
    return text.charAt(0).toUpperCase() + text.slice(1);
}
