import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import type { KnowledgeBase } from './knowledge/knowledge-base.ts';
import { deepFreeze, loadKnowledge } from './knowledge/load.ts';
import type { Log } from './log.ts';
import { adopt } from './matching/decide.ts';
import { type Learned, learn } from './matching/index-of-claims.ts';
import { DEFAULT_DATABASE_URL, databaseFile, isPostgres } from './store/address.ts';

/** With the ending of a draft that a crash left behind. */
const NAME = /^claims-made-ready-[0-9a-f]{16}\.bin(?:\.\d+)?$/;
const DIGEST_BYTES = 32;
/** Of a bot that keeps nothing else in files. */
const FOLDER = 'data';

interface ReadyMade {
  readonly knowledge: KnowledgeBase;
  readonly learned: Learned;
}

/** Where the bot keeps files; `undefined` when it shall leave none. */
export function folderBeside(databaseUrl: string): string | undefined {
  if (isPostgres(databaseUrl)) return FOLDER;
  const file = databaseFile(databaseUrl);
  return file === ':memory:' ? undefined : dirname(file);
}

/**
 * The claim set, checked and ready for matching. To check three hundred files and to learn from their texts takes seconds, so
 * what came of it is kept in a file for the next start: it holds for the same files and the same program alone, and can be
 * deleted at any time.
 * @param folder absent: nothing is kept.
 * @param log absent: not being able to keep it, which costs the next start its seconds and nothing else, is passed over.
 * @throws {KnowledgeFaultsError} with every fault found.
 */
export function knowledgeAtStart(directory: string, folder: string | undefined, log?: Log): KnowledgeBase {
  const file = folder === undefined ? undefined : join(folder, `claims-made-ready-${keyOf(directory)}.bin`);
  const kept = file === undefined ? undefined : read(file);
  const knowledge = kept === undefined ? loadKnowledge(directory) : deepFreeze(kept.knowledge);
  const learned = kept?.learned ?? learn(knowledge);
  adopt(knowledge, learned);
  if (file !== undefined && kept === undefined) {
    try {
      write(file, { knowledge, learned });
    } catch (error) {
      log?.warn(
        { err: error },
        'what was made of the claims cannot be kept, so each start takes seconds more',
      );
    }
  }
  return knowledge;
}

/** The same for whoever only looks: the terminal's commands share what the bot keeps. */
export function knowledgeMadeReady(directory: string): KnowledgeBase {
  return knowledgeAtStart(directory, folderBeside(process.env.DATABASE_URL || DEFAULT_DATABASE_URL));
}

/** `undefined` when there is none, or it is not whole. */
function read(file: string): ReadyMade | undefined {
  try {
    const bytes = readFileSync(file);
    const content = bytes.subarray(DIGEST_BYTES);
    return digest(content).equals(bytes.subarray(0, DIGEST_BYTES)) ? deserialize(content) : undefined;
  } catch {
    return undefined;
  }
}

function write(file: string, made: ReadyMade): void {
  const folder = dirname(file);
  const content = serialize(made);
  mkdirSync(folder, { recursive: true });
  // Whole or not at all, also when two processes start at once.
  const draft = `${file}.${process.pid}`;
  try {
    writeFileSync(draft, Buffer.concat([digest(content), content]));
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  for (const name of readdirSync(folder)) {
    if (NAME.test(name) && join(folder, name) !== file) rmSync(join(folder, name), { force: true });
  }
}

/** Another key for other files, for other code that reads or learns, and for another Node, which may write data differently. */
function keyOf(directory: string): string {
  const hash = createHash('sha256').update(process.version);
  const code = ['knowledge', 'matching'].map((room) => fileURLToPath(new URL(`./${room}/`, import.meta.url)));
  for (const folder of [directory, ...code]) {
    for (const name of filesBelow(folder)) hash.update(`${name}\0`).update(readFileSync(join(folder, name)));
  }
  return hash.digest('hex').slice(0, 16);
}

/** None where there is no such folder: whoever loads from it says so better. */
function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:ya?ml|[jt]s)$/.test(name))
      .sort();
  } catch {
    return [];
  }
}

function digest(content: Buffer): Buffer {
  return createHash('sha256').update(content).digest();
}
