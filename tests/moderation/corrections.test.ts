import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/commands/command.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import { claimRevision } from '../../src/moderation/claim-revision.ts';
import { answerPayload } from '../../src/replies/answer.ts';
import { shownClaim } from '../../src/replies/shown-claim.ts';
import { english } from '../../src/replies/wording.ts';
import { openStore } from '../../src/store/open.ts';
import { app as wholeApp } from '../discord/claims.ts';
import { ONLY_FILE, writeSmallKnowledge } from '../discord/small-knowledge.ts';
import { button, silence, takeErrors, textOf } from '../discord/support.ts';
import { CHANNEL_ID, message, publicAnswerFor, REVIEW_ID } from '../stand-in/discord.ts';
import { ASSERTION, cardButton, freshUrl, MYTH, moderatedWorld } from './moderated-world.ts';

const FACT = 'A new trial has now shown that K2 leaves the calcium where it is';
const WHAT = 'The headline is clearer.';
const WHY = 'A larger trial was published.';
/** Whoever presses in the stand-in, and somebody else. */
const ASKER = '100000000000000009';
const STRANGER = '100000000000000012';
const LONG_AGO = '2020-01-01';
const FUTURE = '2099-01-01';

let folder: string;
let before: App;
let after: App;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'k2-changed-'));
  writeSmallKnowledge(join(folder, 'before'));
  cpSync(join(folder, 'before'), join(folder, 'after'), { recursive: true });
  const file = join(folder, 'after', ONLY_FILE);
  const changed = readFileSync(file, 'utf8').replace(/^fact: .*$/m, `fact: ${FACT}`);
  const changes = [
    { date: LONG_AGO, what: 'Something old.', why: 'Long ago.' },
    { date: FUTURE, what: WHAT, why: WHY },
  ];
  writeFileSync(file, `${changed}\nchanges: ${JSON.stringify(changes)}\n`);
  before = { knowledge: loadKnowledge(join(folder, 'before')) };
  after = { knowledge: loadKnowledge(join(folder, 'after')) };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Message 55 shows what the bot said of a claim before it changed. */
async function rememberOutdated(claimId: string, databaseUrl: string): Promise<void> {
  const store = await openStore(databaseUrl);
  await store.rememberVerdict({
    messageId: '55',
    serverId: '100000000000000004',
    channelId: CHANNEL_ID,
    claimId,
    revision: 'old',
    postedAt: new Date(),
  });
  await store.close();
}

/** Every way in which others come to see a verdict. */
async function postEverywhere(databaseUrl: string): Promise<number> {
  const one = await (await moderatedWorld({ app: before, databaseUrl })).watching();
  one.say(ASSERTION);
  const [card] = await one.cards(1);
  await one.noteTo(one.press(cardButton(card, 'mrep')));
  await one.standIn.callback(one.standIn.press(button('share', MYTH)));
  await one.standIn.callback(one.standIn.press(button('under', MYTH, '1200000000000000001')));
  await one.standIn.until(() => one.inChannel(CHANNEL_ID).length === 3);
  await one.standIn.callback(one.standIn.slash('ask', { question: ASSERTION, private: false }));
  await one.standIn.callback(
    one.standIn.press(button('pick', MYTH), { message: publicAnswerFor(ASKER, '1200000000000000002') }),
  );
  // Shown to one person only: nothing to correct.
  await one.standIn.callback(one.standIn.slash('ask', { question: ASSERTION }));
  await one.standIn.callback(
    one.standIn.press(button('pick', MYTH), { message: message('7', '', { flags: 64 }) }),
  );
  await one.standIn.callback(
    one.standIn.press(button('pick', MYTH), { message: publicAnswerFor(STRANGER, '8') }),
  );
  // Shown to all, and taken back by the one who had asked.
  await one.standIn.callback(
    one.standIn.press(button('pick', MYTH), { message: publicAnswerFor(ASKER, '9') }),
  );
  await one.standIn.callback(
    one.standIn.press(button('nmq', MYTH), { message: publicAnswerFor(ASKER, '9') }),
  );
  await silence();
  await one.stop();
  const store = await openStore(databaseUrl);
  const verdicts = await store.verdicts();
  await store.close();
  for (const verdict of verdicts) {
    expect(verdict).toMatchObject({ claimId: MYTH, channelId: CHANNEL_ID });
    expect(verdict.revision).toMatch(/^[0-9a-f]{12}$/);
  }
  return verdicts.length;
}

