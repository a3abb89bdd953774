import { z } from 'zod';
import { LOG_LEVELS } from './log.ts';
import { DEFAULT_DATABASE_URL, isPostgres } from './store/address.ts';
import type { ShardShare } from './store/shard-share.ts';

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
  SHARDS: z.preprocess(
    unset,
    z
      .string()
      .trim()
      .regex(/^(?:auto|[1-9]\d{0,4})$/, 'must be auto, or how many shards (1 or more)')
      .default('auto'),
  ),
  SHARD_COUNT: optional(
    z
      .string()
      .trim()
      .regex(/^[1-9]\d{0,4}$/, 'must be how many shards all processes have together'),
  ),
  SHARD_LIST: optional(
    z
      .string()
      .trim()
      .regex(/^\d{1,5}(?:-\d{1,5})?(?:,\d{1,5}(?:-\d{1,5})?)*$/, 'must be shard numbers, such as 0,1 or 0-3'),
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
  /** The shards of this process. */
  readonly shards: ShardShare | 'auto';
  /** The same when other processes have the rest; absent when this is the only one. */
  readonly share: ShardShare | undefined;
  readonly logLevel: (typeof LOG_LEVELS)[number];
}

/** All faults of the configuration at once. Values are never repeated: one of them is a secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** @throws {ConfigError} naming every setting that is wrong, and how to mend it. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const parsed = configSchema.safeParse(environment);
  const faults = parsed.success
    ? []
    : parsed.error.issues.map((issue) => [issue.path.join('.'), issue.message]);
  const named = new Set(faults.map(([name]) => name));
  faults.push(...shardFaults(environment).filter(([name]) => !named.has(name)));
  if (!parsed.success || faults.length > 0) {
    const lines = faults.map(([name, message]) => `  ${name} ${message}`);
    throw new ConfigError(`The settings in .env need mending:\n${lines.join('\n')}`);
  }
  const { data } = parsed;
  const share =
    data.SHARD_COUNT === undefined
      ? undefined
      : { count: Number(data.SHARD_COUNT), list: shardList(data.SHARD_LIST ?? '') };
  return {
    token: data.DISCORD_TOKEN,
    api: data.DISCORD_API,
    knowledgeDirectory: data.KNOWLEDGE_DIR,
    databaseUrl: data.DATABASE_URL,
    watchMessages: data.WATCH_MESSAGES === 'true',
    shards: share ?? (data.SHARDS === 'auto' ? 'auto' : wholeShare(Number(data.SHARDS))),
    share,
    health: data.HEALTH_PORT === undefined ? undefined : { host: data.HEALTH_HOST, port: data.HEALTH_PORT },
    logLevel: data.LOG_LEVEL,
  };
}

/** `0,2-4` → 0, 2, 3, 4. */
function shardList(text: string): number[] {
  const shards = text.split(',').flatMap((part) => {
    const [from = 0, to = from] = part.split('-').map(Number);
    return Array.from({ length: Math.max(0, to - from + 1) }, (_, step) => from + step);
  });
  return [...new Set(shards)].sort((a, b) => a - b);
}

function wholeShare(count: number): ShardShare {
  return { count, list: Array.from({ length: count }, (_, shard) => shard) };
}

/** What no setting alone shows: several processes need one another's numbers, and one database. */
function shardFaults(environment: Readonly<Record<string, string | undefined>>): [string, string][] {
  const text = (name: string): string => environment[name]?.trim() ?? '';
  const [count, list, shards] = [text('SHARD_COUNT'), text('SHARD_LIST'), text('SHARDS')];
  if (count === '' && list === '') return [];
  const faults: [string, string][] = [];
  if (shards !== '' && shards !== 'auto')
    faults.push(['SHARDS', 'is for one process: leave it empty beside SHARD_COUNT and SHARD_LIST']);
  if (count === '')
    faults.push(['SHARD_COUNT', 'is missing: how many shards do all processes have together?']);
  if (list === '')
    faults.push(['SHARD_LIST', 'is missing: which shards does this process have, such as 0-3?']);
  if (/^[\d,-]+$/.test(list) && /^\d+$/.test(count)) {
    const numbers = shardList(list);
    if (numbers.length === 0 || numbers.some((shard) => shard >= Number(count)))
      faults.push(['SHARD_LIST', 'must hold numbers from 0 to SHARD_COUNT less 1, the smaller first']);
  }
  if (!isPostgres(text('DATABASE_URL')))
    faults.push([
      'DATABASE_URL',
      'must be a PostgreSQL server (postgres://…): several processes cannot share a file. Or leave SHARD_COUNT and SHARD_LIST empty',
    ]);
  return faults;
}
