import type { KnowledgeBase } from '../../src/knowledge/knowledge-base.ts';
import { decide } from '../../src/matching/decide.ts';
import type { Line } from './line.ts';
import type { Guess, System } from './system.ts';

/** The headline's bar: wrong verdicts in 2 of 100 lines. */
export const ALLOWED_WRONG = 0.02;

export interface Judged {
  readonly line: Line;
  readonly guess: Guess;
}

export interface Table {
  readonly system: string;
  readonly lines: number;
  readonly covered: number;
  /** Shares of the covered lines. */
  readonly answeredRight: number;
  readonly answeredRelated: number;
  readonly wrong: number;
  readonly suggestedRight: number;
  readonly among: number;
  readonly none: number;
  readonly firstPlace: number;
  readonly amongThree: number;
  /** Share of all lines on which an unacceptable claim was answered. */
  readonly wrongOfAll: number;
  /** Share of all lines on which the verdict shown differs from that of every acceptable claim. */
  readonly wrongVerdictOfAll: number;
  readonly nearAnswered: number;
  readonly offAnswered: number;
  /** Share of covered lines answered right at the bar where wrong verdicts stay at 2 of 100 lines. */
  readonly headline: number;
  /** The same where a wrong claim counts although it has the right verdict. */
  readonly strictHeadline: number;
}

export function judge(system: System, lines: readonly Line[]): Judged[] {
  return lines.map((line) => ({ line, guess: system.guess(line.text) }));
}

export function tableOf(system: string, judged: readonly Judged[], knowledge: KnowledgeBase): Table {
  const covered = judged.filter(({ line }) => line.claims.length > 0);
  const isRight = ({ line, guess }: Judged): boolean => line.claims.includes(guess.claims[0] ?? '');
  const share = (list: readonly Judged[], test: (one: Judged) => boolean): number =>
    list.length === 0 ? 0 : list.filter(test).length / list.length;
  const verdict = (id: string | undefined) => knowledge.claimById.get(id ?? '')?.verdict;
  const wrong = (one: Judged): boolean => one.guess.answers && !isRight(one);
  const wrongVerdict = ({ line, guess }: Judged): boolean =>
    !line.claims.some((claim) => verdict(claim) === verdict(guess.claims[0]));
  return {
    system,
    lines: judged.length,
    covered: covered.length,
    answeredRight: share(covered, (one) => one.guess.answers && isRight(one)),
    answeredRelated: share(
      covered,
      (one) => one.guess.answers && one.line.related.includes(one.guess.claims[0] ?? ''),
    ),
    wrong: share(covered, wrong),
    suggestedRight: share(
      covered,
      ({ line, guess }) =>
        !guess.answers && guess.claims.slice(0, 4).some((claim) => line.claims.includes(claim)),
    ),
    among: share(covered, ({ line, guess }) =>
      (guess.answers ? guess.claims.slice(0, 1) : guess.claims.slice(0, 4)).some((claim) =>
        line.claims.includes(claim),
      ),
    ),
    none: share(covered, ({ guess }) => !guess.answers && guess.claims.length === 0),
    firstPlace: share(covered, isRight),
    amongThree: share(covered, ({ line, guess }) =>
      guess.claims.slice(0, 3).some((claim) => line.claims.includes(claim)),
    ),
    wrongOfAll: share(judged, wrong),
    wrongVerdictOfAll: share(judged, (one) => wrong(one) && wrongVerdict(one)),
    nearAnswered: share(
      judged.filter(({ line }) => line.kind === 'near' && line.claims.length === 0),
      ({ guess }) => guess.answers,
    ),
    offAnswered: share(
      judged.filter(({ line }) => line.kind === 'off'),
      ({ guess }) => guess.answers,
    ),
    headline: headline(judged, (one) => !isRight(one) && wrongVerdict(one)),
    strictHeadline: headline(judged, (one) => !isRight(one)),
  };
}

/** Sweeps the bar down from the top and keeps the best share of right answers that the allowance of wrong ones permits. */
export function headline(judged: readonly Judged[], isWrong: (one: Judged) => boolean): number {
  const covered = judged.filter(({ line }) => line.claims.length > 0).length;
  const ranked = judged
    .filter(({ guess }) => guess.claims.length > 0)
    .sort((a, b) => b.guess.score - a.guess.score);
  let right = 0;
  let wrong = 0;
  let best = 0;
  ranked.forEach((one, place) => {
    if (one.line.claims.includes(one.guess.claims[0] ?? '')) right += 1;
    else if (isWrong(one)) wrong += 1;
    const tied = ranked[place + 1]?.guess.score === one.guess.score;
    if (!tied && wrong <= ALLOWED_WRONG * judged.length) best = Math.max(best, right);
  });
  return covered === 0 ? 0 : best / covered;
}

export interface StanceTable {
  readonly judged: number;
  readonly right: number;
}

/** Only lines whose claim was found: a stance toward another claim means nothing. */
export function stanceOf(judged: readonly Judged[]): StanceTable {
  const found = judged.filter(
    ({ line, guess }) => line.claims.includes(guess.claims[0] ?? '') && guess.stance !== undefined,
  );
  const right = found.filter(({ line, guess }) => line.stance === guess.stance).length;
  return { judged: found.length, right: found.length === 0 ? 0 : right / found.length };
}

export function risksShown(judged: readonly Judged[]): {
  readonly lines: number;
  readonly shown: number;
  readonly needless: number;
} {
  const risky = judged.filter(({ line }) => line.risk.length > 0);
  const shown = risky.filter(({ line, guess }) => line.risk.every((risk) => guess.risks?.includes(risk)));
  const needless = judged.filter(
    ({ line, guess }) => line.risk.length === 0 && (guess.risks?.length ?? 0) > 0,
  );
  return {
    lines: risky.length,
    shown: risky.length === 0 ? 1 : shown.length / risky.length,
    needless: needless.length,
  };
}

export interface Alerts {
  readonly wanted: number;
  readonly raised: number;
  readonly precision: number;
  readonly recall: number;
}

/** The moderators' side: which messages would raise an alert, and which should. */
export function alertsOf(lines: readonly Line[], knowledge: KnowledgeBase): Alerts {
  let raised = 0;
  let right = 0;
  let wanted = 0;
  for (const line of lines) {
    const decision = decide(line.text, knowledge, 'message');
    const alert = decision.matches.some((match) => match.verdict === 'myth' && match.stance === 'asserts');
    if (line.mythAsserted) wanted += 1;
    if (alert) raised += 1;
    if (alert && line.mythAsserted) right += 1;
  }
  return {
    wanted,
    raised,
    precision: raised === 0 ? 1 : right / raised,
    recall: wanted === 0 ? 1 : right / wanted,
  };
}

/** Confidence in tenths against how often the first claim was right. */
export function calibration(judged: readonly Judged[]): { from: number; lines: number; right: number }[] {
  return Array.from({ length: 10 }, (_, tenth) => {
    const inBand = judged.filter(
      ({ guess }) => guess.claims.length > 0 && Math.min(9, Math.floor(guess.score * 10)) === tenth,
    );
    const right = inBand.filter(({ line, guess }) => line.claims.includes(guess.claims[0] ?? '')).length;
    return { from: tenth / 10, lines: inBand.length, right: inBand.length === 0 ? 0 : right / inBand.length };
  });
}
