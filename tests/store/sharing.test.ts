import pg from 'pg';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/open.ts';
import { serves } from '../../src/store/shard-share.ts';
import type { Store } from '../../src/store/store.ts';
import { takeTurn } from '../../src/store/turn.ts';
import { POSTGRES_URL, postgresBackend } from './support.ts';

const NOW = new Date('2026-11-25T12:00:00.000Z');
const LONG_AGO = new Date('2026-01-01T12:00:00.000Z');
/** A server on each shard of three, by Discord's rule. */
const ON = [0n, 1n, 2n].map((shard) => (((23_841_857_910n + shard) << 22n) + 4n).toString());
const share = (...list: number[]) => ({ count: 3, list });

it('shares servers by Discord’s rule, and gives what belongs to none to shard 0', () => {
  expect(ON.map((server) => [0, 1, 2].map((shard) => serves(share(shard), server)))).toEqual([
    [true, false, false],
    [false, true, false],
    [false, false, true],
  ]);
  expect(serves(share(0, 1), null)).toBe(true);
  expect(serves(share(1, 2), null)).toBe(false);
  expect(serves(undefined, ON[2] ?? '')).toBe(true);
});

describe.skipIf(POSTGRES_URL === '')('two processes with one PostgreSQL', () => {
  const backend = postgresBackend();
  let url: string;
  let first: Store;
  let second: Store;
  beforeEach(async () => {
    url = await backend.fresh();
    // At once, as an orchestrator starts them: both find an empty database.
    [first, second] = await Promise.all([
      openStore(url, { share: share(0) }),
      openStore(url, { share: share(1, 2) }),
    ]);
    for (const [at, serverId] of ON.entries()) {
      await first.addCard({
        cardId: `card-${at}`,
        serverId,
        channelId: `${at}1`,
        messageId: `${at}2`,
        claimId: 'x',
        excerpt: null,
        words: '',
        confidence: null,
        createdAt: LONG_AGO,
      });
    }
  });
  afterEach(async () => {
    await first.close();
    await second.close();
  });
  afterAll(() => backend.cleanUp());

  it('each see, reopen and erase what is on their shards alone', async () => {
    for (const at of [0, 1]) await first.moveCard(`card-${at}`, 'open', 'replying', '9', NOW);
    expect((await first.servers()).map(({ serverId }) => serverId)).toEqual([ON[0]]);
    expect((await second.openCards()).map(({ cardId }) => cardId).sort()).toEqual(['card-1', 'card-2']);
    await second.reopenReplying();
    expect((await first.card('card-0'))?.state).toBe('replying');
    expect((await first.card('card-1'))?.state).toBe('open');
    await first.addQuestion(null, 'of nobody’s server', LONG_AGO);
    await second.sweep(NOW);
    expect(await second.openCards()).toEqual([]);
    expect(await first.openCards()).toHaveLength(1);
    expect(await first.questions()).toHaveLength(1);
    await first.sweep(NOW);
    expect(await first.openCards()).toEqual([]);
    expect(await first.questions()).toEqual([]);
  });

  it('hear of each other’s changes, and that they may have missed some', async () => {
    const heard: string[] = [];
    let missed = 0;
    await second.onChange(
      (serverId) => heard.push(serverId),
      () => {
        missed += 1;
      },
    );
    await first.saveServer(ON[0] ?? '', { answers: 'public' });
    await expect.poll(() => heard).toEqual([ON[0]]);
    await first.addWatch(ON[1] ?? '', '77', null, NOW);
    await expect.poll(() => heard).toEqual([ON[0], ON[1]]);
    await first.forget(ON[1] ?? '');
    await expect
      .poll(() => heard.slice(2).every((server) => server === ON[1]) && heard.length > 2)
      .toBe(true);
    const admin = new pg.Client({ connectionString: url });
    await admin.connect();
    await admin.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'k2-fact-check listens' and datname = current_database()",
    );
    await admin.end();
    await expect.poll(() => missed, { timeout: 20_000 }).toBe(1);
    const before = heard.length;
    await first.saveServer(ON[0] ?? '', { answers: 'private' });
    await expect.poll(() => heard.length).toBe(before + 1);
  });

  it('take turns by name, and keep each for its time', async () => {
    const kept = 300;
    const began = Date.now();
    const times = await Promise.all(
      [1, 1, 1, 2].map(async (name) => {
        await takeTurn(url, name, kept, new AbortController().signal);
        return { name, at: Date.now() - began };
      }),
    );
    const ones = times
      .filter(({ name }) => name === 1)
      .map(({ at }) => at)
      .sort((a, b) => a - b);
    expect((ones[1] ?? 0) - (ones[0] ?? 0)).toBeGreaterThanOrEqual(kept);
    expect((ones[2] ?? 0) - (ones[1] ?? 0)).toBeGreaterThanOrEqual(kept);
  });

  it('give up waiting for a turn when told to', async () => {
    await takeTurn(url, 5, 10_000, new AbortController().signal);
    const patience = new AbortController();
    const waiting = takeTurn(url, 5, 10, patience.signal);
    patience.abort();
    await expect(waiting).rejects.toThrow();
  });
});
