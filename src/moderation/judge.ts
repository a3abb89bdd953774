import { setImmediate } from 'node:timers/promises';
import type { KnowledgeBase } from '../knowledge/knowledge-base.ts';
import type { Serving } from '../knowledge/serving.ts';
import { MESSAGE_BAR } from '../matching/confidence.ts';
import { decide } from '../matching/decide.ts';
import { matchedWords } from './matched-words.ts';

/**
 * Confidence above which an unasked-for message makes a card. Far above the bar for somebody who points at a message: a
 * wrong card costs a moderator's trust, a missed one costs nothing that was not lost before. A server may raise it.
 */
export const WATCH_BAR = Math.max(0.95, MESSAGE_BAR);
/** Above this a raised bar would silence everything. */
export const HIGHEST_BAR = 0.999;

/**
 * A card shows which words matched. With fewer of the claim's own words than this ("my aspirin dose is 81 mg") a moderator
 * would not see why it came, and mostly nothing was claimed.
 */
const LEAST_WORDS = 3;

/** A myth that a text asserts. */
export interface Hit {
  readonly claimId: string;
  readonly confidence: number;
  /** The sentence that says so, as written. */
  readonly excerpt: string;
}

/** Judges a text somewhere, here or in another thread. */
export type Judge = (text: string) => Promise<readonly Hit[]>;

/** Myths that a text asserts (not asks, denies or reports) at or above the watching bar, surest first. */
export function judge(text: string, knowledge: KnowledgeBase): Hit[] {
  return decide(text, knowledge, 'message')
    .matches.filter(
      ({ stance, verdict, confidence }) =>
        stance === 'asserts' && verdict === 'myth' && confidence >= WATCH_BAR,
    )
    .filter(({ claim, excerpt }) => {
      const named = knowledge.claimById.get(claim);
      return named !== undefined && matchedWords(excerpt, named).length >= LEAST_WORDS;
    })
    .map(({ claim, confidence, excerpt }) => ({ claimId: claim, confidence, excerpt }));
}

/** Judges in this thread, one text a turn of the event loop: for the console and for tests. */
export function judgeHere(serving: Serving): Judge {
  return async (text) => {
    await setImmediate();
    return judge(text, serving.knowledge);
  };
}
