import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { COMMAND_NAME, MESSAGE_MENUS } from '../commands/index.ts';
import type { Finding } from '../knowledge/content-check.ts';
import type { KnowledgeBase } from '../knowledge/knowledge-base.ts';
import type { MessagePayload } from '../replies/payload.ts';
import { CHANNELS } from '../workbench/scratch-platform.ts';
import type { Answer, Done } from './bot.ts';
import { BotThread } from './bot-thread.ts';
import type { KnowledgeStatus, ServerEvent, ShownMessage } from './shown.ts';

/** So much of a message stands above a reply to it. */
const REPLY_LENGTH = 80;
/** Older messages go, as they scroll out of sight. */
const MOST_MESSAGES = 300;

/** A new claim set is learned when nothing has been saved for so long: learning again at each save would slow the page. */
const QUIET_MS = 500;

/** Who is told of what. */
export interface Told {
  readonly send: (event: ServerEvent) => void;
  readonly matching: (matching: KnowledgeStatus['matching']) => void;
  readonly remarks: (remarks: readonly Finding[]) => void;
}

/** What stands in the channels, and the bot that answers there. */
export class Channels {
  readonly #told: Told;
  readonly #folder = mkdtempSync(join(tmpdir(), 'k2-preview-'));
  readonly #messages = new Map<string, ShownMessage>();
  readonly #pictures = new Map<string, Uint8Array>();
  #bot: Promise<BotThread>;
  #firstBot: (bot: BotThread) => void = () => undefined;
  #hasBot = false;
  /** The one that will answer when its index is built. */
  #coming: BotThread | undefined;
  #newest: KnowledgeBase | undefined;
  #nextPrivate = 1;

