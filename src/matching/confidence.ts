import type { Ranking } from './rank.ts';

/** To a person who asked: answer above this. */
export const QUESTION_BAR = 0.75;
/** "Did you mean": above this. */
export const SUGGEST_BAR = 0.2;
/** About a message somebody else wrote: a false accusation costs more than silence. */
export const MESSAGE_BAR = 0.85;

/**
 * How the evidence weighs, as log-odds. Fitted by `npm run calibrate` on the phrasings, each left out in turn, and on
 * the evaluation lines meant for tuning; a later fit may move them, a person should not.
 */
const WEIGHTS = {
  bias: -3.3,
  near: -2.6,
  margin: 10.4,
  core: 3.3,
  explained: 1.7,
  overUncovered: 3.3,
} as const;

export type Evidence = Readonly<Record<Exclude<keyof typeof WEIGHTS, 'bias'>, number>>;

/** What speaks for the candidate at this place, each between -1 and 1. */
export function evidenceOf(ranking: Ranking, place: number): Evidence | undefined {
  const candidate = ranking.candidates[place];
  if (candidate === undefined) return undefined;
  const rival = ranking.candidates[place === 0 ? 1 : 0];
  return {
    near: candidate.near,
    margin: candidate.score - (rival?.score ?? 0),
    core: candidate.core,
    explained: candidate.explained,
    overUncovered: candidate.near - ranking.uncovered,
  };
}

/** How likely the candidate at this place is right, 0 to 1. */
export function confidenceOf(ranking: Ranking, place: number): number {
  const evidence = evidenceOf(ranking, place);
  if (evidence === undefined) return 0;
  let logOdds: number = WEIGHTS.bias;
  for (const [name, value] of Object.entries(evidence)) logOdds += WEIGHTS[name as keyof Evidence] * value;
  return 1 / (1 + Math.exp(-logOdds));
}
