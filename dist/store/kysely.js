import { createRequire } from 'node:module';
/**
 * Kysely by its CommonJS build: as ES modules its four hundred files take a second to load through the TypeScript loader,
 * and that second would be part of every start.
 */
const library = createRequire(import.meta.url)('kysely');
export const { Kysely, Migrator, PostgresDialect, SqliteDialect, sql } = library;
