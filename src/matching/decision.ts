import type { Risk, Stance, Verdict } from '../knowledge/schema.ts';

/** Who will read the answer: a person who asked, or a moderator who looks at somebody's message. */
export type Mode = 'question' | 'message';

export interface ClaimMatch {
  readonly claim: string;
  readonly verdict: Verdict;
  /** 0 to 1: calibrated, so that of the matches with 0.8 about eight in ten are right. */
  readonly confidence: number;
  readonly stance: Stance;
  /** The part of the text that the match rests on, as written. */
  readonly excerpt: string;
}

interface DecisionBase {
  /** Best first, at most five. For a message: every claim it takes a stance on. */
  readonly matches: readonly ClaimMatch[];
  /** Risks to the person that their own words reveal, most urgent first; each is the id of a caution. */
  readonly risks: readonly Risk[];
}

/** What the matcher made of a text. */
export type Decision =
  | (DecisionBase & { readonly outcome: 'answer'; readonly answer: ClaimMatch })
  /** Near, not sure: at most four claims to choose from. */
  | (DecisionBase & { readonly outcome: 'suggest' })
  | (DecisionBase & {
      readonly outcome: 'none';
      readonly reason: NoneReason;
    });

/**
 * Why there is no answer. `empty`: nothing readable. `off-topic`: nothing about vitamin K or what it is said to do.
 * `uncovered`: about vitamin K, but no reviewed claim. `language`: probably not English.
 */
export type NoneReason = 'empty' | 'off-topic' | 'uncovered' | 'language';
