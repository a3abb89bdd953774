import { NO_MENTIONS } from './answer.ts';
import { type FittableEmbed, fitEmbed } from './fit-embed.ts';
import type { MessagePayload } from './payload.ts';
import { NEUTRAL_COLOUR } from './wording.ts';

/** One plain sentence, with no buttons left over from what it may replace. */
export function notice(content: string): MessagePayload {
  return { content, embeds: [], components: [], allowed_mentions: NO_MENTIONS };
}

/** What is told at more length and says nothing about a claim: an embed in no verdict's colour, without buttons. */
export function report(embed: FittableEmbed): MessagePayload {
  return { embeds: [fitEmbed({ color: NEUTRAL_COLOUR, ...embed })], allowed_mentions: NO_MENTIONS };
}
