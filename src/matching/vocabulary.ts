import Fuse from 'fuse.js';
import { stemmer } from 'stemmer';
import type { Concept, Lexicon, Risk } from '../knowledge/schema.ts';
import { PhraseIndex } from './phrase-index.ts';

/** Nothing shorter than this is ever guessed to be meant: "art" is not "heart", "bon" could be anything. */
const MIN_REPAIR_LENGTH = 5;
/** A slip may have cost a word of that length a letter: "clen". */
const MIN_TYPO_LENGTH = 4;
/** `threshold`: how much of a word may differ before Fuse stops calling it the same (0 equal, 1 anything). */
const FUSE_OPTIONS = { threshold: 0.34, location: 0, distance: 30 };
/** One slip in a short word, two in a long one; more and it is another word. */
const slipsAllowed = (length: number): number => (length >= 8 ? 2 : 1);
/** Fuse's best guesses are looked at letter by letter. */
const MAX_GUESSES = 5;
/** Guesses are remembered, up to this many words, so that a flood of new ones cannot fill the memory. */
const MAX_REMEMBERED = 20_000;

/** What may stand between "stop" and the medicine: "stop taking all of my statins". */
const MAX_BETWEEN = 4;
const BETWEEN = new Set(
  'my the a an your his her their our this that these those taking take all of any daily prescribed dads moms mums husbands wifes on from using needing some'.split(
    ' ',
  ),
);

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

const numberIn = (word: string | undefined): number =>
  word === undefined ? Number.NaN : NUMBER_WORDS.includes(word) ? NUMBER_WORDS.indexOf(word) : Number(word);

function namesHighInr(words: readonly string[]): boolean {
  return words.some(
    (word, at) =>
      word === 'inr' &&
      [1, 2, 3, 4].some((step) => {
        const value = numberIn(words[at + step]);
        return value >= HIGH_INR && value <= HIGHEST_INR && !UNIT_OF_TIME.test(words[at + step + 1] ?? '');
      }),
  );
}

const HUGE_DOSE_UNIT =
  /\b(?:ius?|i u|i use|units?|international|d|d2|d3|vitamin d|vit d|colecalciferol|cholecalciferol)\b/;

/** Doctors do prescribe such doses by the week or the month. */
function namesHugeVitaminD(words: readonly string[]): boolean {
  return words.some((word, at) => {
    const next = words[at + 1] ?? '';
    const value = /^\d+k$/.test(word)
      ? Number(word.slice(0, -1)) * 1000
      : Number(/^\d{2,3}$/.test(word) && next === '000' ? `${word}000` : word.replace(/ius?$/, ''));
    if (!(value >= HUGE_VITAMIN_D_IU)) return false;
    const near = words.slice(Math.max(0, at - 4), at + 8).join(' ');
    return HUGE_DOSE_UNIT.test(near) && !/\b(?:week|weekly|weeks|month|monthly|year)\b/.test(near);
  });
}

const PREGNANT_WEEKS = [4, 42] as const;
/** A number of weeks is a pregnancy's only beside these: "12 weeks of k2" is not. */
const OF_A_PREGNANCY =
  /\b(?:baby|babies|belly|bump|midwife|obgyn|ob|scan|milk|colostrum|birth|labou?r|contractions?|ultrasound|trimester|twins|epilepsy|bleeding|bp|blood pressure|kicks?|hospital bag)\b/;

/** "34 weeks, sudden heavy bleeding and belly hard as a rock", "32 wks with high bp". */
function namesWeeksOfPregnancy(words: readonly string[]): boolean {
  return words.some((word, at) => {
    if (!/^(?:weeks?|wks?)$/.test(word)) return false;
    const value = numberIn(words[at - 1]);
    if (!(value >= PREGNANT_WEEKS[0] && value <= PREGNANT_WEEKS[1])) return false;
    if (/^(?:old|ago|of|later|after|apart|off|into|trial|in|on|post|supply)$/.test(words[at + 1] ?? ''))
      return false;
    if (/^(?:for|after|every|in|within|took|about|past|last|over|than)$/.test(words[at - 2] ?? ''))
      return false;
    return OF_A_PREGNANCY.test(words.join(' '));
  });
}

