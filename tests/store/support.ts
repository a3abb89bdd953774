import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';

/** A server to test against, as `.ci/run` starts one. Each test file makes a database of its own there and drops it. */
export const POSTGRES_URL = process.env.TEST_POSTGRES_URL ?? '';
/** Set by `.ci/run` when the system has no such package: the reason, which the tests then show. */
export const POSTGRES_MISSING = process.env.TEST_POSTGRES_MISSING ?? '';

export interface Backend {
  readonly name: 'SQLite' | 'PostgreSQL';
  /** The address of a store that nobody has used yet. */
  fresh(): Promise<string>;
  cleanUp(): Promise<void>;
}

export function sqliteBackend(): Backend {
  const folders: string[] = [];
  return {
    name: 'SQLite',
    async fresh() {
      const folder = mkdtempSync(join(tmpdir(), 'k2-store-'));
      folders.push(folder);
      return `file:${join(folder, 'below', 'k2.db')}`;
    },
    async cleanUp() {
      for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function postgresBackend(): Backend {
  const names: string[] = [];
  return {
    name: 'PostgreSQL',
    async fresh() {
      const name = `k2_test_${process.pid}_${names.length}_${Date.now()}`;
      await asAdmin(`create database ${name}`);
      names.push(name);
      const url = new URL(POSTGRES_URL);
      url.pathname = `/${name}`;
      return url.href;
    },
    async cleanUp() {
      for (const name of names.splice(0)) await asAdmin(`drop database if exists ${name} with (force)`);
    },
  };
}

async function asAdmin(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: POSTGRES_URL });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** What the same tests run on. */
export const BACKENDS: readonly Backend[] = [
  sqliteBackend(),
  ...(POSTGRES_URL === '' ? [] : [postgresBackend()]),
];

export async function freshStore(backend: Backend): Promise<{ store: Store; url: string }> {
  const url = await backend.fresh();
  return { store: await openStore(url), url };
}
