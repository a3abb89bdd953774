import { carryingId, cautionText, mark, NO_MENTIONS, VERBS } from "./answer.js";
import { buttonRow } from "./components.js";
import { cut } from "./cut.js";
import { fitEmbed } from "./fit-embed.js";
import { quoted } from "./quote.js";
import { NEUTRAL_COLOUR } from "./wording.js";
/** A label shows about this much on a phone; the claim in full stands in the text above. */
const SUGGESTION_LABEL = 40;
/** "Did you mean": up to four claims without their verdicts' texts, each with a button. */
export function suggestionPayload(decision, asked, knowledge, wording) {
    const claims = decision.matches.flatMap((match) => knowledge.claimById.get(match.claim) ?? []);
    return {
        embeds: [
            fitEmbed({
                title: wording.suggest.title(claims.length),
                color: NEUTRAL_COLOUR,
                description: [
                    ...riskNotes(decision.risks, knowledge, wording),
                    quoted(asked),
                    wording.suggest.text,
                    claims.map((claim, place) => `**${place + 1}.** ${claim.claim}`).join('\n'),
                ].join('\n\n'),
            }),
        ],
        components: [
            buttonRow(claims.map((claim, place) => ({
                ...carryingId(VERBS.pick, [claim.id], {
                    stance: decision.matches[place]?.stance,
                    risks: decision.risks,
                }),
                label: `${place + 1}. ${cut(claim.claim, SUGGESTION_LABEL)}`,
            }))),
            buttonRow([{ verb: VERBS.notMyQuestion, args: [], label: wording.buttons.notMyQuestion }]),
        ],
        allowed_mentions: NO_MENTIONS,
    };
}
/** An honest "no reviewed claim on that", with the nearest ones named as not the same question. */
export function nonePayload(decision, asked, nearest, knowledge, wording) {
    const { title, text } = wording.none[decision.reason];
    return {
        embeds: [
            fitEmbed({
                title,
                color: NEUTRAL_COLOUR,
                description: [
                    ...riskNotes(decision.risks, knowledge, wording),
                    ...(decision.reason === 'empty' ? [] : [quoted(asked)]),
                    text,
                    ...(decision.reason === 'language' ? [] : [wording.none.ownWords]),
                ].join('\n\n'),
                fields: nearest.length === 0
                    ? []
                    : [
                        {
                            name: wording.none.nearest,
                            value: nearest.map((claim) => `• ${claim.claim} (${mark(claim, wording)})`).join('\n'),
                        },
                    ],
            }),
        ],
        components: nearest.length === 0
            ? []
            : [
                buttonRow(nearest.map((claim) => ({
                    ...carryingId(VERBS.pick, [claim.id], { risks: decision.risks }),
                    label: cut(claim.claim, SUGGESTION_LABEL),
                }))),
            ],
        allowed_mentions: NO_MENTIONS,
    };
}
/** The safety notes a text calls for, whatever is matched and also when nothing is. */
export function riskNotes(risks, knowledge, wording) {
    return risks.flatMap((risk) => {
        const caution = knowledge.cautionById.get(risk);
        return caution === undefined ? [] : [cautionText(caution, wording)];
    });
}
