import { z } from 'zod';

const MARK = '<!-- from here on: npm run generate -->\n';

const lockSchema = z.object({
  packages: z.record(z.string(), z.object({ dev: z.boolean().optional(), license: z.string().optional() })),
});

/**
 * Packages that a production install may hold, by licence, from the text of package-lock.json. Those for other systems
 * than this one are among them.
 */
export function packagesByLicence(lock: string): ReadonlyMap<string, readonly string[]> {
  const byLicence = new Map<string, Set<string>>();
  for (const [path, { dev, license }] of Object.entries(lockSchema.parse(JSON.parse(lock)).packages)) {
    if (path === '' || dev === true) continue;
    const licence = license ?? 'none named';
    const names = byLicence.get(licence) ?? new Set();
    byLicence.set(licence, names.add(path.replace(/^.*node_modules\//, '')));
  }
  return new Map(
    [...byLicence]
      .map(([licence, names]) => [licence, [...names].sort()] as const)
      .sort(([a], [b]) => a.localeCompare(b, 'en')),
  );
}

/** docs/dependencies.md with its list of licences written anew. */
export function dependenciesPage(page: string, lock: string): string {
  const [written] = page.split(MARK);
  const rows = [...packagesByLicence(lock)].map(
    ([licence, names]) => `| ${licence} | ${names.map((name) => `\`${name}\``).join(', ')} |`,
  );
  return [`${written}${MARK}`, '| licence | packages |', '|---|---|', ...rows, ''].join('\n');
}
