import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';

const folders: string[] = [];

const phrasings = (word: string): string[] =>
  Array.from({ length: 12 }, (_, number) => `does k2 help with ${word} number ${number}`);

/** A claim that has nothing wrong with it, to be spoilt by a test. */
export function goodClaim(id: string): Record<string, unknown> {
  return {
    id,
    claim: `Vitamin K2 helps with ${id}.`,
    verdict: 'unsettled',
    certainty: 'limited',
    fact: `Nobody knows yet whether K2 helps with ${id}`,
    explanation: 'One small study looked at this. It could not tell.',
    takeaway: 'Ask your doctor.',
    cautions: ['warfarin'],
    citations: [{ source: 'doe-2020', shows: 'A trial of 10 people found no clear difference.' }],
    phrasings: { asks: phrasings(id) },
    related: [],
    differsFrom: [],
    reviewed: '2026-11-01',
  };
}

/** A small knowledge folder on disk: the two claims `snoring` and `hiccups`, and what they need. */
export function knowledgeFolder(change: (files: Map<string, string>) => void = () => undefined): string {
  const files = new Map<string, string>([
    ['claims/sleep/snoring.yaml', stringify(goodClaim('snoring'))],
    ['claims/sleep/hiccups.yaml', stringify(goodClaim('hiccups'))],
    [
      'sources/trials.yaml',
      stringify([
        {
          id: 'doe-2020',
          design: 'rct',
          title: 'A trial',
          url: 'https://example.org/doe',
          read: 'abstract',
          gave: 'MK-7 100 µg',
        },
        {
          id: 'roe-2021',
          design: 'rct',
          title: 'Another',
          url: 'https://example.org/roe',
          read: 'abstract',
          gave: 'K1 1 mg',
        },
        {
          id: 'poe-2022',
          design: 'review',
          title: 'An overview',
          url: 'https://example.org/poe',
          read: 'abstract',
        },
        {
          id: 'cockayne-2006-fracture-meta',
          design: 'meta-analysis',
          title: 'Pooled trials',
          url: 'https://example.org/cockayne',
          read: 'abstract',
        },
      ]),
    ],
    ['topics.yaml', stringify([{ id: 'sleep', title: 'Sleep' }])],
    ['foods.yaml', '[]\n'],
    ['not-covered.yaml', '[]\n'],
    ['cautions.yaml', readFileSync('knowledge/cautions.yaml', 'utf8')],
    ['lexicon.yaml', readFileSync('knowledge/lexicon.yaml', 'utf8')],
  ]);
  change(files);
  const folder = mkdtempSync(join(tmpdir(), 'k2-knowledge-'));
  folders.push(folder);
  for (const [file, text] of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}

/** A copy of the real knowledge, for tests that change files. */
export function copyOfKnowledge(): string {
  const folder = mkdtempSync(join(tmpdir(), 'k2-copy-'));
  folders.push(folder);
  cpSync('knowledge', folder, { recursive: true });
  return folder;
}

export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}
