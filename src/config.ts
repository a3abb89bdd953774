import { z } from 'zod';
import { LOG_LEVELS } from './log.ts';
import { DEFAULT_DATABASE_URL } from './store/address.ts';

/** An empty line in .env means "not set". */
const unset = (value: unknown): unknown =>
  typeof value === 'string' && value.trim() === '' ? undefined : value;
const optional = <S extends z.ZodType>(schema: S) => z.preprocess(unset, schema.optional());

const configSchema = z.object({
  DISCORD_TOKEN: optional(
    z
      .string()
      .trim()
      .regex(
        /^\S+$/,
        'has a blank in it: copy it again from the Developer Portal → your application → Bot → Reset Token',
      ),
  ),
  DISCORD_API: optional(
    z.url({ error: 'is not a web address. Leave it empty unless you test against a stand-in' }),
  ),
  KNOWLEDGE_DIR: z.preprocess(unset, z.string().default('knowledge')),
  DATABASE_URL: z.preprocess(
    unset,
    z
      .string()
      .trim()
      .regex(
        /^(?:file:.+|postgres(?:ql)?:\/\/.+)$/,
        'must begin with file: (a path) or postgres:// (a server)',
      )
      .default(DEFAULT_DATABASE_URL),
  ),
  HEALTH_PORT: optional(
    z.coerce
      .number({ error: 'must be a port number. Leave it empty to have no health check' })
      .int('must be a whole number')
      .min(1, 'must be from 1 to 65535')
      .max(65_535, 'must be from 1 to 65535'),
  ),
  HEALTH_HOST: z.preprocess(
    unset,
    z
      .string()
      .trim()
      .regex(/^[\w.:-]+$/, 'must be the name or address of this machine, such as 127.0.0.1 or 0.0.0.0')
      .default('127.0.0.1'),
  ),
  WATCH_MESSAGES: z.preprocess(
    unset,
    z.enum(['true', 'false'], { error: 'must be true or false' }).default('false'),
  ),
  LOG_LEVEL: z.preprocess(
    unset,
    z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` }).default('info'),
  ),
});

export interface Config {
  /** Absent: the local console opens instead of Discord. */
  readonly token: string | undefined;
  /** Another address than Discord's, for tests against a local stand-in. */
  readonly api: string | undefined;
  readonly knowledgeDirectory: string;
  /** Where the bot remembers: `file:` and a path, or `postgres://…`. */
  readonly databaseUrl: string;
  /** The bot may read channels that moderators chose; it then needs the Message Content intent. */
  readonly watchMessages: boolean;
  /** Where /livez, /readyz and /metrics are served; absent: nowhere. */
  readonly health: { readonly host: string; readonly port: number } | undefined;
  readonly logLevel: (typeof LOG_LEVELS)[number];
}

/** All faults of the configuration at once. Values are never repeated: one of them is a secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** @throws {ConfigError} naming every setting that is wrong, and how to mend it. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
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
    health: data.HEALTH_PORT === undefined ? undefined : { host: data.HEALTH_HOST, port: data.HEALTH_PORT },
    logLevel: data.LOG_LEVEL,
  };
}
