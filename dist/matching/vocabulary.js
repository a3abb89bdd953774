import Fuse from 'fuse.js';
import { stemmer } from 'stemmer';
import { PhraseIndex } from "./phrase-index.js";
/** Nothing shorter than this is ever guessed to be meant: "art" is not "heart", "bon" could be anything. */
const MIN_REPAIR_LENGTH = 5;
/** A slip may have cost a word of that length a letter: "clen". */
const MIN_TYPO_LENGTH = 4;
/** How much of a word may differ before Fuse stops calling it the same (0 equal, 1 anything). */
const FUSE_THRESHOLD = 0.34;
/** One slip in a short word, two in a long one; more and it is another word. */
const slipsAllowed = (length) => (length >= 8 ? 2 : 1);
/** Fuse's best guesses are looked at letter by letter. */
const MAX_GUESSES = 5;
/** Guesses are remembered, up to this many words, so that a flood of new ones cannot fill the memory. */
const MAX_REMEMBERED = 20_000;
/** What may stand between "stop" and the medicine: "stop taking all of my statins". */
const MAX_BETWEEN = 4;
const BETWEEN = new Set('my the a an your his her their our this that these those taking take all of any daily prescribed dads moms mums husbands wifes on from using needing some'.split(' '));
/** Far above what clinics aim for, and far above any daily dose of vitamin D: a matter for a call, not for a bot. */
const HIGH_INR = 5;
const HIGHEST_INR = 30;
const HUGE_VITAMIN_D_IU = 20_000;
const NUMBER_WORDS = [
    'zero',
    'one',
    'two',
    'three',
    'four',
    'five',
    'six',
    'seven',
    'eight',
    'nine',
    'ten',
    'eleven',
    'twelve',
];
const UNIT_OF_TIME = /^(?:days?|weeks?|months?|years?|yrs?|times?|am|pm)$/;
const numberIn = (word) => word === undefined ? Number.NaN : NUMBER_WORDS.includes(word) ? NUMBER_WORDS.indexOf(word) : Number(word);
function namesHighInr(words) {
    return words.some((word, at) => word === 'inr' &&
        [1, 2, 3, 4].some((step) => {
            const value = numberIn(words[at + step]);
            return value >= HIGH_INR && value <= HIGHEST_INR && !UNIT_OF_TIME.test(words[at + step + 1] ?? '');
        }));
}
/** Doctors do prescribe such doses by the week or the month. */
function namesHugeVitaminD(words) {
    return words.some((word, at) => {
        const next = words[at + 1] ?? '';
        const value = /^\d+k$/.test(word)
            ? Number(word.slice(0, -1)) * 1000
            : Number(/^\d{2,3}$/.test(word) && next === '000' ? `${word}000` : word.replace(/ius?$/, ''));
        if (!(value >= HUGE_VITAMIN_D_IU))
            return false;
        const near = words.slice(Math.max(0, at - 4), at + 8).join(' ');
        return (/\b(?:ius?|i u|i use|units?|international)\b/.test(near) &&
            !/\b(?:week|weekly|weeks|month|monthly|year)\b/.test(near));
    });
}
const POINTS_AT_MEDICINE = new Set(['it', 'them', 'mine', 'theirs', 'those']);
const INTO_THE_BIN = /\b(?:in the (?:bin|trash|drawer|garbage|rubbish)|down the (?:toilet|drain|sink))\b/;
/** Words whose stem is another word's: the stemmer makes "even" of "evenity" and "at" of "ate". */
const UNSTEMMED = new Set(['evening', 'evenity', 'ate', 'timing', 'quite', 'organic', 'expecting']);
const isRepairable = (word) => word.length >= MIN_REPAIR_LENGTH && !/\d/.test(word);
/**
 * The lexicon made ready: finds the concepts in a list of words, longest phrase first, and reads a misspelt word as the
 * nearest word it knows. Fuse serves for that alone; it never sees a whole text (design.md, "Traps already known").
 */
