import { parentPort, workerData } from 'node:worker_threads';
import { readKnowledge } from '../knowledge/load.ts';
import { learn } from '../matching/index-of-claims.ts';
import type { Reading } from './live-knowledge.ts';

/** The other thread's side of `read-in-thread.ts`. */
const { directory, serving } = workerData as { readonly directory: string; readonly serving: string };
const { base, faults } = readKnowledge(directory);
const learned = base !== undefined && base.revision !== serving ? learn(base) : undefined;
parentPort?.postMessage({ base, faults, learned } satisfies Reading);
