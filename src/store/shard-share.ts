/**
 * Which servers a process serves, when several share them: those on its shards. Discord's own rule
 * (https://docs.discord.com/developers/events/gateway#sharding): shard = (server id >> 22) % count.
 */
export interface ShardShare {
  /** Shards of all processes together. */
  readonly count: number;
  /** Those of this process, ascending. */
  readonly list: readonly number[];
}

/** What belongs to no server, such as direct messages, comes to shard 0. */
export function serves(share: ShardShare | undefined, serverId: string | null): boolean {
  if (share === undefined) return true;
  const shard = serverId === null ? 0 : Number((BigInt(serverId) >> 22n) % BigInt(share.count));
  return share.list.includes(shard);
}
