import { parentPort, workerData } from 'node:worker_threads';
import { readKnowledge } from '../knowledge/load.ts';

/** The other thread's side of `read-in-thread.ts`. */
parentPort?.postMessage(readKnowledge(workerData as string));
