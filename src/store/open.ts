import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import type { Kysely as Database } from 'kysely';
import { databaseFile, isPostgres } from './address.ts';
import { Kysely, Migrator, PostgresDialect, SqliteDialect } from './kysely.ts';
import { migrations } from './migrations.ts';
import type { ShardShare } from './shard-share.ts';
import { Store } from './store.ts';
import { faultOf, StoreError } from './store-error.ts';
import type { Tables } from './tables.ts';

/**
 * SQLite waits for another writer within the call, and the whole process with it: long enough for a backup's short
 * lock, far too short to miss a heartbeat.
 */
const BUSY_MS = 150;
/** A PostgreSQL server that does not answer is told from one that is slow. */
const CONNECT_MS = 3000;
const STATEMENT_MS = 5000;
/** Few writes a process; more connections would only stand by, and many processes share one server. */
const CONNECTIONS = 4;

export interface OpenOptions {
  /** Several processes share the servers, and this is the part of one. Absent: all of them. PostgreSQL only. */
  readonly share?: ShardShare | undefined;
  /** The most pages (of 4 KiB) that an SQLite file may have: to bound it, and to test a full one. */
  readonly maxPages?: number;
}

/**
 * Opens the store, checks it, and brings its schema up to date.
 * @param url `file:` and a path (relative to the working directory), or `postgres://…`.
 * @throws {StoreError} when it cannot be used, with what to do about it.
 */
export async function openStore(url: string, options: OpenOptions = {}): Promise<Store> {
  const opened = await translated(async () =>
    isPostgres(url) ? openPostgres(url) : openSqlite(url, options),
  );
  try {
    await translated(() => migrate(opened.db, opened.kind));
    return new Store(opened.db, opened.kind, url, options.share);
  } catch (error) {
    await opened.db.destroy().catch(() => undefined);
    throw error;
  }
}

type Opened = { readonly db: Database<Tables>; readonly kind: 'sqlite' | 'postgres' };

function openSqlite(url: string, { maxPages }: OpenOptions): Opened {
  const file = databaseFile(url);
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  const database = new SqliteDatabase(file, { timeout: BUSY_MS });
  try {
    database.pragma('journal_mode = WAL');
    // What was confirmed outlives the process, however it ends. To outlive a power cut too (FULL), each write would hold
    // up the whole bot for the disk: measured 10 to 30 ms on an ordinary one.
    database.pragma('synchronous = NORMAL');
    database.pragma('foreign_keys = ON');
    // What is erased is overwritten, not only forgotten about.
    database.pragma('secure_delete = ON');
    if (maxPages !== undefined) database.pragma(`max_page_count = ${maxPages}`);
    const damage = database.pragma('quick_check(1)', { simple: true });
    if (damage !== 'ok') throw new StoreError('corrupt', new Error(String(damage)));
  } catch (error) {
    database.close();
    throw error;
  }
  return { db: new Kysely<Tables>({ dialect: new SqliteDialect({ database }) }), kind: 'sqlite' };
}

async function openPostgres(url: string): Promise<Opened> {
  // Only here: most bots have no such server.
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    application_name: 'k2-fact-check',
  });
  // An idle connection that breaks would otherwise end the process; the next query says what is wrong.
  pool.on('error', () => undefined);
  return { db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }), kind: 'postgres' };
}

async function migrate(db: Database<Tables>, kind: Opened['kind']): Promise<void> {
  const provider = { getMigrations: async () => migrations(kind) };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error === undefined) return;
  if (error instanceof Error && /corrupted migrations/.test(error.message))
    throw new StoreError('newer', error);
  throw error;
}

async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw new StoreError(faultOf(error) ?? 'unusable', error);
  }
}
