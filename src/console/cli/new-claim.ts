import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { FALLACIES, MIN_PHRASINGS } from '../../knowledge/schema.ts';
import { UsageError } from './usage-error.ts';

/** Writes a claim file to fill in, every field with a word on what belongs there; never over an existing one. */
export function newClaim(args: readonly string[], directory: string): number {
  const { positionals, values } = parseArgs({
    args: [...args],
    options: { topic: { type: 'string' } },
    allowPositionals: true,
  });
  const id = positionals[0] ?? '';
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) {
    throw new UsageError(
      'Give the claim an id of lower-case words and hyphens: npm run -s k2 -- new helps-with-snoring --topic brain-and-mood',
    );
  }
  const topics = readdirSync(join(directory, 'claims'));
  const topic = values.topic ?? '';
  if (!topics.includes(topic))
    throw new UsageError(`Say where it belongs with --topic, one of: ${topics.join(', ')}`);
  const taken = topics
    .map((name) => join(directory, 'claims', name, `${id}.yaml`))
    .find((path) => existsSync(path));
  if (taken !== undefined) throw new UsageError(`${taken} is already there; edit that one.`);
  const file = join(directory, 'claims', topic, `${id}.yaml`);
  mkdirSync(join(directory, 'claims', topic), { recursive: true });
  writeFileSync(file, skeleton(id, new Date().toISOString().slice(0, 10)));
  process.stdout.write(`${file}\nFill it in, then look at it: npm run -s k2 -- preview ${id}\n`);
  return 0;
}

function skeleton(id: string, today: string): string {
  return `# yaml-language-server: $schema=../../claim.schema.json
id: ${id}
claim: # one sentence, as a believer would say it
verdict: # myth, supported or unsettled
certainty: # strong, moderate, limited, conflicting or none
fact: # the headline: what is true, at most 90 characters
explanation: >-
  # what the studies show, in plain words, people before animals
# For a myth only; take it out otherwise. Names: ${FALLACIES.join(', ')}
fallacy:
  name: #
  how: # one sentence on how this myth misleads
takeaway: # what the reader can do with this
cautions: [] # ids from cautions.yaml
citations:
  - source: # id from knowledge/sources
    shows: # what this work shows for this claim, with its figures
heard: seldom # how often people bring this up: often, sometimes or seldom
phrasings: # at least ${MIN_PHRASINGS} ways people really say it, short and long, with typos
  asks:
    -
  asserts:
    -
  denies:
    -
  reports: # what others say, passed on
    -
related: []
differsFrom: []
reviewed: ${today}
`;
}
