import { z } from 'zod';
import { LOG_LEVELS } from "./log.js";
import { DEFAULT_DATABASE_URL } from "./store/address.js";
/** An empty line in .env means "not set". */
const unset = (value) => typeof value === 'string' && value.trim() === '' ? undefined : value;
const optional = (schema) => z.preprocess(unset, schema.optional());
const configSchema = z.object({
    DISCORD_TOKEN: optional(z
        .string()
        .trim()
        .regex(/^\S+$/, 'has a blank in it: copy it again from the Developer Portal → your application → Bot → Reset Token')),
    DISCORD_API: optional(z.url({ error: 'is not a web address. Leave it empty unless you test against a stand-in' })),
    KNOWLEDGE_DIR: z.preprocess(unset, z.string().default('knowledge')),
    DATABASE_URL: z.preprocess(unset, z
        .string()
        .trim()
        .regex(/^(?:file:.+|postgres(?:ql)?:\/\/.+)$/, 'must begin with file: (a path) or postgres:// (a server)')
        .default(DEFAULT_DATABASE_URL)),
    WATCH_MESSAGES: z.preprocess(unset, z.enum(['true', 'false'], { error: 'must be true or false' }).default('false')),
    LOG_LEVEL: z.preprocess(unset, z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` }).default('info')),
});
/** All faults of the configuration at once. Values are never repeated: one of them is a secret. */
export class ConfigError extends Error {
    name = 'ConfigError';
}
/** @throws {ConfigError} naming every setting that is wrong, and how to mend it. */
export function readConfig(environment) {
    const parsed = configSchema.safeParse(environment);
    if (!parsed.success) {
        const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')} ${issue.message}`);
        throw new ConfigError(`The settings in .env need mending:\n${lines.join('\n')}`);
    }
    const { data } = parsed;
    return {
        token: data.DISCORD_TOKEN,
        api: data.DISCORD_API,
        knowledgeDirectory: data.KNOWLEDGE_DIR,
        databaseUrl: data.DATABASE_URL,
        watchMessages: data.WATCH_MESSAGES === 'true',
        logLevel: data.LOG_LEVEL,
    };
}
