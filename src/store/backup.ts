import SqliteDatabase from 'better-sqlite3';
import { databaseFile } from './address.ts';
import { faultOf, StoreError } from './store-error.ts';

/**
 * Writes a whole, consistent copy of an SQLite store, also while the bot writes to it; what was erased is not in it.
 * @param url `file:` and a path that exists.
 * @param file a path where nothing is yet.
 * @throws {StoreError} when it cannot be read or written.
 */
export function backUp(url: string, file: string): void {
  let database: SqliteDatabase.Database | undefined;
  try {
    database = new SqliteDatabase(databaseFile(url), { readonly: true, fileMustExist: true });
    database.prepare('VACUUM INTO ?').run(file);
  } catch (error) {
    throw new StoreError(faultOf(error) ?? 'unusable', error);
  } finally {
    database?.close();
  }
}
