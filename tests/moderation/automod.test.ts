import { describe, expect, it } from 'vitest';
import { judgeHere } from '../../src/moderation/judge.ts';
import { keywordPhrases, MAX_PHRASE_LENGTH, MAX_PHRASES } from '../../src/moderation/keyword-phrases.ts';
import { moderationWording } from '../../src/replies/moderation-wording.ts';
import { smallApp } from '../discord/small-knowledge.ts';
import { silence, takeErrors, textOf } from '../discord/support.ts';
import { CHANNEL_ID, GUILD_ID, REVIEW_ID, snowflake } from '../stand-in/discord.ts';
import { cardButton, freshUrl, type ModeratedWorld, moderatedWorld } from './moderated-world.ts';

const app = smallApp();
const world = () => moderatedWorld({ app, watchMessages: false });
const theRule = (one: ModeratedWorld) => [...one.standIn.rules.values()][0] as Record<string, unknown>;
const phrasesOf = (one: ModeratedWorld) =>
  (theRule(one).trigger_metadata as { keyword_filter: string[] }).keyword_filter;

function alert(one: ModeratedWorld, more: Record<string, unknown> = {}): string {
  const message_id = snowflake();
  one.standIn.dispatch('AUTO_MODERATION_ACTION_EXECUTION', {
    guild_id: GUILD_ID,
    action: { type: 2, metadata: { channel_id: REVIEW_ID } },
    rule_id: theRule(one).id,
    rule_trigger_type: 1,
    user_id: '100000000000000099',
    channel_id: CHANNEL_ID,
    message_id,
    content: '',
    matched_keyword: phrasesOf(one)[0],
    matched_content: '',
    ...more,
  });
  return message_id;
}

describe('watching without reading', () => {
  it('makes a rule for the watched channel only, within Discord’s limits', async () => {
    const one = await world();
    await one.modText('settings', { 'review-channel': REVIEW_ID });
    expect(await one.modText('watch add', { channel: CHANNEL_ID })).toMatch(
      /through AutoMod: a rule with \d+ phrases/,
    );
    expect(theRule(one)).toMatchObject({
      trigger_type: 1,
      actions: [{ type: 2, metadata: { channel_id: REVIEW_ID } }],
      exempt_channels: [REVIEW_ID],
      enabled: true,
    });
    expect(phrasesOf(one).length).toBeGreaterThan(5);
    expect(phrasesOf(one).length).toBeLessThanOrEqual(MAX_PHRASES);
    for (const phrase of phrasesOf(one)) expect(phrase.length).toBeLessThanOrEqual(MAX_PHRASE_LENGTH);
    expect(await one.modText('check')).toContain(moderationWording.check.ruleThere);
    await one.modText('watch remove', { channel: CHANNEL_ID });
    expect(one.standIn.rules.size).toBe(0);
  });

  it('turns an alert into a card with a link and without text, which can be decided', async () => {
    const one = await (await world()).watching();
    const id = alert(one);
    const [card] = await one.cards(1);
    expect(textOf(card ?? {})).toContain(moderationWording.card.noText);
    expect(JSON.stringify(card)).toContain(`https://discord.com/channels/${GUILD_ID}/${CHANNEL_ID}/${id}`);
    expect(JSON.stringify(card)).not.toContain('100000000000000099');
    expect(await one.noteTo(one.press(cardButton(card, 'mrep')))).toBe(moderationWording.card.replied);
    alert(one);
    await silence();
    await one.cards(1);
  });

  it.each([
    ['another rule', { rule_id: '5' }],
    ['another channel', { channel_id: '100000000000000055' }],
    ['a blocked message', { message_id: undefined }],
    ['a phrase of an older set', { matched_keyword: 'k2 flies to the moon' }],
  ])('ignores an alert of %s', async (_what, more) => {
    const one = await (await world()).watching();
    alert(one, more);
    await silence();
    expect(one.inChannel(REVIEW_ID)).toEqual([]);
  });

  it('leaves out a channel that is made later: nobody opted it in', async () => {
    const one = await (await world()).watching();
    one.standIn.dispatch('CHANNEL_CREATE', {
      id: '100000000000000056',
      type: 0,
      name: 'new',
      guild_id: GUILD_ID,
      position: 3,
      permission_overwrites: [],
    });
    await one.standIn.until(() => (theRule(one).exempt_channels as string[]).includes('100000000000000056'));
  });

  it('takes everything back when Discord refuses the rule', async () => {
    const one = await world();
    await one.modText('settings', { 'review-channel': REVIEW_ID });
    one.standIn.failNext('POST', /auto-moderation/, 403, 50013);
    expect(await one.modText('watch add', { channel: CHANNEL_ID })).toMatch(/did not take the AutoMod rule/);
    expect(await one.modText('watch list')).toBe(moderationWording.watch.none);
    expect(one.inChannel(CHANNEL_ID).map(textOf)).toEqual([moderationWording.noticeEnded]);
    expect(takeErrors(one.world)).toEqual([]);
  });

  it('makes the rule anew when an admin deleted it', async () => {
    const one = await (await world()).watching();
    one.standIn.rules.clear();
    await one.modText('watch add', { channel: CHANNEL_ID });
    expect(one.standIn.rules.size).toBe(1);
  });

  it('takes the rule away once the operator lets the bot read', async () => {
    const databaseUrl = freshUrl();
    const before = await (await moderatedWorld({ app, watchMessages: false, databaseUrl })).watching();
    const rule = theRule(before);
    await before.stop();
    const after = await moderatedWorld({
      app,
      watchMessages: true,
      databaseUrl,
      prepare: (standIn) => standIn.rules.set(String(rule.id), rule),
    });
    await after.standIn.until(() => after.standIn.rules.size === 0);
  });
});

it('every phrase by itself asserts its claim', async () => {
  const judge = judgeHere(app);
  for (const [phrase, claimId] of await keywordPhrases(app.knowledge, judge)) {
    if (!/^(?:vit|mk)/.test(phrase)) expect((await judge(phrase))[0]?.claimId, phrase).toBe(claimId);
  }
});
