import { tidy } from "../matching/normalise.js";
import { cut } from "./cut.js";
/** More of somebody's words than this is neither needed nor kind. */
export const MAX_QUOTE = 200;
/** Stacked accents ("zalgo") run over neighbouring lines; two on a letter are enough for any language. */
const STACKED_MARKS = /(\p{M}{2})\p{M}+/gu;
/**
 * Somebody's words, safe to show: no markdown, mentions, invites, links or invisible characters, one line, at most
 * `MAX_QUOTE` characters.
 */
export function quote(text) {
    const plain = tidy(text)
        .replace(/(?:discord(?:app)?\.(?:gg|com\/invite)|dsc\.gg)\/?\S*/gi, '[invite]')
        .replace(/\b[\w.-]+\.(?:com|net|org|gg|io|co|me|xyz|info|link|ru|app|dev)\b(?:\/\S*)?/gi, '[link]')
        .replace(STACKED_MARKS, '$1')
        .replace(/\s+/g, ' ')
        .trim();
    // The zero-width space keeps "@everyone" and "<@1>" from being read as a mention; the backslash keeps markdown as written.
    return escapeMarkdown(cut(plain, MAX_QUOTE)).replace(/@/g, '@\u200b').replace(/</g, '<\u200b');
}
const QUOTE_MARK = '> ';
/** The same as a block quote, which is how `withoutQuotes` finds it again. */
export function quoted(text) {
    return QUOTE_MARK + quote(text);
}
/** Shows markdown characters as themselves. */
export function escapeMarkdown(text) {
    return text.replace(/[\\*_~`|>#[\]()-]/g, '\\$&');
}
/** A payload without anybody's quoted words: for a server whose AutoMod blocks them. */
export function withoutQuotes(payload) {
    const strip = (text) => text
        .split('\n')
        .filter((line) => !line.startsWith(QUOTE_MARK))
        .join('\n');
    return {
        ...payload,
        ...(payload.content === undefined ? {} : { content: strip(payload.content) }),
        ...(payload.embeds === undefined
            ? {}
            : {
                embeds: payload.embeds.map((embed) => ({
                    ...embed,
                    ...(embed.description === undefined ? {} : { description: strip(embed.description) }),
                    ...(embed.fields === undefined
                        ? {}
                        : {
                            fields: embed.fields
                                .map((field) => ({ ...field, value: strip(field.value) }))
                                // Discord refuses a field with nothing in it.
                                .filter((field) => field.value !== ''),
                        }),
                })),
            }),
    };
}
