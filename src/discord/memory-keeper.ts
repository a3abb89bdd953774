import type { Client } from 'discord.js';
import type { Memory } from '../commands/moderation/index.ts';
import type { Serving } from '../knowledge/serving.ts';
import type { Log } from '../log.ts';
import type { Judge } from '../moderation/judge.ts';
import { type JudgeThread, judgeInThread } from '../moderation/judge-in-thread.ts';
import { Moderation } from '../moderation/moderation.ts';
import type { Report } from '../moderation/platform.ts';
import { openStore } from '../store/open.ts';
import type { ShardShare } from '../store/shard-share.ts';
import { StoreError } from '../store/store-error.ts';
import { DiscordPlatform } from './discord-platform.ts';

/** A store that cannot be opened is tried again so often; a server that was restarted is found soon enough. */
const REOPEN_MS = 60_000;
const TIDY_MS = 3_600_000;

export interface MemorySettings {
  readonly databaseUrl: string;
  /** Absent: no other process shares the servers. */
  readonly share?: ShardShare | undefined;
  /** The operator lets the bot read watched channels. */
  readonly watchMessages: boolean;
  /** Another judge than the thread's, and another clock: for tests. */
  readonly judge?: Judge;
  readonly now?: () => Date;
}

/**
 * Opens the store, keeps trying while it cannot, and tells the rest of the bot how it stands. It never stops the bot:
 * questions are answered without any memory.
 */
export class MemoryKeeper {
  readonly #client: Client;
  readonly #serving: Serving;
  readonly #settings: MemorySettings;
  readonly #log: Log;
  readonly #thread: JudgeThread;
  readonly #report: Report;
  #memory: Memory = { kind: 'broken', why: 'I am just starting.' };
  #isReady = false;
  #stopped = false;
  #reopening: NodeJS.Timeout | undefined;
  #tidying: NodeJS.Timeout | undefined;

  constructor(client: Client, serving: Serving, settings: MemorySettings, log: Log) {
    this.#client = client;
    this.#serving = serving;
    this.#settings = settings;
    this.#log = log;
    this.#report = (level, message, details = {}) => log[level](details, message);
    this.#thread = judgeInThread(serving, this.#report);
  }

  readonly memory = (): Memory => this.#memory;

  /** Never rejects. */
  async open(): Promise<void> {
    try {
      const store = await openStore(this.#settings.databaseUrl, { share: this.#settings.share });
      const moderation = await Moderation.open({
        serving: this.#serving,
        store,
        platform: new DiscordPlatform(this.#client, this.#report),
        judge: this.#settings.judge ?? this.#thread.judge,
        way: this.#settings.watchMessages ? 'content' : 'rule',
        report: this.#report,
        now: this.#settings.now ?? (() => new Date()),
      }).catch(async (error: unknown) => {
        await store.close().catch(() => undefined);
        throw error;
      });
      this.#memory = { kind: 'ready', moderation };
      this.#tidying = setInterval(
        () => moderation.inBackground('tidying up', () => moderation.tidyUp()),
        TIDY_MS,
      ).unref();
      if (this.#isReady) this.#catchUp();
    } catch (error) {
      const why = error instanceof StoreError ? error.message : 'It cannot be opened.';
      this.#memory = { kind: 'broken', why };
      this.#log.error({ err: error }, `the store cannot be used; questions are answered without it. ${why}`);
      if (!this.#stopped) this.#reopening = setTimeout(() => void this.open(), REOPEN_MS).unref();
    }
  }

  /** What is wrong with the store at this moment, in words; `undefined` when it can be read and written. */
  async fault(): Promise<string | undefined> {
    if (this.#memory.kind === 'broken') return this.#memory.why;
    try {
      await this.#memory.moderation.store.check();
      return undefined;
    } catch (error) {
      return error instanceof StoreError ? error.message : 'It cannot be used.';
    }
  }

  /** What waits, by what it waits for. */
  waiting(): Readonly<Record<string, number>> {
    const moderation = this.#memory.kind === 'ready' ? this.#memory.moderation : undefined;
    return {
      'texts to judge': this.#thread.waiting(),
      'watched messages': moderation?.watch.underWay ?? 0,
      'writes to repeat': moderation?.later.waiting ?? 0,
      'cards to decide': moderation?.cards.waiting ?? 0,
    };
  }

  /** The servers are known now. */
  ready(): void {
    this.#isReady = true;
    this.#catchUp();
  }

  /** Another claim set serves. */
  knowledgeChanged(): void {
    if (this.#isReady) this.#inReadyMemory('after a reload', (one, servers) => one.knowledgeChanged(servers));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#reopening);
    clearInterval(this.#tidying);
    if (this.#memory.kind === 'ready') {
      await this.#memory.moderation
        .stop()
        .catch((error: unknown) => this.#log.error({ err: error }, 'closing the store failed'));
    }
    await this.#thread.stop();
  }

  #catchUp(): void {
    this.#inReadyMemory('catching up', (moderation, servers) => moderation.catchUp(servers));
  }

  #inReadyMemory(
    what: string,
    work: (moderation: Moderation, servers: ReadonlySet<string>) => Promise<void>,
  ): void {
    if (this.#memory.kind === 'broken') return;
    const { moderation } = this.#memory;
    const servers = new Set(this.#client.guilds.cache.keys());
    moderation.inBackground(what, () => work(moderation, servers));
  }
}
