import { NO_MENTIONS } from './answer.ts';
import type { MessagePayload } from './payload.ts';

/** One plain sentence, with no buttons left over from what it may replace. */
export function notice(content: string): MessagePayload {
  return { content, embeds: [], components: [], allowed_mentions: NO_MENTIONS };
}
