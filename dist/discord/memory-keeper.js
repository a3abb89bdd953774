import { judgeInThread } from "../moderation/judge-in-thread.js";
import { Moderation } from "../moderation/moderation.js";
import { openStore } from "../store/open.js";
import { StoreError } from "../store/store-error.js";
import { DiscordPlatform } from "./discord-platform.js";
/** A store that cannot be opened is tried again so often; a server that was restarted is found soon enough. */
const REOPEN_MS = 60_000;
const TIDY_MS = 3_600_000;
/**
 * Opens the store, keeps trying while it cannot, and tells the rest of the bot how it stands. It never stops the bot:
 * questions are answered without any memory.
 */
export class MemoryKeeper {
    #client;
    #knowledge;
    #settings;
    #log;
    #thread;
    #report;
    #memory = { kind: 'broken', why: 'I am just starting.' };
    #isReady = false;
    #stopped = false;
    #reopening;
    #tidying;
    constructor(client, knowledge, settings, log) {
        this.#client = client;
        this.#knowledge = knowledge;
        this.#settings = settings;
        this.#log = log;
        this.#report = (level, message, details = {}) => log[level](details, message);
        this.#thread = judgeInThread(knowledge, this.#report);
    }
    memory = () => this.#memory;
    /** Never rejects. */
    async open() {
        try {
            const store = await openStore(this.#settings.databaseUrl);
            const moderation = await Moderation.open({
                knowledge: this.#knowledge,
                store,
                platform: new DiscordPlatform(this.#client, this.#report),
                judge: this.#settings.judge ?? this.#thread.judge,
                way: this.#settings.watchMessages ? 'content' : 'rule',
                report: this.#report,
                now: this.#settings.now ?? (() => new Date()),
            }).catch(async (error) => {
                await store.close().catch(() => undefined);
                throw error;
            });
            this.#memory = { kind: 'ready', moderation };
            this.#tidying = setInterval(() => moderation.inBackground('tidying up', () => moderation.tidyUp()), TIDY_MS).unref();
            if (this.#isReady)
                this.#catchUp();
        }
        catch (error) {
            const why = error instanceof StoreError ? error.message : 'It cannot be opened.';
            this.#memory = { kind: 'broken', why };
            this.#log.error({ err: error }, `the store cannot be used; questions are answered without it. ${why}`);
            if (!this.#stopped)
                this.#reopening = setTimeout(() => void this.open(), REOPEN_MS).unref();
        }
    }
    /** The servers are known now. */
    ready() {
        this.#isReady = true;
        this.#catchUp();
    }
    async stop() {
        this.#stopped = true;
        clearTimeout(this.#reopening);
        clearInterval(this.#tidying);
        if (this.#memory.kind === 'ready') {
            await this.#memory.moderation
                .stop()
                .catch((error) => this.#log.error({ err: error }, 'closing the store failed'));
        }
        await this.#thread.stop();
    }
    #catchUp() {
        if (this.#memory.kind === 'broken')
            return;
        const { moderation } = this.#memory;
        const servers = new Set(this.#client.guilds.cache.keys());
        moderation.inBackground('catching up', () => moderation.catchUp(servers));
    }
}
