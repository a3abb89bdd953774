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
const PEERS: Readonly<Record<string, (documents: readonly Document[]) => Promise<System['guess']>>> = {
  'Fuse.js (defaults)': async (documents) => searchedByFuse(documents, false),
  'Fuse.js (token search)': async (documents) => searchedByFuse(documents, true),
  'MiniSearch (BM25+, fuzzy)': async (documents) => {
    const mini = new MiniSearch<Document>({ fields: ['text'], storeFields: ['claim'] });
    mini.addAll(documents);
    return (text) =>
      guessFrom(
        mini
          .search(text, { fuzzy: 0.2, prefix: true })
          .slice(0, HITS)
          .map((hit) => ({ claim: hit.claim as string, score: hit.score })),
      );
  },
  Orama: async (documents) => {
    const orama = create({ schema: { text: 'string', claim: 'string' } as const });
    await insertMultiple(
      orama,
      documents.map(({ text, claim }) => ({ text, claim })),
    );
    return (text) => {
      const result = search(orama, { term: text, properties: ['text'], tolerance: 1, limit: HITS });
      if (result instanceof Promise) throw new Error('Orama searches plain schemas synchronously');
      return guessFrom(result.hits.map((hit) => ({ claim: hit.document.claim, score: hit.score })));
    };
  },
};

/** The peers, built over the phrasings of the knowledge; `only` names one of them. */
export async function peers(knowledge: KnowledgeBase, only?: string): Promise<System[]> {
  const documents = documentsOf(knowledge);
  return Promise.all(
    Object.entries(PEERS)
      .filter(([name]) => only === undefined || name === only)
      .map(async ([name, build]) => ({ name, guess: await build(documents) })),
  );
}

function guessFrom(hits: readonly { claim: string; score: number }[]): Guess {
  return {
    claims: [...new Set(hits.map((hit) => hit.claim))].slice(0, 5),
    score: hits[0]?.score ?? 0,
    answers: hits.length > 0,
  };
}

function searchedByFuse(documents: readonly Document[], useTokenSearch: boolean): System['guess'] {
  const fuse = new Fuse(documents, { keys: ['text'], includeScore: true, useTokenSearch });
  return (text) =>
    guessFrom(
      fuse
        .search(text, { limit: HITS })
        .map(({ item, score = 1 }) => ({ claim: item.claim, score: 1 - score })),
    );
}
