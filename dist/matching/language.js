import { franc } from 'franc-min';
import { tidy, wordsOf } from "./normalise.js";
/** Fewer words than this tell no language: "k2 bueno" could be anybody's joke. */
const MIN_WORDS = 3;
/** Of English text, however misspelt, far more words than this stand somewhere in our texts. */
const MAX_KNOWN_SHARE = 0.5;
/** Shorter texts are all noise to the trigram detector. */
const MIN_LETTERS = 12;
const LATIN_SHARE = 0.6;
/**
 * Whether a text is probably not English, so that we say what we cover instead of "no reviewed claim". Only asked where
 * no claim was found: words that decide are answered in whatever sentence they stand.
 */
export function isForeign(text, knows) {
    const plain = tidy(text);
    const letters = plain.match(/\p{L}/gu)?.length ?? 0;
    const latin = plain.match(/\p{Script=Latin}/gu)?.length ?? 0;
    if (letters >= MIN_WORDS && latin < letters * LATIN_SHARE)
        return true;
    const words = wordsOf(text).filter((word) => !/\d/.test(word));
    if (words.length < MIN_WORDS || letters < MIN_LETTERS)
        return false;
    if (words.filter(knows).length > words.length * MAX_KNOWN_SHARE)
        return false;
    const guess = franc(plain, { minLength: MIN_LETTERS });
    return guess !== 'eng' && guess !== 'sco' && guess !== 'und';
}
