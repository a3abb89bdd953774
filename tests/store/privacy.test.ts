import { readFileSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { afterAll, expect, it } from 'vitest';
import { MAX_QUOTE } from '../../src/replies/quote.ts';
import { databaseFile } from '../../src/store/address.ts';
import { openStore } from '../../src/store/open.ts';
import {
  DAYS_AFTER_LEAVING,
  DEFAULT_RETENTION_DAYS,
  MAX_RETENTION_DAYS,
  VERDICT_DAYS,
} from '../../src/store/retention.ts';
import { sqliteBackend } from './support.ts';

const backend = sqliteBackend();
afterAll(() => backend.cleanUp());
const page = readFileSync('PRIVACY.md', 'utf8');

/** Tables and fields as the page lists them: `### \`table\``, then rows that begin with the fields. */
function described(): Map<string, string[]> {
  const tables = new Map<string, string[]>();
  for (const section of page.split(/^### /m).slice(1)) {
    const [, name = ''] = /^`(\w+)`/.exec(section) ?? [];
    const fields = [...section.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell]) =>
      [...(cell ?? '').matchAll(/`(\w+)`/g)].map(([, field]) => field ?? ''),
    );
    tables.set(name, fields.sort());
  }
  return tables;
}

it('PRIVACY.md lists every table and field of the store, and none that is not there', async () => {
  const url = await backend.fresh();
  await (await openStore(url)).close();
  const database = new SqliteDatabase(databaseFile(url), { readonly: true });
  const names = database
    .prepare(
      "select name from sqlite_schema where type = 'table' and name not like 'sqlite%' and name not like 'kysely%'",
    )
    .pluck()
    .all() as string[];
  const stored = new Map(
    names.map((name) => [
      name,
      (database.pragma(`table_info(${name})`) as { name: string }[]).map((one) => one.name).sort(),
    ]),
  );
  database.close();
  expect(Object.fromEntries(described())).toEqual(Object.fromEntries(stored));
});

it('PRIVACY.md tells the times and sizes that the code keeps to', () => {
  expect(page).toContain(
    `${DEFAULT_RETENTION_DAYS} days, or what the server sets (\`/k2-mod settings days:\`, 1 to ${MAX_RETENTION_DAYS})`,
  );
  expect(page).toContain(`erased ${DAYS_AFTER_LEAVING} days later`);
  expect(page).toContain(`at\nmost ${MAX_QUOTE} characters`);
  expect(VERDICT_DAYS).toBe(365);
});
