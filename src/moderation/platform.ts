import type { MessagePayload } from '../replies/payload.ts';

/** Why something could not be done there, as far as it matters what to do next. */
export type Refusal = 'gone' | 'no-access' | 'blocked' | 'too-old' | 'failed';

export type Outcome =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly why: Refusal };

export interface Attachment {
  readonly name: string;
  readonly data: Uint8Array;
  /** What the picture shows, for those who do not see it. */
  readonly description: string;
}

/** What the bot may do in a channel, by Discord's names of the permissions. */
export interface ChannelFacts {
  /** Permissions that the bot lacks there. */
  readonly lacks: (wanted: readonly Permission[]) => readonly string[];
  readonly takesMessages: boolean;
  /** Whether everybody in the server can see it. */
  readonly isPublic: boolean;
}

export type Permission = 'ViewChannel' | 'SendMessages' | 'EmbedLinks' | 'ReadMessageHistory';
export const TO_POST: readonly Permission[] = ['ViewChannel', 'SendMessages', 'EmbedLinks'];
/** To answer under a message one must be allowed to see what was said before. */
export const TO_REPLY: readonly Permission[] = [...TO_POST, 'ReadMessageHistory'];

export interface KeywordRule {
  readonly name: string;
  readonly phrases: readonly string[];
  readonly exemptChannels: readonly string[];
  /** Where the alert goes. */
  readonly alertChannel: string;
}

/** The place where people talk: Discord, or the console's scratch server. Nothing here throws for a refusal. */
export interface Platform {
  post(
    channelId: string,
    payload: MessagePayload,
    options?: { readonly replyTo?: string; readonly nonce?: string },
  ): Promise<Outcome>;
  edit(channelId: string, messageId: string, payload: MessagePayload): Promise<Outcome>;
  /** `undefined`: there is no such channel in this server, or the bot does not see it. */
  channel(serverId: string, channelId: string): ChannelFacts | undefined;
  link(serverId: string, channelId: string, messageId: string): string;
  /** Where moderators are told what the review channel cannot be told; `undefined` when the server has no such place. */
  fallbackChannel(serverId: string): string | undefined;
  mayManageServer(serverId: string): boolean;
  /** All channels where people write, for a rule that leaves out those that are not watched. */
  textChannels(serverId: string): readonly string[];
  /** Makes the rule, or changes the one with this id. */
  putRule(serverId: string, ruleId: string | null, rule: KeywordRule): Promise<Outcome>;
  removeRule(serverId: string, ruleId: string): Promise<void>;
}

/** One line for the operator's log. Never with anybody's words in it. */
export type Report = (
  level: 'info' | 'warn' | 'error',
  message: string,
  details?: Readonly<Record<string, unknown>>,
) => void;
