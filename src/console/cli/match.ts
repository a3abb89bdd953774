import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { KnowledgeBase } from '../../knowledge/knowledge-base.ts';
import type { Stance } from '../../knowledge/schema.ts';
import { decide } from '../../matching/decide.ts';
import type { Decision, Mode } from '../../matching/decision.ts';
import { UsageError } from './usage-error.ts';

const lineSchema = z.looseObject({ text: z.string() });

/** Decimal places of a confidence in the output. */
const CONFIDENCE_PLACES = 3;

/** One decision a line, in order; a line that cannot be read gives `{"error": …}` and exit code 1 at the end. */
export async function match(
  args: readonly string[],
  knowledge: KnowledgeBase,
  input: NodeJS.ReadableStream = process.stdin,
): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { jsonl: { type: 'boolean', default: false }, message: { type: 'boolean', default: false } },
  });
  if (!values.jsonl)
    throw new UsageError('match reads JSON lines: npm run -s k2 -- match --jsonl [--message] < lines.jsonl');
  const mode: Mode = values.message ? 'message' : 'question';
  let code = 0;
  for await (const line of createInterface({ input })) {
    if (line.trim() === '') continue;
    const parsed = parse(line);
    if (parsed === undefined) {
      code = 1;
      process.stdout.write(`${JSON.stringify({ error: 'not a JSON object with a "text"' })}\n`);
      continue;
    }
    const decision = decide(parsed.text, knowledge, mode);
    process.stdout.write(
      `${JSON.stringify(mode === 'message' ? messageLine(decision, knowledge) : questionLine(decision, knowledge))}\n`,
    );
  }
  return code;
}

function parse(line: string): { text: string } | undefined {
  try {
    return lineSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

function questionLine(decision: Decision, knowledge: KnowledgeBase) {
  const answer = decision.outcome === 'answer' ? decision.answer : undefined;
  const best = answer ?? decision.matches[0];
  return {
    outcome: decision.outcome,
    claim: answer?.claim ?? null,
    verdict: answer?.verdict ?? null,
    stance: plainStance(best?.stance),
    confidence: round(best?.confidence ?? 0),
    claims: decision.matches.map((one) => one.claim),
    cautions: cautions(decision, answer?.claim, knowledge),
  };
}

function messageLine(decision: Decision, knowledge: KnowledgeBase) {
  const answer = decision.outcome === 'answer' ? decision.answer : undefined;
  return {
    outcome: decision.outcome,
    claim: answer?.claim ?? null,
    verdict: answer?.verdict ?? null,
    stance: plainStance(answer?.stance),
    confidence: round(answer?.confidence ?? 0),
    claims: decision.matches.map((one) => ({
      claim: one.claim,
      verdict: one.verdict,
      stance: plainStance(one.stance),
      confidence: round(one.confidence),
    })),
    cautions: cautions(decision, answer?.claim, knowledge),
  };
}

/** The line's format knows three stances; somebody who only passes a claim on takes none of them. */
function plainStance(stance: Stance | undefined): 'asks' | 'asserts' | 'denies' | null {
  return stance === undefined || stance === 'reports' ? null : stance;
}

function cautions(decision: Decision, claim: string | undefined, knowledge: KnowledgeBase): string[] {
  const own = claim === undefined ? [] : (knowledge.claimById.get(claim)?.cautions ?? []);
  return [...new Set<string>([...decision.risks, ...own])];
}

function round(confidence: number): number {
  return Number(confidence.toFixed(CONFIDENCE_PLACES));
}
