import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { isPostgres } from '../../store/address.ts';
import { UsageError } from './usage-error.ts';
import { storeUrl } from './with-store.ts';

/** Copies the store into a file, while the bot runs or not. Never over an existing one. */
export async function backup(args: readonly string[]): Promise<number> {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0)
    throw new UsageError('Say where to: npm run -s k2 -- backup data/backup-2026-11-25.db');
  const url = storeUrl();
  if (isPostgres(url))
    throw new UsageError(
      'This store is on a PostgreSQL server: back it up with pg_dump (docs/operating.md).',
    );
  if (existsSync(file)) throw new UsageError(`${file} is already there; give the copy another name.`);
  if (!existsSync(dirname(file))) throw new UsageError(`There is no folder ${dirname(file)}; make it first.`);
  // Only here: the other commands need no database.
  const { backUp } = await import('../../store/backup.ts');
  backUp(url, file);
  process.stdout.write(`${file}: ${statSync(file).size} bytes\n`);
  return 0;
}
