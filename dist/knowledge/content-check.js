import { fleschKincaid } from 'flesch-kincaid';
import { syllable } from 'syllable';
import { foldPhrasing } from "./cross-check.js";
/**
 * US school grade of a claim's prose (Flesch–Kincaid). Our readers are thirteen, which is grade 8; names of drugs and
 * proteins alone add about two grades that no rewriting removes.
 */
export const MAX_READING_GRADE = 10;
/** Evidence on K2 moves slowly; a claim nobody has looked at for a year and a half deserves a look. */
export const MAX_REVIEW_AGE_DAYS = 548;
/** Two phrasings with this share of words in common are nearly one, and pull the matcher both ways. */
const NEAR_DUPLICATE = 0.86;
/** Shorter phrasings share all their words by chance. */
const MIN_WORDS_FOR_NEAR_DUPLICATE = 5;
const DAY_MS = 86_400_000;
/** Words that promise what no study can. */
const PROMISES = /\b(?:guarantee[sd]?|miracle|100 ?% (?:safe|effective)|completely safe|perfectly safe|totally safe|always works|risk-free|no risk at all|never harms)\b/i;
/** Only a prescriber says this to a person. */
const ORDERS = /(?<!(?:not|never|n't|before you|to|or|if you|should you|when you) )\b(?:stop|start|quit|begin) (?:taking|using|your|the) (?:\w+ )?(?:k2|mk-?[47]|warfarin|statins?|medicines?|drugs?|supplements?|tablets?|pills?)\b|(?:^|[.!?] )(?:take|start|stop) (?:\d|k2|mk-?[47]|warfarin|your (?:medicine|statin))/i;
const CURE_IN_FACT = /\bcures?\b/i;
/** Pooled estimates that rest on trials later withdrawn or doubted: the correction must be told with them. */
const CORRECTED = {
    'cockayne-2006-fracture-meta': {
        needs: /2018|correct/i,
        why: 'its 2006 figures were corrected in 2018, when the trials under suspicion were left out',
    },
};
/** What only reading the texts shows. `today` is an ISO date. */
export function checkContent(knowledge, today) {
    return [
        ...knowledge.claims.flatMap((claim) => checkClaim(claim, knowledge, today)),
        ...nearDuplicates(knowledge.claims),
    ].sort((a, b) => a.file.localeCompare(b.file));
}
function checkClaim(claim, knowledge, today) {
    const findings = [];
    const report = (severity, field, problem, remedy) => {
        findings.push({ severity, file: claim.file, line: 0, field, problem, remedy });
    };
    const texts = [
        ['fact', claim.fact],
        ['explanation', claim.explanation],
        ['takeaway', claim.takeaway],
        ['fallacy.how', claim.fallacy?.how ?? ''],
    ];
    const grade = readingGrade([claim.explanation, claim.takeaway].join(' '));
    if (grade > MAX_READING_GRADE) {
        report('fault', 'explanation', `reads like school grade ${grade.toFixed(1)}, at most ${MAX_READING_GRADE}`, 'shorter sentences, everyday words');
    }
    if (CURE_IN_FACT.test(claim.fact)) {
        report('fault', 'fact', 'says "cure"', 'say what the studies show instead');
    }
    for (const [field, text] of texts) {
        const promise = PROMISES.exec(text);
        if (promise !== null)
            report('fault', field, `promises: "${promise[0]}"`, 'no study shows that; say how sure we are');
        const order = ORDERS.exec(text);
        if (order !== null) {
            report('fault', field, `tells people what to take or stop: "${order[0].trim()}"`, 'point to their prescriber instead');
        }
    }
    // A citation is shown with its year.
    const shown = new Set(claim.citations.flatMap((citation) => [
        ...figuresIn(citation.shows),
        String(knowledge.sourceById.get(citation.source)?.year ?? ''),
    ]));
    for (const [field, text] of texts) {
        const unsupported = figuresIn(text).filter((figure) => !shown.has(figure));
        if (unsupported.length > 0) {
            report('warning', field, `${unsupported.join(', ')} stands in no citation's "shows"`, 'add the figure to the citation it comes from, or take it out');
        }
    }
    claim.citations.forEach((citation, index) => {
        const source = knowledge.sourceById.get(citation.source);
        if (source !== undefined &&
            testedOnlyK1(source) &&
            !/\bK1\b|phylloquinone|phytonadione/.test(citation.shows)) {
            report('fault', `citations.${index}.shows`, `${source.id} tested K1, and the text does not say so`, 'name K1');
        }
        const correction = CORRECTED[citation.source];
        if (correction !== undefined && !correction.needs.test(citation.shows)) {
            report('fault', `citations.${index}.shows`, correction.why, 'give the corrected figure beside it, or cite another work');
        }
    });
    if (claim.verdict === 'myth' &&
        claim.citations.every((citation) => isBackground(knowledge.sourceById.get(citation.source)))) {
        report('warning', 'citations', 'this myth cites only overviews and reference pages', 'cite a study where there is one; where there is none, say that in the explanation');
    }
    const age = Math.floor((Date.parse(today) - Date.parse(claim.reviewed)) / DAY_MS);
    if (age > MAX_REVIEW_AGE_DAYS) {
        report('warning', 'reviewed', `last reviewed ${age} days ago`, 'read it against its sources and set the date');
    }
    if (age < 0)
        report('fault', 'reviewed', 'the date is in the future', 'set the day of the review');
    return findings;
}
/** Flesch–Kincaid grade. K2, MK-7 and dp-ucMGP are read letter by letter and counted as one easy word. */
export function readingGrade(text) {
    const sentences = text.split(/[.!?]+(?:\s|$)/).filter((sentence) => /\p{L}/u.test(sentence));
    const words = text.match(/[\p{L}][\p{L}'-]*/gu) ?? [];
    if (words.length === 0 || sentences.length === 0)
        return 0;
    return fleschKincaid({
        sentence: sentences.length,
        word: words.length,
        syllable: words.reduce((sum, word) => sum + Math.max(1, syllable(word)), 0),
    });
}
/** Figures in a text, in one form: "1,000" is "1000". Names with digits (K2, MK-7, D3, 25-OH) are no figures. */
export function figuresIn(text) {
    const plain = text
        .replace(/(\d)[,\u202f](?=\d{3}\b)/g, '$1')
        .replace(/\b(?:MK|K|D|B|COVID|IL|UBIAD|type|stage|factor|level)[-\s]?\d+(?:\(4H\))?/gi, ' ')
        .replace(/\b\d+-(?:OH|hydroxy)/gi, ' ');
    return [...new Set(plain.match(/\d+(?:\.\d+)?/g) ?? [])];
}
function testedOnlyK1(source) {
    const gave = `${source.gave ?? ''}`;
    return (/\bK1\b|phylloquinone|phytonadione|phytomenadione/i.test(gave) &&
        !/K2|MK-?\d|menaquinone|menatetrenone|natto/i.test(gave));
}
function isBackground(source) {
    return source === undefined || source.design === 'review' || source.design === 'reference';
}
/**
 * Two phrasings this much alike share at least one of their rarest words, so only pairs that do are compared: comparing all
 * that share any word ("does", "k2") takes a second.
 */
function nearDuplicates(claims) {
    const entries = claims.flatMap((claim) => claim.phrasings.map((phrasing) => ({
        claim,
        phrasing,
        words: new Set(foldPhrasing(phrasing).split(' ')),
    })));
    const frequency = new Map();
    for (const { words } of entries) {
        for (const word of words)
            frequency.set(word, (frequency.get(word) ?? 0) + 1);
    }
    const rarity = (word) => frequency.get(word) ?? 0;
    const byRareWord = new Map();
    const findings = [];
    for (const entry of entries) {
        const { size } = entry.words;
        if (size < MIN_WORDS_FOR_NEAR_DUPLICATE)
            continue;
        const rarest = [...entry.words]
            .sort((a, b) => rarity(a) - rarity(b) || (a < b ? -1 : 1))
            .slice(0, size - Math.ceil(NEAR_DUPLICATE * size) + 1);
        const candidates = new Set(rarest.flatMap((word) => byRareWord.get(word) ?? []));
        for (const other of candidates) {
            if (other.claim.id === entry.claim.id)
                continue;
            const shared = [...entry.words].filter((word) => other.words.has(word)).length;
            if (shared / (size + other.words.size - shared) < NEAR_DUPLICATE)
                continue;
            findings.push({
                severity: 'warning',
                file: entry.claim.file,
                line: 0,
                field: 'phrasings',
                problem: `"${entry.phrasing}" is nearly "${other.phrasing}" of ${other.claim.id}`,
                remedy: 'make plain which claim it means, or drop one',
            });
        }
        for (const word of rarest)
            byRareWord.set(word, [...(byRareWord.get(word) ?? []), entry]);
    }
    return findings;
}
