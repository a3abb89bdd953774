import type { LocaleString } from 'discord-api-types/v10';
import type { Certainty, Design, Fallacy, Verdict } from '../knowledge/schema.ts';
import type { NoneReason } from '../matching/decision.ts';

/** Every sentence of the bot that is not a claim's. Another language is another table of this shape, named in `WORDINGS`. */
export interface Wording {
  /**
   * Names and descriptions of the commands, by path: `k2`, `k2 ask`, `k2 ask question`, `k2 browse verdict myth`. English
   * ones stand in the commands' declarations, which Discord falls back to.
   */
  readonly commands: Readonly<Record<string, { readonly name?: string; readonly description?: string }>>;
  readonly verdict: Readonly<Record<Verdict, string>>;
  readonly certainty: Readonly<Record<Certainty, string>>;
  readonly design: Readonly<Record<Design, string>>;
  readonly fallacy: Readonly<Record<Fallacy, string>>;
  readonly answer: {
    readonly youAreRight: string;
    readonly youAreRightUnsettled: string;
    readonly supportedDenied: string;
    readonly youWrote: string;
    readonly theClaim: string;
    readonly whyItMisleads: string;
    readonly whatIsKnown: string;
    readonly takeaway: string;
    readonly caution: string;
    readonly sources: string;
    readonly moreSources: (count: number) => string;
    readonly footer: (reviewed: string) => string;
  };
  readonly suggest: {
    readonly title: (count: number) => string;
    readonly text: string;
  };
  readonly none: Readonly<Record<NoneReason, { readonly title: string; readonly text: string }>> & {
    readonly nearest: string;
    readonly ownWords: string;
  };
  readonly buttons: {
    readonly sources: string;
    readonly related: string;
    readonly notMyQuestion: string;
    readonly share: string;
    readonly replyWithThis: string;
    readonly open: string;
    readonly back: string;
    readonly next: string;
    readonly pickClaim: string;
    readonly pickFood: string;
  };
  readonly sources: {
    readonly title: (count: number) => string;
    readonly authorsNotListed: string;
    readonly yearNotListed: string;
    readonly inN: (size: string) => string;
    readonly fundedBy: (funding: string) => string;
    readonly read: Readonly<Record<'full-text' | 'abstract' | 'secondary', string>>;
  };
  readonly related: { readonly title: string; readonly none: string };
  readonly browse: {
    readonly title: string;
    readonly titleFor: (what: string) => string;
    readonly page: (page: number, pages: number, claims: number) => string;
    readonly nothing: string;
    readonly noTopic: (topics: string) => string;
    readonly noVerdict: (verdicts: string) => string;
  };
  readonly about: {
    readonly title: string;
    readonly what: (
      claims: number,
      myths: number,
      supported: number,
      unsettled: number,
      sources: number,
    ) => string;
    readonly howTitle: string;
    readonly how: string;
    readonly whoTitle: string;
    readonly who: (reviewed: string, revision: string) => string;
    readonly storesTitle: string;
    readonly stores: string;
    readonly medicalTitle: string;
    readonly medical: string;
  };
  readonly food: {
    readonly title: (name: string) => string;
    readonly intro: string;
    readonly figures: (figure: string) => string;
    readonly mk4: string;
    readonly mk7: string;
    readonly other: string;
    readonly totalK2: string;
    readonly k1: string;
    readonly totalK: (counts: string) => string;
    readonly range: string;
    readonly differ: string;
    readonly footer: string;
    readonly unknown: (name: string) => string;
    readonly which: (name: string) => string;
    readonly figuresFound: (count: number) => string;
  };
  readonly message: {
    readonly title: string;
    readonly asserts: string;
    readonly asks: string;
    readonly denies: string;
    readonly reports: string;
    readonly noText: string;
    readonly nothing: string;
    readonly language: string;
    readonly ours: string;
    readonly kind: string;
    readonly replied: string;
    readonly replyFailed: string;
    readonly mayNotPost: string;
  };
  readonly notMyQuestion: string;
  readonly notYours: string;
  readonly outOfDate: string;
  readonly fillIn: (option: string) => string;
  readonly failure: (reference: string) => string;
  readonly tooMany: (seconds: number) => string;
  readonly crowded: (seconds: number) => string;
}

/**
 * The signs beside the words: a verdict is never told by colour alone. Discord draws ✖ and ✔ as emoji in a grey that cannot be seen
 * on its dark background (#31373D on #2f3136), so these two are coloured emoji; ◐ is none, and has the text's colour.
 */
export const VERDICT_SIGNS: Readonly<Record<Verdict, string>> = {
  myth: '❌',
  supported: '✅',
  unsettled: '◐',
};

