import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';

/** Distinguishes our locks from others' in the same database; any number would do. */
const LOCKS = 27_442;

/**
 * One turn at a time among all processes that share a PostgreSQL database: waits for it, and keeps it for so long after it was
 * granted. A process that dies gives its turn back with its connection.
 * @param name a small number; different ones do not wait for each other.
 * @param signal gives up waiting. @throws when it aborts, or the database cannot be asked.
 */
export async function takeTurn(
  url: string,
  name: number,
  keptMs: number,
  signal: AbortSignal,
): Promise<void> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({
    connectionString: url,
    keepAlive: true,
    application_name: 'k2-fact-check turn',
  });
  // A connection that breaks while the turn is kept only ends the turn.
  client.on('error', () => undefined);
  const end = (): void => void client.end().catch(() => undefined);
  try {
    signal.throwIfAborted();
    await Promise.race([
      client.connect().then(() => client.query('select pg_advisory_lock($1, $2)', [LOCKS, name])),
      once(signal, 'abort').then(() => signal.throwIfAborted()),
    ]);
  } catch (error) {
    // Still in the queue, the server hears of it when it is its turn, and passes it on.
    end();
    throw error;
  }
  void wait(keptMs, undefined, { ref: false }).then(end);
}
