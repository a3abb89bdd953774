import { createRequire } from 'node:module';
import type * as Library from 'kysely';

/**
 * Kysely by its CommonJS build: as ES modules its four hundred files take a second to load through the TypeScript loader,
 * and that second would be part of every start.
 */
const library = createRequire(import.meta.url)('kysely') as typeof Library;

export const { Kysely, Migrator, PostgresDialect, SqliteDialect, sql } = library;
