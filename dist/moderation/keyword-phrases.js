/** Discord's limits for an AutoMod keyword rule (practice.md, section 11). */
export const MAX_PHRASES = 1000;
export const MAX_PHRASE_LENGTH = 60;
export const MAX_EXEMPT_CHANNELS = 50;
/** A shorter phrase says too little to stand for a whole claim. */
const LEAST_WORDS = 3;
/** Wordings tried and kept for each myth: the shortest occur most. */
const TRIED = 8;
const KEPT = 5;
/** Spellings of the vitamin that Discord, which compares letters, must be given one by one. */
const SPELLINGS = ['k2', 'vitamin k2', 'vit k2', 'mk7', 'mk-7'];
const SPELLED_IN = /\b(?:vitamin k2|vit k2|k2|mk-?7)\b/;
/**
 * Short phrases that by themselves assert a myth above the watching bar, each with its claim. Found by asking the same
 * judge that watches, so that a rule raises nothing that watching would not.
 */
export async function keywordPhrases(knowledge, judge) {
    const phrases = new Map();
    const myths = knowledge.claims.filter((claim) => claim.verdict === 'myth');
    const found = await Promise.all(myths.map((claim) => strongest(claim, judge)));
    // One of each claim first: when there are too many, every claim keeps its best.
    for (let place = 0; place < KEPT; place += 1) {
        myths.forEach((claim, at) => {
            const phrase = found[at]?.[place];
            if (phrase === undefined)
                return;
            for (const spelled of spellings(phrase)) {
                if (phrases.size < MAX_PHRASES && spelled.length <= MAX_PHRASE_LENGTH)
                    phrases.set(spelled, claim.id);
            }
        });
    }
    return phrases;
}
async function strongest(claim, judge) {
    const candidates = [...new Set([claim.claim, ...claim.phrasings].map(plain))]
        .filter((phrase) => phrase.length <= MAX_PHRASE_LENGTH && phrase.split(' ').length >= LEAST_WORDS)
        .sort((a, b) => a.length - b.length)
        .slice(0, TRIED);
    const kept = [];
    for (const phrase of candidates) {
        if (kept.length === KEPT)
            break;
        if (await asserts(phrase, claim, judge))
            kept.push(phrase);
    }
    return kept;
}
async function asserts(phrase, claim, judge) {
    const hits = await judge(phrase);
    return hits[0]?.claimId === claim.id;
}
/** As somebody would type it, without what AutoMod reads as a wildcard or a mention. */
function plain(phrase) {
    if (/[?*]/.test(phrase))
        return '';
    return phrase
        .toLowerCase()
        .replace(/[.!,"]+/g, '')
        .replace(/\s+/g, ' ')
        .trim();
}
function spellings(phrase) {
    const [spelled] = SPELLED_IN.exec(phrase) ?? [];
    if (spelled === undefined)
        return [phrase];
    return [phrase, ...SPELLINGS.map((other) => phrase.replace(SPELLED_IN, other))];
}