export class Vocabulary {
    concepts;
    #phrases = new PhraseIndex();
    #subjects = new PhraseIndex();
    /** One for each risk, so that no longer phrase of one hides another: "stop taking warfarin" is two risks. */
    #risks = new Map();
    #stopping = new PhraseIndex();
    #medicines = new PhraseIndex();
    #known;
    /** Words that a misspelt one may be meant for, by first letter and length: a slip rarely changes either much. */
    #targets = new Map();
    #fuses = new Map();
    #remembered = new Map();
    #stems = new Map();
    /** `knownWords`: words that are no misspellings although no concept has them (the words of all texts). */
    constructor(lexicon, phraseWords, knownWords) {
        this.concepts = new Map(lexicon.concepts.map((concept) => [concept.id, concept]));
        const targets = new Set();
        const known = new Set(knownWords);
        for (const concept of lexicon.concepts) {
            for (const phrase of concept.words) {
                const words = phraseWords(phrase);
                const phrases = concept.kind === 'subject' ? this.#subjects : this.#phrases;
                phrases.add(words.map((word) => this.stem(word)), concept);
                for (const word of words) {
                    known.add(word);
                    const isName = words.length === 1 || concept.kind === 'subject';
                    if (isName && !concept.exact && isRepairable(word))
                        targets.add(word);
                }
            }
        }
        const learn = (phrases, index, value) => {
            for (const phrase of phrases) {
                const words = phraseWords(phrase);
                for (const word of words)
                    known.add(word);
                if (words.length === 1 && isRepairable(phrase))
                    targets.add(phrase);
                index.add(words.map((word) => this.stem(word)), value);
            }
        };
        for (const [risk, phrases] of Object.entries(lexicon.risks)) {
            const index = new PhraseIndex();
            learn(phrases, index, risk);
            this.#risks.set(risk, index);
        }
        learn(lexicon.stopping.words, this.#stopping, true);
        learn(lexicon.stopping.medicines, this.#medicines, true);
        for (const id of lexicon.stopping.concepts)
            learn(this.concepts.get(id)?.words ?? [], this.#medicines, true);
        this.#known = known;
        for (const word of targets) {
            const key = groupOf(word.charAt(0), word.length);
            const group = this.#targets.get(key);
            if (group === undefined)
                this.#targets.set(key, [word]);
            else
                group.push(word);
        }
    }
    /** Whether the word stands in the lexicon, or more than once in the curators' texts. */
    knows(word) {
        return this.#known.has(word);
    }
    stem(word) {
        let stem = this.#stems.get(word);
        if (stem === undefined) {
            stem = /\d/.test(word) || UNSTEMMED.has(word) ? word : stemmer(word);
            if (this.#stems.size < MAX_REMEMBERED)
                this.#stems.set(word, stem);
        }
        return stem;
    }
    /** The words with misspelt ones replaced by what they were meant to be; the same length. */
    repair(words) {
        return words.map((word) => this.#repairWord(word) ?? word);
    }
    /** Every concept in the words, broader ones included, in order of their place. */
    find(words, original = words) {
        const hits = [];
        const stems = words.map((word) => this.stem(word));
        // Apart, so that no longer phrase hides a subject: in "no k2 clears arteries" it is still K2.
        const found = [...this.#subjects.find(stems), ...this.#phrases.find(stems)].sort((a, b) => a.from - b.from);
        for (const { value, from, to } of found) {
            const repaired = original.slice(from, to).find((word, index) => word !== words[from + index]);
            this.#hit(value, from, to, repaired, hits, 0);
        }
        return hits;
    }
    /** The risks to a person that the words reveal, in no order. */
    risks(words) {
        const stems = words.map((word) => this.stem(word));
        const found = new Set();
        for (const [risk, phrases] of this.#risks)
            if (phrases.find(stems).length > 0)
                found.add(risk);
        if (this.#stopsMedicine(stems, words))
            found.add('stops-drug');
        if (namesHighInr(words) || namesHugeVitaminD(words))
            found.add('overdose');
        return found;
    }
    #stopsMedicine(stems, words) {
        const stopping = this.#stopping.find(stems);
        if (stopping.length === 0)
            return false;
        const medicines = this.#medicines.find(stems);
        if (medicines.length === 0)
            return false;
        // "My Prolia is due, I want to skip it": the medicine stands elsewhere in the sentence.
        if (stopping.some(({ to }) => POINTS_AT_MEDICINE.has(words[to] ?? '')))
            return true;
        if (INTO_THE_BIN.test(words.join(' ')))
            return true;
        return stopping.some(({ to }) => medicines.some(({ from }) => from >= to && from - to <= MAX_BETWEEN && words.slice(to, from).every((word) => BETWEEN.has(word))));
    }
    #hit(concept, from, to, repaired, hits, depth) {
        if (depth > 4 || hits.some((hit) => hit.concept === concept.id && hit.from === from))
            return;
        hits.push({
            concept: concept.id,
            from,
            to,
            ...(repaired === undefined ? {} : { repairedFrom: repaired }),
        });
        for (const id of concept.implies) {
            const broader = this.concepts.get(id);
            if (broader !== undefined)
                this.#hit(broader, from, to, repaired, hits, depth + 1);
        }
    }
    #repairWord(word) {
        if (word.length < MIN_TYPO_LENGTH || /\d/.test(word) || this.#known.has(word))
            return undefined;
        if (this.#remembered.has(word))
            return this.#remembered.get(word);
        const best = this.#guess(word);
        if (this.#remembered.size < MAX_REMEMBERED)
            this.#remembered.set(word, best);
        return best;
    }
    #fuseFor(word, slips) {
        const key = groupOf(word.charAt(0), word.length);
        let fuse = this.#fuses.get(key);
        if (fuse === undefined) {
            const near = [];
            for (let length = word.length - slips; length <= word.length + slips; length++) {
                near.push(...(this.#targets.get(groupOf(word.charAt(0), length)) ?? []));
            }
            fuse = new Fuse(near, { threshold: FUSE_THRESHOLD, includeScore: true, location: 0, distance: 30 });
            this.#fuses.set(key, fuse);
        }
        return fuse;
    }
    #guess(word) {
        const stem = this.stem(word);
        if (this.#phrases.startsWith(stem) || this.#subjects.startsWith(stem))
            return undefined;
        const allowed = slipsAllowed(word.length);
        const candidates = this.#fuseFor(word, allowed).search(word, { limit: MAX_GUESSES });
        let best;
        let bestSlips = allowed + 1;
        for (const { item } of candidates) {
            const slips = distance(word, item, allowed);
            if (slips < bestSlips) {
                best = item;
                bestSlips = slips;
            }
        }
        return best;
    }
}
const groupOf = (initial, length) => `${initial}${length}`;
/** Slips between two words: a letter too many, too few, another one, or two swapped. Above `most`, `most + 1`. */
export function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most)
        return most + 1;
    let beforeLast = [];
    let last = Array.from({ length: b.length + 1 }, (_, index) => index);
    for (let i = 1; i <= a.length; i++) {
        const row = [i];
        let least = i;
        for (let j = 1; j <= b.length; j++) {
            const same = a[i - 1] === b[j - 1] ? 0 : 1;
            let value = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
            if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
                value = Math.min(value, (beforeLast[j - 2] ?? 0) + 1);
            }
            row.push(value);
            least = Math.min(least, value);
        }
        if (least > most)
            return most + 1;
        beforeLast = last;
        last = row;
    }
    return last[b.length] ?? most + 1;
}
