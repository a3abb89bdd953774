import { setTimeout as pause } from 'node:timers/promises';
import { LoginError, startBot } from './start.ts';

/** Between attempts to log in: twice as long each time. None of them costs one of the day's sessions. */
const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 60_000;

/**
 * `startBot`, again and again while Discord or the network is down: a bot that was started in an outage is there when the
 * outage ends.
 * @throws {LoginError} with advice when Discord refuses the login.
 */
export const startPatiently: typeof startBot = async (settings, app, log, onFatal, memory) => {
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
    try {
      return await startBot(settings, app, log, onFatal, memory);
    } catch (error) {
      if (!(error instanceof LoginError) || !error.passes) throw error;
      log.warn({ err: error.cause, waitMs }, `${error.message} Trying again.`);
      await pause(waitMs);
    }
  }
};
