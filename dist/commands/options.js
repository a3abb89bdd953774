import { wordingFor } from "../replies/wording.js";
import { UserError } from "./command.js";
/** A text option. @throws {UserError} when it is missing or blank, which Discord lets through for blanks. */
export function textOption(input, name) {
    const value = input.options.get(name);
    if (typeof value !== 'string' || value.trim() === '') {
        throw new UserError(wordingFor(input.person.locale).fillIn(name));
    }
    return value;
}
export function optionalText(input, name) {
    const value = input.options.get(name);
    return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
export function flag(input, name) {
    const value = input.options.get(name);
    return typeof value === 'boolean' ? value : undefined;
}
