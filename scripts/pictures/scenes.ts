import { createHash } from 'node:crypto';
import type { KnowledgeBase } from '../../src/knowledge/knowledge-base.ts';
import { Bot } from '../../src/preview/bot.ts';
import type { MessagePayload } from '../../src/replies/payload.ts';
import { IN_MEMORY } from '../../src/store/address.ts';
import { GENERAL, MODERATORS } from '../../src/workbench/scratch-platform.ts';

/** What is in a picture: a line that is written in #general, and the message of the bot that comes of it. */
export interface Scene {
  /** The picture's file in docs/pictures, without `.png`. */
  readonly name: string;
  readonly line: string;
  /** Where the bot's message stands. */
  readonly channelId: string;
}

export const PICTURES = 'docs/pictures';
/** Which payload each picture shows: its name, and the hash of `payloadHash`. */
export const MANIFEST = `${PICTURES}/payloads.json`;

export const SCENES: readonly Scene[] = [
  { name: 'myth', line: '/k2 ask question: does k2 clean out my arteries', channelId: GENERAL },
  { name: 'supported', line: '/k2 ask question: is natto the richest source of k2', channelId: GENERAL },
  {
    name: 'unsettled',
    line: '/k2 ask question: does k2 make stiff arteries more flexible',
    channelId: GENERAL,
  },
  { name: 'did-you-mean', line: '/k2 ask question: vitmin k2 for cavitys', channelId: GENERAL },
  {
    name: 'review-card',
    line: 'K2 strips calcium deposits right out of your arteries',
    channelId: MODERATORS,
  },
];

/** The payload of each scene, as the bot of the preview gives it. */
export async function scenePayloads(knowledge: KnowledgeBase): Promise<ReadonlyMap<string, MessagePayload>> {
  const bot = new Bot(knowledge);
  await bot.open({ address: IN_MEMORY, messages: [] });
  const payloads = new Map<string, MessagePayload>();
  for (const { name, line } of SCENES) {
    const { answers, posted } = line.startsWith('/')
      ? await bot.command(line, GENERAL)
      : await bot.write(line, GENERAL);
    const payload = answers[0]?.payload ?? posted[0]?.payload;
    if (payload === undefined) throw new Error(`nothing comes of “${line}”`);
    payloads.set(name, payload);
  }
  await bot.close();
  return payloads;
}

/** The same for payloads that look the same: a card's number, and where its message stands, are not seen. */
export function payloadHash(payload: MessagePayload): string {
  const text = JSON.stringify(payload, (key, value) => (key === 'custom_id' || key === 'url' ? '' : value));
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
