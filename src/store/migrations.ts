import type { Kysely, Migration } from 'kysely';
import { sql } from './kysely.ts';
import { CHANGES } from './listen.ts';

/**
 * The schema's history, oldest first. Forward only: there is no way back, and what was released is never edited; a
 * change is a new entry. Names sort in the order they run.
 */
export function migrations(dialect: 'sqlite' | 'postgres'): Record<string, Migration> {
  const id =
    dialect === 'sqlite'
      ? sql`integer primary key autoincrement`
      : sql`integer generated always as identity primary key`;
  return {
    '0001-first': {
      async up(db: Kysely<unknown>) {
        await sql`create table servers (
          server_id text primary key,
          review_channel_id text,
          answers text not null default 'private' check (answers in ('private', 'public')),
          bar double precision check (bar between 0 and 1),
          quiet_topics text not null default '[]',
          language text not null default 'en',
          retention_days integer not null default 90 check (retention_days between 1 and 365),
          rule_id text,
          left_at text
        )`.execute(db);
        await sql`create table watches (
          channel_id text primary key,
          server_id text not null references servers (server_id) on delete cascade,
          added_at text not null,
          notice_message_id text,
          paused text
        )`.execute(db);
        await sql`create table cards (
          card_id text primary key,
          server_id text not null references servers (server_id) on delete cascade,
          channel_id text not null,
          message_id text not null unique,
          claim_id text not null,
          excerpt text,
          words text not null,
          confidence double precision,
          state text not null check (state in ('open', 'replying', 'replied', 'dismissed', 'quieted', 'gone', 'edited')),
          decided_by text,
          decided_at text,
          review_channel_id text,
          review_message_id text,
          created_at text not null
        )`.execute(db);
        await sql`create index cards_by_server on cards (server_id, created_at)`.execute(db);
        await sql`create table quiets (
          server_id text not null references servers (server_id) on delete cascade,
          channel_id text not null,
          claim_id text not null,
          until text not null,
          primary key (channel_id, claim_id)
        )`.execute(db);
        await sql`create table verdicts (
          message_id text primary key,
          server_id text not null references servers (server_id) on delete cascade,
          channel_id text not null,
          claim_id text not null,
          revision text not null,
          posted_at text not null,
          failures integer not null default 0
        )`.execute(db);
        await sql`create table questions (
          question_id ${id},
          server_id text references servers (server_id) on delete cascade,
          text text not null,
          asked integer not null default 1,
          first_asked text not null,
          last_asked text not null
        )`.execute(db);
        await sql`create table misses (
          server_id text not null,
          claim_id text not null,
          week text not null,
          clicks integer not null default 1,
          primary key (server_id, claim_id, week)
        )`.execute(db);
      },
    },
    // SQLite has one process, which knows what it changes.
    ...(dialect === 'postgres' && { '0002-tell-of-changes': { up: tellOfChanges } }),
  };
}

/** Every process hears of every change, whoever made it and how. */
async function tellOfChanges(db: Kysely<unknown>): Promise<void> {
  await sql`create function k2_tell() returns trigger language plpgsql as $$
    begin
      perform pg_notify(${sql.lit(CHANGES)}, coalesce(new.server_id, old.server_id));
      return null;
    end
  $$`.execute(db);
  for (const table of ['servers', 'watches', 'quiets']) {
    await sql`create trigger k2_tell after insert or update or delete on ${sql.table(table)}
      for each row execute function k2_tell()`.execute(db);
  }
}
