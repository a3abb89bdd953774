import { ApplicationCommandOptionType, ApplicationCommandType, ApplicationIntegrationType, InteractionContextType, PermissionFlagsBits, } from 'discord-api-types/v10';
import { moderationWording } from "../../replies/moderation-wording.js";
import { notice } from "../../replies/notice.js";
import { english } from "../../replies/wording.js";
import { StoreError } from "../../store/store-error.js";
import { UserError } from "../command.js";
import { cardButtons } from "./card-buttons.js";
import { check } from "./check.js";
import { forget, forgetButton } from "./forget.js";
import { queue } from "./queue.js";
import { settings } from "./settings.js";
import { stats } from "./stats.js";
import { sendToCurators, unanswered } from "./unanswered.js";
import { watchAdd, watchList, watchRemove } from "./watch.js";
/** The name of the slash command that all moderators' commands belong to. */
export const MODERATION_NAME = 'k2-mod';
/** The one list of them: registration, dispatch, console and tests read it. */
export const MODERATOR_COMMANDS = [
    watchAdd,
    watchRemove,
    watchList,
    queue,
    settings,
    stats,
    unanswered,
    check,
    forget,
];
/** Buttons that read or write the store, and so take longer than the others. */
export const STORE_COMPONENTS = [...cardButtons, ...sendToCurators, forgetButton];
/** What Discord is told: in servers only, for those who may manage messages unless an admin says otherwise. */
export function moderationRegistration() {
    const groups = [...new Set(MODERATOR_COMMANDS.flatMap(({ group }) => group ?? []))];
    return {
        type: ApplicationCommandType.ChatInput,
        name: MODERATION_NAME,
        description: 'For moderators: watch channels, review, settings',
        default_member_permissions: String(PermissionFlagsBits.ManageMessages),
        integration_types: [ApplicationIntegrationType.GuildInstall],
        contexts: [InteractionContextType.Guild],
        options: [
            ...groups.map((group) => ({
                type: ApplicationCommandOptionType.SubcommandGroup,
                name: group,
                description: 'Channels that are watched',
                options: MODERATOR_COMMANDS.filter((command) => command.group === group).map(({ data }) => data),
            })),
            ...MODERATOR_COMMANDS.filter(({ group }) => group === undefined).map(({ data }) => data),
        ],
    };
}
export function moderatorCommand(group, name) {
    return MODERATOR_COMMANDS.find((known) => (known.group ?? null) === group && known.data.name === name);
}
/** `/k2-mod …`. Whoever may not, and whatever is wrong, gets a sentence; unexpected errors are the edge's. */
export async function runModeratorCommand(command, input, memory) {
    if (command === undefined)
        return { payload: notice(english.outOfDate) };
    if (input === undefined)
        return { payload: notice(moderationWording.onlyInServers) };
    if (!input.person.isModerator)
        return { payload: notice(moderationWording.notModerator) };
    if (memory.kind === 'broken')
        return { payload: notice(moderationWording.noStore(memory.why)) };
    try {
        return await command.run(input, memory.moderation);
    }
    catch (error) {
        return { payload: notice(sentenceOf(error)) };
    }
}
/** A pressed button of `STORE_COMPONENTS`; what the presser may do is asked again, for the button may be old. */
export async function pressStoreComponent(component, input, memory) {
    if (component.moderatorsOnly && !input.person.isModerator)
        return { note: notice(moderationWording.notModerator) };
    if (memory.kind === 'broken')
        return { note: notice(moderationWording.noStore(memory.why)) };
    try {
        return await component.run(input, memory.moderation);
    }
    catch (error) {
        return { note: notice(sentenceOf(error)) };
    }
}
function sentenceOf(error) {
    if (error instanceof UserError)
        return error.message;
    if (error instanceof StoreError)
        return moderationWording.noStore(error.message);
    throw error;
}
