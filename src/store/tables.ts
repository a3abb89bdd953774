import type { Generated } from 'kysely';

/**
 * Everything that the bot remembers. Times are ISO 8601 in UTC, as text: they sort as they stand, and read the same on
 * SQLite and PostgreSQL. PRIVACY.md says the same in words, and a test holds the two together.
 */
export interface Tables {
  servers: ServersTable;
  watches: WatchesTable;
  cards: CardsTable;
  quiets: QuietsTable;
  verdicts: VerdictsTable;
  questions: QuestionsTable;
  misses: MissesTable;
}

/** What a server has set. The row is the root of all that belongs to the server: erasing it erases the rest. */
interface ServersTable {
  server_id: string;
  review_channel_id: string | null;
  answers: string;
  /** Null: the bot's own bar. */
  bar: number | null;
  /** Topic ids, as a JSON list. */
  quiet_topics: string;
  language: string;
  retention_days: number;
  /** The AutoMod rule that the bot keeps there. */
  rule_id: string | null;
  /** When the bot was removed; 30 days later everything goes. */
  left_at: string | null;
}

interface WatchesTable {
  channel_id: string;
  server_id: string;
  added_at: string;
  /** The notice that members see. */
  notice_message_id: string | null;
  /** Why watching stopped by itself, in words; null while it runs. */
  paused: string | null;
}

interface CardsTable {
  card_id: string;
  server_id: string;
  channel_id: string;
  message_id: string;
  claim_id: string;
  /** At most 200 characters of the message; null when the text never reached the bot (AutoMod). */
  excerpt: string | null;
  /** The words that matched, or the AutoMod keyword. */
  words: string;
  confidence: number | null;
  state: string;
  /** The moderator who decided, so that a second one can be told who it was. */
  decided_by: string | null;
  decided_at: string | null;
  review_channel_id: string | null;
  review_message_id: string | null;
  created_at: string;
}

interface QuietsTable {
  server_id: string;
  channel_id: string;
  claim_id: string;
  until: string;
}

/** A fact-check that others can see, so that it can be corrected. */
interface VerdictsTable {
  message_id: string;
  server_id: string;
  channel_id: string;
  claim_id: string;
  /** Of the claim when it was shown: verdict, fact and cautions. */
  revision: string;
  posted_at: string;
  /** Attempts to correct it that Discord refused. */
  failures: number;
}

interface QuestionsTable {
  question_id: Generated<number>;
  /** Null: asked outside any server. */
  server_id: string | null;
  text: string;
  asked: number;
  first_asked: string;
  last_asked: string;
}

interface MissesTable {
  /** Empty: outside any server. */
  server_id: string;
  claim_id: string;
  /** Monday of the week, as a date. */
  week: string;
  clicks: number;
}
