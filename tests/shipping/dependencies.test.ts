import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { dependenciesPage, packagesByLicence } from '../../scripts/dependencies-page.ts';

/** Looked at: each allows to run, change and pass on. The last is the fonts', which are free. */
const LICENCES = [
  '(BSD-2-Clause OR MIT OR Apache-2.0)',
  '(MIT OR WTFPL)',
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'MPL-2.0',
  'Python-2.0',
  'SEE LICENSE IN README.md AND LICENSE',
];

const page = readFileSync('docs/dependencies.md', 'utf8');
const lock = readFileSync('package-lock.json', 'utf8');
const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly dependencies: Readonly<Record<string, string>>;
};

it('docs/dependencies.md lists the licences of what is locked (npm run generate)', () => {
  expect(page).toBe(dependenciesPage(page, lock));
});

it('docs/dependencies.md has one reason for each runtime dependency, and for nothing else', () => {
  const reasons = [...page.matchAll(/^\| `([^`]+)` \| \S.*\S \|$/gm)].map(([, name]) => name);
  expect(reasons).toEqual(Object.keys(dependencies).sort());
});

it('nobody has brought a licence that was not looked at', () => {
  expect([...packagesByLicence(lock).keys()].filter((licence) => !LICENCES.includes(licence))).toEqual([]);
});

it('each runtime dependency is used by the bot, and the bot uses no other', () => {
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
    // The preview is for developers: it is in no build, and its packages are in no image.
    .filter((file) => file.endsWith('.ts') && !file.startsWith('preview'))
    .map((file) => readFileSync(join('src', file), 'utf8'))
    .join('\n')
    // Types are gone when the bot runs.
    .replace(/^import type [^;]*;$/gm, '');
  const named = [
    ...sources.matchAll(/(?:from |import\(|resolve\(|require\(|\)\()'((?!node:)[a-z@][^']*)'/g),
  ].map(([, name = '']) => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0]);
  expect([...new Set(named)].sort()).toEqual(Object.keys(dependencies).sort());
});
