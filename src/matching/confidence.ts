import type { Ranking } from './rank.ts';

/** To a person who asked: answer above this. */
export const QUESTION_BAR = 0.6;
/** "Did you mean": above this. */
export const SUGGEST_BAR = 0.3;
/** About a message somebody else wrote: a false accusation costs more than silence. */
export const MESSAGE_BAR = 0.75;

/** How likely the candidate at this place is right, 0 to 1. */
export function confidenceOf(ranking: Ranking, place: number): number {
  const candidate = ranking.candidates[place];
  if (candidate === undefined) return 0;
  const rival = ranking.candidates[place === 0 ? 1 : 0];
  const margin = candidate.score - (rival?.score ?? 0);
  return 1 / (1 + Math.exp(-(14 * (candidate.score - 0.5) + 6 * margin)));
}
