import fc from 'fast-check';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/open.ts';
import { type NewCard, type Store, weekOf } from '../../src/store/store.ts';
import { BACKENDS, freshStore, POSTGRES_MISSING, POSTGRES_URL } from './support.ts';

const SERVER = '100000000000000004';
const OTHER = '100000000000000044';
const CHANNEL = '100000000000000003';
const NOW = new Date('2026-11-25T12:00:00.000Z');
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000);

const card = (more: Partial<NewCard> = {}): NewCard => ({
  cardId: 'card-1',
  serverId: SERVER,
  channelId: CHANNEL,
  messageId: '1',
  claimId: 'removes-arterial-calcium',
  excerpt: 'k2 cleans arteries',
  words: 'k2, arteries',
  confidence: 0.97,
  createdAt: NOW,
  ...more,
});

describe.each(BACKENDS)('the store on $name', (backend) => {
  let store: Store;
  let url: string;
  beforeEach(async () => {
    ({ store, url } = await freshStore(backend));
  });
  afterEach(() => store.close());
  afterAll(() => backend.cleanUp());

  it('keeps what a server has set, and only changes what it is told to', async () => {
    await store.saveServer(SERVER, { reviewChannelId: '7', bar: 0.97, quietTopics: ['teeth'] });
    await store.saveServer(SERVER, { answers: 'public' });
    expect(await store.servers()).toEqual([
      {
        serverId: SERVER,
        reviewChannelId: '7',
        answers: 'public',
        bar: 0.97,
        quietTopics: ['teeth'],
        language: 'en',
        retentionDays: 90,
        ruleId: null,
        leftAt: null,
      },
    ]);
    await store.saveServer(SERVER, { bar: null, reviewChannelId: null });
    expect((await store.servers())[0]).toMatchObject({ bar: null, reviewChannelId: null, answers: 'public' });
  });

  it('watches channels, pauses them with a reason, and goes on', async () => {
    await store.addWatch(SERVER, CHANNEL, '9', NOW);
    await store.addWatch(OTHER, '5', null, daysAgo(-1));
    await store.pauseWatches(SERVER, 'I may not write in the review channel.');
    expect(await store.watches()).toMatchObject([
      { channelId: CHANNEL, paused: 'I may not write in the review channel.', noticeMessageId: '9' },
      { channelId: '5', paused: null },
    ]);
    await store.addWatch(SERVER, CHANNEL, null, NOW);
    expect((await store.watches()).find(({ channelId }) => channelId === CHANNEL)).toMatchObject({
      paused: null,
      noticeMessageId: '9',
    });
    await store.removeWatch(CHANNEL);
    expect((await store.watches()).map(({ channelId }) => channelId)).toEqual(['5']);
  });

  it('makes one card of a message, however often it is seen', async () => {
    expect(await store.addCard(card())).toBe(true);
    expect(await store.addCard(card({ cardId: 'card-2' }))).toBe(false);
    expect(await store.openCards()).toHaveLength(1);
    expect(await store.cardOfMessage('1')).toMatchObject({
      cardId: 'card-1',
      confidence: 0.97,
      state: 'open',
    });
  });

  it('lets the first decision win, also among many at once', async () => {
    await store.addCard(card());
    const won = await Promise.all(
      Array.from({ length: 8 }, (_, by) => store.moveCard('card-1', 'open', 'dismissed', String(by), NOW)),
    );
    expect(won.filter(Boolean)).toHaveLength(1);
    expect((await store.card('card-1'))?.decidedBy).toBe(String(won.indexOf(true)));
  });

  it('opens cards again that a crash left between click and answer', async () => {
    await store.addCard(card());
    await store.moveCard('card-1', 'open', 'replying', '5', NOW);
    await store.reopenReplying();
    expect(await store.card('card-1')).toMatchObject({ state: 'open', decidedBy: null });
  });

  it('remembers quiet claims until they end', async () => {
    const quiet = { serverId: SERVER, channelId: CHANNEL, claimId: 'x', until: daysAgo(-1) };
    await store.addQuiet({ ...quiet, until: daysAgo(1) });
    expect(await store.quiets(NOW)).toEqual([]);
    await store.addQuiet(quiet);
    expect(await store.quiets(NOW)).toEqual([quiet]);
  });

  it('remembers a public verdict by message, and lets go of one that cannot be corrected', async () => {
    const verdict = {
      messageId: '1',
      serverId: SERVER,
      channelId: CHANNEL,
      claimId: 'x',
      revision: 'a',
      postedAt: NOW,
    };
    await store.rememberVerdict(verdict);
    await store.rememberVerdict({ ...verdict, claimId: 'y' });
    expect(await store.verdicts()).toEqual([{ ...verdict, claimId: 'y', failures: 0 }]);
    await store.verdictCorrected('1', 'b');
    expect((await store.verdicts())[0]?.revision).toBe('b');
    await store.correctionFailed('1');
    await store.correctionFailed('1');
    expect(await store.verdicts()).toHaveLength(1);
    await store.correctionFailed('1');
    expect(await store.verdicts()).toEqual([]);
  });

  it('counts a question that is asked again, and merges those that mean the same', async () => {
    await store.addQuestion(SERVER, 'Is K2 in beer?', daysAgo(3));
    await store.addQuestion(SERVER, 'is k2 in beer?', daysAgo(1));
    await store.addQuestion(SERVER, 'does beer have k2', daysAgo(2));
    await store.addQuestion(OTHER, 'is k2 in beer?', NOW);
    await store.addQuestion(null, 'is k2 in wine', NOW);
    const [first, second] = await store.questions(SERVER);
    expect([first?.asked, second?.asked]).toEqual([2, 1]);
    const elsewhere = (await store.questions(OTHER))[0]?.id ?? 0;
    expect(await store.mergeQuestions(SERVER, first?.id ?? 0, [elsewhere])).toBe(false);
    expect(await store.mergeQuestions(SERVER, second?.id ?? 0, [first?.id ?? 0])).toBe(true);
    expect(await store.questions(SERVER)).toEqual([
      {
        id: second?.id,
        serverId: SERVER,
        text: 'does beer have k2',
        asked: 3,
        firstAsked: daysAgo(3),
        lastAsked: daysAgo(1),
      },
    ]);
    expect(await store.questions()).toHaveLength(3);
  });

  it('counts misses by claim and week', async () => {
    await store.countMiss(SERVER, 'x', NOW);
    await store.countMiss(OTHER, 'x', NOW);
    await store.countMiss(null, 'x', daysAgo(7));
    expect(await store.misses()).toEqual([
      { claimId: 'x', week: '2026-11-16', clicks: 1 },
      { claimId: 'x', week: '2026-11-23', clicks: 2 },
    ]);
  });

  it('counts cards by week and end', async () => {
    await store.addCard(card());
    await store.addCard(card({ cardId: 'b', messageId: '2', createdAt: daysAgo(7) }));
    await store.addCard(card({ cardId: 'c', messageId: '3' }));
    await store.moveCard('c', 'open', 'dismissed', '5', NOW);
    expect(await store.cardCounts(SERVER)).toEqual(
      [
        { week: '2026-11-16', claimId: 'removes-arterial-calcium', state: 'open', cards: 1 },
        { week: '2026-11-23', claimId: 'removes-arterial-calcium', state: 'open', cards: 1 },
        { week: '2026-11-23', claimId: 'removes-arterial-calcium', state: 'dismissed', cards: 1 },
      ].map((one) => expect.objectContaining(one)),
    );
    expect(await store.cardCounts(OTHER)).toEqual([]);
  });

  it('erases texts after a server’s days, and keeps what is younger', async () => {
    await store.saveServer(SERVER, { retentionDays: 10 });
    await store.addCard(card({ createdAt: daysAgo(11) }));
    await store.addCard(card({ cardId: 'young', messageId: '2', createdAt: daysAgo(9) }));
    await store.addCard(card({ cardId: 'other', messageId: '3', serverId: OTHER, createdAt: daysAgo(11) }));
    await store.addQuestion(SERVER, 'old', daysAgo(11));
    await store.addQuestion(SERVER, 'young', daysAgo(9));
    await store.addQuestion(null, 'nowhere, old', daysAgo(91));
    await store.sweep(NOW);
    expect((await store.openCards()).map(({ cardId }) => cardId)).toEqual(['other', 'young']);
    expect((await store.questions()).map(({ text }) => text)).toEqual(['young']);
  });

  it('erases a server thirty days after the bot left, and not when it came back', async () => {
    await store.addCard(card());
    await store.addCard(card({ cardId: 'o', messageId: '2', serverId: OTHER }));
    await store.markLeft(SERVER, daysAgo(31));
    await store.markLeft(SERVER, daysAgo(2));
    await store.markLeft(OTHER, daysAgo(31));
    await store.markLeft(OTHER, null);
    await store.sweep(NOW);
    expect((await store.servers()).map(({ serverId }) => serverId)).toEqual([OTHER]);
    expect((await store.openCards()).map(({ cardId }) => cardId)).toEqual(['o']);
  });

  it('is the same after it was closed and opened again', async () => {
    await store.addCard(card());
    await store.close();
    store = await openStore(url);
    expect(await store.card('card-1')).toMatchObject({ excerpt: 'k2 cleans arteries', createdAt: NOW });
  });

  it('keeps any text as it is', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', maxLength: 200 }).filter((text) => !text.includes('\0')),
        async (text) => {
          await store.forget(SERVER);
          await store.addCard(card({ excerpt: text }));
          expect((await store.card('card-1'))?.excerpt).toBe(text);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('refuses to open what a newer version wrote', async () => {
    await store.close();
    const { migrationTable } = await import('./newer.ts');
    await migrationTable(url);
    await expect(openStore(url)).rejects.toMatchObject({ name: 'StoreError', fault: 'newer' });
    ({ store, url } = await freshStore(backend));
  });
});

it('names weeks by their Monday', () => {
  expect(
    ['2026-11-22T23:59:59Z', '2026-11-23T00:00:00Z', '2026-11-29T12:00:00Z'].map((at) =>
      weekOf(new Date(at)),
    ),
  ).toEqual(['2026-11-16', '2026-11-23', '2026-11-23']);
});

it('runs on PostgreSQL too where CI runs', () => {
  // A machine without the package says so (`.ci/run`); anything else that keeps PostgreSQL away is a failure.
  if (process.env.CI !== 'true') return;
  expect(
    POSTGRES_URL !== '' || POSTGRES_MISSING !== '',
    'neither TEST_POSTGRES_URL nor a reason is set',
  ).toBe(true);
});
