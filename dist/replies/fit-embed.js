import { cut } from "./cut.js";
import { LIMITS } from "./limits.js";
/** The least that is left of a text before it is dropped: shorter is no longer a sentence. */
const MIN_LEFT = 80;
/** How long an embed is by Discord's count. */
export function embedLength(embed) {
    const fields = embed.fields ?? [];
    return ((embed.title?.length ?? 0) +
        (embed.description?.length ?? 0) +
        (embed.footer?.text.length ?? 0) +
        (embed.author?.name.length ?? 0) +
        fields.reduce((sum, field) => sum + field.name.length + field.value.length, 0));
}
/**
 * An embed that Discord accepts: every single limit, then the 6000 in total. What is cut first is the longest field that
 * is not marked `keep`, then the description; the fields marked `keep` are never shortened below their single limit.
 */
export function fitEmbed(embed) {
    const { fields = [], ...rest } = embed;
    const kept = fields.slice(0, LIMITS.embedFields).map((field) => ({
        ...field,
        name: cut(field.name, LIMITS.fieldName),
        value: cut(field.value, LIMITS.fieldValue),
    }));
    const fitted = {
        ...rest,
        ...(embed.title === undefined ? {} : { title: cut(embed.title, LIMITS.embedTitle) }),
        ...(embed.description === undefined
            ? {}
            : { description: cut(embed.description, LIMITS.embedDescription) }),
        ...(embed.footer === undefined
            ? {}
            : { footer: { ...embed.footer, text: cut(embed.footer.text, LIMITS.embedFooter) } }),
    };
    const plain = () => kept.map(({ keep: _keep, ...field }) => field);
    let over = embedLength({ ...fitted, fields: plain() }) - LIMITS.embedTotal;
    while (over > 0) {
        const longest = kept
            .filter((field) => field.keep !== true)
            .sort((a, b) => b.value.length - a.value.length)[0];
        if (longest !== undefined && longest.value.length > MIN_LEFT) {
            longest.value = cut(longest.value, Math.max(MIN_LEFT, longest.value.length - over));
        }
        else if (fitted.description !== undefined && fitted.description.length > MIN_LEFT) {
            fitted.description = cut(fitted.description, Math.max(MIN_LEFT, fitted.description.length - over));
        }
        else if (longest !== undefined) {
            kept.splice(kept.indexOf(longest), 1);
        }
        else {
            kept.pop();
        }
        over = embedLength({ ...fitted, fields: plain() }) - LIMITS.embedTotal;
    }
    return kept.length === 0 ? fitted : { ...fitted, fields: plain() };
}