  constructor(told: Told) {
    this.#told = told;
    this.#bot = new Promise((resolve) => {
      this.#firstBot = resolve;
    });
  }

  get messages(): readonly ShownMessage[] {
    return [...this.#messages.values()];
  }

  message(id: string): ShownMessage | undefined {
    return this.#messages.get(id);
  }

  picture(name: string): Uint8Array | undefined {
    return this.#pictures.get(name);
  }

  /** The bot that answers now; waits for the first one. */
  get bot(): Promise<BotThread> {
    return this.#bot;
  }

  /** Answers come from this set as soon as its index is built; until then the set before goes on answering. */
  async answerFrom(knowledge: KnowledgeBase): Promise<void> {
    this.#told.matching(this.#hasBot ? 'older' : 'none');
    this.#newest = knowledge;
    void this.#coming?.end();
    this.#coming = undefined;
    if (this.#hasBot) await setTimeout(QUIET_MS);
    if (this.#newest !== knowledge) return;
    const coming = new BotThread(knowledge, this.#told.remarks);
    this.#coming = coming;
    try {
      await coming.ready;
    } catch (error) {
      // Given up for a newer set, or broken, which it has told itself.
      if (this.#coming === coming) process.stderr.write(`${error}\n`);
      return;
    }
    if (this.#coming !== coming) return;
    this.#coming = undefined;
    const before = this.#hasBot ? await this.#bot : undefined;
    const opened = (async () => {
      await before?.call('close');
      await before?.end();
      this.#apply(
        await coming.call('open', {
          address: `file:${join(this.#folder, 'preview.db')}`,
          messages: [...this.#messages.keys()].filter((id) => /^\d+$/.test(id)),
        }),
        CHANNELS[0].id,
      );
      return coming;
    })();
    this.#bot = opened;
    await opened;
    this.#firstBot(coming);
    this.#hasBot = true;
    this.#told.matching('current');
  }

  async write(text: string, channelId: string): Promise<void> {
    const { messageId, ...done } = await (await this.#bot).call('write', text, channelId);
    this.#put({ id: messageId, channelId, by: 'you', text, private: false, at: Date.now() });
    this.#apply(done, channelId);
  }

  async change(id: string, text: string): Promise<void> {
    const message = this.#messages.get(id);
    if (message?.text === undefined) return;
    this.#put({ ...message, text, edited: true });
    this.#apply(await (await this.#bot).call('change', id, text, message.channelId), message.channelId);
  }

  /** A private message is only put away; another is deleted for everybody. */
  async delete(id: string): Promise<void> {
    const message = this.#messages.get(id);
    if (message === undefined) return;
    this.#messages.delete(id);
    this.#told.send({ type: 'gone', id });
    if (!message.private) this.#apply(await (await this.#bot).call('delete', id), message.channelId);
  }

  command(line: string, channelId: string): Promise<void> {
    const [, name = COMMAND_NAME] = /^\/(\S+(?:\s+[a-z-]+)?)/.exec(line.trim()) ?? [];
    return this.#answered(channelId, { name, kind: 'slash' }, (bot) => bot.call('command', line, channelId));
  }

  async factCheck(id: string): Promise<void> {
    const message = this.#messages.get(id);
    if (message === undefined) return;
    const pointed = { id, ours: message.by === 'bot', text: message.text ?? '' };
    const name = MESSAGE_MENUS[0]?.data.name ?? '';
    const about = this.#beginning(id);
    await this.#answered(message.channelId, { name, kind: 'message', about }, (bot) =>
      bot.call('menu', pointed, message.channelId),
    );
  }

  async press(id: string, customId: string, values: readonly string[]): Promise<void> {
    const message = this.#messages.get(id);
    if (message?.payload === undefined) return;
    const { channelId, payload, private: isPrivate } = message;
    const done = await (await this.#bot).call('press', {
      customId,
      values,
      on: { private: isPrivate, own: true },
      channelId,
      messageId: id,
      shown: payload,
    });
    const now = this.#messages.get(id);
    if (done.update !== undefined && now !== undefined)
      this.#put({ ...now, payload: merged(done.update), ...(isPrivate ? {} : { edited: true }) });
    this.#apply(done, channelId);
  }

  async stop(): Promise<void> {
    this.#newest = undefined;
    await this.#coming?.end();
    if (this.#hasBot) {
      const bot = await this.#bot;
      await bot.call('close');
      await bot.end();
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** While there is no bot yet, the person sees that it thinks. */
  async #answered(
    channelId: string,
    command: NonNullable<ShownMessage['command']>,
    ask: (bot: BotThread) => Promise<Done>,
  ): Promise<void> {
    const thinking = this.#hasBot ? undefined : this.#privateId();
    if (thinking !== undefined)
      this.#put({
        id: thinking,
        channelId,
        by: 'bot',
        private: true,
        at: Date.now(),
        command,
        thinking: true,
      });
    const done = await ask(await this.#bot);
    if (thinking !== undefined) {
      this.#messages.delete(thinking);
      this.#told.send({ type: 'gone', id: thinking });
    }
    this.#apply(done, channelId, command);
  }

  #apply({ posted, answers }: Done, channelId: string, command?: ShownMessage['command']): void {
    for (const { id, channel, payload, how, replyTo } of posted) {
      const known = this.#messages.get(id);
      const where = CHANNELS.find(({ name }) => name === channel)?.id ?? channelId;
      if (how === 'changed' && known !== undefined)
        this.#put({ ...known, payload: merged(payload), edited: true });
      else
        this.#put({
          id,
          channelId: where,
          by: 'bot',
          payload,
          private: false,
          at: Date.now(),
          ...(replyTo === undefined ? {} : { replyTo: this.#beginning(replyTo) }),
        });
    }
    for (const answer of answers) this.#answer(answer, channelId, command);
  }

  #answer({ payload, publicId, file }: Answer, channelId: string, command: ShownMessage['command']): void {
    const id = publicId ?? this.#privateId();
    const name = `${id}.png`;
    if (file !== undefined) this.#pictures.set(name, file.data);
    this.#put({
      id,
      channelId,
      by: 'bot',
      payload,
      private: publicId === undefined,
      at: Date.now(),
      ...(command === undefined ? {} : { command }),
      ...(file === undefined ? {} : { picture: { url: `/picture/${name}`, description: file.description } }),
    });
  }

  #beginning(id: string): NonNullable<ShownMessage['replyTo']> {
    const message = this.#messages.get(id);
    if (message?.text === undefined) return { id, by: message?.by ?? 'you' };
    return { id, by: message.by, text: message.text.slice(0, REPLY_LENGTH) };
  }

  #privateId(): string {
    return `p${this.#nextPrivate++}`;
  }

  #put(message: ShownMessage): void {
    this.#messages.set(message.id, message);
    this.#told.send({ type: 'message', message });
    for (const id of [...this.#messages.keys()].slice(0, -MOST_MESSAGES)) {
      this.#messages.delete(id);
      this.#told.send({ type: 'gone', id });
    }
  }
}

/** As the Discord edge updates a message: what the new payload does not name is emptied. */
function merged(payload: MessagePayload): MessagePayload {
  return { content: '', embeds: [], components: [], ...payload };
}
