import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import type { KnowledgeBase } from './knowledge/knowledge-base.ts';
import type { Log } from './log.ts';
import { adopt } from './matching/decide.ts';
import { type Learned, learn } from './matching/index-of-claims.ts';
import { databaseFile, isPostgres } from './store/address.ts';

const NAME = /^learned-[0-9a-f]{16}\.bin$/;
const DIGEST_BYTES = 32;
/** Of a bot that keeps nothing in files itself. */
const FOLDER = 'data';

/** Where the bot keeps files; `undefined` when it shall leave none. */
export function folderBeside(databaseUrl: string): string | undefined {
  if (isPostgres(databaseUrl)) return FOLDER;
  const file = databaseFile(databaseUrl);
  return file === ':memory:' ? undefined : dirname(file);
}

/**
 * Makes a knowledge base ready for matching. Learning from its texts takes seconds, so what was learned is kept in a file for
 * the next start: it holds for these texts and this program alone, and can be deleted at any time.
 * @param folder absent: nothing is kept.
 */
export function makeReady(knowledge: KnowledgeBase, folder: string | undefined, log: Log): void {
  const file = folder === undefined ? undefined : join(folder, `learned-${keyOf(knowledge)}.bin`);
  const known = file === undefined ? undefined : read(file);
  const learned = known ?? learn(knowledge);
  adopt(knowledge, learned);
  if (file === undefined || folder === undefined || known !== undefined) return;
  try {
    write(folder, file, learned);
  } catch (error) {
    log.warn(
      { err: error },
      'what was learned from the claims cannot be kept, so each start takes seconds more',
    );
  }
}

/** `undefined` when there is none, or it is not whole. */
function read(file: string): Learned | undefined {
  try {
    const bytes = readFileSync(file);
    const content = bytes.subarray(DIGEST_BYTES);
    return digest(content).equals(bytes.subarray(0, DIGEST_BYTES)) ? deserialize(content) : undefined;
  } catch {
    return undefined;
  }
}

function write(folder: string, file: string, learned: Learned): void {
  const content = serialize(learned);
  mkdirSync(folder, { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, Buffer.concat([digest(content), content]));
  renameSync(draft, file);
  for (const name of readdirSync(folder)) {
    if (NAME.test(name) && join(folder, name) !== file) rmSync(join(folder, name), { force: true });
  }
}

/** Another key for other texts, for other code that reads or learns, and for another Node, which may write data differently. */
function keyOf(knowledge: KnowledgeBase): string {
  const hash = createHash('sha256').update(process.version).update(knowledge.revision);
  for (const room of ['knowledge', 'matching']) {
    const folder = fileURLToPath(new URL(`./${room}/`, import.meta.url));
    for (const name of readdirSync(folder).sort()) hash.update(name).update(readFileSync(join(folder, name)));
  }
  return hash.digest('hex').slice(0, 16);
}

function digest(content: Buffer): Buffer {
  return createHash('sha256').update(content).digest();
}
