import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect } from 'vitest';
import type { App } from '../../src/commands/command.ts';
import type { MemorySettings } from '../../src/discord/memory-keeper.ts';
import type { BotSettings } from '../../src/discord/start.ts';
import { judgeHere } from '../../src/moderation/judge.ts';
import { app as wholeApp } from '../discord/claims.ts';
import { button, startWorld, takeErrors, textOf, type World } from '../discord/support.ts';
import { CHANNEL_ID, GUILD_ID, message, REVIEW_ID, type StandIn, snowflake } from '../stand-in/discord.ts';
import type { SentMessage } from '../stand-in/message-rules.ts';
import { FIRST, MODERATOR, modData, moderator } from './moderators.ts';

export { ASSERTION, FIRST, MODERATOR, MYTH, moderator, SECOND } from './moderators.ts';

export interface Options extends Partial<MemorySettings> {
  readonly app?: App;
  readonly prepare?: (standIn: StandIn) => void;
  readonly settings?: Partial<BotSettings>;
}

const worlds: ModeratedWorld[] = [];
const folders: string[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.stop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export function freshUrl(): string {
  const folder = mkdtempSync(join(tmpdir(), 'k2-moderation-'));
  folders.push(folder);
  return `file:${join(folder, 'k2.db')}`;
}

/** The whole bot with a store of its own, beside a stand-in of Discord. */
export async function moderatedWorld(options: Options = {}): Promise<ModeratedWorld> {
  const { app = wholeApp, prepare, settings, ...memory } = options;
  const opened = {
    databaseUrl: freshUrl(),
    watchMessages: true,
    judge: judgeHere(app),
    ...memory,
  };
  const world = await startWorld(app, prepare, opened, settings);
  const made = new ModeratedWorld(world);
  worlds.push(made);
  return made;
}

export class ModeratedWorld {
  readonly world: World;
  readonly standIn: StandIn;
  #stopped = false;

  constructor(world: World) {
    this.world = world;
    this.standIn = world.standIn;
  }

  /** Ends the bot; it must have kept Discord's rules and logged no error that no test took. */
  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    await this.world.stop();
    expect(this.standIn.faults).toEqual([]);
    expect(takeErrors(this.world)).toEqual([]);
  }

  /** `/k2-mod …` by a moderator; what they then see. */
  async mod(
    name: string,
    options: Record<string, unknown> = {},
    member = moderator(FIRST),
  ): Promise<SentMessage> {
    const id = this.standIn.interact(modData(name, options), { member });
    return this.answerTo(id);
  }

  async modText(
    name: string,
    options: Record<string, unknown> = {},
    member = moderator(FIRST),
  ): Promise<string> {
    return textOf(await this.mod(name, options, member));
  }

  /** What a deferred interaction ends with. */
  async answerTo(id: string): Promise<SentMessage> {
    return (await this.standIn.request('PATCH', new RegExp(`token-${id}/messages/@original`))) as SentMessage;
  }

  /** What only the presser sees beside it. */
  async noteTo(id: string): Promise<string> {
    return textOf(
      (await this.standIn.request('POST', new RegExp(`/webhooks/\\d+/token-${id}`))) as SentMessage,
    );
  }

  /** Chooses the review channel and watches the general one. */
  async watching(): Promise<this> {
    expect(await this.modText('settings', { 'review-channel': REVIEW_ID })).toContain('Saved');
    expect(await this.modText('watch add', { channel: CHANNEL_ID })).toMatch(/I now watch/);
    return this;
  }

  /** Somebody writes; returns the message's id. */
  say(text: string, more: Record<string, unknown> = {}): string {
    const id = snowflake();
    this.standIn.dispatch('MESSAGE_CREATE', { ...message(id, text), guild_id: GUILD_ID, ...more });
    return id;
  }

  edit(id: string, text: string): void {
    const edited_timestamp = new Date().toISOString();
    this.standIn.dispatch('MESSAGE_UPDATE', { ...message(id, text), guild_id: GUILD_ID, edited_timestamp });
  }

  remove(id: string): void {
    this.standIn.deleted.add(id);
    this.standIn.dispatch('MESSAGE_DELETE', { id, channel_id: CHANNEL_ID, guild_id: GUILD_ID });
  }

  /** Messages of the bot in a channel, in order. */
  inChannel(channel: string): SentMessage[] {
    return [...this.standIn.messages.values()]
      .filter((one) => one.channel === channel)
      .map(({ sent }) => sent);
  }

  /** The cards in the review channel, as soon as there are so many. */
  async cards(count: number): Promise<SentMessage[]> {
    await this.standIn.until(() => this.inChannel(REVIEW_ID).length >= count, `${count} cards`);
    expect(this.inChannel(REVIEW_ID)).toHaveLength(count);
    return this.inChannel(REVIEW_ID);
  }

  /** A click on a button of a card; returns the interaction's id. */
  press(customId: string, who = FIRST, permissions = MODERATOR): string {
    return this.standIn.press(customId, { channel_id: REVIEW_ID, member: moderator(who, permissions) });
  }
}

/** The custom id of a card's button. */
export function cardButton(card: SentMessage | undefined, verb: 'mrep' | 'mnot' | 'mquiet'): string {
  const ids = (card?.components ?? [])
    .flatMap((row) => row.components ?? [])
    .flatMap((one) => one.custom_id ?? []);
  const found = ids.find((id) => id.startsWith(button(verb)));
  if (found === undefined) throw new Error(`the card has no ${verb}`);
  return found;
}
