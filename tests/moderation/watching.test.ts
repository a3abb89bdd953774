import { describe, expect, it } from 'vitest';
import { COOL_DOWN_MS } from '../../src/moderation/server-state.ts';
import { moderationWording } from '../../src/replies/moderation-wording.ts';
import { claim } from '../discord/claims.ts';
import { controls, silence, takeErrors, textOf } from '../discord/support.ts';
import { CHANNEL_ID, GUILD_ID, REVIEW_ID } from '../stand-in/discord.ts';
import {
  ASSERTION,
  cardButton,
  FIRST,
  freshUrl,
  MYTH,
  moderatedWorld,
  moderator,
  SECOND,
} from './moderated-world.ts';

const OTHER_ASSERTION = 'k2 scrubs the calcium off your blood vessels';
const GUILDS = 1;
const MESSAGES_AND_CONTENT = (1 << 9) | (1 << 15);
const ALERTS = 1 << 21;

describe('watching is opted into twice', () => {
  it('only WATCH_MESSAGES brings the intents for messages', async () => {
    expect((await moderatedWorld({ watchMessages: true })).standIn.intents).toBe(
      GUILDS | MESSAGES_AND_CONTENT,
    );
    expect((await moderatedWorld({ watchMessages: false })).standIn.intents).toBe(GUILDS | ALERTS);
  });

  it('a channel is watched only after a moderator said so, and says so itself', async () => {
    const one = await moderatedWorld();
    one.say(ASSERTION);
    await silence();
    expect(await one.modText('watch list')).toBe(moderationWording.watch.none);
    expect(await one.modText('watch add', { channel: CHANNEL_ID })).toBe(moderationWording.watch.noReview);
    await one.watching();
    expect(one.inChannel(CHANNEL_ID).map(textOf)).toEqual([moderationWording.notice]);
    one.say(ASSERTION);
    await one.cards(1);
    expect(await one.modText('watch list')).toContain(`<#${CHANNEL_ID}>`);
    await one.modText('watch remove', { channel: CHANNEL_ID });
    expect(one.inChannel(CHANNEL_ID).map(textOf)).toEqual([moderationWording.noticeEnded]);
    one.say(OTHER_ASSERTION);
    await silence();
    await one.cards(1);
    expect(await one.modText('watch remove', { channel: CHANNEL_ID })).toMatch(/is not watched/);
  });

  it('refuses what cannot work, with what to do', async () => {
    const one = await moderatedWorld();
    await one.modText('settings', { 'review-channel': REVIEW_ID });
    expect(await one.modText('watch add', { channel: REVIEW_ID })).toBe(moderationWording.watch.sameChannel);
    expect(await one.modText('watch add', { channel: '123456789012345678' })).toMatch(
      /no text channel that I know/,
    );
    const mute = await moderatedWorld({
      prepare: (standIn) => Object.assign(standIn, { botPermissions: 0 }),
    });
    expect(await mute.modText('settings', { 'review-channel': REVIEW_ID })).toMatch(/I lack \*Embed Links\*/);
  });
});

