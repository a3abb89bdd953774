import type { APIActionRowComponent, APIComponentInMessageActionRow, APIEmbed } from 'discord-api-types/v10';

/** A message as Discord's REST interface takes it: plain JSON, the same for every edge. */
export interface MessagePayload {
  readonly content?: string;
  readonly embeds?: readonly APIEmbed[];
  readonly components?: readonly APIActionRowComponent<APIComponentInMessageActionRow>[];
  /** Nobody is ever pinged. */
  readonly allowed_mentions: { readonly parse: readonly [] };
}
