/**
 * The shape of every file a curator edits. Limits are named here and nowhere else; the JSON Schemas that
 * editors use for completion are generated from these (`npm run generate`).
 */
import { z } from 'zod';

export const VERDICTS = ['myth', 'supported', 'unsettled'] as const;
export const CERTAINTIES = ['strong', 'moderate', 'limited', 'conflicting', 'none'] as const;

/** What a person does with a claim. `reports` passes on what others say, without standing by it. */
export const STANCES = ['asks', 'asserts', 'denies', 'reports'] as const;
export type Stance = (typeof STANCES)[number];

/** How often people bring a claim up. */
export const HEARD = ['often', 'sometimes', 'seldom'] as const;

/** How a myth misleads. A fixed list, so that the next myth of the same kind is recognised. */
export const FALLACIES = [
  'animal-study',
  'lab-dish-study',
  'marker-for-outcome',
  'mechanism-as-proof',
  'correlation-as-cause',
  'slowing-as-removing',
  'wrong-form',
  'wrong-dose',
  'mixed-up-names',
  'cherry-picking',
  'withdrawn-data',
  'overgeneralising',
  'all-or-nothing',
  'single-cause',
  'no-human-evidence',
  'misread-rule',
  'appeal-to-nature',
  'appeal-to-tradition',
  'conspiracy',
  'exaggeration',
] as const;

/** What a source is. The order is roughly from firm to weak, for sorting and for the words shown. */
export const DESIGNS = [
  'meta-analysis',
  'systematic-review',
  'rct',
  'single-arm-trial',
  'cohort',
  'case-report',
  'guideline',
  'regulator',
  'review',
  'lab-study',
  'food-database',
  'reference',
] as const;

/** Characters, as JavaScript counts them. Chosen so that a whole answer stays readable on a phone. */
export const TEXT_LIMITS = {
  claim: 140,
  /** The embed's title; a dozen words (design.md, "An answer"). */
  fact: 90,
  explanation: 700,
  fallacyHow: 240,
  takeaway: 320,
  /** One citation is one line of an embed field of 1024. */
  shows: 260,
  phrasing: 300,
  caution: 400,
  change: 240,
} as const;

export const MIN_PHRASINGS = 12;
export const MAX_CITATIONS = 6;

const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case words joined by hyphens, like removes-arterial-calcium')
  // A claim id travels in a button's custom_id (100 characters) beside a verb, a version and a message id.
  .max(60);
const text = (limit: number) => z.string().trim().min(1).max(limit);
const isoDate = z.iso.date();
const phrasings = z.array(text(TEXT_LIMITS.phrasing)).default([]);

export const claimSchema = z
  .strictObject({
    id: slug.describe('The same as the file name, without .yaml'),
    claim: text(TEXT_LIMITS.claim).describe('The claim in one sentence, as a believer would put it'),
    verdict: z.enum(VERDICTS).describe('myth, supported or unsettled'),
    certainty: z.enum(CERTAINTIES).describe('How firm the evidence behind the verdict is'),
    fact: text(TEXT_LIMITS.fact).describe('The headline: what is true, in a dozen words'),
    explanation: text(TEXT_LIMITS.explanation).describe('What the evidence shows, in plain words'),
    fallacy: z
      .strictObject({
        name: z.enum(FALLACIES).describe('How the myth misleads, from the fixed list'),
        how: text(TEXT_LIMITS.fallacyHow).describe('The same in one sentence, for this myth'),
      })
      .optional()
      .describe('Needed for myths, absent otherwise'),
    takeaway: text(TEXT_LIMITS.takeaway).describe('What the reader can do with this'),
    cautions: z.array(slug).default([]).describe('Ids of the safety notes in cautions.yaml'),
    citations: z
      .array(
        z.strictObject({
          source: slug.describe('Id of a work in knowledge/sources'),
          shows: text(TEXT_LIMITS.shows).describe('What this work shows for this claim, with its figures'),
        }),
      )
      .min(1)
      .max(MAX_CITATIONS)
      .describe('Strongest first'),
    phrasings: z
      .strictObject({
        asks: phrasings.describe('How people ask about it, search words included'),
        asserts: phrasings.describe('How people say that it is so'),
        denies: phrasings.describe('How people say that it is not so, or not known'),
        reports: phrasings.describe('How people pass on what others say of it'),
      })
      .superRefine((of, context) => {
        if (STANCES.reduce((sum, stance) => sum + of[stance].length, 0) >= MIN_PHRASINGS) return;
        context.addIssue({
          code: 'too_small',
          origin: 'array',
          minimum: MIN_PHRASINGS,
          input: of,
          message: `give at least ${MIN_PHRASINGS} ways people say this`,
        });
      })
      .describe('Ways real people put this claim, by what they do with it'),
    notThis: z
      .array(text(TEXT_LIMITS.phrasing))
      .default([])
      .describe('Sentences that look like this claim and are not it'),
    beside: z
      .array(text(TEXT_LIMITS.phrasing))
      .default([])
      .describe('Sentences about the same things that neither this claim nor any other answers'),
    heard: z
      .enum(HEARD)
      .default('seldom')
      .describe('How often people bring this up, beside the other claims: often, sometimes or seldom'),
    related: z.array(slug).default([]).describe('Claims a reader may want next'),
    differsFrom: z.array(slug).default([]).describe('Look-alikes in words that differ in meaning or verdict'),
    reviewed: isoDate.describe('The day somebody last read this claim against its sources'),
    changes: z
      .array(
        z.strictObject({
          date: isoDate.describe('The day of the change'),
          what: text(TEXT_LIMITS.change).describe(
            'What changed, in a sentence for those who saw the old answer',
          ),
          why: text(TEXT_LIMITS.change).describe('Why it changed'),
        }),
      )
      .default([])
      .describe('Changes of verdict, fact or cautions: told under every answer that was posted before'),
  })
  .superRefine((claim, context) => {
    if (claim.verdict === 'myth' && claim.fallacy === undefined) {
      context.addIssue({
        code: 'custom',
        path: ['fallacy'],
        message: 'a myth needs a fallacy: its name and one sentence',
      });
    }
    if (claim.verdict !== 'myth' && claim.fallacy !== undefined) {
      context.addIssue({ code: 'custom', path: ['fallacy'], message: 'only a myth has a fallacy' });
    }
  });

