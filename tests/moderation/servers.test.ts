import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { moderationWording } from '../../src/replies/moderation-wording.ts';
import { databaseFile } from '../../src/store/address.ts';
import { openStore } from '../../src/store/open.ts';
import { button, controls, customIds, PRIVATE, silence, takeErrors, textOf } from '../discord/support.ts';
import { CHANNEL_ID, GUILD_ID, message, REVIEW_ID } from '../stand-in/discord.ts';
import { ASSERTION, cardButton, FIRST, freshUrl, MYTH, moderatedWorld } from './moderated-world.ts';

/** A file that is no database. */
function garbage(): string {
  const url = `file:${join(mkdtempSync(join(tmpdir(), 'k2-garbage-')), 'k2.db')}`;
  writeFileSync(databaseFile(url), 'not a database '.repeat(500));
  return url;
}
const UNCOVERED = 'which colour is the vitamin k2 capsule';
const COVERED = 'does k2 clear the calcium out of your arteries';

describe('settings', () => {
  it('refuse bad values with a sentence each, and then change nothing', async () => {
    const one = await moderatedWorld();
    const text = await one.modText('settings', {
      bar: 0.5,
      days: 0,
      language: 'fr',
      'quiet-topics': 'bones, dragons',
      answers: 'loud',
    });
    expect(text).toMatch(/between 0\.95 and 0\.999/);
    expect(text).toMatch(/from 1 to 365/);
    expect(text).toMatch(/Only en/);
    expect(text).toMatch(/no topic called “dragons”/);
    expect(text).toMatch(/private or public/);
    const before = await one.modText('settings');
    expect(await one.modText('settings', { bar: 0.97, days: 500 })).toMatch(/from 1 to 365/);
    expect(await one.modText('settings')).toBe(before);
    expect(await one.modText('settings', { bar: 0.97, days: 30, 'quiet-topics': 'teeth' })).toMatch(
      /Saved[\s\S]*0\.97[\s\S]*Teeth[\s\S]*30 days/i,
    );
  });

  it('decide who sees an answer, but never show what somebody said of a risk to themselves', async () => {
    const one = await moderatedWorld();
    const isPrivate = async (options: Record<string, string | boolean>) =>
      ((await one.standIn.callback(one.standIn.slash('ask', options))).data.flags ?? 0) === PRIVATE;
    expect(await isPrivate({ question: COVERED })).toBe(true);
    await one.modText('settings', { answers: 'public' });
    expect(await isPrivate({ question: COVERED })).toBe(false);
    expect(await isPrivate({ question: COVERED, private: true })).toBe(true);
    expect(await isPrivate({ question: `I take warfarin, ${COVERED}` })).toBe(true);
    expect(await isPrivate({ question: UNCOVERED })).toBe(true);
  });
});

describe('check', () => {
  it('finds everything in order', async () => {
    const one = await (await moderatedWorld()).watching();
    const text = await one.modText('check');
    expect(text).not.toContain('✗');
    expect(text).toContain(moderationWording.check.wayContent);
  });

  it('names what is missing, with the remedy', async () => {
    const one = await moderatedWorld({
      watchMessages: false,
      prepare: (standIn) => Object.assign(standIn, { botPermissions: 1 << 14 }),
    });
    expect(await one.modText('check')).toContain(`✗ ${moderationWording.check.reviewUnset}`);
    await one.modText('settings', { 'review-channel': CHANNEL_ID });
    const text = await one.modText('check');
    expect(text).toMatch(/✗ Everybody can see/);
    expect(text).toContain(`✗ ${moderationWording.check.noManageServer}`);
    expect(text).toContain(moderationWording.check.wayRule);
    expect(await one.modText('watch add', { channel: REVIEW_ID })).toMatch(/I lack \*Read Message History\*/);
  });
});

