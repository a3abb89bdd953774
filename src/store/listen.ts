import type { Client } from 'pg';

/** The channel that the triggers of the migration `0002-tell-of-changes` speak on. */
export const CHANGES = 'k2_servers';
/** A database that was restarted is found again this soon. */
const RETRY_MS = 2000;
/** A connection that died without a word is noticed by asking. */
const PROBE_MS = 30_000;

export interface Listener {
  stop(): Promise<void>;
}

/**
 * Hears of every change to a server's settings, whichever process made it. PostgreSQL only, on a connection of its own.
 * @param changed the server whose settings, watched channels or quiet claims changed.
 * @param missed called when the connection is back: in between anything may have changed.
 */
export async function listenForChanges(
  url: string,
  changed: (serverId: string) => void,
  missed: () => void,
): Promise<Listener> {
  const { default: pg } = await import('pg');
  let client: Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const connect = async (): Promise<void> => {
    const fresh = new pg.Client({
      connectionString: url,
      keepAlive: true,
      query_timeout: PROBE_MS,
      application_name: 'k2-fact-check listens',
    });
    const lost = (): void => {
      fresh.removeAllListeners('end');
      void fresh.end().catch(() => undefined);
      if (stopped || client !== fresh) return;
      client = undefined;
      clearInterval(timer);
      later();
    };
    // Both come of one loss; the second finds nothing left to do.
    fresh.on('error', lost);
    fresh.on('end', lost);
    fresh.on('notification', ({ payload }) => changed(payload ?? ''));
    client = fresh;
    try {
      await fresh.connect();
      await fresh.query(`listen ${CHANGES}`);
    } catch (error) {
      client = undefined;
      void fresh.end().catch(() => undefined);
      throw error;
    }
    timer = setInterval(() => void fresh.query('select 1').catch(lost), PROBE_MS).unref();
  };
  const later = (): void => {
    timer = setTimeout(() => {
      connect().then(missed, later);
    }, RETRY_MS).unref();
  };

  await connect();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
}
