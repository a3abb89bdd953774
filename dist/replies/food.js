import { NO_MENTIONS, splitIntoFields } from "./answer.js";
import { linkTarget, shortName } from "./citation.js";
import { fitEmbed } from "./fit-embed.js";
import { escapeMarkdown } from "./quote.js";
import { NEUTRAL_COLOUR } from "./wording.js";
/** Every measured row of a food, each with its source and what it counts; nothing is averaged. */
export function foodPayload(food, knowledge, wording) {
    const rows = food.figures.map((figure) => figureText(figure, food, knowledge, wording));
    return {
        embeds: [
            fitEmbed({
                title: wording.food.title(food.name),
                color: NEUTRAL_COLOUR,
                description: [wording.food.intro, ...(food.figures.length > 1 ? [wording.food.differ] : [])].join('\n'),
                fields: splitIntoFields(wording.food.figuresFound(food.figures.length), rows).map((field) => ({
                    ...field,
                    keep: true,
                })),
                footer: { text: wording.food.footer },
            }),
        ],
        allowed_mentions: NO_MENTIONS,
    };
}
function figureText(figure, food, knowledge, wording) {
    const source = knowledge.sourceById.get(figure.source);
    const words = wording.food;
    const amounts = [
        amount(words.mk4, figure.mk4, wording),
        amount(words.mk7, figure.mk7, wording),
        amount(words.other, figure.other, wording),
        amount(words.totalK2, figure.totalK2, wording),
        amount(words.totalK(figure.counts ?? ''), figure.totalK, wording),
        amount(words.k1, figure.k1, wording),
        figure.range === undefined ? undefined : `${words.range}: **${figure.range}**`,
    ].filter((part) => part !== undefined);
    const name = source === undefined
        ? figure.source
        : `[${escapeMarkdown(shortName(source, wording))}](${linkTarget(source.url)})`;
    const as = figure.as === undefined || figure.as === food.name ? '' : ` (${figure.as})`;
    const note = figure.note === undefined ? '' : `\n  ${figure.note}`;
    return `• ${name}${as}: ${amounts.join(', ')}${note}`;
}
function amount(label, value, wording) {
    return value === undefined ? undefined : `${label} **${wording.food.figures(String(value))}**`;
}
