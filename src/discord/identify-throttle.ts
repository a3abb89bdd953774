import { setTimeout as wait } from 'node:timers/promises';
import type { ClientOptions } from 'discord.js';
import type { Log } from '../log.ts';
import { takeTurn } from '../store/turn.ts';

/**
 * Discord lets one shard of each bucket identify in five seconds
 * (https://docs.discord.com/developers/events/gateway#rate-limiting); a little more, for clocks and wires.
 */
const IDENTIFY_MS = 5250;

type BuildThrottler = NonNullable<NonNullable<ClientOptions['ws']>['buildIdentifyThrottler']>;

/**
 * Shards of all processes identify in turn, one in a bucket at a time, by locks in the database they share. Without the
 * database each process goes on by itself: Discord refuses what is too fast, and discord.js tries again.
 */
export function sharedIdentifyThrottle(databaseUrl: string, log: Log): BuildThrottler {
  return async (manager) => {
    const { session_start_limit: limit } = await manager.fetchGatewayInformation();
    return {
      async waitForIdentify(shard, signal) {
        const bucket = shard % limit.max_concurrency;
        try {
          await takeTurn(databaseUrl, bucket, IDENTIFY_MS, signal);
        } catch (error) {
          if (signal.aborted) throw error;
          log.warn(
            { err: error, shard },
            'no turn to log in could be taken in the database; going on without',
          );
          await wait(IDENTIFY_MS, undefined, { signal });
        }
        log.info({ shard, bucket }, 'logging in');
      },
    };
  };
}
