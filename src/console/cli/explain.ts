import { parseArgs } from 'node:util';
import type { KnowledgeBase } from '../../knowledge/knowledge-base.ts';
import {
  confidenceOf,
  evidenceOf,
  MESSAGE_BAR,
  QUESTION_BAR,
  SUGGEST_BAR,
} from '../../matching/confidence.ts';
import { decide, indexOf } from '../../matching/decide.ts';
import { segment } from '../../matching/normalise.ts';
import { rank } from '../../matching/rank.ts';
import { UsageError } from './usage-error.ts';

/** Candidates shown for each sentence. */
const SHOWN = 4;

/** Why a text gets the answer it gets: words → concepts → candidates with what speaks for them → decision. */
export function explain(args: readonly string[], knowledge: KnowledgeBase): number {
  const { positionals, values } = parseArgs({
    args: [...args],
    options: { message: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const text = positionals.join(' ');
  if (text.trim() === '')
    throw new UsageError('Say what to explain: npm run -s k2 -- explain "does k2 clean arteries"');
  const index = indexOf(knowledge);
  const out = (line = ''): void => {
    process.stdout.write(`${line}\n`);
  };
  for (const one of segment(text)) {
    const repaired = index.vocabulary.repair(one.words);
    out(`“${one.raw}”`);
    out(
      `  words     ${repaired.map((word, at) => (word === one.words[at] ? word : `${one.words[at]}→${word}`)).join(' ')}`,
    );
    const ranking = rank(one.words, index);
    const concepts = ranking.hits.map(
      (hit) => `${repaired.slice(hit.from, hit.to).join(' ')} = ${hit.concept}`,
    );
    out(`  concepts  ${concepts.join(' · ') || '(none known: add the words to lexicon.yaml)'}`);
    ranking.candidates.slice(0, SHOWN).forEach((candidate, place) => {
      const claim = knowledge.claims[candidate.claim];
      const evidence = evidenceOf(ranking, place);
      if (claim === undefined || evidence === undefined) return;
      const reasons = Object.entries(evidence).map(([name, value]) => `${name} ${value.toFixed(2)}`);
      out(
        `  ${confidenceOf(ranking, place).toFixed(2)}      ${claim.id} (${claim.verdict})  ${reasons.join('  ')}`,
      );
      const missing = [...(index.profiles[candidate.claim] ?? [])]
        .filter(([concept, share]) => share >= 0.5 && !ranking.concepts.includes(concept))
        .map(([concept]) => concept);
      if (missing.length > 0) out(`            against it: says nothing of ${missing.join(', ')}`);
    });
    if (ranking.candidates.length === 0) out('  no claim names a subject of this sentence');
  }
  const decision = decide(text, knowledge, values.message ? 'message' : 'question');
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
