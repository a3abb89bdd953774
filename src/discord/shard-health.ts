import { type Client, Events, Status } from 'discord.js';

/**
 * Discord asks for a heartbeat each 41 seconds. Two that were not acknowledged, with some patience: the connection is dead,
 * whatever its state is called.
 */
export const MOST_ACK_AGE_MS = 90_000;

export interface ShardHealth {
  readonly shard: number;
  /** discord.js's word for the state of its connection. */
  readonly status: string;
  /** Since the last acknowledged heartbeat, or since the connection began, whichever was later. */
  readonly ackAgeMs: number | null;
  readonly alive: boolean;
}

/**
 * How each connection really stands. `client.isReady()` stays true for ever after the first time (practice.md, section 14),
 * so the shards are asked, and a silent one is told by its heartbeats.
 */
export class ShardWatch {
  readonly #client: Client;
  readonly #begunAt = new Map<number, number>();

  constructor(client: Client) {
    this.#client = client;
    const begun = (shard: number): void => void this.#begunAt.set(shard, Date.now());
    client.on(Events.ShardReady, begun);
    client.on(Events.ShardResume, begun);
  }

  /** Empty before the login. */
  states(now = Date.now()): ShardHealth[] {
    return this.#client.ws.shards.map((shard) => {
      const { lastPingTimestamp: beat, ping } = shard;
      const acknowledged = beat > 0 ? beat + Math.max(0, ping) : 0;
      const last = Math.max(acknowledged, this.#begunAt.get(shard.id) ?? 0);
      const ackAgeMs = last === 0 ? null : now - last;
      const alive = shard.status === Status.Ready && ackAgeMs !== null && ackAgeMs <= MOST_ACK_AGE_MS;
      return { shard: shard.id, status: Status[shard.status] ?? 'Unknown', ackAgeMs, alive };
    });
  }
}