describe('questions without an answer', () => {
  it('are sent with consent and without the asker, listed, and merged', async () => {
    const databaseUrl = freshUrl();
    const one = await moderatedWorld({ databaseUrl });
    const send = async (question: string) => {
      const answer = await one.standIn.callback(one.standIn.slash('ask', { question }));
      const [offer] = customIds(answer.data).filter((id) => id.startsWith(button('qsend')));
      expect(offer).toBeDefined();
      const shown = message('1', answer.data.content ?? '', { embeds: answer.data.embeds, flags: PRIVATE });
      const consent = await one.answerTo(one.standIn.press(offer ?? '', { message: shown }));
      expect(textOf(consent)).toContain(question);
      expect(textOf(consent)).toMatch(/Your name is \*\*not\*\* kept/);
      return consent;
    };
    const consent = await send(UNCOVERED);
    expect(await one.modText('unanswered')).toContain(moderationWording.unanswered.none);
    const no = one.standIn.press(button('qno'), { message: message('1', consent.content ?? '') });
    expect(textOf(await one.answerTo(no))).toBe(moderationWording.unanswered.notSent);
    expect(await one.modText('unanswered')).toContain(moderationWording.unanswered.none);
    const yes = one.standIn.press(button('qyes'), { message: message('1', consent.content ?? '') });
    expect(textOf(await one.answerTo(yes))).toBe(moderationWording.unanswered.sent);
    const again = await send('what colour is a k2 capsule');
    await one.answerTo(one.standIn.press(button('qyes'), { message: message('1', again.content ?? '') }));
    const list = await one.modText('unanswered');
    expect(list).toContain(UNCOVERED);
    expect(await one.modText('unanswered', { merge: '7' })).toBe(moderationWording.unanswered.badMerge);
    expect(await one.modText('unanswered', { merge: '1 99' })).toBe(moderationWording.unanswered.noSuch);
    expect(await one.modText('unanswered', { merge: '1 2' })).toMatch(
      /Merged[\s\S]*colour.*\(asked 2 times\)/,
    );
    await one.stop();
    const store = await openStore(databaseUrl);
    expect(Object.keys((await store.questions())[0] ?? {})).toEqual([
      'id',
      'serverId',
      'text',
      'asked',
      'firstAsked',
      'lastAsked',
    ]);
    await store.close();
  });

  it('“Not my question” counts against what was offered', async () => {
    const databaseUrl = freshUrl();
    const one = await moderatedWorld({ databaseUrl });
    await one.standIn.callback(one.standIn.press(button('nmq', MYTH)));
    await one.standIn.callback(one.standIn.press(button('nmq', MYTH)));
    const rows = [
      {
        type: 1,
        components: [{ type: 2, style: 2, label: '1', custom_id: button('pick', 'dissolves-plaque') }],
      },
    ];
    await one.standIn.callback(
      one.standIn.press(button('nmq'), { message: message('5', '', { components: rows, flags: PRIVATE }) }),
    );
    // In a channel anybody can press, but a stranger does not know what the asker meant.
    await one.standIn.callback(one.standIn.press(button('nmq', MYTH), { message: message('6', '') }));
    await one.stop();
    const store = await openStore(databaseUrl);
    expect((await store.misses()).map(({ claimId, clicks }) => [claimId, clicks])).toEqual([
      ['dissolves-plaque', 1],
      [MYTH, 2],
    ]);
    await store.close();
  });
});

describe('forget', () => {
  it('erases every stored field of the server at once, and the memory of it', async () => {
    const databaseUrl = freshUrl();
    const one = await (await moderatedWorld({ databaseUrl })).watching();
    one.say(ASSERTION);
    const [card] = await one.cards(1);
    await one.noteTo(one.press(cardButton(card, 'mrep')));
    await one.standIn.callback(one.standIn.press(button('nmq', MYTH)));
    const consented = message('1', `> ${UNCOVERED}`);
    await one.answerTo(one.standIn.press(button('qyes'), { message: consented }));
    one.say('k2 cures cancer for good, I am telling you all');
    const filled = (): Record<string, number> => {
      const database = new SqliteDatabase(databaseFile(databaseUrl), { readonly: true });
      const tables = database
        .prepare(
          "select name from sqlite_schema where type = 'table' and name not like 'sqlite%' and name not like 'kysely%'",
        )
        .pluck()
        .all() as string[];
      const counts = tables.map((table) => [
        table,
        database.prepare(`select count(*) from ${table}`).pluck().get() as number,
      ]);
      database.close();
      return Object.fromEntries(counts);
    };
    const store = await openStore(databaseUrl);
    await store.addQuiet({
      serverId: GUILD_ID,
      channelId: CHANNEL_ID,
      claimId: MYTH,
      until: new Date(Date.now() + 1e6),
    });
    await store.close();
    expect(Object.entries(filled()).filter(([, rows]) => rows === 0)).toEqual([]);
    const ask = await one.mod('forget');
    expect(textOf(ask)).toBe(moderationWording.forget.ask);
    expect(Object.entries(filled()).filter(([, rows]) => rows === 0)).toEqual([]);
    const [yes = ''] = customIds(ask);
    expect(textOf(await one.answerTo(one.press(yes)))).toBe(moderationWording.forget.done);
    expect(Object.entries(filled()).filter(([, rows]) => rows > 0)).toEqual([]);
    one.say(ASSERTION);
    await silence();
    expect(await one.modText('watch list')).toBe(moderationWording.watch.none);
  });

  it('comes by itself thirty days after the bot was removed', async () => {
    const databaseUrl = freshUrl();
    const one = await (await moderatedWorld({ databaseUrl })).watching();
    one.standIn.dispatch('GUILD_DELETE', { id: GUILD_ID });
    await silence();
    await one.stop();
    const store = await openStore(databaseUrl);
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
    await store.sweep(inDays(29));
    expect(await store.servers()).toHaveLength(1);
    await store.sweep(inDays(31));
    expect(await store.servers()).toEqual([]);
    await store.close();
  });
});

