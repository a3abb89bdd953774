import type { Caution, Claim, Food, Lexicon, Source } from './schema.ts';

export interface Topic {
  readonly id: string;
  readonly title: string;
  readonly claims: readonly Claim[];
}

/** Everything the curators wrote, checked and frozen. The rest of the bot reads knowledge only through this. */
export interface KnowledgeBase {
  /** In the order of topics.yaml, and by id within a topic. */
  readonly claims: readonly Claim[];
  readonly topics: readonly Topic[];
  readonly claimById: ReadonlyMap<string, Claim>;
  readonly sourceById: ReadonlyMap<string, Source>;
  readonly cautionById: ReadonlyMap<string, Caution>;
  readonly lexicon: Lexicon;
  /** Messages about vitamin K, health or anything else that no claim covers: what the matcher must leave alone. */
  readonly notCovered: readonly string[];
  readonly foods: readonly Food[];
  /** Twelve hexadecimal digits that change with any knowledge file. */
  readonly revision: string;
  /** ISO date of the newest claim review. */
  readonly lastReviewed: string;
}
