/**
 * From raw text to words. Everything a stranger can type goes through here, so the cost is bounded by `MAX_INPUT`.
 */
/** Discord's own limit for a message of an ordinary account; a longer text is cut, not refused. */
export const MAX_INPUT = 2000;
/** A sentence longer than this is cut into windows: captions and voice-to-text have no full stops. */
export const MAX_SEGMENT_WORDS = 32;
const INVISIBLE = /\p{Cf}|\p{Cc}(?<!\n)|\p{Variation_Selector}|\u034f|\u115f|\u1160/gu;
const LINKS_AND_MARKUP = /https?:\/\/\S+|www\.\S+|<a?:\w+:\d+>|<[@#][!&]?\d+>|<t:\d+(?::\w)?>/g;
const COMBINING = /\p{M}+/gu;
/** Removes what can be seen by nobody and what is no word: zero-width and bidi characters, links, mentions. */
export function tidy(text) {
    return text
        .slice(0, MAX_INPUT)
        .normalize('NFKC')
        .replace(INVISIBLE, '')
        .replace(LINKS_AND_MARKUP, ' ')
        .replace(/[\u2018\u2019\u02bc`\u00b4]/g, "'")
        .replace(/[\u201c\u201d\u00ab\u00bb]/g, '"');
}
/** Splits a text into sentences and long sentences into overlapping windows; the same sentence twice counts once. */
export function segment(text) {
    const seen = new Set();
    const segments = [];
    for (const line of tidy(text).split('\n')) {
        const quoted = /^\s*>/.test(line);
        for (const sentence of sentences(line)) {
            const words = wordsOf(sentence);
            const key = words.join(' ');
            if (words.length === 0 || seen.has(key))
                continue;
            seen.add(key);
            const question = /\?[\s"')\]!]*$/.test(sentence);
            segments.push({ raw: sentence.trim(), words, question, quoted });
        }
    }
    return segments;
}
/** A full stop ends a sentence only before a space: "2.5 mg", "k2.does" and "e.g." are left alone. */
function sentences(line) {
    return line
        .replace(/\b(dr|mr|mrs|ms|vit|vs|e\.g|i\.e|etc|approx|st|prof)\.\s/gi, '$1 ')
        .split(/(?<=[.!?\u3002\uff1f]["')\]]*)\s+|[\u3002\uff1f]|;\s+|\s+[\u2013\u2014]\s+|\s-\s|\.{3,}/u)
        .filter((part) => part.trim() !== '');
}
const CONTRACTIONS = [
    [/\bcan'?t\b|\bcannot\b/g, 'can not'],
    [/\bwon'?t\b(?!\s+to\b)/g, 'will not'],
    [/\bain'?t\b/g, 'is not'],
    [/\b(do|does|did|is|are|was|were|has|have|had|would|should|could|need|must)n'?t\b/g, '$1 not'],
    [/\b(dosent|doesnt|dosnt|doesn|dont|don)\b(?:'t)?/g, 'does not'],
    [/\b(i|you|we|they)'ve\b/g, '$1 have'],
    [/\b(\w+)'re\b/g, '$1 are'],
    [/\b(\w+)'ll\b/g, '$1 will'],
    [/\bi'?m\b/g, 'i am'],
    [/\b(it|that|there|what|who|how|here|he|she|where)'s\b/g, '$1 is'],
    [/\b(what|how|where|who|that)s\b/g, '$1 is'],
    [/\b(\w+)'s\b/g, '$1'],
    [/\b(\w+)'d\b/g, '$1 would'],
];
const NUMBER_WORDS = new Map([
    ['one', '1'],
    ['two', '2'],
    ['three', '3'],
    ['four', '4'],
    ['seven', '7'],
    ['eight', '8'],
    ['nine', '9'],
]);
/** The many ways to write the names that must never be confused, each to one word. */
const NAMES = [
    [/\b(?:em|m)[\s.-]*(?:kay|k)[\s.-]*(4|5|6|7|8|9|10|11|12|13|four|five|six|seven|eight|nine)\b/g, 'mk$1'],
    [/\b(?:menaquinones?|mena[\s-]?q)[\s.-]*(4|5|6|7|8|9|10|11|12|13|four|seven|eight|nine)\b/g, 'mk$1'],
    [/\bmk[\s.-]*(?:number\s+)?(4|5|6|7|8|9|10|11|12|13|four|seven|eight|nine)\b/g, 'mk$1'],
    [/\bmk(four|seven|eight|nine)\b/g, 'mk$1'],
    // "d3k2", "k2d3", "d3/k2", "d3+k2"
    [/\b(d3|d2|d|k2|k1|mk7|mk4)(?:[/+&]|(?=k2|d3|mk7))(?=d3|d2|k2|k1|mk7|mk4|d\b|k\b)/g, '$1 '],
    [
        /\b(?:vitamins?|vitamine?s?|vits?|vitimin|vitmain|vitamen|viatmin)[\s.-]*k[\s._-]*(?:number\s+)?(1|2|3|one|two|three)\b/g,
        'k$1',
    ],
    [
        /\b(?:vitamins?|vitamine?s?|vits?|vitimin|vitmain|vitamen|viatmin)[\s.-]*d[\s._-]*(?:number\s+)?(2|3|two|three)\b/g,
        'd$1',
    ],
    [/\b(?:vitamins?|vitamine?|vits?|vitimin|vitmain|vitamen|viatmin)[\s.-]*([a-e]|k)\b/g, 'vitamin $1'],
    [/\bvitamin\s+k\s+and\s+k2\b/g, 'vitamin k k2'],
    [/\bk[\s._-]+(1|2|3|two|three)\b/g, 'k$1'],
    [/\bd[\s._-]+(2|3|three)\b/g, 'd$1'],
    [/\bkay[\s-]*(?:two|2)\b/g, 'k2'],
    [/\bdee[\s-]*(?:three|3)\b/g, 'd3'],
    [/\bk(?:two)\b/g, 'k2'],
];
/** The words of a text in the form the lexicon knows them. */
export function wordsOf(text) {
    let plain = text.toLowerCase().normalize('NFKD').replace(COMBINING, '');
    for (const [pattern, replacement] of CONTRACTIONS)
        plain = plain.replace(pattern, replacement);
    plain = plain
        .replace(/(\d)[,\u202f](?=\d{3}\b)/g, '$1')
        .replace(/(\d)\s?%/g, '$1 percent')
        .replace(/[\u00b5\u03bc]g/g, 'mcg');
    for (const [pattern, replacement] of NAMES) {
        plain = plain.replace(pattern, (match, ...groups) => {
            const number = typeof groups[0] === 'string' ? groups[0] : '';
            return replacement.replace('$1', NUMBER_WORDS.get(number) ?? number) || match;
        });
    }
    return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}
