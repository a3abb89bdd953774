import { escapeMarkdown } from "./quote.js";
/**
 * "Hasific 2023": the first author's family name, or the body that wrote it, and the year. Copes with what is missing.
 * Group names (NHS, EFSA…) carry no initials and are kept whole up to the first comma or bracket.
 */
export function shortName(source, wording) {
    const authors = source.authors ?? wording.sources.authorsNotListed;
    const first = authors.split(/[,(;]/)[0]?.trim() ?? authors;
    const name = first.replace(/ (?:\p{Lu}|\p{Lu}-)+$/u, '');
    return source.year === undefined ? name : `${name} ${source.year}`;
}
/** One line for an answer: the name as a link, what kind of work, what it shows, and what came to light about it since. */
export function citationLine(source, shows, wording) {
    return `[${escapeMarkdown(shortName(source, wording))}](${linkTarget(source.url)}), ${wording.design[source.design]}: ${shows}${source.notice === undefined ? '' : ` ⚠️ ${source.notice}`}`;
}
/** A link's address for Markdown: a bracket in it (old DOIs have them) would end the link early. */
export function linkTarget(url) {
    return url.replaceAll('(', '%28').replaceAll(')', '%29');
}
/** The whole reference, in one style for every work: authors, year, title, journal, identifiers. */
export function reference(source, wording) {
    const authors = source.authors ?? wording.sources.authorsNotListed;
    const year = source.year === undefined ? wording.sources.yearNotListed : String(source.year);
    const journal = [source.journal, source.volumePages].filter((part) => part !== undefined).join(' ');
    const identifiers = [
        source.doi === undefined ? undefined : `doi:${source.doi}`,
        source.pmid === undefined ? undefined : `PMID ${source.pmid}`,
        source.pmcid,
    ].filter((part) => part !== undefined);
    return [
        `${escapeMarkdown(authors)} (${year}). ${escapeMarkdown(source.title)}.`,
        journal === '' ? undefined : `*${escapeMarkdown(journal)}*.`,
        identifiers.length === 0 ? undefined : `${escapeMarkdown(identifiers.join(' · '))}.`,
    ]
        .filter((part) => part !== undefined)
        .join(' ');
}
