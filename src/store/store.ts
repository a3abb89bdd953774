import type { Kysely, RawBuilder, SqlBool } from 'kysely';
import { sql } from './kysely.ts';
import { type Listener, listenForChanges } from './listen.ts';
import {
  DAYS_AFTER_LEAVING,
  DEFAULT_RETENTION_DAYS,
  MAX_CORRECTION_FAILURES,
  VERDICT_DAYS,
} from './retention.ts';
import { type ShardShare, serves } from './shard-share.ts';
import { faultOf, StoreError } from './store-error.ts';
import type { Tables } from './tables.ts';

const DAY_MS = 86_400_000;

export type AnswersDefault = 'private' | 'public';

export interface ServerSettings {
  readonly serverId: string;
  readonly reviewChannelId: string | null;
  /** Who sees an answer when the asker does not say. */
  readonly answers: AnswersDefault;
  /** Confidence needed for a card; null: the bot's own bar. */
  readonly bar: number | null;
  /** Ids of topics that make no cards. */
  readonly quietTopics: readonly string[];
  readonly language: string;
  readonly retentionDays: number;
  readonly ruleId: string | null;
  readonly leftAt: Date | null;
}

export interface Watched {
  readonly channelId: string;
  readonly serverId: string;
  readonly addedAt: Date;
  readonly noticeMessageId: string | null;
  readonly paused: string | null;
}

/**
 * `open` waits for a moderator; `replying` is the moment between a click and Discord's answer to it; the others are ends:
 * `gone` the original was deleted, `edited` it no longer says so.
 */
export type CardState = 'open' | 'replying' | 'replied' | 'dismissed' | 'quieted' | 'gone' | 'edited';

export interface Card {
  readonly cardId: string;
  readonly serverId: string;
  readonly channelId: string;
  readonly messageId: string;
  readonly claimId: string;
  readonly excerpt: string | null;
  readonly words: string;
  readonly confidence: number | null;
  readonly state: CardState;
  readonly decidedBy: string | null;
  readonly reviewChannelId: string | null;
  readonly reviewMessageId: string | null;
  readonly createdAt: Date;
}

export type NewCard = Pick<
  Card,
  | 'cardId'
  | 'serverId'
  | 'channelId'
  | 'messageId'
  | 'claimId'
  | 'excerpt'
  | 'words'
  | 'confidence'
  | 'createdAt'
>;

export interface Quiet {
  readonly serverId: string;
  readonly channelId: string;
  readonly claimId: string;
  readonly until: Date;
}

export interface PostedVerdict {
  readonly messageId: string;
  readonly serverId: string;
  readonly channelId: string;
  readonly claimId: string;
  readonly revision: string;
  readonly postedAt: Date;
  readonly failures: number;
}

export interface Question {
  readonly id: number;
  readonly serverId: string | null;
  readonly text: string;
  readonly asked: number;
  readonly firstAsked: Date;
  readonly lastAsked: Date;
}

export interface Misses {
  readonly claimId: string;
  readonly clicks: number;
  readonly week: string;
}

export interface WeekCount {
  /** Monday of the week, as a date. */
  readonly week: string;
  readonly claimId: string;
  readonly state: CardState;
  readonly cards: number;
}

/**
 * What the bot remembers, the same on SQLite and PostgreSQL. Every method may throw a `StoreError`; what it returned
 * from is written.
 */
export class Store {
  readonly kind: 'sqlite' | 'postgres';
  readonly #db: Kysely<Tables>;
  readonly #url: string;
  readonly #share: ShardShare | undefined;
  #listener: Listener | undefined;

  /** `share`: what is asked of all servers is asked of those that this process serves. */
  constructor(db: Kysely<Tables>, kind: 'sqlite' | 'postgres', url: string, share?: ShardShare) {
    this.#db = db;
    this.kind = kind;
    this.#url = url;
    this.#share = share;
  }

