import { DEFAULT_RETENTION_DAYS } from "../store/retention.js";
import { HIGHEST_BAR, WATCH_BAR } from "./judge.js";
/** The same claim in the same channel makes no second card for so long: one reply there serves everybody. */
export const COOL_DOWN_MS = 30 * 60_000;
export const QUIET_MS = 24 * 3_600_000;
/**
 * What servers have set and which channels are watched, in memory, so that no watched message and no question waits for
 * the store. Changes are written first, and count only then.
 */
export class ServerState {
    #store;
    #topicOf;
    #settings = new Map();
    #watches = new Map();
    /** By channel and claim, the time in ms until which no card is made. */
    #silent = new Map();
    constructor(store, knowledge) {
        this.#store = store;
        this.#topicOf = new Map(knowledge.claims.map((claim) => [claim.id, claim.topic]));
    }
    async load(now) {
        for (const settings of await this.#store.servers())
            this.#settings.set(settings.serverId, settings);
        for (const watched of await this.#store.watches())
            this.#watches.set(watched.channelId, watched);
        for (const quiet of await this.#store.quiets(now))
            this.#hush(quiet.channelId, quiet.claimId, quiet.until.getTime());
        for (const card of await this.#store.cardsSince(new Date(now.getTime() - COOL_DOWN_MS))) {
            this.#hush(card.channelId, card.claimId, card.createdAt.getTime() + COOL_DOWN_MS);
        }
    }
    settings(serverId) {
        return this.#settings.get(serverId) ?? { ...NOTHING_SET, serverId };
    }
    servers() {
        return [...this.#settings.values()];
    }
    async change(serverId, change) {
        await this.#store.saveServer(serverId, change);
        this.#settings.set(serverId, { ...this.settings(serverId), ...change });
    }
    watch(channelId) {
        return this.#watches.get(channelId);
    }
    watchesOf(serverId) {
        return [...this.#watches.values()].filter((watched) => watched.serverId === serverId);
    }
    async addWatch(serverId, channelId, noticeMessageId, now) {
        await this.#store.addWatch(serverId, channelId, noticeMessageId, now);
        const known = this.#watches.get(channelId);
        this.#watches.set(channelId, {
            channelId,
            serverId,
            addedAt: known?.addedAt ?? now,
            noticeMessageId: noticeMessageId ?? known?.noticeMessageId ?? null,
            paused: null,
        });
    }
    async removeWatch(channelId) {
        await this.#store.removeWatch(channelId);
        this.#watches.delete(channelId);
    }
    /** Pausing counts at once, whatever the store says: it is what keeps refused requests from being repeated. */
    async pause(serverId, why) {
        for (const watched of this.watchesOf(serverId)) {
            this.#watches.set(watched.channelId, { ...watched, paused: why });
        }
        await this.#store.pauseWatches(serverId, why);
    }
    /** The bar that counts: a server may raise it, never lower it. */
    bar(serverId) {
        return Math.min(Math.max(this.settings(serverId).bar ?? WATCH_BAR, WATCH_BAR), HIGHEST_BAR);
    }
    /** Whether a claim may make a card in a channel at this moment. */
    isWanted(serverId, channelId, claimId, now) {
        if (this.settings(serverId).quietTopics.includes(this.#topicOf.get(claimId) ?? ''))
            return false;
        return (this.#silent.get(`${channelId} ${claimId}`) ?? 0) <= now.getTime();
    }
    coolDown(channelId, claimId, now) {
        for (const [key, until] of this.#silent)
            if (until <= now.getTime())
                this.#silent.delete(key);
        this.#hush(channelId, claimId, now.getTime() + COOL_DOWN_MS);
    }
    async quiet(quiet) {
        await this.#store.addQuiet(quiet);
        this.#hush(quiet.channelId, quiet.claimId, quiet.until.getTime());
    }
    forget(serverId) {
        const channels = this.watchesOf(serverId).map(({ channelId }) => channelId);
        for (const channelId of channels)
            this.#watches.delete(channelId);
        for (const key of this.#silent.keys()) {
            if (channels.some((channelId) => key.startsWith(`${channelId} `)))
                this.#silent.delete(key);
        }
        this.#settings.delete(serverId);
    }
    #hush(channelId, claimId, until) {
        const key = `${channelId} ${claimId}`;
        this.#silent.set(key, Math.max(until, this.#silent.get(key) ?? 0));
    }
}
const NOTHING_SET = {
    reviewChannelId: null,
    answers: 'private',
    bar: null,
    quietTopics: [],
    language: 'en',
    retentionDays: DEFAULT_RETENTION_DAYS,
    ruleId: null,
    leftAt: null,
};