const edits = (one: { standIn: { requests: readonly { method: string; path: string; body: unknown }[] } }) =>
  one.standIn.requests.filter(({ method, path }) => method === 'PATCH' && path.startsWith('/channels/'));

describe('a claim that changes', () => {
  it('is corrected after start in every message that showed it, once, with what changed and why', async () => {
    const databaseUrl = freshUrl();
    expect(await postEverywhere(databaseUrl)).toBe(5);
    const unchanged = await moderatedWorld({ app: before, databaseUrl });
    await silence();
    expect(edits(unchanged)).toEqual([]);
    await unchanged.stop();

    const one = await moderatedWorld({ app: after, databaseUrl });
    await one.standIn.until(() => edits(one).length === 5);
    for (const { body } of edits(one)) {
      const text = textOf(body as object);
      expect(text).toContain(`Updated on ${FUTURE}**: ${WHAT} Why: ${WHY}`);
      expect(text).toContain(FACT);
      expect(text).not.toContain('Something old');
      expect(body).toMatchObject({ allowed_mentions: { parse: [], replied_user: false } });
    }
    expect(one.inChannel(REVIEW_ID)).toEqual([]);
    await one.stop();
    const again = await moderatedWorld({ app: after, databaseUrl });
    await silence();
    expect(edits(again)).toEqual([]);
  });

  it.each([30046, 50005])('is told under the message when Discord allows no edit (%i)', async (code) => {
    const databaseUrl = freshUrl();
    await rememberOutdated(MYTH, databaseUrl);
    const one = await moderatedWorld({
      app: after,
      databaseUrl,
      prepare: (standIn) => standIn.failNext('PATCH', /channels/, 403, code),
    });
    await one.standIn.until(() => one.inChannel(CHANNEL_ID).length === 1);
    expect(one.inChannel(CHANNEL_ID)[0]?.message_reference?.message_id).toBe('55');
    expect(textOf(one.inChannel(CHANNEL_ID)[0] ?? {})).toContain(WHY);
  });

  it.each([
    ['deleted', 404, 10008, 0],
    ['out of reach', 403, 50001, 1],
  ])('is not asked for again and again when the message is %s', async (_what, status, code, kept) => {
    const databaseUrl = freshUrl();
    await rememberOutdated(MYTH, databaseUrl);
    const one = await moderatedWorld({
      app: after,
      databaseUrl,
      prepare: (standIn) => standIn.failNext('PATCH', /channels/, status, code, 9),
    });
    await one.standIn.until(() => edits(one).length === 1);
    await silence();
    expect(edits(one)).toHaveLength(1);
    expect(takeErrors(one.world)).toEqual([]);
    await one.stop();
    const reopened = await openStore(databaseUrl);
    expect(await reopened.verdicts()).toHaveLength(kept);
    await reopened.close();
  });

  it('is withdrawn from messages when it leaves the set', async () => {
    const databaseUrl = freshUrl();
    await rememberOutdated('no-longer-there', databaseUrl);
    const one = await moderatedWorld({ app: after, databaseUrl });
    await one.standIn.until(() => edits(one).length === 1);
    expect(textOf(edits(one)[0]?.body as object)).toMatch(/^🔁 \*\*Withdrawn on/);
  });
});

it('every claim’s answer is known by the claim it shows', () => {
  for (const claim of wholeApp.knowledge.claims) {
    expect(shownClaim(answerPayload(claim, wholeApp.knowledge, english))).toBe(claim.id);
  }
});

it('a revision changes with verdict, fact and cautions, and with nothing else', () => {
  const [claim] = wholeApp.knowledge.claims;
  if (claim === undefined) throw new Error('no claims');
  const of = (more: object) => claimRevision({ ...claim, ...more }, wholeApp.knowledge);
  const now = of({});
  expect(of({ phrasings: [], explanation: 'x', citations: [], reviewed: FUTURE })).toBe(now);
  for (const more of [{ fact: 'x' }, { cautions: ['pregnancy'] }, { verdict: 'unsettled' }]) {
    if ((more as { verdict?: string }).verdict !== claim.verdict) expect(of(more)).not.toBe(now);
  }
});