/** 0xRRGGBB, told apart by people with any colour vision (Okabe and Ito's palette). */
export const VERDICT_COLOURS: Readonly<Record<Verdict, number>> = {
  myth: 0xd55e00,
  supported: 0x009e73,
  unsettled: 0xe69f00,
};
export const NEUTRAL_COLOUR = 0x56b4e9;

export const english: Wording = {
  commands: {},
  verdict: { myth: 'Myth', supported: 'Supported', unsettled: 'Unsettled' },
  certainty: {
    strong: 'the evidence is strong',
    moderate: 'the evidence is fairly good',
    limited: 'the evidence is thin',
    conflicting: 'studies disagree',
    none: 'no good studies in people',
  },
  design: {
    'meta-analysis': 'pooled trials or studies',
    'systematic-review': 'review of all studies',
    rct: 'trial with a comparison group',
    'single-arm-trial': 'trial without a comparison group',
    cohort: 'study that follows people',
    'case-report': 'report of single cases',
    guideline: 'medical guideline',
    regulator: 'official body',
    review: 'overview by experts',
    'lab-study': 'laboratory or animal study',
    'food-database': 'food measurements',
    reference: 'reference page',
  },
  fallacy: {
    'animal-study': 'An animal is not a person',
    'lab-dish-study': 'A lab dish is not a person',
    'marker-for-outcome': 'A blood marker is not an outcome',
    'mechanism-as-proof': 'How it could work is not proof that it does',
    'correlation-as-cause': 'Going together is not causing',
    'slowing-as-removing': 'Slowing is not removing',
    'wrong-form': 'Wrong form of the vitamin',
    'wrong-dose': 'Wrong dose',
    'mixed-up-names': 'Mixed-up names',
    'cherry-picking': 'Picking the result that fits',
    'withdrawn-data': 'Studies that did not hold up',
    overgeneralising: 'True for some, claimed for all',
    'all-or-nothing': 'All or nothing',
    'single-cause': 'One cause for everything',
    'no-human-evidence': 'Never tested in people',
    'misread-rule': 'A rule that says something else',
    'appeal-to-nature': 'Natural does not mean better',
    'appeal-to-tradition': 'Old does not mean true',
    conspiracy: 'A hidden plot instead of evidence',
    exaggeration: 'A small truth blown up',
  },
  answer: {
    youAreRight: '**You are right to doubt this one.**',
    youAreRightUnsettled: '**You are right that this is not shown.** It is not ruled out either.',
    supportedDenied: '**This one does have support.** Here is what is known:',
    youWrote: 'You wrote',
    theClaim: 'The claim',
    whyItMisleads: 'Why it misleads',
    whatIsKnown: 'What is known',
    takeaway: 'What to take away',
    caution: '⚠️',
    sources: 'Sources',
    moreSources: (count) => `…and ${count} more under *Sources*.`,
    footer: (reviewed) => `Reviewed ${reviewed} · Not medical advice`,
  },
  suggest: {
    title: (count) => (count === 1 ? 'Did you mean this?' : 'Did you mean one of these?'),
    text: 'I am not sure which of my reviewed claims you mean, so I would rather ask than guess.',
  },
  none: {
    empty: {
      title: 'I found nothing to read',
      text: 'Write a sentence or a question about vitamin K2, and I will look.',
    },
    'off-topic': {
      title: 'No reviewed claim on that',
      text: 'I only know claims about vitamin K2 and what is said along with it. That says nothing about whether it is true.',
    },
    uncovered: {
      title: 'No reviewed claim on that',
      text: 'Nobody has reviewed this one for me yet. That says nothing about whether it is true.',
    },
    language: {
      title: 'Sorry, only English so far',
      text: 'My reviewed claims are in English, and this looks like another language. Could you try it in English?',
    },
    nearest: 'Nearest, but not the same question',
    ownWords: 'Try other words, or look through everything with `/k2 browse`.',
  },
  buttons: {
    sources: 'Sources',
    related: 'Related',
    notMyQuestion: 'Not my question',
    share: 'Share in channel',
    replyWithThis: 'Reply with this',
    open: 'Open',
    back: '◀ Back',
    next: 'Next ▶',
    pickClaim: 'Open a claim…',
    pickFood: 'Pick a food…',
  },
  sources: {
    title: (count) => `${count} ${count === 1 ? 'source' : 'sources'}`,
    authorsNotListed: 'Authors not listed',
    yearNotListed: 'year not listed',
    inN: (size) => size,
    fundedBy: (funding) => `Funding or interests: ${funding}`,
    read: {
      'full-text': 'We read the full text.',
      abstract: 'We read the summary.',
      secondary: 'We read about it, not the work itself.',
    },
  },
  related: { title: 'Related claims', none: 'No related claims are listed for this one.' },
  browse: {
    title: 'All reviewed claims',
    titleFor: (what) => `Reviewed claims: ${what}`,
    page: (page, pages, claims) =>
      `Page ${page} of ${pages} · ${claims} ${claims === 1 ? 'claim' : 'claims'}`,
    nothing: 'No claim fits both. Try only one of the two.',
    noTopic: (topics) => `There is no such topic. Pick one of: ${topics}.`,
    noVerdict: (verdicts) => `There is no such verdict. Pick one of: ${verdicts}.`,
  },
  about: {
    title: 'About this bot',
    what: (claims, myths, supported, unsettled, sources) =>
      `I compare what people say about vitamin K2 with ${claims} reviewed claims: ${myths} myths, ${supported} supported and ` +
      `${unsettled} unsettled, resting on ${sources} cited works.`,
    howTitle: 'How to use me',
    how:
      '`/k2 ask` answers a question. `/k2 claim` opens one claim, `/k2 browse` lists them, `/k2 sources` shows the studies, ' +
      '`/k2 food` what a food holds. Right-click a message → Apps → **Fact-check this message**.',
    whoTitle: 'Who writes it',
    who: (reviewed, revision) =>
      `People write and review the claims; nothing is made up by a machine on the spot. Newest review: ${reviewed}. Claim set ${revision}.`,
    storesTitle: 'What I keep',
    stores:
      'No names, and no question unless you press *Send to the curators* and say yes. In channels that moderators watch, a message that ' +
      'states a known myth is kept for them for a while, without its author. All of it is listed in PRIVACY.md.',
    medicalTitle: 'Not medical advice',
    medical:
      'I am no doctor and I do not know you. For anything about your own health or medicines, ask your prescriber.',
  },
  food: {
    title: (name) => `Vitamin K2 in ${name}`,
    intro:
      'Micrograms (µg) in 100 g. Each figure stands by itself: tables count different forms, so they are never averaged.',
    figures: (figure) => `${figure} µg`,
    mk4: 'MK-4',
    mk7: 'MK-7',
    other: 'Other forms of K2',
    totalK2: 'All K2',
    k1: 'K1 (not K2)',
    totalK: (counts) => `Total (${counts})`,
    range: 'Range',
    differ: 'Where tables disagree, foods differ, and so does what each laboratory counts.',
    footer: 'Food figures, not a recommendation · Not medical advice',
    unknown: (name) =>
      `I have no figures for “${name}”. Pick a food from the list that appears while you type.`,
    which: (name) => `I have figures for several foods that fit “${name}”. Which one do you mean?`,
    figuresFound: (count) => `${count} ${count === 1 ? 'figure' : 'figures'}`,
  },
  message: {
    title: 'What this message says about K2',
    asserts: 'says that',
    asks: 'asks whether',
    denies: 'says it is not so that',
    reports: 'passes on that',
    noText: 'There is no text in this message (perhaps a picture?), so I have nothing to check.',
    nothing: 'I found no reviewed claim in this message. That says nothing about whether it is true.',
    language:
      'Sorry, I can only check English so far, and this message looks like another language. That says nothing about whether it is true.',
    ours: 'That is one of my own messages. The studies behind it are under its *Sources* button, or in `/k2 sources`.',
    kind: 'Only you can see this. If you reply, the author is not pinged.',
    replied: 'Done. The reply stands under the message, and nobody was pinged.',
    replyFailed:
      'I could not reply there: the message is gone, or I may not write in this channel. *Share in channel* may still work.',
    mayNotPost: 'You may not write in this channel, so I will not either.',
  },
  notMyQuestion:
    'Thank you, then this was not it. Try other words with `/k2 ask`, or look through `/k2 browse`.',
  notYours: 'Only the person who asked can change that answer. You can ask me your own with `/k2 ask`.',
  fillIn: (option) => `Please fill in “${option}”.`,
  outOfDate: 'This button is from an older version of me. Please ask again with `/k2 ask`.',
  failure: (reference) =>
    `Sorry, something went wrong on my side. If it happens again, tell the operator this number: ${reference}`,
  tooMany: (seconds) => `That was quite a lot at once! I am with you again in ${inSeconds(seconds)}.`,
  crowded: (seconds) =>
    `Only you see this: I have just posted a lot here, and people need room to talk. I can post again in ${inSeconds(seconds)}.`,
};

function inSeconds(count: number): string {
  return count === 1 ? 'a second' : `${count} seconds`;
}

/** By Discord's locale codes (https://docs.discord.com/developers/reference#locales). */
export const WORDINGS: Readonly<Partial<Record<LocaleString, Wording>>> = {
  'en-US': english,
  'en-GB': english,
};

/** The table for a Discord locale; English where there is none. */
export function wordingFor(locale: string): Wording {
  return WORDINGS[locale as LocaleString] ?? english;
}
