import type { KnowledgeBase } from '../knowledge/knowledge-base.ts';
import type { Stance } from '../knowledge/schema.ts';
import type { ClaimMatch, Decision } from '../matching/decision.ts';
import { carryingId, mark, NO_MENTIONS, VERBS } from './answer.ts';
import { buttonRow } from './components.ts';
import { cut } from './cut.ts';
import { type FittableField, fitEmbed } from './fit-embed.ts';
import { LIMITS } from './limits.ts';
import type { MessagePayload } from './payload.ts';
import { quoted } from './quote.ts';
import { riskNotes } from './suggestion.ts';
import { NEUTRAL_COLOUR, type Wording } from './wording.ts';

/** Each claim of the message gets a row with two buttons; Discord allows five rows. */
const MAX_CLAIMS = 4;

/** What a message asserts, asks or denies, for the one who asked about it: claims, marks, and the words behind each. */
export function messageCheckPayload(
  decision: Decision,
  messageId: string,
  mayPost: boolean,
  knowledge: KnowledgeBase,
  wording: Wording,
): MessagePayload {
  const found = decision.matches.slice(0, MAX_CLAIMS).flatMap((match) => {
    const claim = knowledge.claimById.get(match.claim);
    return claim === undefined ? [] : [{ match, claim }];
  });
  const risks = riskNotes(decision.risks, knowledge, wording);
  if (found.length === 0) {
    const isForeign = decision.outcome === 'none' && decision.reason === 'language';
    return {
      embeds: [
        fitEmbed({
          title: wording.message.title,
          color: NEUTRAL_COLOUR,
          description: [...risks, isForeign ? wording.message.language : wording.message.nothing].join(
            '\n\n',
          ),
        }),
      ],
      allowed_mentions: NO_MENTIONS,
    };
  }
  return {
    embeds: [
      fitEmbed({
        title: wording.message.title,
        color: NEUTRAL_COLOUR,
        description: [...risks, wording.message.kind].join('\n\n'),
        fields: found.map(
          ({ match, claim }, place): FittableField => ({
            name: cut(`${place + 1}. ${stanceWords(match, wording)}: ${claim.claim}`, LIMITS.fieldName),
            value: `${mark(claim, wording)}\n**${claim.fact}**\n${quoted(match.excerpt)}`,
          }),
        ),
      }),
    ],
    components: found.map(({ match, claim }, place) =>
      buttonRow([
        { verb: VERBS.open, args: [claim.id], label: `${wording.buttons.open} ${place + 1}` },
        {
          // The author will read it: what they said of themselves decides what comes first.
          ...carryingId(VERBS.replyUnder, [claim.id, messageId], {
            stance: match.stance,
            risks: decision.risks,
          }),
          label: `${place + 1}. ${wording.buttons.replyWithThis}`,
          primary: true,
          disabled: !mayPost,
        },
      ]),
    ),
    allowed_mentions: NO_MENTIONS,
  };
}

function stanceWords(match: ClaimMatch, wording: Wording): string {
  const words: Readonly<Record<Stance, string>> = wording.message;
  const text = words[match.stance];
  return text.charAt(0).toUpperCase() + text.slice(1);
}
