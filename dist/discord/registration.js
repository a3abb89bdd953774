import { DiscordAPIError, REST, RESTJSONErrorCodes, Routes } from 'discord.js';
import { commandFaults } from "../commands/limits.js";
import { loginAdvice } from "./login-advice.js";
/** Keys that Discord adds and that say nothing about what we sent. */
const SERVER_KEYS = new Set([
    'id',
    'application_id',
    'version',
    'guild_id',
    'name_localized',
    'description_localized',
    'dm_permission',
    'handler',
]);
/** Lists whose order means nothing. */
const SETS = new Set(['integration_types', 'contexts', 'channel_types']);
/**
 * The whole command in one form: what Discord adds is dropped, and so is what only spells out a default. Comparing picked
 * fields instead lets changes to the others go unnoticed (codebases.md, section 3).
 */
export function normalise(value, key = '') {
    if (Array.isArray(value)) {
        const items = value.map((item) => normalise(item));
        return SETS.has(key) ? [...items].sort() : items;
    }
    if (typeof value !== 'object' || value === null)
        return value;
    return Object.fromEntries(Object.entries(value)
        .filter(([name]) => !SERVER_KEYS.has(name))
        .map(([name, inner]) => [name, normalise(inner, name)])
        .filter(([name, inner]) => !isDefault(name, inner))
        .sort(([a], [b]) => a.localeCompare(b)));
}
function isDefault(key, value) {
    if (value === null || value === undefined || value === false)
        return true;
    if (Array.isArray(value) && value.length === 0)
        return true;
    if (typeof value === 'object' && Object.keys(value).length === 0)
        return true;
    return key === 'description' && value === '';
}
/** A server knows only one kind of install and no contexts: those two are not sent, and not compared, there. */
export function forScope(commands, guild) {
    if (guild === undefined)
        return commands;
    return commands.map(({ integration_types: _types, contexts: _contexts, ...command }) => command);
}
export function difference(wanted, present, guild) {
    const keyed = (list) => new Map(list.map((command) => {
        const { name, type = 1 } = command;
        const plain = normalise({ ...command, type });
        if (guild !== undefined) {
            delete plain.integration_types;
            delete plain.contexts;
        }
        return [`${name} (type ${type})`, leaves(plain)];
    }));
    const before = keyed(present);
    const after = keyed(wanted);
    const lines = [];
    for (const [name, body] of after) {
        const old = before.get(name);
        if (old === undefined) {
            lines.push(`+ ${name}`);
            continue;
        }
        const changed = [
            ...old.filter((line) => !body.includes(line)).map((line) => `    - ${line}`),
            ...body.filter((line) => !old.includes(line)).map((line) => `    + ${line}`),
        ];
        if (changed.length > 0)
            lines.push(`~ ${name}`, ...changed);
    }
    for (const name of before.keys())
        if (!after.has(name))
            lines.push(`- ${name}`);
    return { lines };
}
/**
 * A value as lines such as `options.ask.options.question.required: true`. Things with a name go by it, so that a new one
 * does not shift the others; their order, which people see, is a line of its own.
 */
function leaves(value, path = '') {
    if (typeof value !== 'object' || value === null)
        return [`${path}: ${JSON.stringify(value)}`];
    const below = (key) => (path === '' ? key : `${path}.${key}`);
    if (!Array.isArray(value)) {
        return Object.entries(value).flatMap(([key, inner]) => leaves(inner, below(key)));
    }
    if (!value.every(isNamed))
        return [`${path}: ${JSON.stringify(value)}`];
    return [
        `${path}: ${value.map((item) => item.name).join(', ')}`,
        ...value.flatMap((item) => leaves(item, below(item.name))),
    ];
}
function isNamed(item) {
    return typeof item === 'object' && item !== null && 'name' in item && typeof item.name === 'string';
}
/**
 * Registers the commands: checks them, fetches what Discord has, compares, and overwrites only when something differs.
 * @throws {Error} when a command breaks one of Discord's rules, or Discord refuses.
 */
export async function deploy(settings, commands) {
    const faults = commandFaults(commands);
    if (faults.length > 0)
        throw new Error(`These commands break Discord's rules:\n  ${faults.join('\n  ')}`);
    try {
        return await register(settings, commands);
    }
    catch (error) {
        throw new Error(deployAdvice(error), { cause: error });
    }
}
/** What to do about a refused registration, in a sentence. */
function deployAdvice(error) {
    if (error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.MissingAccess) {
        return 'The bot is not in that server: invite it first (README, “Put it into your server”), or check the id.';
    }
    if (error instanceof DiscordAPIError && error.status !== 401) {
        return `Discord refused the commands: ${error.message}`;
    }
    return loginAdvice(error);
}
async function register(settings, commands) {
    const rest = new REST(settings.api === undefined ? {} : { api: settings.api }).setToken(settings.token);
    const application = (await rest.get(Routes.currentApplication()));
    const route = settings.guild === undefined
        ? Routes.applicationCommands(application.id)
        : Routes.applicationGuildCommands(application.id, settings.guild);
    const query = new URLSearchParams({ with_localizations: 'true' });
    const present = (await rest.get(route, { query }));
    const body = forScope(commands, settings.guild);
    const found = difference(body, present, settings.guild);
    if (found.lines.length === 0 || settings.dryRun)
        return { difference: found, deployed: false };
    await rest.put(route, { body });
    return { difference: found, deployed: true };
}
