import { stemmer } from 'stemmer';
/** Spellings of the vitamin that no list of words has: "vit k two", "kay 2", "menaQ7", "mk-7". */
const SPELLED = /^(?:vit|vitk|k|kay|mk|menaq|menaquin|d)\w{0,12}$/;
const WORD = /[\p{L}\p{N}]+/gu;
/**
 * A quick test that lets through every text that may name a subject of the lexicon, and few others: without a subject no
 * claim is matched, so most of a channel's talk never reaches the matcher.
 */
export function subjectTest(knowledge) {
    const known = new Set();
    for (const concept of knowledge.lexicon.concepts) {
        if (concept.kind !== 'subject')
            continue;
        for (const word of concept.words) {
            const first = String(word).toLowerCase().match(WORD)?.[0];
            if (first !== undefined)
                known.add(first).add(stemmer(first));
        }
    }
    return (text) => {
        for (const [word] of text.normalize('NFKC').toLowerCase().matchAll(WORD)) {
            if (known.has(word) || SPELLED.test(word) || known.has(stemmer(word)))
                return true;
        }
        return false;
    };
}
