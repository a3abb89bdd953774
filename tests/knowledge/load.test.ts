import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { formatFault, KnowledgeFaultsError } from '../../src/knowledge/fault.ts';
import { loadKnowledge, readKnowledge } from '../../src/knowledge/load.ts';
import { goodClaim, knowledgeFolder, removeFolders } from './support.ts';

afterEach(removeFolders);

const SNORING = 'claims/sleep/snoring.yaml';

/** The faults of a folder in which one claim was changed. */
function faultsWith(change: (claim: Record<string, unknown>) => void) {
  return readKnowledge(
    knowledgeFolder((files) => {
      const claim = goodClaim('snoring');
      change(claim);
      files.set(SNORING, stringify(claim));
    }),
  ).faults;
}

describe('a knowledge folder without faults', () => {
  it('loads, frozen, with its claims in their topic', () => {
    const base = loadKnowledge(knowledgeFolder());
    expect(base.claims.map((claim) => claim.id)).toEqual(['hiccups', 'snoring']);
    expect(base.topics.map((topic) => [topic.id, topic.claims.length])).toEqual([['sleep', 2]]);
    expect(Object.isFrozen(base.claims[0]?.phrasings)).toBe(true);
    expect(base.lastReviewed).toBe('2026-11-01');
  });

  it('changes its revision with any file', () => {
    const before = loadKnowledge(knowledgeFolder()).revision;
    const after = loadKnowledge(
      knowledgeFolder((files) =>
        files.set(SNORING, stringify({ ...goodClaim('snoring'), takeaway: 'Sleep well.' })),
      ),
    ).revision;
    expect(after).not.toBe(before);
  });
});

