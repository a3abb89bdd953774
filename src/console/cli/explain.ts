import { parseArgs } from 'node:util';
import type { KnowledgeBase } from '../../knowledge/knowledge-base.ts';
import { MESSAGE_BAR, QUESTION_BAR, SUGGEST_BAR } from '../../matching/confidence.ts';
import { type ExplainedCandidate, explanationOf, type Reason } from '../../workbench/explanation.ts';
import { UsageError } from './usage-error.ts';

/** Prints why a text gets the answer it gets. */
export function explain(args: readonly string[], knowledge: KnowledgeBase): number {
  const { positionals, values } = parseArgs({
    args: [...args],
    options: { message: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const text = positionals.join(' ');
  if (text.trim() === '')
    throw new UsageError('Say what to explain: npm run -s k2 -- explain "does k2 clean arteries"');
  const out = (line = ''): void => {
    process.stdout.write(`${line}\n`);
  };
  const { stretches, stance, decision } = explanationOf(
    text,
    knowledge,
    values.message ? 'message' : 'question',
  );
  for (const { words, repaired, concepts, anchored, candidates, none } of stretches) {
    out(`“${words.join(' ')}”`);
    if (repaired.length > 0)
      out(`  read as   ${repaired.map(({ from, to }) => `${from} → ${to}`).join(', ')}`);
    const named = concepts.map((one) => `${one.words} = ${one.concept}`).join(' · ');
    out(`  concepts  ${named || '(none known: add the words to lexicon.yaml)'}`);
    if (!anchored) out('  names the subject of no claim: what follows may be offered, never answered with');
    for (const line of candidates.flatMap(linesFor)) out(line);
    out(`  ${none.toFixed(2)}      no claim`);
  }
  if (stance !== undefined) {
    const likely = Object.entries(stance.likely).map(([name, share]) => `${name} ${share.toFixed(2)}`);
    out(
      `stance toward ${stance.claim}: the rules say ${stance.rule}${stance.isDoubtful ? ', in doubt' : ''}; phrasings like it ${likely.join(', ')}`,
    );
  }
  out(`bars: answer ${QUESTION_BAR}, did you mean ${SUGGEST_BAR}, moderators ${MESSAGE_BAR}`);
  out(`cautions shown first: ${decision.risks.join(', ') || 'none'}`);
  const stances = decision.matches.map(
    (match) => `${match.claim} (${match.stance}, ${match.confidence.toFixed(2)})`,
  );
  out(
    `decision: ${decision.outcome}${decision.outcome === 'none' ? ` (${decision.reason})` : ''} ${stances.join(', ')}`,
  );
  return 0;
}

function linesFor(one: ExplainedCandidate): string[] {
  const told = (reasons: readonly Reason[]): string =>
    reasons.map(({ feature, adds }) => `${feature} ${adds > 0 ? '+' : ''}${adds.toFixed(1)}`).join(', ');
  const measured = `nearest phrasings ${one.near.toFixed(2)}, look-alikes ${one.lookAlike.toFixed(2)}`;
  return [
    `  ${one.confidence.toFixed(2)}      ${one.id} (${one.verdict})  ${measured}`,
    `            for it: ${told(one.reasonsFor) || 'nothing'}`,
    ...(one.unsaid.length > 0 ? [`            against it: says nothing of ${one.unsaid.join(', ')}`] : []),
    ...(one.reasonsAgainst.length > 0 ? [`            against it: ${told(one.reasonsAgainst)}`] : []),
  ];
}
