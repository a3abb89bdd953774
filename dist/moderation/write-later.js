import { StoreError } from "../store/store-error.js";
/** What waits for a store in trouble; beyond it the oldest is let go, and said so. */
const MOST_WAITING = 500;
const RETRY_MS = 5000;
/**
 * Writes that nobody waits for: a store that is locked, full or unreachable for a while loses none of them, and the
 * asking side never notices. Order is kept.
 */
export class WriteLater {
    #report;
    #waiting = [];
    #timer;
    #running = Promise.resolve();
    constructor(report) {
        this.#report = report;
    }
    get waiting() {
        return this.#waiting.length;
    }
    /** Does the work now, or again later when the store could not take it. Never rejects. */
    run(what, work) {
        if (this.#waiting.length > 0) {
            this.#keep(what, work);
            return Promise.resolve();
        }
        return this.#attempt(what, work);
    }
    /** Tries everything that waits, once more. */
    retry() {
        this.#running = this.#running.then(async () => {
            const waiting = this.#waiting;
            this.#waiting = [];
            while (waiting.length > 0) {
                const next = waiting.shift();
                if (next === undefined)
                    break;
                await this.#attempt(next.what, next.work);
                if (this.#waiting.length > 0)
                    break;
            }
            this.#waiting.push(...waiting);
            if (this.#waiting.length > 0)
                this.#later();
        });
        return this.#running;
    }
    stop() {
        clearTimeout(this.#timer);
        this.#timer = undefined;
    }
    async #attempt(what, work) {
        try {
            await work();
        }
        catch (error) {
            if (error instanceof StoreError && error.passes) {
                this.#report('warn', 'the store cannot take this now; trying again', { what, fault: error.fault });
                this.#keep(what, work);
                return;
            }
            this.#report('error', 'this could not be kept', { what, err: error });
        }
    }
    #keep(what, work) {
        this.#waiting.push({ what, work });
        if (this.#waiting.length > MOST_WAITING) {
            const lost = this.#waiting.shift();
            this.#report('error', 'too much waits for the store; the oldest was let go', { what: lost?.what });
        }
        this.#later();
    }
    #later() {
        if (this.#timer !== undefined)
            return;
        this.#timer = setTimeout(() => {
            this.#timer = undefined;
            void this.retry();
        }, RETRY_MS);
        this.#timer.unref();
    }
}