describe('each fault names file, line and field, and how to mend it', () => {
  it.each<[string, (claim: Record<string, unknown>) => void, string, RegExp]>([
    [
      'an unknown key',
      (claim) => {
        claim.colour = 'red';
      },
      'colour',
      /not a known field/,
    ],
    [
      'a missing field',
      (claim) => {
        delete claim.takeaway;
      },
      'takeaway',
      /missing/,
    ],
    [
      'an unknown source',
      (claim) => {
        claim.citations = [{ source: 'nobody-1999', shows: 'x' }];
      },
      'citations.0.source',
      /no source "nobody-1999"/,
    ],
    [
      'an unknown claim',
      (claim) => {
        claim.related = ['no-such-claim'];
      },
      'related.0',
      /no claim "no-such-claim"/,
    ],
    [
      'an unknown caution',
      (claim) => {
        claim.cautions = ['sharks'];
      },
      'cautions.0',
      /no caution "sharks"/,
    ],
    [
      'an over-long text',
      (claim) => {
        claim.fact = 'x'.repeat(91);
      },
      'fact',
      /too long: at most 90/,
    ],
    [
      'no citation',
      (claim) => {
        claim.citations = [];
      },
      'citations',
      /too few/,
    ],
    [
      'too few phrasings',
      (claim) => {
        claim.phrasings = { asks: ['only one'], denies: ['and another'] };
      },
      'phrasings',
      /too few: at least 12/,
    ],
    [
      'a verdict that is none',
      (claim) => {
        claim.verdict = 'maybe';
      },
      'verdict',
      /not one of the allowed words/,
    ],
    [
      'a myth without a fallacy',
      (claim) => {
        claim.verdict = 'myth';
      },
      'fallacy',
      /a myth needs a fallacy/,
    ],
    [
      'an id that is not the file name',
      (claim) => {
        claim.id = 'sneezing';
      },
      'id',
      /the file is named "snoring"/,
    ],
    [
      'a claim that names itself',
      (claim) => {
        claim.differsFrom = ['snoring'];
      },
      'differsFrom.0',
      /cannot name itself/,
    ],
  ])('%s', (_name, change, field, problem) => {
    const fault = faultsWith(change).find((one) => one.field === field);
    expect(fault).toBeDefined();
    expect(fault?.file).toBe(SNORING);
    expect(fault?.line).toBeGreaterThan(0);
    expect(fault?.problem).toMatch(problem);
    expect(fault?.remedy).not.toBe('');
  });

  it('points at the very line', () => {
    const folder = knowledgeFolder((files) =>
      files.set(SNORING, `# first line\n${stringify({ ...goodClaim('snoring'), cautions: ['sharks'] })}`),
    );
    const fault = readKnowledge(folder).faults[0];
    expect(fault?.field).toBe('cautions.0');
    expect(fault?.line).toBe(
      stringify({ ...goodClaim('snoring'), cautions: ['sharks'] })
        .split('\n')
        .findIndex((line) => line.includes('sharks')) + 2,
    );
  });

  it('a phrasing that stands under two claims, whatever its case and punctuation', () => {
    const shared = 'Does K2 stop my hiccups?';
    const folder = knowledgeFolder((files) => {
      for (const id of ['snoring', 'hiccups']) {
        const claim = goodClaim(id);
        claim.phrasings = {
          ...(claim.phrasings as { asks: string[] }),
          denies: ['K2 does not stop hiccups', id === 'snoring' ? shared : shared.toUpperCase()],
        };
        files.set(`claims/sleep/${id}.yaml`, stringify(claim));
      }
    });
    expect(readKnowledge(folder).faults).toMatchObject([
      { problem: expect.stringMatching(/also stands under/), field: 'phrasings.denies.0' },
      { problem: expect.stringMatching(/also stands under/), field: 'phrasings.denies.1' },
    ]);
  });

  it('a sentence that is to be left alone and is a phrasing too', () => {
    const folder = knowledgeFolder((files) => {
      files.set(
        'claims/sleep/snoring.yaml',
        stringify({ ...goodClaim('snoring'), beside: ['Does K2 help with hiccups, number 3?'] }),
      );
    });
    expect(readKnowledge(folder).faults).toMatchObject([
      { field: 'beside.0', problem: expect.stringMatching(/also stands under hiccups/) },
    ]);
  });

  it('a duplicate id', () => {
    const folder = knowledgeFolder((files) => {
      files.set(
        'topics.yaml',
        stringify([
          { id: 'sleep', title: 'Sleep' },
          { id: 'other', title: 'Other' },
        ]),
      );
      files.set(
        'claims/other/snoring.yaml',
        stringify({ ...goodClaim('snoring'), phrasings: goodClaim('sneezes').phrasings }),
      );
    });
    expect(readKnowledge(folder).faults.some((fault) => /already stands in/.test(fault.problem))).toBe(true);
  });

  it('a broken YAML', () => {
    const fault = readKnowledge(knowledgeFolder((files) => files.set(SNORING, 'id: snoring\nfact: [open')))
      .faults[0];
    expect(fault).toMatchObject({ file: SNORING, problem: expect.stringMatching(/not readable YAML/) });
    expect(fault?.line).toBeGreaterThan(0);
  });

  it.each([
    ['', 'a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n'],
    [' without spaces', 'a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n'],
    [' behind a tag', '- !!seq &a [x,x]\n- !!seq &b [*a,*a]\n- !!seq [*b,*b]\n'],
    [' for a key', '? &a x\n: 1\n? [*a]\n: 2\n'],
    [' to merge', 'a: &a {x: 1}\nb:\n  <<: *a\n'],
  ])('an alias, which is how a small file becomes a huge one%s', (_how, bomb) => {
    const [fault] = readKnowledge(knowledgeFolder((files) => files.set(SNORING, bomb))).faults;
    expect(fault?.problem).toMatch(/not readable YAML: .*alias/i);
  });

  it('an empty folder', () => {
    const folder = knowledgeFolder((files) => {
      files.delete(SNORING);
      files.delete('claims/sleep/hiccups.yaml');
    });
    expect(readKnowledge(folder).faults.map((fault) => fault.problem)).toContain(
      'there is no claim that can be read',
    );
  });

  it('a missing file', () => {
    const folder = knowledgeFolder((files) => files.delete('lexicon.yaml'));
    expect(readKnowledge(folder)).toMatchObject({ base: undefined, faults: [{ file: 'lexicon.yaml' }] });
  });

  it('a food total that does not say what it counts', () => {
    const folder = knowledgeFolder((files) =>
      files.set(
        'foods.yaml',
        stringify([{ id: 'egg', name: 'Egg', figures: [{ totalK: 12, source: 'doe-2020' }] }]),
      ),
    );
    expect(readKnowledge(folder).faults[0]?.problem).toMatch(/without `counts`/);
  });
});

