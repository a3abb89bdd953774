import { mark, NO_MENTIONS } from "./answer.js";
import { reference } from "./citation.js";
import { cut } from "./cut.js";
import { fitEmbed } from "./fit-embed.js";
import { LIMITS } from "./limits.js";
import { VERDICT_COLOURS } from "./wording.js";
/** Every citation of a claim, a field each: what kind of work, how large, what it shows, who had an interest, the link. */
export function sourcesPayload(claim, knowledge, wording) {
    const fields = claim.citations.flatMap((citation, place) => {
        const source = knowledge.sourceById.get(citation.source);
        if (source === undefined)
            return [];
        return [
            {
                name: cut(`${place + 1}. ${description(source, wording)}`, LIMITS.fieldName),
                value: sourceText(source, citation.shows, wording),
                keep: true,
            },
        ];
    });
    return {
        embeds: [
            fitEmbed({
                title: wording.sources.title(fields.length),
                color: VERDICT_COLOURS[claim.verdict],
                description: `${mark(claim, wording)}\n${claim.claim}`,
                fields,
                footer: { text: wording.answer.footer(claim.reviewed) },
            }),
        ],
        allowed_mentions: NO_MENTIONS,
    };
}
function description(source, wording) {
    const kind = wording.design[source.design];
    return [
        kind.charAt(0).toUpperCase() + kind.slice(1),
        source.year === undefined ? undefined : String(source.year),
        sizeOf(source),
    ]
        .filter((part) => part !== undefined)
        .join(' · ');
}
/** "178 randomised, 138 completed" says it all; a bare number needs its noun. */
function sizeOf(source) {
    if (source.size === undefined)
        return undefined;
    return /^[\d,. ]+$/.test(source.size) ? `n = ${source.size}` : source.size;
}
/** What it shows and the link are never cut: the reference before them gives way. */
function sourceText(source, shows, wording) {
    const essential = [
        shows,
        source.notice === undefined ? undefined : `⚠️ ${source.notice}`,
        source.funding === undefined ? undefined : wording.sources.fundedBy(source.funding),
        source.read === 'full-text' ? undefined : wording.sources.read[source.read],
        source.url,
    ]
        .filter((part) => part !== undefined)
        .join('\n');
    return `${cut(reference(source, wording), LIMITS.fieldValue - essential.length - 1)}\n${essential}`;
}