const POINTS_AT_MEDICINE = new Set(['it', 'them', 'mine', 'theirs', 'those']);
const INTO_THE_BIN = /\b(?:in the (?:bin|trash|drawer|garbage|rubbish)|down the (?:toilet|drain|sink))\b/;

/** Words whose stem is another word's: the stemmer makes "even" of "evenity" and "at" of "ate". */
const UNSTEMMED = new Set(['evening', 'evenity', 'ate', 'timing', 'quite', 'organic', 'expecting']);

const isRepairable = (word: string): boolean => word.length >= MIN_REPAIR_LENGTH && !/\d/.test(word);

export interface ConceptHit {
  readonly concept: string;
  /** Word positions, `to` exclusive. */
  readonly from: number;
  readonly to: number;
  /** The misspelt word that was read as this concept's. */
  readonly repairedFrom?: string;
}

/**
 * The lexicon made ready: finds the concepts in a list of words, longest phrase first, and reads a misspelt word as the
 * nearest word it knows. Fuse serves for that alone; it never sees a whole text (design.md, "Traps already known").
 */
export class Vocabulary {
  readonly concepts: ReadonlyMap<string, Concept>;
  readonly #phrases = new PhraseIndex<Concept>();
  readonly #subjects = new PhraseIndex<Concept>();
  /** One for each risk, so that no longer phrase of one hides another: "stop taking warfarin" is two risks. */
  readonly #risks = new Map<Risk, PhraseIndex<Risk>>();
  readonly #stopping = new PhraseIndex<true>();
  readonly #medicines = new PhraseIndex<true>();
  readonly #known: ReadonlySet<string>;
  /** Words that a misspelt one may be meant for, by first letter and length: a slip rarely changes either much. */
  readonly #targets = new Map<string, string[]>();
  readonly #remembered = new Map<string, string | undefined>();
  readonly #stems = new Map<string, string>();

  /** `knownWords`: words that are no misspellings although no concept has them (the words of all texts). */
  constructor(lexicon: Lexicon, phraseWords: (phrase: string) => string[], knownWords: Iterable<string>) {
    this.concepts = new Map(lexicon.concepts.map((concept) => [concept.id, concept]));
    const targets = new Set<string>();
    const known = new Set(knownWords);
    for (const concept of lexicon.concepts) {
      for (const phrase of concept.words) {
        const words = phraseWords(phrase);
        const phrases = concept.kind === 'subject' ? this.#subjects : this.#phrases;
        phrases.add(
          words.map((word) => this.stem(word)),
          concept,
        );
        for (const word of words) {
          known.add(word);
          const isName = words.length === 1 || concept.kind === 'subject';
          if (isName && !concept.exact && isRepairable(word)) targets.add(word);
        }
      }
    }
    const learn = (
      phrases: readonly string[],
      index: PhraseIndex<Risk> | PhraseIndex<true>,
      value: Risk | true,
    ): void => {
      for (const phrase of phrases) {
        const words = phraseWords(phrase);
        for (const word of words) known.add(word);
        if (words.length === 1 && isRepairable(phrase)) targets.add(phrase);
        (index as PhraseIndex<Risk | true>).add(
          words.map((word) => this.stem(word)),
          value,
        );
      }
    };
    for (const [risk, phrases] of Object.entries(lexicon.risks) as [Risk, string[]][]) {
      const index = new PhraseIndex<Risk>();
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
      if (group === undefined) this.#targets.set(key, [word]);
      else group.push(word);
    }
  }

  /** Whether the word stands in the lexicon, or more than once in the curators' texts. */
  knows(word: string): boolean {
    return this.#known.has(word);
  }

