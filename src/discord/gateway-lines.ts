import { type Client, SimpleShardingStrategy } from 'discord.js';
import type { WebSocket } from 'ws';

/** Discord acknowledges a heartbeat at once. The library waits until the next one is due, 41 s later, to call a line dead. */
const ACKNOWLEDGED_MS = 10_000;
/** A goodbye is answered at once, too, unless the line is dead; the library would wait 30 s before it connects anew. */
const GOODBYE_MS = 2000;
const LOOK_MS = 500;

/** What the library keeps to itself of a connection to the gateway. */
interface Line {
  readonly connection: Pick<WebSocket, 'readyState' | 'OPEN' | 'CLOSING' | 'on' | 'terminate'> | null;
  readonly isAck: boolean;
  readonly lastHeartbeatAt: number;
  onMessage(data: string, isBinary: false): Promise<void>;
}

/**
 * The library's own way of keeping connections, with two gaps closed: a dead line is given up soon, and what Discord sent
 * until it read our goodbye is still heard (the library covers its ears first, and those people would get no answer).
 */
export class GatewayLines extends SimpleShardingStrategy {
  /** Since when each line waits for the answer to its goodbye. */
  readonly #closing = new WeakMap<object, number>();
  #looking: NodeJS.Timeout | undefined;

  override async connect(): Promise<void> {
    this.#looking ??= setInterval(() => this.#giveUpTheDead(Date.now()), LOOK_MS).unref();
    await super.connect();
  }

  override async destroy(options?: Parameters<SimpleShardingStrategy['destroy']>[0]): Promise<void> {
    for (const line of this.#lines()) {
      line.connection?.on('message', (data, isBinary) => {
        if (!isBinary) void line.onMessage(String(data), false);
      });
    }
    await super.destroy(options);
    clearInterval(this.#looking);
    this.#looking = undefined;
  }

  #giveUpTheDead(now: number): void {
    for (const { connection, isAck, lastHeartbeatAt } of this.#lines()) {
      if (connection === null) continue;
      if (connection.readyState === connection.OPEN) {
        if (!isAck && lastHeartbeatAt > 0 && now - lastHeartbeatAt > ACKNOWLEDGED_MS) connection.terminate();
      } else if (connection.readyState === connection.CLOSING) {
        const since = this.#closing.get(connection) ?? now;
        this.#closing.set(connection, since);
        if (now - since > GOODBYE_MS) connection.terminate();
      }
    }
  }

  #lines(): Line[] {
    const { shards } = this as unknown as { readonly shards: ReadonlyMap<number, Line> };
    return [...shards.values()];
  }
}

/**
 * Closes two gaps in how the library hands on events. One that it cannot read throws, in a promise that nobody watches or,
 * for an event that waited until all servers were there, past everything, and the process would end. And those that waited
 * are handed on by unreferenced immediates, which an idle event loop leaves lying until something else happens.
 */
export function handleEveryEvent(client: Client, report: (error: unknown, event: string) => void): void {
  const manager = client.ws as unknown as {
    handlePacket(packet?: { readonly t?: unknown }, shard?: unknown): boolean;
  };
  const handle = manager.handlePacket.bind(manager);
  manager.handlePacket = (packet, shard) => {
    try {
      return handle(packet, shard);
    } catch (error) {
      report(error, String(packet?.t));
      return false;
    } finally {
      setImmediate(stayAwake);
    }
  };
}

const stayAwake = (): void => undefined;