describe('a watched message', () => {
  it('that asserts a myth makes a card that says why, and names and pings nobody', async () => {
    const one = await (await moderatedWorld()).watching();
    const id = one.say(`${ASSERTION} @everyone https://evil.example/x`, {
      author: { id: '100000000000000099', username: 'zebulon', discriminator: '0', avatar: null },
    });
    const [card] = await one.cards(1);
    const text = textOf(card ?? {});
    expect(text).toContain('strips calcium deposits');
    expect(text).toContain(claim(MYTH).claim);
    expect(text).toMatch(/❌ \*\*Myth\*\*/);
    expect(text).toMatch(/\d\d %/);
    expect(text).toMatch(/calcium, deposits/);
    expect(JSON.stringify(card)).not.toMatch(/zebulon|100000000000000099|@everyone|evil\.example/);
    expect(card?.allowed_mentions).toEqual({ parse: [], replied_user: false });
    expect(controls(card ?? {}).map((button) => button.label)).toEqual([
      moderationWording.card.reply,
      moderationWording.card.notThis,
      moderationWording.card.quiet,
      moderationWording.card.open,
      moderationWording.card.link,
    ]);
    expect(controls(card ?? {}).at(-1)?.url).toBe(
      `https://discord.com/channels/${GUILD_ID}/${CHANNEL_ID}/${id}`,
    );
  });

  it.each([
    ['asks', 'does k2 strip calcium deposits right out of your arteries?'],
    ['denies', 'k2 does not remove calcium from arteries'],
    ['reports', 'my doctor says k2 removes calcium from arteries'],
    ['is about something else', 'I had a sandwich for lunch'],
    ['states what is so', 'natto is the richest food source of vitamin K2'],
  ])('that %s makes none, and costs no request', async (_what, text) => {
    const one = await (await moderatedWorld()).watching();
    const before = one.standIn.requests.length;
    one.say(text);
    await silence();
    expect(one.inChannel(REVIEW_ID)).toEqual([]);
    expect(one.standIn.requests).toHaveLength(before);
  });

  it.each([
    ['a bot', { author: { id: '1', username: 'b', discriminator: '0', avatar: null, bot: true } }],
    ['a webhook', { webhook_id: '100000000000000088' }],
    ['the system', { type: 7 }],
    ['another channel', { channel_id: '100000000000000055' }],
    ['direct messages', { guild_id: undefined }],
  ])('from %s is ignored', async (_what, more) => {
    const one = await (await moderatedWorld()).watching();
    one.say(ASSERTION, more);
    await silence();
    expect(one.inChannel(REVIEW_ID)).toEqual([]);
  });

  it('that is forwarded is read', async () => {
    const one = await (await moderatedWorld()).watching();
    one.say('', {
      message_reference: {
        type: 1,
        channel_id: CHANNEL_ID,
        guild_id: GUILD_ID,
        message_id: '100000000000000066',
      },
      message_snapshots: [{ message: { content: ASSERTION } }],
    });
    await one.cards(1);
  });

  it('makes no second card for the same claim in the channel until the cool-down is over', async () => {
    let ahead = 0;
    const one = await (await moderatedWorld({ now: () => new Date(Date.now() + ahead) })).watching();
    one.say(ASSERTION);
    await one.cards(1);
    one.say(OTHER_ASSERTION);
    await silence();
    await one.cards(1);
    ahead = COOL_DOWN_MS + 1000;
    one.say(OTHER_ASSERTION);
    await one.cards(2);
  });

  it('is looked at again when it is edited: a card appears, or is closed', async () => {
    const one = await (await moderatedWorld()).watching();
    const id = one.say('I love k2');
    await silence();
    one.edit(id, ASSERTION);
    await one.cards(1);
    one.edit(id, ASSERTION);
    await silence();
    await one.cards(1);
    one.edit(id, 'k2 does not remove calcium from arteries');
    await one.standIn.until(() => textOf(one.inChannel(REVIEW_ID)[0] ?? {}).includes('no longer says this'));
  });

  it('that is deleted closes its card, also while it is being judged', async () => {
    const one = await (await moderatedWorld()).watching();
    const id = one.say(ASSERTION);
    await one.cards(1);
    one.remove(id);
    await one.standIn.until(() => textOf(one.inChannel(REVIEW_ID)[0] ?? {}).includes('was deleted'));
    expect(await one.modText('queue')).toContain(moderationWording.queue.empty);

    const quick = one.say('k2 boosts testosterone and makes you grow taller');
    one.remove(quick);
    await silence();
    expect(await one.modText('queue')).toContain(moderationWording.queue.empty);
  });
});

