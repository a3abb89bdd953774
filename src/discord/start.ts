import { type Client, Events } from 'discord.js';
import type { App } from '../commands/command.ts';
import type { Measures } from '../health/measures.ts';
import type { Readiness } from '../health/serve-health.ts';
import type { Log } from '../log.ts';
import type { ShardShare } from '../store/shard-share.ts';
import type { Allowances } from './allowance.ts';
import { createClient } from './client.ts';
import { handOnEarly } from './early-interactions.ts';
import { handleEveryEvent } from './gateway-lines.ts';
import { sharedIdentifyThrottle } from './identify-throttle.ts';
import { Interactions } from './interactions.ts';
import { closeAdvice, loginAdvice, passes } from './login-advice.ts';
import { MemoryKeeper, type MemorySettings } from './memory-keeper.ts';
import { listenForModeration } from './moderation-events.ts';
import { ShardWatch } from './shard-health.ts';
import { measureRequests } from './take-measures.ts';

/** Running answers get this long to finish; Docker kills after ten seconds. */
const DRAIN_MS = 5000;

export interface BotSettings {
  readonly token: string;
  /** Another address than Discord's, for tests. */
  readonly api: string | undefined;
  /** `auto`: as many as Discord recommends, all in this process. */
  readonly shards?: ShardShare | 'auto';
  /** Absent: nothing is counted. */
  readonly measures?: Measures | undefined;
  /** Other limits than the ordinary ones: for tests. */
  readonly allowances?: Allowances;
}

export interface RunningBot {
  readonly client: Client;
  /** Another claim set serves: what was said publicly is corrected. */
  knowledgeChanged(): void;
  /** Whether questions are answered and things are kept at this moment. */
  readiness(): Promise<Readiness>;
  /** Finishes what is running, says goodbye to Discord, and frees the process. */
  stop(): Promise<void>;
}

/** What ended the bot for good, in a sentence for the operator. */
export class LoginError extends Error {
  override readonly name = 'LoginError';

  /** Nothing is wrong on our side: Discord or the network will be well again, and then the same login works. */
  get passes(): boolean {
    return passes(this.cause);
  }
}

/**
 * Logs in and answers until stopped.
 * @param memory absent: the bot keeps nothing, and has no moderators' side.
 * @param onFatal called once when Discord closes a running connection for a cause that no retry mends.
 * @throws {LoginError} with advice when the login fails.
 */
export async function startBot(
  settings: BotSettings,
  app: App,
  log: Log,
  onFatal: (advice: string) => void,
  memory?: MemorySettings,
): Promise<RunningBot> {
  const client = createClient(
    settings.api,
    memory === undefined ? 'nothing more' : memory.watchMessages ? 'messages' : 'alerts',
    settings.shards,
    memory?.share === undefined ? undefined : sharedIdentifyThrottle(memory.databaseUrl, log),
  );
  const { measures } = settings;
  if (measures !== undefined) measureRequests(client, measures);
  const shards = new ShardWatch(client);
  const keeper = memory === undefined ? undefined : new MemoryKeeper(client, app, memory, log);
  await keeper?.open();
  if (keeper !== undefined) listenForModeration(client, keeper.memory);
  /** A refused login closes the connection too, but is told by a `LoginError`. */
  let loggedIn = false;
  const interactions = new Interactions(app, log, keeper?.memory, measures, settings.allowances);
  measures?.watch('k2_waiting', 'What waits, by what for', 'what', () => ({
    interactions: interactions.underWay,
    ...keeper?.waiting(),
  }));
  measures?.watch('k2_shards', 'Connections to Discord, by whether they are alive', 'state', () => {
    const states = shards.states();
    const alive = states.filter((one) => one.alive).length;
    return { alive, dead: states.length - alive };
  });
  client.on(Events.InteractionCreate, interactions.listen);
  handOnEarly(client);
  handleEveryEvent(client, (error, event) => log.error({ err: error, event }, 'an event could not be read'));
  client.on(Events.Error, (error) => log.error({ err: error }, 'discord.js reports an error'));
  client.on(Events.Warn, (message) => log.warn({ message }, 'discord.js warns'));
  client.on(Events.ShardError, (error, shard) => log.error({ err: error, shard }, 'connection error'));
  client.on(Events.ShardDisconnect, (event, shard) => {
    const advice = closeAdvice(event.code);
    log.warn({ code: event.code, shard }, advice ?? 'connection closed');
    if (advice === undefined || !loggedIn) return;
    loggedIn = false;
    onFatal(advice);
  });
  client.on(Events.ShardReconnecting, (shard) => log.info({ shard }, 'reconnecting'));
  client.on(Events.ShardResume, (shard, replayed) => log.info({ shard, replayed }, 'resumed'));
  client.on(Events.ShardReady, (shard) => log.info({ shard }, 'shard ready'));
  client.rest.on('rateLimited', (info) =>
    log.warn({ route: info.route, ms: info.timeToReset }, 'rate limited'),
  );
  client.rest.on('invalidRequestWarning', (info) => log.warn({ count: info.count }, 'many refused requests'));
  client.once(Events.ClientReady, (ready) => {
    log.info({ servers: ready.guilds.cache.size, claims: app.knowledge.claims.length }, 'ready');
    keeper?.ready();
  });
  try {
    await client.login(settings.token);
  } catch (error) {
    await keeper?.stop();
    await client.destroy().catch(() => undefined);
    throw new LoginError(loginAdvice(error), { cause: error });
  }
  loggedIn = true;
  return {
    client,
    knowledgeChanged: () => keeper?.knowledgeChanged(),
    async readiness() {
      const states = shards.states();
      const fault = await keeper?.fault();
      const { knowledge, refused } = app;
      return {
        ready: states.length > 0 && states.every((one) => one.alive) && fault === undefined,
        parts: {
          shards: states,
          knowledge: {
            revision: knowledge.revision,
            claims: knowledge.claims.length,
            // It serves what it served before, so this is no reason to take the bot out of service.
            lastEditRefused: refused !== undefined,
          },
          store: fault ?? 'ok',
        },
      };
    },
    async stop() {
      // First, so that Discord sends nothing more; what is under way is still answered, with the token that this took away.
      await client.destroy();
      client.rest.setToken(settings.token);
      await interactions.drain(DRAIN_MS);
      await keeper?.stop();
    },
  };
}
