import { ApplicationCommandOptionType, ApplicationCommandType, } from 'discord-api-types/v10';
/**
 * Discord's rules for commands, beyond what its published schema checks (faults.md, "What Discord's published schema does
 * not check"; https://docs.discord.com/developers/interactions/application-commands).
 */
const SLASH_NAME = /^[-_'\p{L}\p{N}]{1,32}$/u;
const MAX_DESCRIPTION = 100;
const MAX_OPTIONS = 25;
const MAX_CHOICE = 100;
const MAX_TOTAL = 8000;
const MAX_BY_TYPE = {
    [ApplicationCommandType.ChatInput]: 100,
    [ApplicationCommandType.User]: 15,
    [ApplicationCommandType.Message]: 15,
};
/** Every rule that the commands break, in words; empty when Discord will take them. */
export function commandFaults(commands) {
    const faults = [];
    const seen = new Set();
    const byType = new Map();
    for (const command of commands) {
        const type = command.type ?? ApplicationCommandType.ChatInput;
        const name = command.name ?? '';
        const key = `${type}:${name}`;
        if (seen.has(key))
            faults.push(`${name}: there are two of this name`);
        seen.add(key);
        byType.set(type, (byType.get(type) ?? 0) + 1);
        if (type === ApplicationCommandType.ChatInput) {
            check(command, name, faults);
            const total = length(command);
            if (total > MAX_TOTAL)
                faults.push(`${name}: ${total} characters in all, at most ${MAX_TOTAL}`);
        }
        else {
            if (name.length < 1 || name.length > 32)
                faults.push(`${name}: a menu name has 1 to 32 characters`);
            if (command.description)
                faults.push(`${name}: a menu entry has no description`);
        }
    }
    for (const [type, count] of byType) {
        if (count > (MAX_BY_TYPE[type] ?? 1))
            faults.push(`${count} commands of type ${type}, at most ${MAX_BY_TYPE[type] ?? 1}`);
    }
    return faults;
}
function check(node, path, faults) {
    const name = node.name ?? '';
    if (!SLASH_NAME.test(name) || name !== name.toLowerCase()) {
        faults.push(`${path}: a name is lower case, without blanks, 1 to 32 characters`);
    }
    const described = node.description?.length ?? 0;
    if (described < 1 || described > MAX_DESCRIPTION)
        faults.push(`${path}: a description has 1 to ${MAX_DESCRIPTION} characters`);
    const options = node.options ?? [];
    if (options.length > MAX_OPTIONS)
        faults.push(`${path}: ${options.length} options, at most ${MAX_OPTIONS}`);
    if (node.choices !== undefined) {
        if (node.autocomplete === true)
            faults.push(`${path}: choices and autocomplete exclude each other`);
        if (node.choices.length > MAX_OPTIONS)
            faults.push(`${path}: more than ${MAX_OPTIONS} choices`);
        if (node.choices.some((choice) => choice.name.length < 1 || choice.name.length > MAX_CHOICE)) {
            faults.push(`${path}: a choice has a name of 1 to ${MAX_CHOICE} characters`);
        }
        if (node.choices.some((choice) => String(choice.value).length > MAX_CHOICE)) {
            faults.push(`${path}: a choice has a value of at most ${MAX_CHOICE} characters`);
        }
        if (new Set(node.choices.map((choice) => choice.name)).size !== node.choices.length) {
            faults.push(`${path}: two choices of one name`);
        }
    }
    if (isAbove(node.min_length, node.max_length) || isAbove(node.min_value, node.max_value)) {
        faults.push(`${path}: the least is above the most`);
    }
    const subcommands = options.filter(isSubcommand).length;
    if (subcommands > 0 && subcommands < options.length)
        faults.push(`${path}: subcommands and options exclude each other`);
    const names = options.map((option) => option.name);
    if (new Set(names).size !== names.length)
        faults.push(`${path}: two options of one name`);
    const firstOptional = options.findIndex((option) => option.required !== true);
    if (subcommands === 0 &&
        firstOptional >= 0 &&
        options.slice(firstOptional).some((option) => option.required === true)) {
        faults.push(`${path}: required options come before optional ones`);
    }
    for (const option of options)
        check(option, `${path} ${option.name ?? ''}`, faults);
}
function isAbove(least, most) {
    return least !== undefined && most !== undefined && least > most;
}
function isSubcommand(option) {
    return (option.type === ApplicationCommandOptionType.Subcommand ||
        option.type === ApplicationCommandOptionType.SubcommandGroup);
}
function length(node) {
    return ((node.name?.length ?? 0) +
        (node.description?.length ?? 0) +
        (node.choices ?? []).reduce((sum, choice) => sum + choice.name.length + String(choice.value).length, 0) +
        (node.options ?? []).reduce((sum, option) => sum + length(option), 0));
}
