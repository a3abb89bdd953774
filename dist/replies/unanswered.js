import { buttonRow } from "./components.js";
import { moderationWording } from "./moderation-wording.js";
/** Part of custom ids: never renamed. */
export const CURATOR_VERBS = { ask: 'qsend', yes: 'qyes', no: 'qno' };
/** An answer that found nothing, with the offer to send the question on. */
export function withSendToCurators(payload) {
    const row = buttonRow([{ verb: CURATOR_VERBS.ask, args: [], label: moderationWording.unanswered.button }]);
    return { ...payload, components: [...(payload.components ?? []), row] };
}
/**
 * The words quoted in a message of ours (`> …`), as the person saw them: what `quote` added for safety is taken off
 * again. `undefined` when nothing is quoted.
 */
export function quotedWords(message) {
    const texts = [message.content, ...(message.embeds ?? []).map(({ description }) => description)];
    const line = texts.flatMap((text) => text?.split('\n') ?? []).find((one) => one.startsWith('> '));
    const words = line
        ?.slice(2)
        .replace(/\u200b/g, '')
        .replace(/\\([\\*_~`|>#[\]()-])/g, '$1')
        .trim();
    return words === '' ? undefined : words;
}
