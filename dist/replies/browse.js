import { NO_MENTIONS, VERBS } from "./answer.js";
import { buttonRow, claimMenu } from "./components.js";
import { fitEmbed } from "./fit-embed.js";
import { NEUTRAL_COLOUR, VERDICT_SIGNS } from "./wording.js";
/** Ten claims fill a phone's screen without scrolling twice. */
export const CLAIMS_ON_PAGE = 10;
/** One page of claims with their marks, a menu to open one, and buttons to the pages beside it. */
export function browsePayload(claims, wanted, filters, idOfPage, wording) {
    const pages = Math.max(1, Math.ceil(claims.length / CLAIMS_ON_PAGE));
    const page = Math.min(Math.max(0, wanted), pages - 1);
    const shown = claims.slice(page * CLAIMS_ON_PAGE, (page + 1) * CLAIMS_ON_PAGE);
    return {
        embeds: [
            fitEmbed({
                title: filters.length === 0 ? wording.browse.title : wording.browse.titleFor(filters.join(', ')),
                color: NEUTRAL_COLOUR,
                description: shown.length === 0
                    ? wording.browse.nothing
                    : shown
                        .map((claim) => `${VERDICT_SIGNS[claim.verdict]} **${wording.verdict[claim.verdict]}** · ${claim.claim}`)
                        .join('\n'),
                footer: { text: wording.browse.page(page + 1, pages, claims.length) },
            }),
        ],
        components: [
            ...(shown.length === 0 ? [] : [claimMenu(shown, { verb: VERBS.open, args: [] }, wording)]),
            ...(pages === 1
                ? []
                : [
                    buttonRow([
                        { ...idOfPage(Math.max(0, page - 1)), label: wording.buttons.back, disabled: page === 0 },
                        { ...idOfPage(page + 1), label: wording.buttons.next, disabled: page === pages - 1 },
                    ]),
                ]),
        ],
        allowed_mentions: NO_MENTIONS,
    };
}
