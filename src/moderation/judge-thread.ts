import { parentPort, workerData } from 'node:worker_threads';
import type { KnowledgeBase } from '../knowledge/knowledge-base.ts';
import { indexOf } from '../matching/decide.ts';
import { judge } from './judge.ts';

/** The other thread's side of `judge-in-thread.ts`: texts in, hits out, one after the other. */
const knowledge = workerData as KnowledgeBase;
indexOf(knowledge);
parentPort?.on('message', ({ id, text }: { readonly id: number; readonly text: string }) => {
  try {
    parentPort?.postMessage({ id, hits: judge(text, knowledge) });
  } catch {
    parentPort?.postMessage({ id, hits: [] });
  }
});
