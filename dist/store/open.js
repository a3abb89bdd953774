import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { databaseFile, isPostgres } from "./address.js";
import { Kysely, Migrator, PostgresDialect, SqliteDialect } from "./kysely.js";
import { migrations } from "./migrations.js";
import { Store } from "./store.js";
import { faultOf, StoreError } from "./store-error.js";
/**
 * SQLite waits for another writer within the call, and the whole process with it: long enough for a backup's short
 * lock, far too short to miss a heartbeat.
 */
const BUSY_MS = 150;
/** A PostgreSQL server that does not answer is told from one that is slow. */
const CONNECT_MS = 3000;
const STATEMENT_MS = 5000;
/** One process with few writes; more connections would only stand by. */
const CONNECTIONS = 4;
/**
 * Opens the store, checks it, and brings its schema up to date.
 * @param url `file:` and a path (relative to the working directory), or `postgres://…`.
 * @throws {StoreError} when it cannot be used, with what to do about it.
 */
export async function openStore(url, options = {}) {
    const opened = await translated(async () => isPostgres(url) ? openPostgres(url) : openSqlite(url, options));
    try {
        await translated(() => migrate(opened.db, opened.kind));
        return new Store(opened.db, opened.kind);
    }
    catch (error) {
        await opened.db.destroy().catch(() => undefined);
        throw error;
    }
}
function openSqlite(url, { maxPages }) {
    const file = databaseFile(url);
    if (file !== ':memory:')
        mkdirSync(dirname(file), { recursive: true });
    const database = new SqliteDatabase(file, { timeout: BUSY_MS });
    try {
        database.pragma('journal_mode = WAL');
        // What was confirmed outlives the process, however it ends. To outlive a power cut too (FULL), each write would hold
        // up the whole bot for the disk: measured 10 to 30 ms on an ordinary one.
        database.pragma('synchronous = NORMAL');
        database.pragma('foreign_keys = ON');
        // What is erased is overwritten, not only forgotten about.
        database.pragma('secure_delete = ON');
        if (maxPages !== undefined)
            database.pragma(`max_page_count = ${maxPages}`);
        const damage = database.pragma('quick_check(1)', { simple: true });
        if (damage !== 'ok')
            throw new StoreError('corrupt', new Error(String(damage)));
    }
    catch (error) {
        database.close();
        throw error;
    }
    return { db: new Kysely({ dialect: new SqliteDialect({ database }) }), kind: 'sqlite' };
}
async function openPostgres(url) {
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
    return { db: new Kysely({ dialect: new PostgresDialect({ pool }) }), kind: 'postgres' };
}
async function migrate(db, kind) {
    const provider = { getMigrations: async () => migrations(kind) };
    const { error } = await new Migrator({ db, provider }).migrateToLatest();
    if (error === undefined)
        return;
    if (error instanceof Error && /corrupted migrations/.test(error.message))
        throw new StoreError('newer', error);
    throw error;
}
async function translated(work) {
    try {
        return await work();
    }
    catch (error) {
        if (error instanceof StoreError)
            throw error;
        throw new StoreError(faultOf(error) ?? 'unusable', error);
    }
}