it('reports all faults at once and refuses to start', () => {
  const folder = knowledgeFolder((files) => {
    files.set(SNORING, stringify({ ...goodClaim('snoring'), cautions: ['sharks'], related: ['nothing'] }));
    files.set('claims/sleep/hiccups.yaml', stringify({ ...goodClaim('hiccups'), fact: undefined, extra: 1 }));
  });
  expect(() => loadKnowledge(folder)).toThrow(KnowledgeFaultsError);
  const { faults } = readKnowledge(folder);
  expect(faults.length).toBeGreaterThanOrEqual(4);
  expect(faults.map(formatFault).join('\n')).toMatch(
    /claims\/sleep\/snoring\.yaml:\d+ cautions\.0: there is no caution "sharks" → /,
  );
});

describe('a folder that somebody tampered with', () => {
  const NOT_HERE = 'this is not a file of the knowledge folder';

  it('is not read beyond itself, whatever its links say', () => {
    const outside = mkdtempSync(join(tmpdir(), 'k2-outside-'));
    try {
      writeFileSync(join(outside, 'secret.yaml'), 'DISCORD_TOKEN: very-secret\n');
      const folder = knowledgeFolder((files) => files.delete('claims/sleep/hiccups.yaml'));
      symlinkSync(join(outside, 'secret.yaml'), join(folder, 'claims/sleep/hiccups.yaml'));
      const { faults } = readKnowledge(folder);
      expect(faults).toMatchObject([{ file: 'claims/sleep/hiccups.yaml', problem: NOT_HERE }]);
      expect(JSON.stringify(faults)).not.toContain('DISCORD_TOKEN');
    } finally {
      rmSync(outside, { recursive: true });
    }
  });

  it('may itself be a link', () => {
    const folder = knowledgeFolder();
    const link = `${folder}-link`;
    symlinkSync(folder, link);
    try {
      expect(readKnowledge(link).faults).toEqual([]);
    } finally {
      rmSync(link);
    }
  });

  it.skipIf(process.platform === 'win32')(
    'does not make the bot wait for a pipe that nobody writes to',
    () => {
      const folder = knowledgeFolder((files) => files.delete('claims/sleep/hiccups.yaml'));
      execFileSync('mkfifo', [join(folder, 'claims/sleep/hiccups.yaml')]);
      expect(readKnowledge(folder).faults).toMatchObject([{ problem: NOT_HERE }]);
    },
  );

  it('has no file that takes long to read', () => {
    const folder = knowledgeFolder((files) => files.set(SNORING, `# ${'x'.repeat(1_000_000)}`));
    expect(readKnowledge(folder).faults.map(({ problem }) => problem)).toContain('too large: at most 1 MB');
  });

  it.each([
    ['a field', '__proto__: {polluted: yes}'],
    ['a field in quotes', '"__proto__": {"polluted": "yes"}'],
    ['a field of every object', 'constructor: {prototype: {polluted: yes}}'],
    ['a nested field', 'fallacy: {name: single-cause, how: x, __proto__: {polluted: yes}}'],
  ])('changes no other object by %s', (_what, line) => {
    const folder = knowledgeFolder((files) =>
      files.set(SNORING, `${stringify(goodClaim('snoring'))}${line}\n`),
    );
    const { base } = readKnowledge(folder);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    const claim = base?.claimById.get('snoring') as { polluted?: unknown } | undefined;
    expect(claim?.polluted).toBeUndefined();
    expect(Object.hasOwn(claim ?? {}, '__proto__')).toBe(false);
  });

  it('ends in faults and never in a throw, whatever a file holds', () => {
    const folder = knowledgeFolder();
    const yaml = fc.oneof(
      fc.string({ maxLength: 300 }),
      fc
        .array(
          fc.constantFrom(
            'a: ',
            '- ',
            '&a ',
            '*a',
            '[',
            ']',
            '{',
            '}',
            '!!js/function ',
            '"',
            '|',
            '\n',
            '\t',
            '__proto__: ',
            '<<: ',
          ),
          { maxLength: 40 },
        )
        .map((parts) => parts.join('')),
      fc.json().map((json) => `${json}`),
    );
    fc.assert(
      fc.property(yaml, (text) => {
        writeFileSync(join(folder, SNORING), text);
        const { base, faults } = readKnowledge(folder);
        expect(base).toBeUndefined();
        expect(faults.some(({ file }) => file === SNORING)).toBe(true);
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
