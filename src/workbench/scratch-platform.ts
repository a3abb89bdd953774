import type { ChannelFacts, Outcome, Platform } from '../moderation/platform.ts';
import type { MessagePayload } from '../replies/payload.ts';

/** As long as Discord's own ids, so that whatever reads a mention finds it here too. */
export const SERVER = '100000000000000100';
export const GENERAL = '100000000000000101';
export const MODERATORS = '100000000000000102';
/** Whoever sits at the keyboard. */
export const YOU = '100000000000000001';
export const CHANNELS = [
  { id: GENERAL, name: 'general' },
  { id: MODERATORS, name: 'moderators' },
] as const;

/** Something that now stands in a channel of the scratch server. */
export interface Posted {
  readonly id: string;
  readonly channel: string;
  readonly payload: MessagePayload;
  readonly how: 'new' | 'changed' | 'reply';
  /** The message that a reply stands under. */
  readonly replyTo?: string;
}

/** A server that exists only on this machine: two channels, in which the bot may do everything. */
export class ScratchPlatform implements Platform {
  readonly #messages: Set<string>;
  #posted: Posted[] = [];
  #next: number;

  /** @param messages ids of the messages that stand there already. */
  constructor(messages: readonly string[] = []) {
    this.#messages = new Set(messages);
    this.#next = Math.max(0, ...messages.map(Number)) + 1;
  }

  async post(
    channelId: string,
    payload: MessagePayload,
    options: { readonly replyTo?: string } = {},
  ): Promise<Outcome> {
    if (options.replyTo !== undefined && !this.#messages.has(options.replyTo)) {
      return { ok: false, why: 'gone' };
    }
    const id = this.someoneWrites();
    const { replyTo } = options;
    this.#posted.push({
      id,
      channel: nameOf(channelId),
      payload,
      ...(replyTo === undefined ? { how: 'new' } : { how: 'reply', replyTo }),
    });
    return { ok: true, id };
  }

  async edit(channelId: string, messageId: string, payload: MessagePayload): Promise<Outcome> {
    if (!this.#messages.has(messageId)) return { ok: false, why: 'gone' };
    this.#posted.push({ id: messageId, channel: nameOf(channelId), payload, how: 'changed' });
    return { ok: true, id: messageId };
  }

  /** The id of a new message. */
  someoneWrites(): string {
    const id = String(this.#next++);
    this.#messages.add(id);
    return id;
  }

  delete(messageId: string): void {
    this.#messages.delete(messageId);
  }

  /** What was posted since this was last asked. */
  takePosted(): Posted[] {
    const posted = this.#posted;
    this.#posted = [];
    return posted;
  }

  channel(_serverId: string, channelId: string): ChannelFacts | undefined {
    if (!CHANNELS.some(({ id }) => id === channelId)) return undefined;
    return { takesMessages: true, isPublic: channelId === GENERAL, lacks: () => [] };
  }

  link(_serverId: string, channelId: string, messageId: string): string {
    return `https://scratch.invalid/${nameOf(channelId)}/${messageId}`;
  }

  fallbackChannel(): undefined {
    return undefined;
  }

  mayManageServer(): boolean {
    return true;
  }

  textChannels(): readonly string[] {
    return CHANNELS.map(({ id }) => id);
  }

  async putRule(): Promise<Outcome> {
    return { ok: true, id: 'rule' };
  }

  async removeRule(): Promise<void> {}
}

function nameOf(channelId: string): string {
  return CHANNELS.find(({ id }) => id === channelId)?.name ?? channelId;
}
