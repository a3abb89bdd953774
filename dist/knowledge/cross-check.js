import { place } from "./yaml-file.js";
/** More than this and a topic is too long to browse. */
const MAX_CLAIMS_IN_TOPIC = 20;
/** Two phrasings that differ only in case, accents or punctuation are the same phrasing. */
export function foldPhrasing(text) {
    return text
        .normalize('NFKD')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim();
}
/** The faults that only show when all files are seen together. */
export function crossCheck(raw) {
    const faults = [];
    const report = (entry, path, problem, remedy) => {
        faults.push({ ...place(entry.source, [...entry.path, ...path]), problem, remedy });
    };
    if (raw.claims.length === 0) {
        faults.push({
            file: 'claims',
            line: 0,
            field: '',
            problem: 'there is no claim that can be read',
            remedy: 'put one YAML file for each claim into knowledge/claims/<topic>/',
        });
    }
    const claimIds = unique(raw.claims, 'claim', report);
    const sourceIds = unique(raw.sources, 'source', report);
    const cautionIds = unique(raw.cautions, 'caution', report);
    const topicIds = unique(raw.topics, 'topic', report);
    unique(raw.foods, 'food', report);
    const seen = new Map();
    for (const entry of raw.claims) {
        const claim = entry.value;
        const name = claim.file.replace(/^.*\//, '').replace(/\.ya?ml$/, '');
        if (claim.id !== name) {
            report(entry, ['id'], `the id is "${claim.id}" but the file is named "${name}"`, 'make the two the same');
        }
        if (!topicIds.has(claim.topic)) {
            report(entry, [], `the folder "${claim.topic}" is not a topic`, 'add it to topics.yaml, or move the file');
        }
        claim.citations.forEach((citation, index) => {
            if (!sourceIds.has(citation.source)) {
                report(entry, ['citations', index, 'source'], `there is no source "${citation.source}"`, 'check its spelling, or add the work to knowledge/sources');
            }
        });
        claim.cautions.forEach((id, index) => {
            if (!cautionIds.has(id)) {
                report(entry, ['cautions', index], `there is no caution "${id}"`, 'use an id from cautions.yaml');
            }
        });
        for (const field of ['related', 'differsFrom']) {
            claim[field].forEach((id, index) => {
                if (id === claim.id) {
                    report(entry, [field, index], 'a claim cannot name itself', 'take it out');
                }
                else if (!claimIds.has(id)) {
                    report(entry, [field, index], `there is no claim "${id}"`, 'check its spelling, or take it out');
                }
            });
        }
        claim.phrasings.forEach((phrasing, index) => {
            const folded = foldPhrasing(phrasing);
            const other = seen.get(folded);
            if (other !== undefined) {
                report(entry, ['phrasings', index], `"${phrasing}" also stands under ${other.value.id}`, 'keep it where it belongs: one phrasing cannot mean two claims');
            }
            seen.set(folded, entry);
        });
    }
    for (const topic of raw.topics) {
        const size = raw.claims.filter((entry) => entry.value.topic === topic.value.id).length;
        if (size > MAX_CLAIMS_IN_TOPIC) {
            report(topic, [], `the topic has ${size} claims, at most ${MAX_CLAIMS_IN_TOPIC} can be browsed well`, 'split it into two topics');
        }
    }
    for (const entry of raw.foods) {
        entry.value.figures.forEach((figure, index) => {
            if (!sourceIds.has(figure.source)) {
                report(entry, ['figures', index, 'source'], `there is no source "${figure.source}"`, 'add the work first');
            }
            if (figure.totalK !== undefined && figure.counts === undefined) {
                report(entry, ['figures', index, 'totalK'], 'a total without `counts`: tables that count different forms must not be mixed unlabelled', 'say in `counts` which forms the total counts');
            }
        });
    }
    if (raw.lexicon !== undefined) {
        const lexicon = raw.lexicon;
        const concepts = new Set(lexicon.value.concepts.map((concept) => concept.id));
        lexicon.value.concepts.forEach((concept, index) => {
            concept.implies.forEach((id, position) => {
                if (!concepts.has(id)) {
                    report(lexicon, ['concepts', index, 'implies', position], `there is no concept "${id}"`, 'check its spelling');
                }
            });
            if (lexicon.value.concepts.findIndex((other) => other.id === concept.id) !== index) {
                report(lexicon, ['concepts', index, 'id'], `the concept "${concept.id}" stands here twice`, 'merge the two');
            }
        });
        for (const risk of Object.keys(lexicon.value.risks)) {
            if (!cautionIds.has(risk)) {
                report(lexicon, ['risks', risk], `there is no caution "${risk}" to show`, 'add it to cautions.yaml');
            }
        }
    }
    return faults;
}
function unique(entries, what, report) {
    const first = new Map();
    for (const entry of entries) {
        const earlier = first.get(entry.value.id);
        if (earlier !== undefined) {
            report(entry, ['id'], `the ${what} "${entry.value.id}" already stands in ${earlier.source.file}`, 'give one of them another id, or take one out');
        }
        else {
            first.set(entry.value.id, entry);
        }
    }
    return new Set(first.keys());
}
