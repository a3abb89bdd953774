import { NO_MENTIONS } from "./answer.js";
/** One plain sentence, with no buttons left over from what it may replace. */
export function notice(content) {
    return { content, embeds: [], components: [], allowed_mentions: NO_MENTIONS };
}
