import { parentPort, workerData } from 'node:worker_threads';
import { indexOf } from "../matching/decide.js";
import { judge } from "./judge.js";
/** The other thread's side of `judge-in-thread.ts`: texts in, hits out, one after the other. */
const knowledge = workerData;
indexOf(knowledge);
parentPort?.on('message', ({ id, text }) => {
    try {
        parentPort?.postMessage({ id, hits: judge(text, knowledge) });
    }
    catch {
        parentPort?.postMessage({ id, hits: [] });
    }
});
