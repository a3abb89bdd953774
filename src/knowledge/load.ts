import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, posix, sep } from 'node:path';
import { z } from 'zod';
import { crossCheck } from './cross-check.ts';
import { type Fault, KnowledgeFaultsError } from './fault.ts';
import type { KnowledgeBase } from './knowledge-base.ts';
import type { Entry, RawKnowledge } from './raw-knowledge.ts';
import {
  type Claim,
  cautionSchema,
  claimSchema,
  foodSchema,
  type Lexicon,
  lexiconSchema,
  STANCES,
  sourceSchema,
  topicSchema,
  type WrittenClaim,
} from './schema.ts';
import { parseYaml, type YamlFile } from './yaml-file.ts';

/** Six times the largest file today. A much larger one is no text, and would hold the bot up while it reads. */
const MAX_BYTES = 1_000_000;

/**
 * Reads and checks a knowledge folder.
 * @throws {KnowledgeFaultsError} with every fault found, never only the first.
 */
export function loadKnowledge(directory: string): KnowledgeBase {
  const { base, faults } = readKnowledge(directory);
  if (base === undefined) throw new KnowledgeFaultsError(faults);
  return base;
}

/** Like `loadKnowledge`, with the faults as a value: for `check`, and for a reload that must not stop the bot. */
export function readKnowledge(directory: string): {
  base: KnowledgeBase | undefined;
  faults: readonly Fault[];
} {
  const faults: Fault[] = [];
  const hash = createHash('sha256');
  const read = (file: string): YamlFile | undefined => {
    const refused = (problem: string, remedy: string): undefined => {
      faults.push({ file, line: 0, field: '', problem, remedy });
    };
    try {
      const path = realpathSync(join(directory, file));
      const stat = statSync(path);
      if (!stat.isFile() || !path.startsWith(realpathSync(directory) + sep))
        return refused(
          'this is not a file of the knowledge folder',
          'put a plain file here, no link to another place',
        );
      if (stat.size > MAX_BYTES)
        return refused(`too large: at most ${MAX_BYTES / 1e6} MB`, 'split it, or take out what is no text');
      const text = readFileSync(path, 'utf8');
      hash.update(file).update('\0').update(text).update('\0');
      return { file, text };
    } catch {
      return refused(
        'this file is missing or cannot be read',
        'put it back from version control, or check that the bot may read it',
      );
    }
  };
  const list = <S extends z.ZodType>(file: string, schema: S): Entry<z.output<S>>[] => {
    const source = read(file);
    if (source === undefined) return [];
    const parsed = parseYaml(source, z.array(schema));
    faults.push(...parsed.faults);
    return (parsed.value ?? []).map((value, index) => ({ value, source, path: [index] }));
  };

  const claims = yamlFilesBelow(directory, 'claims').flatMap((file): Entry<Claim>[] => {
    const source = read(file);
    if (source === undefined) return [];
    const parsed = parseYaml(source, claimSchema);
    faults.push(...parsed.faults);
    if (parsed.value === undefined) return [];
    const topic = posix.basename(posix.dirname(file));
    return [{ value: claimOf(parsed.value, topic, file), source, path: [] }];
  });
  const sources = yamlFilesBelow(directory, 'sources').flatMap((file) => list(file, sourceSchema));
  const cautions = list('cautions.yaml', cautionSchema);
  const topics = list('topics.yaml', topicSchema);
  const foods = list('foods.yaml', foodSchema);
  const notCovered = list('not-covered.yaml', z.string().trim().min(1).max(600));
  const lexiconFile = read('lexicon.yaml');
  let lexicon: Entry<Lexicon> | undefined;
  if (lexiconFile !== undefined) {
    const parsed = parseYaml(lexiconFile, lexiconSchema);
    faults.push(...parsed.faults);
    if (parsed.value !== undefined) lexicon = { value: parsed.value, source: lexiconFile, path: [] };
  }

  const unread = [...new Set(faults.map(({ file }) => file))];
  const raw: RawKnowledge = { claims, sources, cautions, topics, foods, lexicon, unread };
  faults.push(...crossCheck(raw));
  faults.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
  if (faults.length > 0 || lexicon === undefined) return { base: undefined, faults };

  const byTopic = topics.map(({ value }) => ({
    ...value,
    claims: claims
      .map((entry) => entry.value)
      .filter((claim) => claim.topic === value.id)
      .sort((a, b) => a.id.localeCompare(b.id)),
  }));
  const ordered = byTopic.flatMap((topic) => topic.claims);
  const base: KnowledgeBase = {
    claims: ordered,
    topics: byTopic.filter((topic) => topic.claims.length > 0),
    claimById: new Map(ordered.map((claim) => [claim.id, claim])),
    sourceById: new Map(sources.map(({ value }) => [value.id, value])),
    cautionById: new Map(cautions.map(({ value }) => [value.id, value])),
    lexicon: lexicon.value,
    notCovered: notCovered.map(({ value }) => value),
    foods: foods.map(({ value }) => value),
    revision: hash.digest('hex').slice(0, 12),
    lastReviewed:
      ordered
        .map((claim) => claim.reviewed)
        .sort()
        .at(-1) ?? '',
  };
  return { base: deepFreeze(base), faults };
}

function claimOf(written: WrittenClaim, topic: string, file: string): Claim {
  const phrasings = STANCES.flatMap((stance) => written.phrasings[stance]);
  const stances = STANCES.flatMap((stance) => written.phrasings[stance].map(() => stance));
  return { ...written, phrasings, stances, topic, file };
}

/** Paths below `directory`, with `/`, sorted so that the revision does not depend on the file system. */
function yamlFilesBelow(directory: string, folder: string): string[] {
  let names: string[];
  try {
    names = readdirSync(join(directory, folder), { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
  return names
    .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
    .filter((name) => /\.ya?ml$/.test(name))
    .sort();
}

/** Frozen to the last leaf, the values of maps included. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    const children = value instanceof Map ? value.values() : Object.values(value);
    for (const child of children) deepFreeze(child);
  }
  return value;
}
