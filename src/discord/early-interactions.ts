import { type Client, GatewayDispatchEvents, type GatewayInteractionCreateDispatchData } from 'discord.js';

/** What the library does with an interaction from the gateway. It is not in its types. */
interface Actions {
  readonly actions: {
    readonly InteractionCreate: { handle(data: GatewayInteractionCreateDispatchData): void };
  };
}

/**
 * The library holds back what arrives until *all* shards of the process are ready, which takes five seconds each, and an
 * interaction has three. So interactions of a shard that is ready are handed on at once.
 * @returns whether an interaction has been handed on already: the library hands it on once more when all are ready.
 */
export function handOnEarly(client: Client): (interactionId: string) => boolean {
  const early = new Set<string>();
  client.ws.on(
    GatewayDispatchEvents.InteractionCreate as never,
    (data: GatewayInteractionCreateDispatchData) => {
      if (client.isReady()) return;
      (client as unknown as Actions).actions.InteractionCreate.handle(data);
      // After it, for what it hands on now is the first time.
      early.add(data.id);
    },
  );
  return (interactionId) => early.delete(interactionId);
}
