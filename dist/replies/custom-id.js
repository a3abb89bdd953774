import { LIMITS } from "./limits.js";
/**
 * What a button or menu says when it is used: `k2:<verb>:<version>:<arg>:<arg>`. Everything is in the id, so a button
 * works after a restart. The version is that of the arguments' meaning: raise it when that changes.
 */
const PREFIX = 'k2';
export const CUSTOM_ID_VERSION = 1;
const PART = /^[a-z0-9-]*$/;
const join = ({ verb, args }) => [PREFIX, verb, String(CUSTOM_ID_VERSION), ...args].join(':');
export function fitsCustomId(id) {
    return join(id).length <= LIMITS.customId;
}
/** @throws {RangeError} when a part has a character that the form cannot carry, or the whole is over 100 characters. */
export function encodeCustomId({ verb, args }) {
    const id = join({ verb, args });
    if (![verb, ...args].every((part) => PART.test(part)))
        throw new RangeError(`not a custom id: ${id}`);
    if (id.length > LIMITS.customId)
        throw new RangeError(`custom id over ${LIMITS.customId} characters: ${id}`);
    return id;
}
/** `undefined` for an id that is not ours, or of another version. Never throws, whatever arrives. */
export function decodeCustomId(id) {
    if (id.length > LIMITS.customId)
        return undefined;
    const [prefix, verb, version, ...args] = id.split(':');
    if (prefix !== PREFIX || verb === undefined || version !== String(CUSTOM_ID_VERSION))
        return undefined;
    if (![verb, ...args].every((part) => PART.test(part)) || verb === '')
        return undefined;
    return { verb, args };
}