  /** Whether this process serves the server; null: what belongs to none. */
  serves(serverId: string | null): boolean {
    return serves(this.#share, serverId);
  }

  /** Told of changes that other processes make, where there can be others. See `listenForChanges`. */
  async onChange(changed: (serverId: string) => void, missed: () => void): Promise<void> {
    if (this.kind === 'postgres') {
      this.#listener = await this.#run(() => listenForChanges(this.#url, changed, missed));
    }
  }

  /** Proves that the store can be read and written at this moment. */
  async check(): Promise<void> {
    await this.#run(async (db) => {
      await db.transaction().execute(async (within) => {
        await within.updateTable('servers').set({ language: 'en' }).where('server_id', '=', '').execute();
      });
    });
  }

  async close(): Promise<void> {
    await this.#listener?.stop();
    await this.#db.destroy();
  }

  // ── servers ──────────────────────────────────────────────────

  async servers(): Promise<ServerSettings[]> {
    const rows = await this.#run((db) => db.selectFrom('servers').selectAll().where(this.#ours()).execute());
    return rows.map(asSettings);
  }

  /** What one server has set, whoever serves it. */
  async server(serverId: string): Promise<ServerSettings | undefined> {
    const row = await this.#run((db) =>
      db.selectFrom('servers').selectAll().where('server_id', '=', serverId).executeTakeFirst(),
    );
    return row === undefined ? undefined : asSettings(row);
  }

  async saveServer(
    serverId: string,
    change: Partial<Omit<ServerSettings, 'serverId' | 'leftAt'>>,
  ): Promise<void> {
    const set = {
      ...(change.reviewChannelId === undefined ? {} : { review_channel_id: change.reviewChannelId }),
      ...(change.answers === undefined ? {} : { answers: change.answers }),
      ...(change.bar === undefined ? {} : { bar: change.bar }),
      ...(change.quietTopics === undefined ? {} : { quiet_topics: JSON.stringify(change.quietTopics) }),
      ...(change.language === undefined ? {} : { language: change.language }),
      ...(change.retentionDays === undefined ? {} : { retention_days: change.retentionDays }),
      ...(change.ruleId === undefined ? {} : { rule_id: change.ruleId }),
      left_at: null,
    };
    await this.#run((db) =>
      db
        .insertInto('servers')
        .values({ server_id: serverId, ...NEW_SERVER, ...set })
        .onConflict((conflict) => conflict.column('server_id').doUpdateSet(set))
        .execute(),
    );
  }

  /** The bot was removed from a server, or is back. */
  async markLeft(serverId: string, at: Date | null): Promise<void> {
    await this.#run((db) =>
      db
        .updateTable('servers')
        .set({ left_at: at?.toISOString() ?? null })
        .where('server_id', '=', serverId)
        // Told twice, the first time counts.
        .where('left_at', at === null ? 'is not' : 'is', null)
        .execute(),
    );
  }

  /** Erases all that belongs to a server, at once and for good. */
  async forget(serverId: string): Promise<void> {
    await this.#run((db) =>
      db.transaction().execute(async (within) => {
        await within.deleteFrom('servers').where('server_id', '=', serverId).execute();
        await within.deleteFrom('misses').where('server_id', '=', serverId).execute();
      }),
    );
    await this.#run(async (db) => {
      // The write-ahead log still has it otherwise, until the next checkpoint.
      if (this.kind === 'sqlite') await sql`pragma wal_checkpoint(truncate)`.execute(db);
    });
  }

  // ── watched channels ─────────────────────────────────────────

  /** Of all servers that this process serves, or of one. */
  async watches(serverId?: string): Promise<Watched[]> {
    const rows = await this.#run((db) =>
      db
        .selectFrom('watches')
        .selectAll()
        .where(this.#of(serverId))
        .orderBy('added_at')
        .orderBy('channel_id')
        .execute(),
    );
    return rows.map((row) => ({
      channelId: row.channel_id,
      serverId: row.server_id,
      addedAt: new Date(row.added_at),
      noticeMessageId: row.notice_message_id,
      paused: row.paused,
    }));
  }

  /** Watches a channel from now on; one that is paused goes on. */
  async addWatch(
    serverId: string,
    channelId: string,
    noticeMessageId: string | null,
    at: Date,
  ): Promise<void> {
    await this.#inServer(serverId, (db) =>
      db
        .insertInto('watches')
        .values({
          channel_id: channelId,
          server_id: serverId,
          added_at: at.toISOString(),
          notice_message_id: noticeMessageId,
          paused: null,
        })
        .onConflict((conflict) =>
          conflict.column('channel_id').doUpdateSet({
            paused: null,
            ...(noticeMessageId === null ? {} : { notice_message_id: noticeMessageId }),
          }),
        )
        .execute(),
    );
  }

  async removeWatch(channelId: string): Promise<void> {
    await this.#run((db) => db.deleteFrom('watches').where('channel_id', '=', channelId).execute());
  }

  /** @param why in words, or null to go on. */
  async pauseWatches(serverId: string, why: string | null): Promise<void> {
    await this.#run((db) =>
      db.updateTable('watches').set({ paused: why }).where('server_id', '=', serverId).execute(),
    );
  }

  // ── cards ────────────────────────────────────────────────────

  /** @returns false when there already is a card for this message. */
  async addCard(card: NewCard): Promise<boolean> {
    const result = await this.#inServer(card.serverId, (db) =>
      db
        .insertInto('cards')
        .values({
          card_id: card.cardId,
          server_id: card.serverId,
          channel_id: card.channelId,
          message_id: card.messageId,
          claim_id: card.claimId,
          excerpt: card.excerpt,
          words: card.words,
          confidence: card.confidence,
          state: 'open',
          decided_by: null,
          decided_at: null,
          review_channel_id: null,
          review_message_id: null,
          created_at: card.createdAt.toISOString(),
        })
        .onConflict((conflict) => conflict.column('message_id').doNothing())
        .executeTakeFirst(),
    );
    return Number(result.numInsertedOrUpdatedRows ?? 0) > 0;
  }

  /** Where the card stands in the review channel. */
  async placeCard(cardId: string, reviewChannelId: string, reviewMessageId: string): Promise<void> {
    await this.#run((db) =>
      db
        .updateTable('cards')
        .set({ review_channel_id: reviewChannelId, review_message_id: reviewMessageId })
        .where('card_id', '=', cardId)
        .execute(),
    );
  }

  async card(cardId: string): Promise<Card | undefined> {
    const row = await this.#run((db) =>
      db.selectFrom('cards').selectAll().where('card_id', '=', cardId).executeTakeFirst(),
    );
    return row === undefined ? undefined : asCard(row);
  }

  async cardOfMessage(messageId: string): Promise<Card | undefined> {
    const row = await this.#run((db) =>
      db.selectFrom('cards').selectAll().where('message_id', '=', messageId).executeTakeFirst(),
    );
    return row === undefined ? undefined : asCard(row);
  }

  /** Cards that wait for a moderator, oldest first; of all servers, or of one. */
  async openCards(serverId?: string): Promise<Card[]> {
    const rows = await this.#run((db) => {
      const open = db
        .selectFrom('cards')
        .selectAll()
        .where('state', 'in', ['open', 'replying'])
        .orderBy('created_at');
      return open.where(this.#of(serverId)).execute();
    });
    return rows.map(asCard);
  }

  /** Claim and channel of the cards since a moment: for cool-downs after a restart. */
  async cardsSince(at: Date): Promise<Card[]> {
    const rows = await this.#run((db) =>
      db
        .selectFrom('cards')
        .selectAll()
        .where('created_at', '>=', at.toISOString())
        .where(this.#ours())
        .execute(),
    );
    return rows.map(asCard);
  }

  /**
   * Compare and set: the first decision wins.
   * @returns whether the card was in the state `from`, and now is in the state `to`.
   */
  async moveCard(
    cardId: string,
    from: CardState,
    to: CardState,
    by: string | null,
    at: Date,
  ): Promise<boolean> {
    const result = await this.#run((db) =>
      db
        .updateTable('cards')
        .set({ state: to, decided_by: by, decided_at: to === 'open' ? null : at.toISOString() })
        .where('card_id', '=', cardId)
        .where('state', '=', from)
        .executeTakeFirst(),
    );
    return Number(result.numUpdatedRows) === 1;
  }

  /** After a crash between a click and Discord's answer: the cards wait again. */
  async reopenReplying(): Promise<void> {
    await this.#run((db) =>
      db
        .updateTable('cards')
        .set({ state: 'open', decided_by: null, decided_at: null })
        .where('state', '=', 'replying')
        // Another process may be in that moment.
        .where(this.#ours())
        .execute(),
    );
  }

  // ── quiet claims ─────────────────────────────────────────────

  async addQuiet(quiet: Quiet): Promise<void> {
    const until = quiet.until.toISOString();
    await this.#inServer(quiet.serverId, (db) =>
      db
        .insertInto('quiets')
        .values({ server_id: quiet.serverId, channel_id: quiet.channelId, claim_id: quiet.claimId, until })
        .onConflict((conflict) => conflict.columns(['channel_id', 'claim_id']).doUpdateSet({ until }))
        .execute(),
    );
  }

  /** Of all servers that this process serves, or of one. */
  async quiets(now: Date, serverId?: string): Promise<Quiet[]> {
    const rows = await this.#run((db) =>
      db
        .selectFrom('quiets')
        .selectAll()
        .where('until', '>', now.toISOString())
        .where(this.#of(serverId))
        .execute(),
    );
    return rows.map((row) => ({
      serverId: row.server_id,
      channelId: row.channel_id,
      claimId: row.claim_id,
      until: new Date(row.until),
    }));
  }

  // ── public verdicts ──────────────────────────────────────────

  async rememberVerdict(verdict: Omit<PostedVerdict, 'failures'>): Promise<void> {
    const now = {
      claim_id: verdict.claimId,
      revision: verdict.revision,
      posted_at: verdict.postedAt.toISOString(),
      failures: 0,
    };
    await this.#inServer(verdict.serverId, (db) =>
      db
        .insertInto('verdicts')
        .values({
          message_id: verdict.messageId,
          server_id: verdict.serverId,
          channel_id: verdict.channelId,
          ...now,
        })
        .onConflict((conflict) => conflict.column('message_id').doUpdateSet(now))
        .execute(),
    );
  }

  async verdicts(): Promise<PostedVerdict[]> {
    const rows = await this.#run((db) =>
      db.selectFrom('verdicts').selectAll().where(this.#ours()).orderBy('posted_at').execute(),
    );
    return rows.map((row) => ({
      messageId: row.message_id,
      serverId: row.server_id,
      channelId: row.channel_id,
      claimId: row.claim_id,
      revision: row.revision,
      postedAt: new Date(row.posted_at),
      failures: row.failures,
    }));
  }

  /** The message now says what this revision says. */
  async verdictCorrected(messageId: string, revision: string): Promise<void> {
    await this.#run((db) =>
      db.updateTable('verdicts').set({ revision, failures: 0 }).where('message_id', '=', messageId).execute(),
    );
  }

  /** A refused correction; after a few of them the message is let go. */
  async correctionFailed(messageId: string): Promise<void> {
    await this.#run((db) =>
      db.transaction().execute(async (within) => {
        await within
          .updateTable('verdicts')
          .set((row) => ({ failures: row('failures', '+', 1) }))
          .where('message_id', '=', messageId)
          .execute();
        await within
          .deleteFrom('verdicts')
          .where('message_id', '=', messageId)
          .where('failures', '>=', MAX_CORRECTION_FAILURES)
          .execute();
      }),
    );
  }

  async dropVerdict(messageId: string): Promise<void> {
    await this.#run((db) => db.deleteFrom('verdicts').where('message_id', '=', messageId).execute());
  }

  // ── unanswered questions ─────────────────────────────────────

  /** Keeps a question, or counts it when the same one is there. */
  async addQuestion(serverId: string | null, text: string, at: Date): Promise<void> {
    const now = at.toISOString();
    await this.#inServer(serverId, (db) =>
      db.transaction().execute(async (within) => {
        const same = await within
          .updateTable('questions')
          .set((row) => ({ asked: row('asked', '+', 1), last_asked: now }))
          .where(sql`lower(text)`, '=', text.toLowerCase())
          .where((row) =>
            serverId === null ? row('server_id', 'is', null) : row('server_id', '=', serverId),
          )
          .executeTakeFirst();
        if (Number(same.numUpdatedRows) > 0) return;
        await within
          .insertInto('questions')
          .values({ server_id: serverId, text, asked: 1, first_asked: now, last_asked: now })
          .execute();
      }),
    );
  }

  /** Most asked first; of all servers, or of one. */
  async questions(serverId?: string): Promise<Question[]> {
    const rows = await this.#run((db) => {
      const all = db
        .selectFrom('questions')
        .selectAll()
        .orderBy('asked', 'desc')
        .orderBy('last_asked', 'desc')
        .orderBy('question_id');
      return (serverId === undefined ? all : all.where('server_id', '=', serverId)).execute();
    });
    return rows.map((row) => ({
      id: row.question_id,
      serverId: row.server_id,
      text: row.text,
      asked: row.asked,
      firstAsked: new Date(row.first_asked),
      lastAsked: new Date(row.last_asked),
    }));
  }

  /**
   * Makes one question of several of a server: the first keeps its text and gets the others' counts.
   * @returns false, with nothing changed, when one of them is not there.
   */
  async mergeQuestions(serverId: string, into: number, others: readonly number[]): Promise<boolean> {
    const ids = [into, ...others];
    return this.#run((db) =>
      db.transaction().execute(async (within) => {
        const rows = await within
          .selectFrom('questions')
          .selectAll()
          .where('server_id', '=', serverId)
          .where('question_id', 'in', ids)
          .execute();
        if (rows.length !== new Set(ids).size) return false;
        const dates = rows.flatMap((row) => [row.first_asked, row.last_asked]).sort();
        await within
          .updateTable('questions')
          .set({
            asked: rows.reduce((sum, row) => sum + row.asked, 0),
            first_asked: dates[0] as string,
            last_asked: dates.at(-1) as string,
          })
          .where('question_id', '=', into)
          .execute();
        await within
          .deleteFrom('questions')
          .where('question_id', 'in', [...others])
          .execute();
        return true;
      }),
    );
  }

  // ── misses and statistics ────────────────────────────────────

  /** Somebody was offered this claim and it was not what they meant. */
  async countMiss(serverId: string | null, claimId: string, at: Date): Promise<void> {
    await this.#run((db) =>
      db
        .insertInto('misses')
        .values({ server_id: serverId ?? '', claim_id: claimId, week: weekOf(at), clicks: 1 })
        .onConflict((conflict) =>
          conflict
            .columns(['server_id', 'claim_id', 'week'])
            .doUpdateSet((row) => ({ clicks: row('misses.clicks', '+', 1) })),
        )
        .execute(),
    );
  }

  /** Over all servers, by claim and week. */
  async misses(): Promise<Misses[]> {
    const rows = await this.#run((db) =>
      db
        .selectFrom('misses')
        .select(['claim_id', 'week', (row) => row.fn.sum<string | number>('clicks').as('clicks')])
        .groupBy(['claim_id', 'week'])
        .orderBy('claim_id')
        .orderBy('week')
        .execute(),
    );
    return rows.map((row) => ({ claimId: row.claim_id, week: row.week, clicks: Number(row.clicks) }));
  }

  /** A server's cards by week, claim and what became of them. */
  async cardCounts(serverId: string): Promise<WeekCount[]> {
    const rows = await this.#run((db) =>
      db
        .selectFrom('cards')
        .select(['created_at', 'claim_id', 'state'])
        .where('server_id', '=', serverId)
        .execute(),
    );
    const counts = new Map<string, WeekCount>();
    for (const row of rows) {
      const week = weekOf(new Date(row.created_at));
      const key = `${week} ${row.claim_id} ${row.state}`;
      const cards = (counts.get(key)?.cards ?? 0) + 1;
      counts.set(key, { week, claimId: row.claim_id, state: row.state as CardState, cards });
    }
    return [...counts.values()].sort(
      (a, b) => a.week.localeCompare(b.week) || a.claimId.localeCompare(b.claimId),
    );
  }

  /** Erases what has expired: cards and questions by each server's days, old verdicts, and servers long left. */
  async sweep(now: Date): Promise<void> {
    const servers = await this.servers();
    for (const { serverId, leftAt } of servers) {
      if (leftAt !== null && leftAt < daysBefore(now, DAYS_AFTER_LEAVING)) await this.forget(serverId);
    }
    // By number of days, of which there are few, and not by server, of which there may be very many.
    for (const days of new Set(servers.map(({ retentionDays }) => retentionDays))) {
      const before = daysBefore(now, days).toISOString();
      await this.#run((db) =>
        db.transaction().execute(async (within) => {
          const these = within
            .selectFrom('servers')
            .select('server_id')
            .where('retention_days', '=', days)
            .where(this.#ours());
          await within
            .deleteFrom('cards')
            .where('server_id', 'in', these)
            .where('created_at', '<', before)
            .execute();
          await within
            .deleteFrom('questions')
            .where('server_id', 'in', these)
            .where('last_asked', '<', before)
            .execute();
          await within
            .deleteFrom('misses')
            .where('server_id', 'in', these)
            .where('week', '<', before.slice(0, 10))
            .execute();
        }),
      );
    }
    // What belongs to no server is one process's work.
    if (!this.serves(null)) return;
    const old = daysBefore(now, DEFAULT_RETENTION_DAYS).toISOString();
    await this.#run((db) =>
      db.transaction().execute(async (within) => {
        await within
          .deleteFrom('questions')
          .where('server_id', 'is', null)
          .where('last_asked', '<', old)
          .execute();
        await within
          .deleteFrom('misses')
          .where('server_id', '=', '')
          .where('week', '<', old.slice(0, 10))
          .execute();
        await within.deleteFrom('quiets').where('until', '<', now.toISOString()).execute();
        await within
          .deleteFrom('verdicts')
          .where('posted_at', '<', daysBefore(now, VERDICT_DAYS).toISOString())
          .execute();
      }),
    );
  }

  /** Rows of the servers that this process serves. */
  #ours(): RawBuilder<SqlBool> {
    if (this.#share === undefined) return sql<SqlBool>`1 = 1`;
    const { count, list } = this.#share;
    return sql<SqlBool>`(server_id::bigint >> 22) % ${sql.lit(count)} in (${sql.join(list.map((one) => sql.lit(one)))})`;
  }

  #of(serverId: string | undefined): RawBuilder<SqlBool> {
    return serverId === undefined ? this.#ours() : sql<SqlBool>`server_id = ${serverId}`;
  }

  /** Whatever belongs to a server hangs on the server's row. */
  #inServer<T>(serverId: string | null, work: (db: Kysely<Tables>) => Promise<T>): Promise<T> {
    return this.#run(async (db) => {
      if (serverId !== null) {
        await db
          .insertInto('servers')
          .values({ server_id: serverId, ...NEW_SERVER })
          .onConflict((conflict) => conflict.column('server_id').doNothing())
          .execute();
      }
      return work(db);
    });
  }

  async #run<T>(work: (db: Kysely<Tables>) => Promise<T>): Promise<T> {
    try {
      return await work(this.#db);
    } catch (error) {
      const fault = faultOf(error);
      if (fault === undefined) throw error;
      throw new StoreError(fault, error);
    }
  }
}

