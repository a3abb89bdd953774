import SqliteDatabase from 'better-sqlite3';
import pg from 'pg';
import { databaseFile, isPostgres } from '../../src/store/address.ts';

const STATEMENT = `insert into kysely_migration (name, timestamp) values ('9999-from-the-future', '2099-01-01')`;

/** Notes a migration that this version does not know. */
export async function migrationTable(url: string): Promise<void> {
  if (!isPostgres(url)) {
    const database = new SqliteDatabase(databaseFile(url));
    database.exec(STATEMENT);
    database.close();
    return;
  }
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(STATEMENT);
  await client.end();
}
