import { ApplicationCommandType, ApplicationIntegrationType, InteractionContextType, } from 'discord-api-types/v10';
import { WORDINGS } from "../replies/wording.js";
import { about } from "./about.js";
import { ask } from "./ask.js";
import { browse, browsePage } from "./browse.js";
import { answerComponents, claim } from "./claim.js";
import { factCheckMessage, replyUnder } from "./fact-check-message.js";
import { food, foodMenu } from "./food.js";
import { moderationRegistration } from "./moderation/index.js";
import { sources, sourcesButton } from "./sources.js";
/** The one list: registration, dispatch, console, help and tests all read it. */
export const SUBCOMMANDS = [ask, claim, browse, sources, food, about];
export const MESSAGE_MENUS = [factCheckMessage];
export const COMPONENTS = [
    ...answerComponents,
    sourcesButton,
    browsePage,
    foodMenu,
    replyUnder,
];
/** The name of the slash command that all subcommands belong to. */
export const COMMAND_NAME = 'k2';
const EVERYWHERE = {
    integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
    contexts: [
        InteractionContextType.Guild,
        InteractionContextType.BotDM,
        InteractionContextType.PrivateChannel,
    ],
};
/** What Discord is told, all types at once: its bulk overwrite deletes what is left out (practice.md, section 2). */
export function registrationPayload(wordings = WORDINGS) {
    const commands = [
        {
            type: ApplicationCommandType.ChatInput,
            name: COMMAND_NAME,
            description: 'Fact-check what people say about vitamin K2',
            options: SUBCOMMANDS.map((subcommand) => subcommand.data),
            integration_types: [...EVERYWHERE.integration_types],
            contexts: [...EVERYWHERE.contexts],
        },
        ...MESSAGE_MENUS.map((menu) => ({
            ...menu.data,
            integration_types: [...EVERYWHERE.integration_types],
            contexts: [...EVERYWHERE.contexts],
        })),
        moderationRegistration(),
    ];
    return commands.map((command) => localised(command, '', wordings));
}
/** A command, option or choice with its names and descriptions in every language that has them. */
function localised(node, parent, wordings) {
    const path = `${parent} ${node.value ?? node.name}`.trim();
    const inEach = (part) => Object.fromEntries(Object.entries(wordings).flatMap(([locale, { commands }]) => {
        const text = commands[path]?.[part];
        return text === undefined ? [] : [[locale, text]];
    }));
    const names = inEach('name');
    const descriptions = inEach('description');
    return {
        ...node,
        ...(Object.keys(names).length > 0 && { name_localizations: names }),
        ...(Object.keys(descriptions).length > 0 && { description_localizations: descriptions }),
        ...(node.options && { options: node.options.map((one) => localised(one, path, wordings)) }),
        ...(node.choices && { choices: node.choices.map((one) => localised(one, path, wordings)) }),
    };
}
