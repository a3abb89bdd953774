import { parentPort, workerData } from 'node:worker_threads';
import { checkContent } from '../knowledge/content-check.ts';
import type { KnowledgeBase } from '../knowledge/knowledge-base.ts';
import { Bot } from './bot.ts';
import type { BotCall } from './bot-thread.ts';

/** The other thread's side of `bot-thread.ts`: calls in, results out, one after the other. */
const knowledge = workerData as KnowledgeBase;
// Before the index, which takes longer.
parentPort?.postMessage({ remarks: checkContent(knowledge, new Date().toISOString().slice(0, 10)) });
const bot = new Bot(knowledge);
let last: Promise<void> = Promise.resolve();
parentPort?.on('message', ({ id, method, args }: BotCall) => {
  const run = bot[method] as (...args: readonly unknown[]) => Promise<unknown>;
  last = last.then(async () => {
    try {
      parentPort?.postMessage({ id, result: await run.call(bot, ...args) });
    } catch (error) {
      parentPort?.postMessage({ id, error: error instanceof Error ? error.message : String(error) });
    }
  });
});
parentPort?.postMessage('ready');