describe('a moderator decides', () => {
  it('Reply answers under the message without a ping, and names the decider', async () => {
    const one = await (await moderatedWorld()).watching();
    const id = one.say(ASSERTION);
    const [card] = await one.cards(1);
    const click = one.press(cardButton(card, 'mrep'));
    expect(await one.noteTo(click)).toBe(moderationWording.card.replied);
    const reply = one.inChannel(CHANNEL_ID).at(-1);
    expect(reply?.embeds?.[0]?.title).toBe(claim(MYTH).fact);
    expect(reply?.message_reference).toEqual({ message_id: id, fail_if_not_exists: true });
    expect(reply?.allowed_mentions).toEqual({ parse: [], replied_user: false });
    const shown = await one.answerTo(click);
    expect(textOf(shown)).toContain(`by <@${FIRST}>`);
    expect(controls(shown).filter((button) => button.disabled === true)).toHaveLength(3);
  });

  it('the first of two wins, and the second is told who it was', async () => {
    const one = await (await moderatedWorld()).watching();
    one.say(ASSERTION);
    const [card] = await one.cards(1);
    const clicks = [
      { who: FIRST, id: one.press(cardButton(card, 'mrep'), FIRST) },
      { who: SECOND, id: one.press(cardButton(card, 'mnot'), SECOND) },
    ];
    const shown = await Promise.all(clicks.map(({ id }) => one.answerTo(id)));
    const winner = textOf(shown[0] ?? {}).includes(`by <@${FIRST}>`) ? FIRST : SECOND;
    const loser = clicks.find(({ who }) => who !== winner);
    expect(await one.noteTo(loser?.id ?? '')).toContain(`<@${winner}> was first`);
    const third = one.press(cardButton(card, 'mquiet'), SECOND);
    expect(await one.noteTo(third)).toContain(`<@${winner}> was first`);
    expect(one.inChannel(CHANNEL_ID)).toHaveLength(winner === FIRST ? 2 : 1);
  });

  it('Not this claim closes the card; Quiet keeps the claim away from this channel for a day', async () => {
    let ahead = 0;
    const one = await (await moderatedWorld({ now: () => new Date(Date.now() + ahead) })).watching();
    one.say(ASSERTION);
    const [first] = await one.cards(1);
    expect(textOf(await one.answerTo(one.press(cardButton(first, 'mnot'))))).toContain('Not this claim');
    ahead += COOL_DOWN_MS + 1000;
    one.say(ASSERTION);
    const cards = await one.cards(2);
    expect(textOf(await one.answerTo(one.press(cardButton(cards[1], 'mquiet'))))).toContain('Quiet here');
    ahead += 23 * 3_600_000;
    one.say(ASSERTION);
    await silence();
    await one.cards(2);
    ahead += 2 * 3_600_000;
    one.say(ASSERTION);
    await one.cards(3);
    expect(await one.modText('stats')).toMatch(/1 not this claim, 1 quieted, 1 waiting/);
  });

  it('somebody without Manage Messages is refused, in commands and on every button', async () => {
    const one = await (await moderatedWorld()).watching();
    one.say(ASSERTION);
    const [card] = await one.cards(1);
    for (const verb of ['mrep', 'mnot', 'mquiet'] as const) {
      expect(await one.noteTo(one.press(cardButton(card, verb), FIRST, '3072'))).toBe(
        moderationWording.notModerator,
      );
    }
    for (const name of ['queue', 'settings', 'stats', 'unanswered', 'check', 'forget', 'watch list']) {
      expect(await one.modText(name, {}, moderator(FIRST, '3072'))).toBe(moderationWording.notModerator);
    }
    expect(await one.noteTo(one.press('k2:mforget:1', FIRST, '3072'))).toBe(moderationWording.notModerator);
    expect(await one.modText('queue')).toContain(claim(MYTH).claim);
  });

  it('an original that is gone closes the card', async () => {
    const one = await (await moderatedWorld()).watching();
    const id = one.say(ASSERTION);
    const [card] = await one.cards(1);
    one.standIn.deleted.add(id);
    const click = one.press(cardButton(card, 'mrep'));
    expect(await one.noteTo(click)).toBe(moderationWording.card.originalGone);
    expect(textOf(await one.answerTo(click))).toContain('was deleted');
  });

  it.each([50013, 50001, 200000])(
    'a reply that Discord refuses with %i leaves the card open',
    async (code) => {
      const one = await (await moderatedWorld()).watching();
      one.say(ASSERTION);
      const [card] = await one.cards(1);
      one.standIn.failNext('POST', new RegExp(`/channels/${CHANNEL_ID}/messages`), 403, code);
      expect(await one.noteTo(one.press(cardButton(card, 'mrep')))).toMatch(/could not reply.*stays open/);
      expect(await one.noteTo(one.press(cardButton(card, 'mrep')))).toBe(moderationWording.card.replied);
    },
  );

  it('a card works after a restart, and knows what was decided before', async () => {
    const databaseUrl = freshUrl();
    const before = await (await moderatedWorld({ databaseUrl })).watching();
    before.say(ASSERTION);
    const [card] = await before.cards(1);
    await before.stop();
    const after = await moderatedWorld({ databaseUrl });
    expect(await after.noteTo(after.press(cardButton(card, 'mrep')))).toBe(moderationWording.card.replied);
    await after.stop();
    const later = await moderatedWorld({ databaseUrl });
    expect(await later.noteTo(later.press(cardButton(card, 'mnot'), SECOND))).toContain(
      `<@${FIRST}> was first`,
    );
    later.say(ASSERTION);
    await silence();
    expect(later.inChannel(REVIEW_ID)).toEqual([]);
  });

  it('a card of a server that was forgotten says so', async () => {
    const one = await moderatedWorld();
    expect(await one.noteTo(one.press('k2:mrep:1:0123456789abcdef0123'))).toBe(
      moderationWording.card.noSuchCard,
    );
  });
});

describe('a review channel that takes no cards', () => {
  it.each([50001, 50013, 10003])(
    'with %i pauses the watch, says so, asks no more, and loses no card',
    async (code) => {
      const one = await (await moderatedWorld()).watching();
      const review = new RegExp(`POST /channels/${REVIEW_ID}/messages`);
      const asked = () =>
        one.standIn.requests.filter(({ method, path }) => review.test(`${method} ${path}`)).length;
      one.standIn.failNext('POST', new RegExp(`/channels/${REVIEW_ID}/messages`), 403, code);
      one.say(ASSERTION);
      await one.standIn.until(() => asked() === 1);
      for (let times = 0; times < 20; times += 1) one.say(`${OTHER_ASSERTION} ${'!'.repeat(times)}`);
      await silence();
      expect(asked()).toBe(1);
      expect(await one.modText('watch list')).toMatch(/paused: I stopped watching/);
      expect(await one.modText('check')).toMatch(/✗ .*is paused/);
      expect(await one.modText('queue')).toMatch(/could not be posted yet/);
      expect(await one.modText('settings', { 'review-channel': REVIEW_ID })).toContain('Saved');
      await one.cards(1);
      expect(await one.modText('watch list')).not.toContain('paused');
      expect(takeErrors(one.world)).toEqual([]);
    },
  );
});

it('leaves the message alone when the server said so for its topic', async () => {
  const one = await (await moderatedWorld()).watching();
  await one.modText('settings', { 'quiet-topics': claim(MYTH).topic });
  one.say(ASSERTION);
  await silence();
  expect(one.inChannel(REVIEW_ID)).toEqual([]);
});
