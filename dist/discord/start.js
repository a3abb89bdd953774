import { Events } from 'discord.js';
import { createClient } from "./client.js";
import { Interactions } from "./interactions.js";
import { closeAdvice, loginAdvice, passes } from "./login-advice.js";
import { MemoryKeeper } from "./memory-keeper.js";
import { listenForModeration } from "./moderation-events.js";
/** Running answers get this long to finish; Docker kills after ten seconds. */
const DRAIN_MS = 5000;
/** What ended the bot for good, in a sentence for the operator. */
export class LoginError extends Error {
    name = 'LoginError';
    /** Nothing is wrong on our side: Discord or the network will be well again, and then the same login works. */
    get passes() {
        return passes(this.cause);
    }
}
/**
 * Logs in and answers until stopped.
 * @param memory absent: the bot keeps nothing, and has no moderators' side.
 * @param onFatal called once when Discord closes a running connection for a cause that no retry mends.
 * @throws {LoginError} with advice when the login fails.
 */
export async function startBot(settings, app, log, onFatal, memory) {
    const client = createClient(settings.api, memory === undefined ? 'nothing more' : memory.watchMessages ? 'messages' : 'alerts');
    const keeper = memory === undefined ? undefined : new MemoryKeeper(client, app.knowledge, memory, log);
    await keeper?.open();
    if (keeper !== undefined)
        listenForModeration(client, keeper.memory);
    /** A refused login closes the connection too, but is told by a `LoginError`. */
    let loggedIn = false;
    const interactions = new Interactions(app, log, keeper?.memory);
    client.on(Events.InteractionCreate, interactions.listen);
    client.on(Events.Error, (error) => log.error({ err: error }, 'discord.js reports an error'));
    client.on(Events.Warn, (message) => log.warn({ message }, 'discord.js warns'));
    client.on(Events.ShardError, (error, shard) => log.error({ err: error, shard }, 'connection error'));
    client.on(Events.ShardDisconnect, (event, shard) => {
        const advice = closeAdvice(event.code);
        log.warn({ code: event.code, shard }, advice ?? 'connection closed');
        if (advice === undefined || !loggedIn)
            return;
        loggedIn = false;
        onFatal(advice);
    });
    client.on(Events.ShardReconnecting, (shard) => log.info({ shard }, 'reconnecting'));
    client.on(Events.ShardResume, (shard, replayed) => log.info({ shard, replayed }, 'resumed'));
    client.on(Events.ShardReady, (shard) => log.info({ shard }, 'shard ready'));
    client.rest.on('rateLimited', (info) => log.warn({ route: info.route, ms: info.timeToReset }, 'rate limited'));
    client.rest.on('invalidRequestWarning', (info) => log.warn({ count: info.count }, 'many refused requests'));
    client.once(Events.ClientReady, (ready) => {
        log.info({ servers: ready.guilds.cache.size, claims: app.knowledge.claims.length }, 'ready');
        // What came before ready, discord.js hands on by an unreferenced immediate, which an idle event loop leaves waiting
        // until something else happens: this one wakes it.
        setImmediate(() => undefined);
        keeper?.ready();
    });
    try {
        await client.login(settings.token);
    }
    catch (error) {
        await keeper?.stop();
        await client.destroy().catch(() => undefined);
        throw new LoginError(loginAdvice(error), { cause: error });
    }
    loggedIn = true;
    return {
        client,
        async stop() {
            // First, so that Discord sends nothing more; what is under way is still answered, with the token that this took away.
            await client.destroy();
            client.rest.setToken(settings.token);
            await interactions.drain(DRAIN_MS);
            await keeper?.stop();
        },
    };
}
