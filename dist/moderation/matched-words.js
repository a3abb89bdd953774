import { stemmer } from 'stemmer';
/** Bare numbers are left out: they stand in any sentence about doses. */
const WORD = /\p{N}*\p{L}[\p{L}\p{N}]*/gu;
/** Words that every sentence has say nothing about why it matched. */
const EMPTY = new Set(('a an the and or but of in on at to for from with by as is are was were be been it its this that these those i you he she we they ' +
    'my your our their me him her us them do does did not no so if then than too very just right out up off all can will would has have had mg mcg ug iu')
    .split(' ')
    .map(stemmer));
/** More words than this would be the sentence again. */
const MOST = 8;
/** The words of a text that the claim's own wordings share, in the text's order: why it matched, in a moderator's eyes. */
export function matchedWords(text, claim) {
    const own = new Set(stems([claim.claim, ...claim.phrasings].join(' ')).map(({ stem }) => stem));
    const seen = new Set();
    return stems(text)
        .filter(({ stem }) => own.has(stem) && !EMPTY.has(stem) && !seen.has(stem) && seen.add(stem))
        .slice(0, MOST)
        .map(({ word }) => word);
}
function stems(text) {
    return [...text.toLowerCase().matchAll(WORD)].map(([word]) => ({ word, stem: stemmer(word) }));
}