  stem(word: string): string {
    let stem = this.#stems.get(word);
    if (stem === undefined) {
      stem = /\d/.test(word) || UNSTEMMED.has(word) ? word : stemmer(word);
      if (this.#stems.size < MAX_REMEMBERED) this.#stems.set(word, stem);
    }
    return stem;
  }

  /** The words with misspelt ones replaced by what they were meant to be; the same length. */
  repair(words: readonly string[]): string[] {
    return words.map((word) => this.#repairWord(word) ?? word);
  }

  /** Every concept in the words, broader ones included, in order of their place. */
  find(words: readonly string[], original: readonly string[] = words): ConceptHit[] {
    const hits: ConceptHit[] = [];
    const stems = words.map((word) => this.stem(word));
    // Apart, so that no longer phrase hides a subject: in "no k2 clears arteries" it is still K2.
    const found = [...this.#subjects.find(stems), ...this.#phrases.find(stems)].sort(
      (a, b) => a.from - b.from,
    );
    for (const { value, from, to } of found) {
      const repaired = original.slice(from, to).find((word, index) => word !== words[from + index]);
      this.#hit(value, from, to, repaired, hits, 0);
    }
    return hits;
  }

  /** The risks to a person that the words reveal, in no order. */
  risks(words: readonly string[]): Set<Risk> {
    const stems = words.map((word) => this.stem(word));
    const found = new Set<Risk>();
    for (const [risk, phrases] of this.#risks) if (phrases.find(stems).length > 0) found.add(risk);
    if (this.#stopsMedicine(stems, words)) found.add('stops-drug');
    if (namesHighInr(words) || namesHugeVitaminD(words)) found.add('overdose');
    if (namesWeeksOfPregnancy(words)) found.add('pregnancy');
    return found;
  }

  #stopsMedicine(stems: readonly string[], words: readonly string[]): boolean {
    const stopping = this.#stopping.find(stems);
    if (stopping.length === 0) return false;
    const medicines = this.#medicines.find(stems);
    if (medicines.length === 0) return false;
    // "My Prolia is due, I want to skip it": the medicine stands elsewhere in the sentence.
    if (stopping.some(({ to }) => POINTS_AT_MEDICINE.has(words[to] ?? ''))) return true;
    if (INTO_THE_BIN.test(words.join(' '))) return true;
    return stopping.some(({ to }) =>
      medicines.some(
        ({ from }) =>
          from >= to && from - to <= MAX_BETWEEN && words.slice(to, from).every((word) => BETWEEN.has(word)),
      ),
    );
  }

  #hit(
    concept: Concept,
    from: number,
    to: number,
    repaired: string | undefined,
    hits: ConceptHit[],
    depth: number,
  ): void {
    if (depth > 4 || hits.some((hit) => hit.concept === concept.id && hit.from === from)) return;
    hits.push({
      concept: concept.id,
      from,
      to,
      ...(repaired === undefined ? {} : { repairedFrom: repaired }),
    });
    for (const id of concept.implies) {
      const broader = this.concepts.get(id);
      if (broader !== undefined) this.#hit(broader, from, to, repaired, hits, depth + 1);
    }
  }

  #repairWord(word: string): string | undefined {
    if (word.length < MIN_TYPO_LENGTH || /\d/.test(word) || this.#known.has(word)) return undefined;
    if (this.#remembered.has(word)) return this.#remembered.get(word);
    const best = this.#guess(word);
    if (this.#remembered.size < MAX_REMEMBERED) this.#remembered.set(word, best);
    return best;
  }

  /** Words of nearly the same length and letters: few enough for Fuse to look at each in no time. */
  #targetsNear(word: string, slips: number): string[] {
    const near: string[] = [];
    for (let length = word.length - slips; length <= word.length + slips; length++) {
      for (const target of this.#targets.get(groupOf(word.charAt(0), length)) ?? [])
        if (missingLetters(word, target) <= slips) near.push(target);
    }
    return near;
  }

  #guess(word: string): string | undefined {
    const stem = this.stem(word);
    if (this.#phrases.startsWith(stem) || this.#subjects.startsWith(stem)) return undefined;
    const allowed = slipsAllowed(word.length);
    const near = this.#targetsNear(word, allowed);
    if (near.length === 0) return undefined;
    const candidates = new Fuse(near, FUSE_OPTIONS).search(word, { limit: MAX_GUESSES });
    let best: string | undefined;
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

/** Letters of a word that another has not, each as often as it stands there. */
function missingLetters(word: string, other: string): number {
  let missing = 0;
  let rest = other;
  for (const letter of word) {
    const at = rest.indexOf(letter);
    if (at < 0) missing += 1;
    else rest = rest.slice(0, at) + rest.slice(at + 1);
  }
  return missing;
}

const groupOf = (initial: string, length: number): string => `${initial}${length}`;

/** Slips between two words: a letter too many, too few, another one, or two swapped. Above `most`, `most + 1`. */
export function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let beforeLast: number[] = [];
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
    if (least > most) return most + 1;
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? most + 1;
}
