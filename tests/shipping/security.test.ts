import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const named = [...readFileSync('SECURITY.md', 'utf8').matchAll(/^- `(tests\/[^`]+)` “([^”]+)”$/gm)].map(
  ([, file = '', name = '']) => [file, name] as const,
);

it('SECURITY.md names tests for its threats', () => expect(named.length).toBeGreaterThan(25));

it.each(named)('SECURITY.md is right that there is %s “%s”', (file, name) => {
  expect(existsSync(file)).toBe(true);
  const source = readFileSync(file, 'utf8');
  expect([`'${name}'`, `"${name}"`].some((quoted) => source.includes(quoted))).toBe(true);
});
