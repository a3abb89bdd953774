/** Writes what is generated and committed: the JSON Schemas, docs/claims.md, and the licences in docs/dependencies.md. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { jsonSchemas } from '../src/knowledge/json-schema.ts';
import { loadKnowledge } from '../src/knowledge/load.ts';
import { claimsPage } from '../src/replies/claims-page.ts';
import { english } from '../src/replies/wording.ts';
import { dependenciesPage } from './dependencies-page.ts';

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  process.stdout.write(`${file}\n`);
}

for (const [file, text] of Object.entries(jsonSchemas())) write(`knowledge/${file}`, text);
write('docs/claims.md', claimsPage(loadKnowledge('knowledge'), english));
write(
  'docs/dependencies.md',
  dependenciesPage(readFileSync('docs/dependencies.md', 'utf8'), readFileSync('package-lock.json', 'utf8')),
);
