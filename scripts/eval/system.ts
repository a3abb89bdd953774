import { create, insertMultiple, search } from '@orama/orama';
import Fuse from 'fuse.js';
import MiniSearch from 'minisearch';
import type { KnowledgeBase } from '../../src/knowledge/knowledge-base.ts';
import { decide } from '../../src/matching/decide.ts';

/** What a matcher makes of a text: claims best first, how sure it is of the first, and whether it would answer by itself. */
export interface Guess {
  readonly claims: readonly string[];
  readonly score: number;
  readonly answers: boolean;
  readonly stance?: string;
  readonly risks?: readonly string[];
}

export interface System {
  readonly name: string;
  guess(text: string): Guess;
}

interface Document {
  readonly id: number;
  readonly claim: string;
  readonly text: string;
}

/** How many hits are looked at until five claims are together. */
const HITS = 60;

export function documentsOf(knowledge: KnowledgeBase): Document[] {
  return knowledge.claims
    .flatMap((claim) => [claim.claim, ...claim.phrasings].map((text) => ({ claim: claim.id, text })))
    .map((document, id) => ({ id, ...document }));
}

export function ours(knowledge: KnowledgeBase): System {
  return {
    name: 'ours',
    guess(text) {
      const decision = decide(text, knowledge, 'question');
      const best = decision.matches[0];
      return {
        claims: decision.matches.map((match) => match.claim),
        score: best?.confidence ?? 0,
        answers: decision.outcome === 'answer',
        ...(best === undefined ? {} : { stance: best.stance }),
        risks: decision.risks,
      };
    },
  };
}

/** Plain search over the same phrasings, each as it comes. They have no bar of their own: every hit is an answer. */
export async function peers(knowledge: KnowledgeBase): Promise<System[]> {
  const documents = documentsOf(knowledge);
  const claimsOf = (hits: readonly { claim: string; score: number }[]): Guess => ({
    claims: [...new Set(hits.map((hit) => hit.claim))].slice(0, 5),
    score: hits[0]?.score ?? 0,
    answers: hits.length > 0,
  });

  const fuse = new Fuse(documents, { keys: ['text'], includeScore: true });
  const fuseTokens = new Fuse(documents, { keys: ['text'], includeScore: true, useTokenSearch: true });
  const fuseSystem = (name: string, index: Fuse<Document>): System => ({
    name,
    guess: (text) =>
      claimsOf(
        index
          .search(text, { limit: HITS })
          .map(({ item, score = 1 }) => ({ claim: item.claim, score: 1 - score })),
      ),
  });

  const mini = new MiniSearch<Document>({ fields: ['text'], storeFields: ['claim'] });
  mini.addAll(documents);

  const orama = create({ schema: { text: 'string', claim: 'string' } as const });
  await insertMultiple(
    orama,
    documents.map(({ text, claim }) => ({ text, claim })),
  );

  return [
    fuseSystem('Fuse.js (defaults)', fuse),
    fuseSystem('Fuse.js (token search)', fuseTokens),
    {
      name: 'MiniSearch (BM25+, fuzzy)',
      guess: (text) =>
        claimsOf(
          mini
            .search(text, { fuzzy: 0.2, prefix: true })
            .slice(0, HITS)
            .map((hit) => ({ claim: hit.claim as string, score: hit.score })),
        ),
    },
    {
      name: 'Orama',
      guess(text) {
        const result = search(orama, { term: text, properties: ['text'], tolerance: 1, limit: HITS });
        if (result instanceof Promise) throw new Error('Orama searches plain schemas synchronously');
        return claimsOf(result.hits.map((hit) => ({ claim: hit.document.claim, score: hit.score })));
      },
    },
  ];
}
