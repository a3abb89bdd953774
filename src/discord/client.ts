import { Client, type ClientOptions, GatewayIntentBits, Options } from 'discord.js';
import type { ShardShare } from '../store/shard-share.ts';

/** A callback that hangs must fail while there is still time to try once more: Discord waits three seconds. */
const REST_TIMEOUT_MS = 1400;
const REST_RETRIES = 2;
/** A callback told to wait this long would come too late, and is given up at once; a shorter wait is waited. */
const LONGEST_WAIT_MS = 1500;
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
  return new Client({
    ...(shards === 'auto' ? { shards } : { shards: [...shards.list], shardCount: shards.count }),
    ...(throttle === undefined ? {} : { ws: { buildIdentifyThrottler: throttle } }),
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
    rest: {
      ...(api === undefined ? {} : { api }),
      timeout: REST_TIMEOUT_MS,
      retries: REST_RETRIES,
      rejectOnRateLimit: ({ route, retryAfter }) =>
        route.startsWith('/interactions') && retryAfter > LONGEST_WAIT_MS,
      invalidRequestWarningInterval: REFUSED_REQUESTS_WARNING,
    },
  });
}