const NEW_SERVER = {
  review_channel_id: null,
  answers: 'private',
  bar: null,
  quiet_topics: '[]',
  language: 'en',
  retention_days: DEFAULT_RETENTION_DAYS,
  rule_id: null,
  left_at: null,
};

function asSettings(row: Tables['servers']): ServerSettings {
  return {
    serverId: row.server_id,
    reviewChannelId: row.review_channel_id,
    answers: row.answers as AnswersDefault,
    bar: row.bar,
    quietTopics: JSON.parse(row.quiet_topics) as string[],
    language: row.language,
    retentionDays: row.retention_days,
    ruleId: row.rule_id,
    leftAt: row.left_at === null ? null : new Date(row.left_at),
  };
}

function asCard(row: Omit<Tables['cards'], 'decided_at'>): Card {
  return {
    cardId: row.card_id,
    serverId: row.server_id,
    channelId: row.channel_id,
    messageId: row.message_id,
    claimId: row.claim_id,
    excerpt: row.excerpt,
    words: row.words,
    confidence: row.confidence,
    state: row.state as CardState,
    decidedBy: row.decided_by,
    reviewChannelId: row.review_channel_id,
    reviewMessageId: row.review_message_id,
    createdAt: new Date(row.created_at),
  };
}

function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * DAY_MS);
}

/** The Monday of a moment's week in UTC, as a date. */
export function weekOf(at: Date): string {
  const day = (at.getUTCDay() + 6) % 7;
  return daysBefore(at, day).toISOString().slice(0, 10);
}
