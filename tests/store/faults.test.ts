import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, openSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import SqliteDatabase from 'better-sqlite3';
import { afterAll, describe, expect, it } from 'vitest';
import { databaseFile } from '../../src/store/address.ts';
import { openStore } from '../../src/store/open.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { sqliteBackend } from './support.ts';

const SERVER = '100000000000000004';
const backend = sqliteBackend();
afterAll(() => backend.cleanUp());

const card = (number: number, excerpt = 'k2 cleans arteries') => ({
  cardId: `card-${number}`,
  serverId: SERVER,
  channelId: '3',
  messageId: String(number),
  claimId: 'x',
  excerpt,
  words: 'k2',
  confidence: 1,
  createdAt: new Date(),
});

const failure = (work: Promise<unknown>): Promise<StoreError> =>
  work.then(
    () => {
      throw new Error('it should have failed');
    },
    (error: unknown) => {
      expect(error).toBeInstanceOf(StoreError);
      return error as StoreError;
    },
  );

describe('a store in trouble says what is wrong, and has lost nothing', () => {
  it('locked by another program', async () => {
    const url = await backend.fresh();
    const store = await openStore(url);
    await store.addCard(card(1));
    const other = new SqliteDatabase(databaseFile(url));
    other.exec('begin immediate');
    const started = performance.now();
    const error = await failure(store.addCard(card(2)));
    expect(performance.now() - started).toBeLessThan(1500);
    expect(error).toMatchObject({ fault: 'locked', passes: true });
    expect(error.message).toMatch(/Another program/);
    await expect(store.check()).rejects.toMatchObject({ fault: 'locked' });
    // Reading goes on meanwhile.
    expect(await store.openCards()).toHaveLength(1);
    other.exec('rollback');
    other.close();
    expect(await store.addCard(card(2))).toBe(true);
    await store.close();
  });

  it('full', async () => {
    const url = await backend.fresh();
    await (await openStore(url)).close();
    const pages = statSync(databaseFile(url)).size / 4096 + 4;
    const store = await openStore(url, { maxPages: pages });
    let written = 0;
    const error = await failure(
      (async () => {
        for (;;) {
          await store.addCard(card(written, 'long '.repeat(200)));
          written += 1;
        }
      })(),
    );
    expect(error).toMatchObject({ fault: 'full', passes: true });
    expect(error.message).toMatch(/no room/);
    expect(await store.openCards()).toHaveLength(written);
    await store.close();
    const again = await openStore(url);
    expect(await again.openCards()).toHaveLength(written);
    expect(await again.addCard(card(written))).toBe(true);
    await again.close();
  });

  it('damaged, and the file is left as it is', async () => {
    const url = await backend.fresh();
    const store = await openStore(url);
    for (let number = 0; number < 200; number += 1) await store.addCard(card(number));
    await store.close();
    const file = databaseFile(url);
    const size = statSync(file).size;
    const handle = openSync(file, 'r+');
    for (let at = 4096 * 2; at < size; at += 4096) writeSync(handle, Buffer.alloc(4096, 0x5a), 0, 4096, at);
    const damaged = readFileSync(file);
    const error = await failure(openStore(url));
    expect(error).toMatchObject({ fault: 'corrupt', passes: false });
    expect(error.message).toMatch(/keep a copy/);
    expect(readFileSync(file).equals(damaged)).toBe(true);
  });

  it('no database at all', async () => {
    const url = await backend.fresh();
    mkdirSync(dirname(databaseFile(url)), { recursive: true });
    writeFileSync(databaseFile(url), 'This is a shopping list, and no database. '.repeat(200));
    expect(await failure(openStore(url))).toMatchObject({ fault: 'corrupt' });
    expect(readFileSync(databaseFile(url), 'utf8')).toMatch(/^This is a shopping list/);
  });

  it('a folder that cannot be made', async () => {
    const url = await backend.fresh();
    const file = databaseFile(url);
    mkdirSync(dirname(dirname(file)), { recursive: true });
    writeFileSync(dirname(file), 'a file where the folder should be');
    chmodSync(dirname(file), 0o400);
    expect(await failure(openStore(url))).toMatchObject({ fault: 'unusable' });
  });

  it('a server that nobody runs, told within seconds', async () => {
    expect(await failure(openStore('postgres://k2@127.0.0.1:1/k2'))).toMatchObject({ fault: 'unreachable' });
  });
});

describe('killed while it writes', () => {
  it('has everything it confirmed, undamaged', async () => {
    const url = await backend.fresh();
    const script = fileURLToPath(new URL('./write-for-ever.ts', import.meta.url));
    const child = spawn(process.execPath, ['--import', 'tsx', script, url], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    await new Promise<void>((resolve) => {
      child.stdout.on('data', (chunk) => {
        output += chunk;
        if (output.split('\n').length > 300) child.kill('SIGKILL');
      });
      child.once('close', () => resolve());
    });
    expect(child.signalCode).toBe('SIGKILL');
    // The last line may have been cut off in the middle.
    const confirmed = output.split('\n').slice(0, -1);
    expect(confirmed.length).toBeGreaterThan(299);
    const store = await openStore(url);
    const kept = new Set((await store.openCards()).map(({ cardId }) => cardId));
    expect(confirmed.filter((cardId) => !kept.has(cardId))).toEqual([]);
    await store.close();
  }, 60_000);
});

describe('what is erased', () => {
  it('is not in the file any more', async () => {
    const url = await backend.fresh();
    const store = await openStore(url);
    await store.addCard(card(1, 'a most unusual sentence of Zebulon'));
    await store.addQuestion(SERVER, 'does Zebulon need k2', new Date());
    await store.forget(SERVER);
    const bytes = ['', '-wal']
      .map((end) => readFileSync(databaseFile(url) + end).toString('latin1'))
      .join('');
    expect(bytes).not.toContain('Zebulon');
    await store.close();
  });
});
