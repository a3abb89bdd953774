import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import { mark, NO_MENTIONS, VERBS } from "./answer.js";
import { buttonRow } from "./components.js";
import { fitEmbed } from "./fit-embed.js";
import { moderationWording } from "./moderation-wording.js";
import { quote } from "./quote.js";
import { VERDICT_COLOURS } from "./wording.js";
/** The verbs of the buttons on a card. Part of custom ids: never rename one. */
export const CARD_VERBS = { reply: 'mrep', notThis: 'mnot', quiet: 'mquiet' };
/** A card for the moderators: what was said, which claim it matched and why, and what can be done. Names no author. */
export function reviewCard(view, claim, wording) {
    const words = moderationWording.card;
    const byRule = view.excerpt === null;
    const state = words.states[view.state];
    const isOpen = view.state === 'open';
    const link = {
        type: ComponentType.Button,
        style: ButtonStyle.Link,
        label: words.link,
        url: view.link,
    };
    return {
        embeds: [
            fitEmbed({
                title: byRule ? words.titleByRule : words.title,
                color: VERDICT_COLOURS[claim.verdict],
                description: [
                    isOpen ? state : `**${state}**${view.decidedBy === null ? '' : ` ${words.by(view.decidedBy)}`}`,
                    byRule ? words.noText : `**${words.said}**\n> ${quote(view.excerpt ?? '')}`,
                ].join('\n\n'),
                fields: [
                    { name: words.claim, value: `${mark(claim, wording)}\n${claim.claim}\n**${claim.fact}**` },
                    { name: byRule ? words.phrase : words.words, value: quote(view.words) || '\u200b' },
                    ...(view.confidence === null
                        ? []
                        : [{ name: words.confidence, value: `${Math.floor(view.confidence * 100)} %`, inline: true }]),
                    { name: words.where, value: `<#${view.channelId}>`, inline: true },
                ],
                footer: { text: words.footer },
            }),
        ],
        components: [
            buttonRow([
                { verb: CARD_VERBS.reply, args: [view.cardId], label: words.reply, primary: true, disabled: !isOpen },
                { verb: CARD_VERBS.notThis, args: [view.cardId], label: words.notThis, disabled: !isOpen },
                { verb: CARD_VERBS.quiet, args: [view.cardId], label: words.quiet, disabled: !isOpen },
                { verb: VERBS.open, args: [claim.id], label: words.open },
            ]),
            { type: ComponentType.ActionRow, components: [link] },
        ],
        allowed_mentions: NO_MENTIONS,
    };
}
