import type { KnowledgeBase } from '../knowledge/knowledge-base.ts';
import type { Stance } from '../knowledge/schema.ts';
import { type Caution, type Claim, RISKS, type Risk } from '../knowledge/schema.ts';
import { citationLine } from './citation.ts';
import { buttonRow } from './components.ts';
import { type CustomId, fitsCustomId } from './custom-id.ts';
import { type FittableField, fitEmbed } from './fit-embed.ts';
import { LIMITS } from './limits.ts';
import type { MessagePayload } from './payload.ts';
import { quoted } from './quote.ts';
import { VERDICT_COLOURS, VERDICT_SIGNS, type Wording } from './wording.ts';

/** What an answer shows of a claim's sources; the rest is behind the *Sources* button. */
export const CITATIONS_IN_ANSWER = 4;

/** The verbs of the buttons below an answer. Part of custom ids: never rename one. */
export const VERBS = {
  sources: 'src',
  related: 'rel',
  notMyQuestion: 'nmq',
  share: 'share',
  open: 'open',
  food: 'food',
  browse: 'page',
  replyUnder: 'under',
  pick: 'pick',
} as const;

export interface AnswerContext {
  /** What the asker did with the claim; absent when the claim was opened by name. */
  readonly stance?: Stance | undefined;
  /** The asker's own words, to be quoted back; absent in anything that others will see. */
  readonly asked?: string;
  /** Risks the asker's own words reveal: their cautions come first. */
  readonly risks?: readonly Risk[];
  /** Whether the reader may post it in the channel. */
  readonly share?: boolean;
}

export const NO_MENTIONS = { parse: [] } as const;

const DENIES: Stance = 'denies';

/**
 * What an answer needs of the asker's words, as parts of a custom id: so a button that leads to an answer keeps the caution
 * first, and nothing has to be stored. Risks that do not fit into the id go, the least urgent first.
 */
export function carryingId(
  verb: string,
  args: readonly string[],
  { stance, risks = [] }: Pick<AnswerContext, 'stance' | 'risks'>,
): CustomId {
  const all = [...args, ...(stance === DENIES ? [DENIES] : []), ...risks];
  while (all.length > args.length && !fitsCustomId({ verb, args: all })) all.pop();
  return { verb, args: all };
}

export function readCarried(args: readonly string[]): Pick<AnswerContext, 'stance' | 'risks'> {
  const risks = RISKS.filter((risk) => args.includes(risk));
  return args.includes(DENIES) ? { stance: DENIES, risks } : { risks };
}

/** "❌ **Myth** · the evidence is strong" */
export function mark(claim: Pick<Claim, 'verdict' | 'certainty'>, wording: Wording): string {
  return `${VERDICT_SIGNS[claim.verdict]} **${wording.verdict[claim.verdict]}** · ${wording.certainty[claim.certainty]}`;
}

/** The order of design.md, "An answer": fact, mark, claim, why it misleads, takeaway, caution, sources. */
export function answerPayload(
  claim: Claim,
  knowledge: KnowledgeBase,
  wording: Wording,
  context: AnswerContext = {},
): MessagePayload {
  const { first, rest } = cautionsOf(claim, knowledge, context.risks ?? []);
  const lines = [
    ...first.map((caution) => cautionText(caution, wording)),
    context.stance === 'denies' ? agreement(claim, wording) : undefined,
    `${mark(claim, wording)}`,
    claim.explanation,
  ].filter((line) => line !== undefined);
  const fields: FittableField[] = [
    // Beside the claim it was matched to, where anybody sees whether that is what they meant.
    ...(context.asked === undefined ? [] : [{ name: wording.answer.youWrote, value: quoted(context.asked) }]),
    { name: wording.answer.theClaim, value: `${VERDICT_SIGNS[claim.verdict]} ${claim.claim}` },
    ...(claim.fallacy === undefined
      ? []
      : [
          {
            name: `${wording.answer.whyItMisleads}: ${wording.fallacy[claim.fallacy.name]}`,
            value: claim.fallacy.how,
          },
        ]),
    { name: wording.answer.takeaway, value: claim.takeaway },
    ...rest.map((caution) => ({
      name: `${wording.answer.caution} ${caution.title}`,
      value: caution.text,
      keep: true,
    })),
    ...sourceFields(claim, knowledge, wording),
  ];
  return {
    embeds: [
      fitEmbed({
        title: claim.fact,
        color: VERDICT_COLOURS[claim.verdict],
        description: lines.join('\n\n'),
        fields,
        footer: { text: wording.answer.footer(claim.reviewed) },
      }),
    ],
    components: [answerButtons(claim, wording, context)],
    allowed_mentions: NO_MENTIONS,
  };
}

function answerButtons(claim: Claim, wording: Wording, context: AnswerContext) {
  return buttonRow([
    { verb: VERBS.sources, args: [claim.id], label: wording.buttons.sources },
    { verb: VERBS.related, args: [claim.id], label: wording.buttons.related },
    ...(context.asked === undefined
      ? []
      : [{ verb: VERBS.notMyQuestion, args: [claim.id], label: wording.buttons.notMyQuestion }]),
    ...(context.share === true
      ? [{ verb: VERBS.share, args: [claim.id], label: wording.buttons.share, primary: true }]
      : []),
  ]);
}

function agreement(claim: Claim, wording: Wording): string {
  switch (claim.verdict) {
    case 'myth':
      return wording.answer.youAreRight;
    case 'unsettled':
      return wording.answer.youAreRightUnsettled;
    case 'supported':
      return wording.answer.supportedDenied;
  }
}

/** Safety notes the person's own words call for stand first; the claim's other ones further down. */
function cautionsOf(
  claim: Claim,
  knowledge: KnowledgeBase,
  risks: readonly Risk[],
): { first: Caution[]; rest: Caution[] } {
  const known = (id: string): Caution[] => {
    const caution = knowledge.cautionById.get(id);
    return caution === undefined ? [] : [caution];
  };
  return {
    first: risks.flatMap(known),
    rest: claim.cautions.filter((id) => !(risks as readonly string[]).includes(id)).flatMap(known),
  };
}

export function cautionText(caution: Caution, wording: Wording): string {
  return `${wording.answer.caution} **${caution.title}:** ${caution.text}`;
}

/** Sources are never cut away: what does not fit one field goes into the next. */
function sourceFields(claim: Claim, knowledge: KnowledgeBase, wording: Wording): FittableField[] {
  const lines = claim.citations.slice(0, CITATIONS_IN_ANSWER).flatMap((citation) => {
    const source = knowledge.sourceById.get(citation.source);
    return source === undefined ? [] : [`• ${citationLine(source, citation.shows, wording)}`];
  });
  const left = claim.citations.length - lines.length;
  if (left > 0) lines.push(wording.answer.moreSources(left));
  return splitIntoFields(wording.answer.sources, lines).map((field) => ({ ...field, keep: true }));
}

/** Lines spread over as many fields as their length needs; no line is torn apart. */
export function splitIntoFields(name: string, lines: readonly string[]): { name: string; value: string }[] {
  const fields: { name: string; value: string }[] = [];
  for (const line of lines) {
    const last = fields.at(-1);
    if (last !== undefined && last.value.length + line.length + 1 <= LIMITS.fieldValue) {
      last.value += `\n${line}`;
    } else {
      fields.push({ name: fields.length === 0 ? name : '\u200b', value: line });
    }
  }
  return fields;
}
