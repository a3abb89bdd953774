import {
  type Client,
  Events,
  GatewayDispatchEvents,
  type GatewayInteractionCreateDispatchData,
  Status,
} from 'discord.js';

/** What the library does with an interaction from the gateway. It is not in its types. */
interface Actions {
  readonly actions: {
    readonly InteractionCreate: { handle(data: GatewayInteractionCreateDispatchData): void };
  };
}

/**
 * The library holds back what arrives until *all* shards of the process are ready, which takes five seconds each, and an
 * interaction has three. So those of a shard that is ready are handed on at once. The library hands them on once more when
 * all are ready, and `Interactions` knows them by then.
 */
export function handOnEarly(client: Client): void {
  const { InteractionCreate } = (client as unknown as Actions).actions;
  const handOn = (data: GatewayInteractionCreateDispatchData): void => {
    try {
      InteractionCreate.handle(data);
    } catch {
      // It cannot be read. The library will try once more, and `handleEveryEvent` reports that.
    }
  };
  /** Of shards whose servers are not all known yet, which is a matter of half a second. */
  const waiting = new Map<number, GatewayInteractionCreateDispatchData[]>();
  client.ws.on(
    GatewayDispatchEvents.InteractionCreate as never,
    (data: GatewayInteractionCreateDispatchData, shard: number) => {
      if (client.isReady()) return;
      if (client.ws.shards.get(shard)?.status === Status.Ready) handOn(data);
      else waiting.set(shard, [...(waiting.get(shard) ?? []), data]);
    },
  );
  client.on(Events.ShardReady, (shard) => {
    for (const data of waiting.get(shard) ?? []) handOn(data);
    waiting.delete(shard);
  });
}
