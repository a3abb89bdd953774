import { Worker } from 'node:worker_threads';
import type { Finding } from '../knowledge/content-check.ts';
import type { KnowledgeBase } from '../knowledge/knowledge-base.ts';
import type { Bot } from './bot.ts';

type Method = keyof Bot;

type FromThread =
  | 'ready'
  | { readonly remarks: readonly Finding[] }
  | { readonly id: number; readonly result?: unknown; readonly error?: string };

export interface BotCall {
  readonly id: number;
  readonly method: Method;
  readonly args: readonly unknown[];
}

interface Waiting {
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
}

/** A bot in another thread: building its index takes seconds, in which the page must stay quick. */
export class BotThread {
  /** Resolves when the index is built; rejects when the thread ends before that. */
  readonly ready: Promise<void>;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #next = 0;
  #ended = false;

  /** @param remarked told what the slower checks of the wording say, which run there too. */
  constructor(knowledge: KnowledgeBase, remarked: (remarks: readonly Finding[]) => void) {
    this.#worker = new Worker(new URL('./bot-thread-entry.mjs', import.meta.url), {
      workerData: knowledge,
      execArgv: [],
    });
    this.ready = new Promise((resolve, reject) => {
      this.#worker.on('message', (message: FromThread) => {
        if (message === 'ready') {
          resolve();
          return;
        }
        if ('remarks' in message) {
          remarked(message.remarks);
          return;
        }
        const waiting = this.#waiting.get(message.id);
        this.#waiting.delete(message.id);
        if (message.error === undefined) waiting?.resolve(message.result as never);
        else waiting?.reject(new Error(message.error));
      });
      this.#worker.on('error', (error) => process.stderr.write(`${error.stack}\n`));
      this.#worker.on('exit', () => {
        this.#ended = true;
        const error = new Error('the thread with the bot ended');
        reject(error);
        for (const waiting of this.#waiting.values()) waiting.reject(error);
      });
    });
    // Whoever waits for it hears of it; a thread that is given up before it is ready is no error.
    this.ready.catch(() => undefined);
  }

  call<M extends Method>(method: M, ...args: Parameters<Bot[M]>): ReturnType<Bot[M]> {
    const result = new Promise((resolve, reject) => {
      if (this.#ended) {
        reject(new Error('the thread with the bot ended'));
        return;
      }
      const id = this.#next++;
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, method, args } satisfies BotCall);
    });
    return result as ReturnType<Bot[M]>;
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}
