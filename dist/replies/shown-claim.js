import { VERBS } from "./answer.js";
import { decodeCustomId } from "./custom-id.js";
/**
 * The claim whose verdict a message shows; `undefined` when it shows none. An answer is known by its *Sources* button,
 * which every way to an answer has, so that no public verdict is missed when another way is added.
 */
export function shownClaim(payload) {
    return customIdsIn(payload).find(({ verb }) => verb === VERBS.sources)?.args[0];
}
/** The claims that a message offers to pick from. */
export function offeredClaims(payload) {
    return customIdsIn(payload).flatMap(({ verb, args }) => (verb === VERBS.pick && args[0] ? [args[0]] : []));
}
function customIdsIn({ components = [] }) {
    return components
        .flatMap((row) => row.components)
        .flatMap((one) => ('custom_id' in one ? (decodeCustomId(one.custom_id) ?? []) : []));
}
