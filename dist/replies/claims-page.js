import { VERDICT_SIGNS } from "./wording.js";
/** The index of all claims as a page of Markdown: what a moderator shows a sceptic. */
export function claimsPage(knowledge, wording) {
    const count = (verdict) => knowledge.claims.filter((claim) => claim.verdict === verdict).length;
    const sections = knowledge.topics.map((topic) => [
        `## ${topic.title}`,
        '',
        '| | Claim | What is known | Sources |',
        '|---|---|---|---|',
        ...topic.claims.map((claim) => {
            const sources = claim.citations.map((citation, place) => {
                const url = knowledge.sourceById.get(citation.source)?.url ?? '';
                return `[${place + 1}](<${url}>)`;
            });
            const mark = `${VERDICT_SIGNS[claim.verdict]} **${wording.verdict[claim.verdict]}**, ${wording.certainty[claim.certainty]}`;
            return `| ${mark} | ${cell(claim.claim)} | ${cell(claim.fact)} | ${sources.join(' ')} |`;
        }),
    ].join('\n'));
    return [
        '# All reviewed claims',
        '',
        '<!-- Generated from knowledge/ by `npm run generate`. Edit the claims, not this page. -->',
        '',
        `${knowledge.claims.length} claims: ${count('myth')} myths, ${count('supported')} supported, ${count('unsettled')} unsettled. ` +
            `Newest review: ${knowledge.lastReviewed}. Not medical advice.`,
        '',
        ...sections.flatMap((section) => [section, '']),
    ].join('\n');
}
function cell(text) {
    return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
