import { afterEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { checkContent, figuresIn, readingGrade } from '../../src/knowledge/content-check.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import { goodClaim, knowledgeFolder, removeFolders } from './support.ts';

afterEach(removeFolders);

function findingsWith(changes: Record<string, unknown>, today = '2026-11-24') {
  const folder = knowledgeFolder((files) => {
    files.set('claims/sleep/snoring.yaml', stringify({ ...goodClaim('snoring'), ...changes }));
  });
  return checkContent(loadKnowledge(folder), today);
}

describe('the content check finds', () => {
  it('nothing in a good claim', () => expect(findingsWith({})).toEqual([]));

  it.each<[string, Record<string, unknown>, RegExp, 'fault' | 'warning']>([
    ['"cure" in a fact', { fact: 'K2 cures snoring' }, /says "cure"/, 'fault'],
    ['a promise', { takeaway: 'It is completely safe.' }, /promises: "completely safe"/, 'fault'],
    [
      'an order to stop a drug',
      { takeaway: 'You can stop taking statins.' },
      /tells people what to take or stop/,
      'fault',
    ],
    [
      'an order to take a dose',
      { takeaway: 'It is simple. Take 200 µg a day.' },
      /tells people what to take or stop/,
      'fault',
    ],
    [
      'a figure that no citation shows',
      { explanation: 'It fell by 37 points in 10 people.' },
      /37 stands in no citation/,
      'warning',
    ],
    [
      'a source that tested K1 without the text saying so',
      { citations: [{ source: 'roe-2021', shows: 'No clear difference.' }] },
      /tested K1, and the text does not say so/,
      'fault',
    ],
    [
      'prose that is too hard',
      {
        explanation:
          'Randomised interventional investigations demonstrating incontrovertible physiological modification notwithstanding considerable methodological heterogeneity remain extraordinarily uncommon internationally.',
      },
      /reads like school grade/,
      'fault',
    ],
    [
      'a myth that cites nothing but overviews',
      {
        verdict: 'myth',
        fallacy: { name: 'exaggeration', how: 'A small truth is blown up.' },
        citations: [{ source: 'poe-2022', shows: 'An overview finds no study.' }],
      },
      /cites only overviews/,
      'warning',
    ],
    [
      'the pooled trials of 2006 without their correction',
      { citations: [{ source: 'cockayne-2006-fracture-meta', shows: 'Fewer fractures.' }] },
      /corrected in 2018/,
      'fault',
    ],
    ['a review date in the future', { reviewed: '2027-01-01' }, /in the future/, 'fault'],
  ])('%s', (_name, changes, problem, severity) => {
    expect(findingsWith(changes)).toContainEqual(
      expect.objectContaining({ severity, problem: expect.stringMatching(problem) }),
    );
  });

  it('an old review', () => {
    expect(findingsWith({}, '2029-01-01').map((finding) => finding.field)).toContain('reviewed');
  });

  it('two nearly equal phrasings of different claims', () => {
    const { asks } = goodClaim('snoring').phrasings as { asks: string[] };
    const findings = findingsWith({
      phrasings: { asks: [...asks, 'so does k2 help with hiccups number 3'] },
    });
    expect(findings).toContainEqual(expect.objectContaining({ field: 'phrasings', severity: 'warning' }));
  });

  it('no order in a warning not to', () => {
    expect(
      findingsWith({ takeaway: 'Do not stop taking your statin. Ask before you start taking K2.' }),
    ).toEqual([]);
  });
});

it('reads figures in one form, and names with digits not at all', () => {
  expect(figuresIn('MK-7 and K2 and D3: 1,000 µg, 2.5 mg, 12% in type 2 diabetes')).toEqual([
    '1000',
    '2.5',
    '12',
  ]);
});

it('grades easy prose low and hard prose high', () => {
  expect(readingGrade('The cat sat on the mat. It was warm.')).toBeLessThan(3);
  expect(
    readingGrade('Epidemiological investigations demonstrate considerable heterogeneity.'),
  ).toBeGreaterThan(15);
});
