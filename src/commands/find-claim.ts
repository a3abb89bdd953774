import type { KnowledgeBase } from '../knowledge/knowledge-base.ts';
import type { Claim } from '../knowledge/schema.ts';
import { nearestClaims } from '../matching/decide.ts';
import { cut } from '../replies/cut.ts';
import { LIMITS } from '../replies/limits.ts';
import { VERDICT_SIGNS } from '../replies/wording.ts';
import type { Choice } from './command.ts';

/** What people ask first: shown while the box is still empty. */
const HOISTED = [
  'removes-arterial-calcium',
  'safe-with-warfarin',
  'd3-without-k2-dangerous',
  'must-take-d3-and-k2-together',
  'slows-calcification-progression',
  'dissolves-plaque',
  'strengthens-bones',
  'safe-for-healthy-adults',
  'interacts-with-doacs',
  'natto-richest-source',
  'mk7-better-than-mk4',
  'newborn-shot-unnecessary',
  'replaces-statins',
  'k2-worth-taking-for-everyone',
] as const;

/** A claim by id, by its sentence, or by free prose that clearly means one. */
export function findClaim(name: string, knowledge: KnowledgeBase): Claim | undefined {
  const typed = name.trim();
  const byId = knowledge.claimById.get(typed.toLowerCase());
  if (byId !== undefined) return byId;
  return nearestClaims(typed, knowledge, 1)[0];
}

/** Choices while a claim's name is being typed: id as value, because a sentence may be longer than a value may. */
export function claimChoices(typed: string, knowledge: KnowledgeBase): Choice[] {
  const text = typed.trim();
  const claims =
    text === ''
      ? HOISTED.flatMap((id) => knowledge.claimById.get(id) ?? [])
      : [...new Set([...startingWith(text, knowledge), ...nearestClaims(text, knowledge, LIMITS.choices)])];
  return claims.slice(0, LIMITS.choices).map((claim) => ({
    name: cut(`${VERDICT_SIGNS[claim.verdict]} ${claim.claim}`, LIMITS.choiceName),
    value: claim.id,
  }));
}

/** Half-typed words are nothing the matcher knows; letters decide there. */
function startingWith(text: string, knowledge: KnowledgeBase): Claim[] {
  const typed = text.toLowerCase();
  return knowledge.claims.filter(
    (claim) => claim.id.startsWith(typed.replaceAll(' ', '-')) || claim.claim.toLowerCase().includes(typed),
  );
}
