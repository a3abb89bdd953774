import { parseArgs } from 'node:util';
import { MESSAGE_BAR, QUESTION_BAR, SUGGEST_BAR } from "../../matching/confidence.js";
import { decide, indexOf, readingOf } from "../../matching/decide.js";
import { CORE_SHARE } from "../../matching/index-of-claims.js";
import { reasonsFor } from "../../matching/rank.js";
import { UsageError } from "./usage-error.js";
/** Candidates shown for each sentence, and words shown for each candidate. */
const SHOWN = 4;
const REASONS = 5;
/** A word that takes less than this from a claim is not worth a line. */
const AGAINST = -0.1;
/** Why a text gets the answer it gets: words → concepts → candidates with what speaks for them → decision. */
export function explain(args, knowledge) {
    const { positionals, values } = parseArgs({
        args: [...args],
        options: { message: { type: 'boolean', default: false } },
        allowPositionals: true,
    });
    const text = positionals.join(' ');
    if (text.trim() === '')
        throw new UsageError('Say what to explain: npm run -s k2 -- explain "does k2 clean arteries"');
    const index = indexOf(knowledge);
    const out = (line = '') => {
        process.stdout.write(`${line}\n`);
    };
    for (const { words, ranking } of readingOf(text, index)) {
        const repaired = index.vocabulary.repair(words);
        out(`“${words.join(' ')}”`);
        const read = repaired.flatMap((word, at) => (word === words[at] ? [] : `${words[at]} → ${word}`));
        if (read.length > 0)
            out(`  read as   ${read.join(', ')}`);
        const concepts = ranking.hits.map((hit) => `${repaired.slice(hit.from, hit.to).join(' ')} = ${hit.concept}`);
        out(`  concepts  ${concepts.join(' · ') || '(none known: add the words to lexicon.yaml)'}`);
        if (!ranking.anchored)
            out('  names the subject of no claim: what follows may be offered, never answered with');
        for (const candidate of ranking.candidates.slice(0, SHOWN)) {
            for (const line of linesFor(candidate, words, ranking.concepts, index))
                out(line);
        }
    }
    const decision = decide(text, knowledge, values.message ? 'message' : 'question');
    out(`bars: answer ${QUESTION_BAR}, did you mean ${SUGGEST_BAR}, moderators ${MESSAGE_BAR}`);
    out(`cautions shown first: ${decision.risks.join(', ') || 'none'}`);
    const stances = decision.matches.map((match) => `${match.claim} (${match.stance}, ${match.confidence.toFixed(2)})`);
    out(`decision: ${decision.outcome}${decision.outcome === 'none' ? ` (${decision.reason})` : ''} ${stances.join(', ')}`);
    return 0;
}
function linesFor({ claim: number, confidence, evidence }, words, concepts, index) {
    const claim = index.knowledge.claims[number];
    if (claim === undefined)
        return [];
    const reasons = reasonsFor(number, words, index);
    const told = (list) => list.map(({ feature, adds }) => `${feature} ${adds > 0 ? '+' : ''}${adds.toFixed(1)}`).join(', ');
    const unsaid = [...(index.profiles[number]?.shares ?? [])]
        .filter(([concept, share]) => share >= CORE_SHARE && !concepts.includes(concept))
        .map(([concept]) => concept);
    const measured = `nearest phrasings ${evidence.near.toFixed(2)}, look-alikes ${evidence.lookAlike.toFixed(2)}`;
    return [
        `  ${confidence.toFixed(2)}      ${claim.id} (${claim.verdict})  ${measured}`,
        `            for it: ${told(reasons.slice(0, REASONS)) || 'nothing'}`,
        ...(unsaid.length > 0 ? [`            against it: says nothing of ${unsaid.join(', ')}`] : []),
        ...(reasons.some(({ adds }) => adds < AGAINST)
            ? [`            against it: ${told(reasons.filter(({ adds }) => adds < AGAINST).slice(-REASONS))}`]
            : []),
    ];
}
