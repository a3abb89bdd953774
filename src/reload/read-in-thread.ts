import { Worker } from 'node:worker_threads';
import { deepFreeze } from '../knowledge/load.ts';
import type { Reading } from './live-knowledge.ts';

/** Run from its source, the thread first needs the loader that lets Node read TypeScript; built, it needs nothing. */
const ENTRY = import.meta.url.endsWith('.ts') ? './read-thread-entry.mjs' : './read-thread.js';

/**
 * Reads and checks a knowledge folder, and learns from it, in a thread of its own: that takes seconds in which nobody
 * would be answered. @throws when the thread ends without an answer.
 */
export async function readInThread(directory: string, serving: string): Promise<Reading> {
  const worker = new Worker(new URL(ENTRY, import.meta.url), {
    workerData: { directory, serving },
    execArgv: [],
  });
  try {
    const reading = await new Promise<Reading>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`the reading thread ended with ${code}`)));
    });
    // What came from another thread is a copy, and a copy is not frozen.
    return { ...reading, ...(reading.base === undefined ? {} : { base: deepFreeze(reading.base) }) };
  } finally {
    await worker.terminate();
  }
}
