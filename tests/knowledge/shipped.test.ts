import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkContent } from '../../src/knowledge/content-check.ts';
import { jsonSchemas } from '../../src/knowledge/json-schema.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import { reference, shortName } from '../../src/replies/citation.ts';
import { claimReview } from '../../src/replies/claim-review.ts';
import { claimsPage } from '../../src/replies/claims-page.ts';
import { english } from '../../src/replies/wording.ts';
import { app } from '../shipped.ts';

const { knowledge } = app;

describe('the knowledge that ships', () => {
  it('has no content fault on the day of its newest review', () => {
    const faults = checkContent(knowledge, knowledge.lastReviewed).filter(
      (finding) => finding.severity === 'fault',
    );
    expect(faults).toEqual([]);
  });

  it('loads well within a second, faults checked', () => {
    // Processor time, because a busy machine says nothing about us.
    const before = process.cpuUsage();
    loadKnowledge('knowledge');
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(1000);
  });

  it.each(Object.entries(jsonSchemas()))('has a current %s (npm run generate)', (file, text) => {
    expect(readFileSync(`knowledge/${file}`, 'utf8')).toBe(text);
  });

  it('has a current docs/claims.md (npm run generate)', () => {
    expect(readFileSync('docs/claims.md', 'utf8')).toBe(claimsPage(knowledge, english));
  });

  it('cites every source in one style, whatever is missing', () => {
    for (const source of knowledge.sourceById.values()) {
      const text = reference(source, english);
      expect(text, source.id).not.toMatch(/undefined|null|\(\)|\s\./);
      expect(text, source.id).toContain(source.year === undefined ? '(year not listed)' : `(${source.year})`);
      if (source.authors === undefined) expect(text, source.id).toMatch(/^Authors not listed/);
      expect(shortName(source, english).length, source.id).toBeGreaterThan(2);
    }
  });

  it('never shows Cockayne 2006 without its correction', () => {
    for (const claim of knowledge.claims) {
      for (const citation of claim.citations.filter((one) => one.source === 'cockayne-2006-fracture-meta')) {
        expect(citation.shows, claim.id).toMatch(/2018|correct/i);
      }
    }
  });

  it('keeps evaluation lines out of the phrasings', () => {
    // The evaluation set is optional in a checkout; where it is, no line of it may be a phrasing.
    const fold = (text: string): string =>
      text
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim();
    const phrasings = new Set(knowledge.claims.flatMap((claim) => claim.phrasings.map(fold)));
    for (const file of ['dev-a', 'dev-b', 'test-a', 'test-b']) {
      let text = '';
      try {
        text = readFileSync(`tests/eval/${file}.jsonl`, 'utf8');
      } catch {
        continue;
      }
      for (const line of text.split('\n').filter((one) => one !== '')) {
        expect(phrasings.has(fold((JSON.parse(line) as { text: string }).text)), line).toBe(false);
      }
    }
  });
});

describe('the ClaimReview export', () => {
  // The terms of schema.org/ClaimReview, /Rating, /Claim and /CreativeWork that we use, and their JSON types.
  const TERMS: Readonly<Record<string, readonly string[]>> = {
    ClaimReview: [
      'identifier',
      'claimReviewed',
      'datePublished',
      'inLanguage',
      'author',
      'reviewRating',
      'itemReviewed',
      'citation',
    ],
    Rating: ['ratingValue', 'bestRating', 'worstRating', 'alternateName', 'ratingExplanation'],
    Claim: ['text'],
    CreativeWork: ['name', 'url', 'datePublished'],
    Organization: ['name'],
  };
  const RATINGS = { myth: [1, 'False'], unsettled: [3, 'Unsettled'], supported: [5, 'Supported'] } as const;

  it('uses only terms of schema.org, with the right rating and only known links', () => {
    const urls = new Set([...knowledge.sourceById.values()].map((source) => source.url));
    const walk = (node: unknown): void => {
      if (Array.isArray(node)) {
        node.forEach(walk);
        return;
      }
      if (typeof node !== 'object' || node === null) return;
      const { '@type': type, '@context': _context, ...rest } = node as Record<string, unknown>;
      for (const [key, value] of Object.entries(rest)) {
        expect(TERMS[String(type)], `${String(type)}.${key}`).toContain(key);
        if (key === 'url') expect(urls.has(String(value))).toBe(true);
        walk(value);
      }
    };
    for (const claim of knowledge.claims) {
      const review = claimReview(claim, knowledge);
      walk(review);
      expect([review.reviewRating.ratingValue, review.reviewRating.alternateName]).toEqual(
        RATINGS[claim.verdict],
      );
      expect(review.reviewRating.ratingExplanation).toBe(claim.fact);
    }
  });
});
