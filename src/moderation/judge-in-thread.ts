import { Worker } from 'node:worker_threads';
import type { KnowledgeBase } from '../knowledge/knowledge-base.ts';
import type { Serving } from '../knowledge/serving.ts';
import { indexOf } from '../matching/decide.ts';
import type { Hit, Judge } from './judge.ts';
import type { Report } from './platform.ts';

/**
 * Texts that may wait for the other thread, each at most a message long. Beyond it a text is let go: in a flood it is
 * better to miss a myth than to run out of memory.
 */
export const MOST_WAITING = 2000;

/** So many let go make one line in the log. */
const TOLD_EACH = 500;
/** A thread that failed would fail again at once. */
const RESTART_MS = 30_000;

interface Thread {
  readonly worker: Worker;
  readonly knowledge: KnowledgeBase;
  readonly waiting: Map<number, (hits: readonly Hit[]) => void>;
}

/** Run from its source, the thread first needs the loader that lets Node read TypeScript; built, it needs nothing. */
const ENTRY = import.meta.url.endsWith('.ts') ? './judge-thread-entry.mjs' : './judge-thread.js';

export interface JudgeThread {
  readonly judge: Judge;
  /** Texts that are not judged yet. */
  readonly waiting: () => number;
  /** Texts let go since the start because too many waited. */
  readonly letGo: () => number;
  stop(): Promise<void>;
}

/**
 * Matching takes a millisecond for a sentence and tens of them for a long post, in which Discord's heartbeats and
 * people's questions would wait. So it is done in a thread of its own, which is started with the first text and again
 * should it end. When another claim set serves, a new thread takes the new texts, and the old one ends with its last.
 */
export function judgeInThread(serving: Serving, report: Report): JudgeThread {
  let current: Thread | undefined;
  const threads = new Set<Thread>();
  let letGo = 0;
  let restart = 0;
  let stopped = false;

  const start = (): Thread => {
    const { knowledge } = serving;
    const worker = new Worker(new URL(ENTRY, import.meta.url), {
      workerData: { knowledge, learned: indexOf(knowledge).learned },
      execArgv: [],
    });
    const started: Thread = { worker, knowledge, waiting: new Map() };
    threads.add(started);
    worker.unref();
    worker.on('message', ({ id, hits }: { readonly id: number; readonly hits: readonly Hit[] }) => {
      const done = started.waiting.get(id);
      started.waiting.delete(id);
      if (started.waiting.size === 0) worker.unref();
      done?.(hits);
      endIfOver(started);
    });
    worker.on('error', (error) => report('error', 'the matching thread failed', { err: error }));
    worker.on('exit', () => {
      threads.delete(started);
      for (const done of started.waiting.values()) done([]);
      started.waiting.clear();
      if (started !== current) return;
      current = undefined;
      restart = Date.now() + RESTART_MS;
      if (!stopped) report('warn', 'the matching thread ended; another one starts in a while');
    });
    return started;
  };
  const endIfOver = (one: Thread): void => {
    if (one !== current && one.waiting.size === 0) void one.worker.terminate();
  };
  const waiting = (): number => [...threads].reduce((sum, one) => sum + one.waiting.size, 0);
  let next = 0;

  return {
    judge(text) {
      if (stopped) return Promise.resolve([]);
      if (current !== undefined && current.knowledge !== serving.knowledge) {
        const over = current;
        current = undefined;
        endIfOver(over);
      }
      if (waiting() >= MOST_WAITING || (current === undefined && Date.now() < restart)) {
        letGo += 1;
        if (letGo % TOLD_EACH === 1)
          report('warn', 'more messages than can be judged; some are let go', { letGo });
        return Promise.resolve([]);
      }
      current ??= start();
      const { worker, waiting: answers } = current;
      const id = next++;
      return new Promise((resolve) => {
        answers.set(id, resolve);
        worker.ref();
        worker.postMessage({ id, text });
      });
    },
    waiting,
    letGo: () => letGo,
    async stop() {
      stopped = true;
      await Promise.all([...threads].map((one) => one.worker.terminate()));
    },
  };
}
