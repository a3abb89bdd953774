/** Writes what is generated from the knowledge and committed: the JSON Schemas and docs/claims.md. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { jsonSchemas } from '../src/knowledge/json-schema.ts';
import { loadKnowledge } from '../src/knowledge/load.ts';
import { claimsPage } from '../src/replies/claims-page.ts';
import { english } from '../src/replies/wording.ts';

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  process.stdout.write(`${file}\n`);
}

for (const [file, text] of Object.entries(jsonSchemas())) write(`knowledge/${file}`, text);
write('docs/claims.md', claimsPage(loadKnowledge('knowledge'), english));
