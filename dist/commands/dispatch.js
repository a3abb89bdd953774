import { decodeCustomId } from "../replies/custom-id.js";
import { LIMITS } from "../replies/limits.js";
import { notice } from "../replies/notice.js";
import { wordingFor } from "../replies/wording.js";
import { UserError } from "./command.js";
import { COMPONENTS, MESSAGE_MENUS, SUBCOMMANDS } from "./index.js";
/** `/k2 <name>`. A `UserError` becomes its sentence, for the person alone; any other error is the edge's. */
export function runSubcommand(name, input, app) {
    const subcommand = SUBCOMMANDS.find((known) => known.data.name === name);
    return answering(input.person, () => subcommand?.run(input, app));
}
export function runMessageMenu(name, input, app) {
    const menu = MESSAGE_MENUS.find((known) => known.data.name === name);
    return answering(input.person, () => menu?.run(input, app));
}
/** A pressed button or a used menu. An outdated or foreign id gets a polite sentence, never silence. */
export function runComponent(customId, input, app) {
    const id = decodeCustomId(customId);
    const component = COMPONENTS.find((known) => known.verb === id?.verb);
    return answering(input.person, () => id === undefined ? undefined : component?.run({ ...input, args: id.args }, app));
}
export function completeOption(name, typed, app) {
    const subcommand = SUBCOMMANDS.find((known) => known.data.name === name);
    return (subcommand?.complete?.(typed, app) ?? []).slice(0, LIMITS.choices);
}
function answering(person, run) {
    const wording = wordingFor(person.locale);
    try {
        return run() ?? { kind: 'answer', payload: notice(wording.outOfDate), private: true };
    }
    catch (error) {
        if (error instanceof UserError)
            return { kind: 'answer', payload: notice(error.message), private: true };
        throw error;
    }
}
