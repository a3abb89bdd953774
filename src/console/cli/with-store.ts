import { existsSync } from 'node:fs';
import { config as loadDotenv } from 'dotenv';
import { DEFAULT_DATABASE_URL, databaseFile, isPostgres } from '../../store/address.ts';
import type { Store } from '../../store/store.ts';
import { UsageError } from './usage-error.ts';

/** The address of the bot's store. @throws {UsageError} when there is none. */
export function storeUrl(): string {
  loadDotenv({ quiet: true });
  const url = process.env.DATABASE_URL?.trim() || DEFAULT_DATABASE_URL;
  if (!isPostgres(url) && !existsSync(databaseFile(url))) {
    throw new UsageError(
      `There is no database at ${databaseFile(url)} yet. Start the bot once, or set DATABASE_URL.`,
    );
  }
  return url;
}

/** Works with the bot's store, which may be running meanwhile. @throws {UsageError} when there is none. */
export async function withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const url = storeUrl();
  // Only here: the other commands need no database.
  const { openStore } = await import('../../store/open.ts');
  const store = await openStore(url);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
