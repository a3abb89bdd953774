import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest';
import type { App } from '../../src/commands/command.ts';
import { Allowance, type Allowances } from '../../src/discord/allowance.ts';
import type { MemorySettings } from '../../src/discord/memory-keeper.ts';
import { type BotSettings, type RunningBot, startBot } from '../../src/discord/start.ts';
import { createLog } from '../../src/log.ts';
import { encodeCustomId } from '../../src/replies/custom-id.ts';
import { type Callback, CHANNEL_ID, memberWith, StandIn } from '../stand-in/discord.ts';
import type { SentMessage } from '../stand-in/message-rules.ts';
import { holdsSecret, TOKEN } from './child.ts';

/** Discord's flag for "only you can see this". */
export const PRIVATE = 64;
/** Kinds of callback. */
export const ANSWER = 4;
export const DEFERRED = 5;
export const UPDATE = 7;
/** VIEW_CHANNEL, without SEND_MESSAGES. */
export const READ_ONLY = '1024';
/** Pino's number for errors. */
const ERROR_LEVEL = 50;
/** The numbers of the members, moderators and writers in these tests. Those of channels and servers may be logged. */
const PEOPLE = /100000000000000(?:009|011|021|022|033)/;
/** Longer than the bot needs to answer something it was going to answer. */
const SILENCE_MS = 100;

export interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly [key: string]: unknown;
}

/** One member presses everything in these tests, faster than anybody could. */
function boundless(): Allowances {
  const allowance = (): Allowance => new Allowance({ atOnce: 1e9, refillMs: 1 });
  return { person: allowance(), typing: allowance(), channel: allowance() };
}

/** The real client, logged in to a stand-in of Discord. */
export interface World {
  readonly standIn: StandIn;
  readonly bot: RunningBot;
  readonly log: LogLine[];
  /** What the operator would read at the bot's end. */
  readonly fatal: readonly string[];
  stop(): Promise<void>;
}

/**
 * @param prepare what the stand-in shall do before the bot logs in.
 * @param memory absent: a bot that keeps nothing.
 */
export async function startWorld(
  app: App,
  prepare: (standIn: StandIn) => void = () => undefined,
  memory?: MemorySettings,
  more: Partial<BotSettings> = {},
): Promise<World> {
  const standIn = new StandIn();
  await standIn.start();
  prepare(standIn);
  const log: LogLine[] = [];
  const fatal: string[] = [];
  const leaks: string[] = [];
  const destination = {
    write(line: string): void {
      log.push(JSON.parse(line));
      if (holdsSecret(line) || PEOPLE.test(line)) leaks.push(line);
    },
  };
  const settings = { token: TOKEN, api: standIn.api, allowances: boundless(), ...more };
  try {
    const onFatal = (advice: string): void => void fatal.push(advice);
    const bot = await startBot(settings, app, createLog('debug', destination), onFatal, memory);
    return {
      standIn,
      bot,
      log,
      fatal,
      async stop() {
        await bot.stop();
        await standIn.stop();
        expect(leaks, 'lines of the log that hold a secret or somebody’s number').toEqual([]);
      },
    };
  } catch (error) {
    await standIn.stop();
    throw error;
  }
}

/** Errors that a test brings about are taken out of the log, so that only unexpected ones stay. */
export function takeErrors(world: World): LogLine[] {
  const errors = world.log.filter(({ level }) => level >= ERROR_LEVEL);
  world.log.length = 0;
  return errors;
}

/**
 * One world for all tests of a file. After each of them, the bot must have kept all of Discord's rules and have logged no
 * error: one that was mended on the way would not show in what was sent.
 */
export function sharedWorld(app: App): () => World {
  let world: World | undefined;
  const current = (): World => {
    if (world === undefined) throw new Error('the world starts before the first test');
    return world;
  };
  beforeAll(async () => {
    world = await startWorld(app);
  });
  afterEach(() => {
    expect(current().standIn.faults).toEqual([]);
    expect(takeErrors(current())).toEqual([]);
  });
  afterAll(() => world?.stop());
  return current;
}

/** Waits for the time an answer would have taken. */
export async function silence(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, SILENCE_MS));
}

/** Waits for a line in the log that has all this in it. */
export function logged(world: World, line: Readonly<Record<string, unknown>>): Promise<void> {
  return vi.waitFor(() => expect(world.log).toContainEqual(expect.objectContaining(line)), {
    interval: 5,
    timeout: 5000,
  });
}

export function button(verb: string, ...args: string[]): string {
  return encodeCustomId({ verb, args });
}

/** Custom ids of all buttons and menus in a message. */
export function customIds(sent: SentMessage): string[] {
  return controls(sent).flatMap((one) => one.custom_id ?? []);
}

export function controls(sent: SentMessage) {
  return (sent.components ?? []).flatMap((row) => row.components ?? []);
}

/** Everything a reader could see of a message's text. */
export function textOf(sent: SentMessage): string {
  const embeds = (sent.embeds ?? []).flatMap((embed) => [
    embed.title,
    embed.description,
    ...(embed.fields ?? []).flatMap((field) => [field.name, field.value]),
    embed.footer?.text,
  ]);
  return [sent.content, ...embeds].filter((part) => part !== undefined).join('\n');
}

/** The callback is a new answer that only the person sees, with nobody pinged. */
export function expectPrivate(callback: Callback): void {
  expect(callback).toMatchObject({
    type: ANSWER,
    data: { flags: PRIVATE, allowed_mentions: { parse: [] } },
  });
}

export function expectPublic(callback: Callback): void {
  expect(callback).toMatchObject({ type: ANSWER, data: { allowed_mentions: { parse: [] } } });
  expect((callback.data.flags ?? 0) & PRIVATE).toBe(0);
}

/** Somebody in a server that the bot is not in: it was brought along by the person. */
export const ELSEWHERE = {
  guild_id: '100000000000000077',
  channel_id: '100000000000000078',
  channel: { id: '100000000000000078', type: 0, name: 'elsewhere', permissions: '3072' },
  authorizing_integration_owners: { '1': '100000000000000009' },
};

/** In a private conversation with the bot there is no server and no member. */
export const IN_DIRECT_MESSAGES = {
  guild_id: undefined,
  guild_locale: undefined,
  member: undefined,
  user: { id: '100000000000000009', username: 'member', discriminator: '0', avatar: null },
  channel: { id: CHANNEL_ID, type: 1 },
  authorizing_integration_owners: { '1': '100000000000000009' },
  context: 1,
};

/** The presser with other rights than usual. */
export function presserWith(permissions: string): Record<string, unknown> {
  return { member: memberWith('100000000000000009', permissions) };
}
