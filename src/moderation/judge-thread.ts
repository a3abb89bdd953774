import { parentPort, workerData } from 'node:worker_threads';
import type { KnowledgeBase } from '../knowledge/knowledge-base.ts';
import { adopt } from '../matching/decide.ts';
import type { Learned } from '../matching/index-of-claims.ts';
import { judge } from './judge.ts';

/** The other thread's side of `judge-in-thread.ts`: texts in, hits out, one after the other. */
const { knowledge, learned } = workerData as {
  readonly knowledge: KnowledgeBase;
  readonly learned: Learned;
};
adopt(knowledge, learned);
parentPort?.on('message', ({ id, text }: { readonly id: number; readonly text: string }) => {
  try {
    parentPort?.postMessage({ id, hits: judge(text, knowledge) });
  } catch {
    parentPort?.postMessage({ id, hits: [] });
  }
});
