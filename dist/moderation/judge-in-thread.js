import { Worker } from 'node:worker_threads';
/**
 * Texts that may wait for the other thread, each at most a message long. Beyond it a text is let go: in a flood it is
 * better to miss a myth than to run out of memory.
 */
export const MOST_WAITING = 2000;
/** So many let go make one line in the log. */
const TOLD_EACH = 500;
/** A thread that failed would fail again at once. */
const RESTART_MS = 30_000;
/**
 * Matching takes a millisecond for a sentence and tens of them for a long post, in which Discord's heartbeats and
 * people's questions would wait. So it is done in a thread of its own, which is started with the first text and again
 * should it end.
 */
export function judgeInThread(knowledge, report) {
    const waiting = new Map();
    let worker;
    let next = 0;
    let letGo = 0;
    let restart = 0;
    let stopped = false;
    const start = () => {
        const started = new Worker(new URL('./judge-thread-entry.mjs', import.meta.url), {
            workerData: knowledge,
            execArgv: [],
        });
        started.unref();
        started.on('message', ({ id, hits }) => {
            const done = waiting.get(id);
            waiting.delete(id);
            if (waiting.size === 0)
                started.unref();
            done?.(hits);
        });
        started.on('error', (error) => report('error', 'the matching thread failed', { err: error }));
        started.on('exit', () => {
            worker = undefined;
            for (const done of waiting.values())
                done([]);
            waiting.clear();
            restart = Date.now() + RESTART_MS;
            if (!stopped)
                report('warn', 'the matching thread ended; another one starts in a while');
        });
        return started;
    };
    return {
        judge(text) {
            if (stopped)
                return Promise.resolve([]);
            if (waiting.size >= MOST_WAITING || (worker === undefined && Date.now() < restart)) {
                letGo += 1;
                if (letGo % TOLD_EACH === 1)
                    report('warn', 'more messages than can be judged; some are let go', { letGo });
                return Promise.resolve([]);
            }
            worker ??= start();
            const id = next++;
            const current = worker;
            return new Promise((resolve) => {
                waiting.set(id, resolve);
                current.ref();
                current.postMessage({ id, text });
            });
        },
        letGo: () => letGo,
        async stop() {
            stopped = true;
            await worker?.terminate();
        },
    };
}