describe('stats', () => {
  it('show weeks and ends in numbers, and as a picture once there are several weeks', async () => {
    const databaseUrl = freshUrl();
    const store = await openStore(databaseUrl);
    for (const [number, daysAgo] of [0, 0, 7, 15].entries()) {
      await store.addCard({
        cardId: `c${number}`,
        serverId: GUILD_ID,
        channelId: CHANNEL_ID,
        messageId: String(number),
        claimId: MYTH,
        excerpt: 'x',
        words: 'x',
        confidence: 1,
        createdAt: new Date(Date.now() - daysAgo * 86_400_000),
      });
    }
    await store.close();
    const one = await moderatedWorld({ databaseUrl });
    const shown = await one.mod('stats');
    expect(textOf(shown)).toMatch(/\*\*4\*\* · ❌/);
    expect(shown).toMatchObject({
      embeds: [{ image: { url: 'attachment://weeks.png' } }],
      attachments: [{ description: expect.stringMatching(/2026|week/i) }],
    });
    expect(JSON.stringify(shown)).not.toContain(FIRST);
  });

  it('say so when there is nothing', async () => {
    expect(await (await moderatedWorld()).modText('stats')).toBe(moderationWording.stats.none);
  });
});

describe('a store in trouble', () => {
  it('locked: moderators are told, questions are answered, and a hit is not lost', async () => {
    const databaseUrl = freshUrl();
    const one = await (await moderatedWorld({ databaseUrl })).watching();
    const other = new SqliteDatabase(databaseFile(databaseUrl));
    other.exec('begin immediate');
    one.say(ASSERTION);
    const answer = await one.standIn.callback(one.standIn.slash('ask', { question: COVERED }));
    expect(answer.data.embeds?.[0]?.title).toBeDefined();
    expect(await one.modText('settings', { days: 10 })).toMatch(/Another program holds the database/);
    expect(await one.modText('check')).toMatch(/✗ Another program/);
    await one.standIn.callback(one.standIn.press(button('nmq', MYTH)));
    other.exec('rollback');
    other.close();
    expect(await one.modText('settings', { days: 10 })).toContain('Saved');
    await one.standIn.until(() => one.inChannel(REVIEW_ID).length === 1, 'the card', 9000);
  });

  it.each([
    ['not to be opened at all', 'file:package.json/k2.db', /cannot be opened.*still answered/],
    ['damaged', garbage(), /is damaged.*still answered/],
  ])(
    '%s: the bot answers questions, and says what is wrong to moderators',
    async (_what, databaseUrl, sentence) => {
      const one = await moderatedWorld({ databaseUrl });
      expect(takeErrors(one.world)).toHaveLength(1);
      const answer = await one.standIn.callback(one.standIn.slash('ask', { question: COVERED }));
      expect(answer.data.embeds?.[0]?.title).toBeDefined();
      expect(await one.modText('queue')).toMatch(sentence);
      one.say(ASSERTION);
      expect(await one.noteTo(one.press('k2:mrep:1:0123'))).toMatch(sentence);
      expect(controls(answer.data).length).toBeGreaterThan(0);
    },
  );
});
