import type { Serving } from '../knowledge/serving.ts';
import { DEFAULT_RETENTION_DAYS } from '../store/retention.ts';
import type { Quiet, ServerSettings, Store, Watched } from '../store/store.ts';
import { HIGHEST_BAR, WATCH_BAR } from './judge.ts';

/** The same claim in the same channel makes no second card for so long: one reply there serves everybody. */
export const COOL_DOWN_MS = 30 * 60_000;
export const QUIET_MS = 24 * 3_600_000;

/**
 * What servers have set and which channels are watched, in memory, so that no watched message and no question waits for
 * the store. Changes are written first, and count only then.
 */
export class ServerState {
  readonly #store: Store;
  readonly #serving: Serving;
  readonly #settings = new Map<string, ServerSettings>();
  readonly #watches = new Map<string, Watched>();
  /** By channel and claim, the time in ms until which no card is made. */
  readonly #silent = new Map<string, number>();

  constructor(store: Store, serving: Serving) {
    this.#store = store;
    this.#serving = serving;
  }

  /** Everything of the servers that this process serves, instead of what was known. */
  async load(now: Date): Promise<void> {
    const servers = await this.#store.servers();
    const watches = await this.#store.watches();
    const quiets = await this.#store.quiets(now);
    this.#settings.clear();
    this.#watches.clear();
    for (const settings of servers) this.#settings.set(settings.serverId, settings);
    for (const watched of watches) this.#watches.set(watched.channelId, watched);
    for (const quiet of quiets) this.#hush(quiet.channelId, quiet.claimId, quiet.until.getTime());
    for (const card of await this.#store.cardsSince(new Date(now.getTime() - COOL_DOWN_MS))) {
      this.#hush(card.channelId, card.claimId, card.createdAt.getTime() + COOL_DOWN_MS);
    }
  }

  /**
   * One server, as the store has it now: another process changed something there.
   * @returns false when nothing is kept of it any more.
   */
  async refresh(serverId: string, now: Date): Promise<boolean> {
    const settings = await this.#store.server(serverId);
    const watches = await this.#store.watches(serverId);
    const quiets = await this.#store.quiets(now, serverId);
    if (settings === undefined) {
      this.forget(serverId);
      return false;
    }
    for (const { channelId } of this.watchesOf(serverId)) this.#watches.delete(channelId);
    this.#settings.set(serverId, settings);
    for (const watched of watches) this.#watches.set(watched.channelId, watched);
    for (const quiet of quiets) this.#hush(quiet.channelId, quiet.claimId, quiet.until.getTime());
    return true;
  }

  /** Whether there is anything in memory of a server. */
  knows(serverId: string): boolean {
    return this.#settings.has(serverId);
  }

  settings(serverId: string): ServerSettings {
    return this.#settings.get(serverId) ?? { ...NOTHING_SET, serverId };
  }

  servers(): ServerSettings[] {
    return [...this.#settings.values()];
  }

  async change(
    serverId: string,
    change: Partial<Omit<ServerSettings, 'serverId' | 'leftAt'>>,
  ): Promise<void> {
    await this.#store.saveServer(serverId, change);
    this.#settings.set(serverId, { ...this.settings(serverId), ...change });
  }

  watch(channelId: string): Watched | undefined {
    return this.#watches.get(channelId);
  }

  watchesOf(serverId: string): Watched[] {
    return [...this.#watches.values()].filter((watched) => watched.serverId === serverId);
  }

  async addWatch(
    serverId: string,
    channelId: string,
    noticeMessageId: string | null,
    now: Date,
  ): Promise<void> {
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

  async removeWatch(channelId: string): Promise<void> {
    await this.#store.removeWatch(channelId);
    this.#watches.delete(channelId);
  }

  /** Pausing counts at once, whatever the store says: it is what keeps refused requests from being repeated. */
  async pause(serverId: string, why: string | null): Promise<void> {
    for (const watched of this.watchesOf(serverId)) {
      this.#watches.set(watched.channelId, { ...watched, paused: why });
    }
    await this.#store.pauseWatches(serverId, why);
  }

  /** The bar that counts: a server may raise it, never lower it. */
  bar(serverId: string): number {
    return Math.min(Math.max(this.settings(serverId).bar ?? WATCH_BAR, WATCH_BAR), HIGHEST_BAR);
  }

  /** Whether a claim may make a card in a channel at this moment. */
  isWanted(serverId: string, channelId: string, claimId: string, now: Date): boolean {
    const topic = this.#serving.knowledge.claimById.get(claimId)?.topic ?? '';
    if (this.settings(serverId).quietTopics.includes(topic)) return false;
    return (this.#silent.get(`${channelId} ${claimId}`) ?? 0) <= now.getTime();
  }

  coolDown(channelId: string, claimId: string, now: Date): void {
    for (const [key, until] of this.#silent) if (until <= now.getTime()) this.#silent.delete(key);
    this.#hush(channelId, claimId, now.getTime() + COOL_DOWN_MS);
  }

  async quiet(quiet: Quiet): Promise<void> {
    await this.#store.addQuiet(quiet);
    this.#hush(quiet.channelId, quiet.claimId, quiet.until.getTime());
  }

  forget(serverId: string): void {
    const channels = this.watchesOf(serverId).map(({ channelId }) => channelId);
    for (const channelId of channels) this.#watches.delete(channelId);
    for (const key of this.#silent.keys()) {
      if (channels.some((channelId) => key.startsWith(`${channelId} `))) this.#silent.delete(key);
    }
    this.#settings.delete(serverId);
  }

  #hush(channelId: string, claimId: string, until: number): void {
    const key = `${channelId} ${claimId}`;
    this.#silent.set(key, Math.max(until, this.#silent.get(key) ?? 0));
  }
}

const NOTHING_SET: Omit<ServerSettings, 'serverId'> = {
  reviewChannelId: null,
  answers: 'private',
  bar: null,
  quietTopics: [],
  language: 'en',
  retentionDays: DEFAULT_RETENTION_DAYS,
  ruleId: null,
  leftAt: null,
};