export const sourceSchema = z.strictObject({
  id: slug,
  design: z.enum(DESIGNS).describe('What kind of work this is'),
  title: z.string().trim().min(1),
  authors: z.string().trim().min(1).optional(),
  journal: z.string().trim().min(1).optional(),
  year: z.int().min(1900).max(2100).optional(),
  volumePages: z.string().trim().min(1).optional(),
  doi: z
    .string()
    .regex(/^10\.\d{4,9}\/\S+$/, 'a DOI starts with 10. and has a slash')
    .optional(),
  pmid: z
    .string()
    .regex(/^\d{1,9}$/, 'a PMID is a number')
    .optional(),
  pmcid: z
    .string()
    .regex(/^PMC\d+$/, 'a PMCID is PMC and a number')
    .optional(),
  url: z
    .url({ protocol: /^https?$/ })
    .describe('Where a reader can see it. A work without one may not be cited'),
  size: z.string().trim().min(1).optional().describe('How many people, animals or studies, in words'),
  population: z.string().trim().min(1).optional(),
  gave: z.string().trim().min(1).optional().describe('What was given: form, dose'),
  duration: z.string().trim().min(1).optional(),
  funding: z.string().trim().min(1).optional().describe('Who paid or has an interest, where it was read'),
  notice: z
    .string()
    .trim()
    .min(1)
    .optional()
    .describe('A correction, a retraction nearby, or trials under suspicion: shown with every citation'),
  read: z.enum(['full-text', 'abstract', 'secondary']).describe('How much of it the curators read'),
});

export const cautionSchema = z.strictObject({
  id: slug,
  title: text(80),
  text: text(TEXT_LIMITS.caution),
});

export const CONCEPT_KINDS = ['subject', 'relation', 'object', 'qualifier'] as const;

/** What a person's words can reveal about a risk to them; each is also the id of a caution. */
export const RISKS = [
  'emergency',
  'overdose',
  'newborn',
  'warfarin',
  'doac',
  'stops-drug',
  'pregnancy',
  'dialysis',
  'antiplatelet',
  'children',
] as const;

/** YAML reads 5000 or 2023 as a number; a curator means the word. */
const word = z.union([z.string().trim().min(1).max(60), z.number().transform(String)]);

export const conceptSchema = z.strictObject({
  id: slug,
  kind: z.enum(CONCEPT_KINDS),
  exact: z.boolean().default(false).describe('true: never guessed from a misspelling'),
  words: z.array(word).describe('Words and short phrases that mean this'),
  implies: z.array(slug).default([]).describe('Broader concepts that are then true as well'),
});

export const lexiconSchema = z.strictObject({
  concepts: z.array(conceptSchema).min(1),
  risks: z.record(z.enum(RISKS), z.array(word).min(1)),
  stopping: z
    .strictObject({
      words: z.array(word).min(1).describe('Ways to say that a medicine is given up'),
      concepts: z.array(slug).describe('Concepts whose words are medicines'),
      medicines: z.array(word).describe('Other words for medicines'),
    })
    .describe('Before a medicine, each of these words calls for the note stops-drug'),
});

export const topicSchema = z.strictObject({ id: slug, title: text(40) });

const microgram = z.number().min(0).max(5000).optional();

/** One measured row of one table. Micrograms in 100 g. Forms that a table does not count are absent. */
export const foodFigureSchema = z.strictObject({
  as: text(80).optional().describe('How the table names the food, when that differs'),
  mk4: microgram,
  mk7: microgram,
  other: microgram.describe('Other menaquinones, summed'),
  totalK2: microgram.describe('All menaquinones together'),
  k1: microgram,
  totalK: microgram.describe('One figure for several forms: `counts` says which'),
  range: text(80).optional().describe('A range in words, where no single figure was given'),
  counts: text(140).optional().describe('Which forms the total counts'),
  source: slug,
  note: text(240).optional(),
});

export const foodSchema = z.strictObject({
  id: slug,
  name: text(60),
  also: z.array(text(60)).default([]).describe('Other names people type'),
  figures: z.array(foodFigureSchema).min(1),
});

export type WrittenClaim = z.infer<typeof claimSchema>;
export type Claim = Omit<WrittenClaim, 'phrasings'> & {
  readonly phrasings: readonly string[];
  /** The stance of each phrasing, at the same place. */
  readonly stances: readonly Stance[];
  readonly topic: string;
  readonly file: string;
};
export type Source = z.infer<typeof sourceSchema>;
export type Caution = z.infer<typeof cautionSchema>;
export type Concept = z.infer<typeof conceptSchema>;
export type Lexicon = z.infer<typeof lexiconSchema>;
export type Food = z.infer<typeof foodSchema>;
export type FoodFigure = z.infer<typeof foodFigureSchema>;
export type Verdict = (typeof VERDICTS)[number];
export type Certainty = (typeof CERTAINTIES)[number];
export type Fallacy = (typeof FALLACIES)[number];
export type Design = (typeof DESIGNS)[number];
export type Risk = (typeof RISKS)[number];
export type ConceptKind = (typeof CONCEPT_KINDS)[number];
