import { Client, type ClientOptions, GatewayIntentBits, Options } from 'discord.js';
import type { ShardShare } from '../store/shard-share.ts';
import { deliver } from './delivery.ts';
import { GatewayLines } from './gateway-lines.ts';

/** For what is no answer to a person (those are `delivery.ts`'s): a post, a rule, the way to the gateway. */
const REST_TIMEOUT_MS = 5000;
const REST_RETRIES = 2;
/** Interactions that arrive before all servers came would wait this long, and die (practice.md, section 7). */
const WAIT_FOR_GUILDS_MS = 500;
/** 10,000 refused requests in ten minutes get the address banned; say so long before. */
const REFUSED_REQUESTS_WARNING = 100;

/** What a bot with a memory hears beyond servers: messages, or only the alerts of AutoMod's rules. */
export type Hears = 'nothing more' | 'messages' | 'alerts';

const INTENTS: Readonly<Record<Hears, readonly GatewayIntentBits[]>> = {
  'nothing more': [],
  messages: [GatewayIntentBits.GuildMessages, GatewayIntentBits.MessageContent],
  alerts: [GatewayIntentBits.AutoModerationExecution],
};

/** A client that remembers no message and pings nobody. `api`: another REST address, for tests. */
export function createClient(
  api: string | undefined,
  hears: Hears = 'nothing more',
  shards: ShardShare | 'auto' = 'auto',
  throttle?: NonNullable<ClientOptions['ws']>['buildIdentifyThrottler'],
): Client {
  // The library reads settings of these names by itself, and takes an empty one, as in .env.example, for no shards at all.
  delete process.env.SHARDS;
  delete process.env.SHARD_COUNT;
  return new Client({
    ...(shards === 'auto' ? { shards } : { shards: [...shards.list], shardCount: shards.count }),
    intents: [GatewayIntentBits.Guilds, ...INTENTS[hears]],
    allowedMentions: { parse: [], repliedUser: false },
    waitGuildTimeout: WAIT_FOR_GUILDS_MS,
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      // Everybody who writes in a watched channel would stay in memory.
      UserManager: { maxSize: 0, keepOverLimit: (user) => user.id === user.client.user?.id },
      GuildMemberManager: { maxSize: 0, keepOverLimit: (member) => member.id === member.client.user.id },
      ReactionManager: 0,
      PresenceManager: 0,
      VoiceStateManager: 0,
    }),
    ws: {
      buildStrategy: (manager) => new GatewayLines(manager),
      ...(throttle === undefined ? {} : { buildIdentifyThrottler: throttle }),
    },
    rest: {
      ...(api === undefined ? {} : { api }),
      timeout: REST_TIMEOUT_MS,
      retries: REST_RETRIES,
      makeRequest: deliver,
      invalidRequestWarningInterval: REFUSED_REQUESTS_WARNING,
    },
  });
}
