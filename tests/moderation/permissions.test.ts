import { describe, expect, it } from 'vitest';
import { MODERATOR_COMMANDS, STORE_COMPONENTS } from '../../src/commands/moderation/index.ts';
import { moderationWording } from '../../src/replies/moderation-wording.ts';
import { button, ELSEWHERE } from '../discord/support.ts';
import { BOT_ID, CHANNEL_ID } from '../stand-in/discord.ts';
import { ASSERTION, cardButton, FIRST, moderatedWorld, moderator, SECOND } from './moderated-world.ts';

/** VIEW_CHANNEL and SEND_MESSAGES: everybody's. */
const MEMBER = '3072';
const OTHER_SERVER = '100000000000000055';
/** The only buttons with a memory behind them that are for members. */
const FOR_MEMBERS = ['qsend', 'qyes', 'qno'];

/** Another server that the bot is in, with moderators of its own. */
const otherServer = {
  id: OTHER_SERVER,
  name: 'Other',
  owner_id: SECOND,
  member_count: 1,
  joined_at: '2024-01-01T00:00:00.000Z',
  members: [{ user: { id: BOT_ID, username: 'k2', discriminator: '0', bot: true }, roles: [], flags: 0 }],
  roles: [{ id: OTHER_SERVER, name: '@everyone', permissions: '3072', position: 0, color: 0, flags: 0 }],
  channels: [{ id: '100000000000000056', type: 0, name: 'general', position: 0, permission_overwrites: [] }],
  ...Object.fromEntries(
    ['emojis', 'stickers', 'presences', 'voice_states', 'threads', 'features', 'stage_instances'].map(
      (key) => [key, []],
    ),
  ),
  guild_scheduled_events: [],
  soundboard_sounds: [],
};

describe('a member without Manage Messages', () => {
  it.each(MODERATOR_COMMANDS.map(({ group, data }) => [group, data.name].filter(Boolean).join(' ')))(
    'is refused /k2-mod %s, also where an admin let everybody see it',
    async (name) => {
      const one = await moderatedWorld();
      const options = { channel: CHANNEL_ID, 'review-channel': CHANNEL_ID, merge: '1 2' };
      expect(await one.modText(name, options, moderator(FIRST, MEMBER))).toBe(moderationWording.notModerator);
      expect(await one.modText('watch list')).not.toContain(CHANNEL_ID);
    },
  );

  it.each(STORE_COMPONENTS.map(({ verb }) => verb).filter((verb) => !FOR_MEMBERS.includes(verb)))(
    'is refused the button %s, and nothing changes',
    async (verb) => {
      const one = await (await moderatedWorld()).watching();
      one.say(ASSERTION);
      const [card] = await one.cards(1);
      const cardId = cardButton(card, 'mrep').split(':').slice(3);
      const before = one.standIn.posted.length;
      expect(await one.noteTo(one.press(button(verb, ...cardId), SECOND, MEMBER))).toBe(
        moderationWording.notModerator,
      );
      expect(one.standIn.posted).toHaveLength(before);
      expect(await one.modText('queue')).toContain('Vitamin K2 removes calcium');
    },
  );
});

describe('a moderator of one server', () => {
  it('cannot decide the cards of another, whose ids they forge', async () => {
    const one = await (await moderatedWorld()).watching();
    one.say(ASSERTION);
    const [card] = await one.cards(1);
    one.standIn.dispatch('GUILD_CREATE', otherServer);
    const before = one.standIn.posted.length;
    for (const verb of ['mrep', 'mnot', 'mquiet'] as const) {
      const id = one.standIn.press(cardButton(card, verb), {
        guild_id: OTHER_SERVER,
        channel_id: '100000000000000056',
        channel: { id: '100000000000000056', type: 0, name: 'general' },
        member: moderator(SECOND),
        authorizing_integration_owners: { '0': OTHER_SERVER },
      });
      expect(await one.noteTo(id)).toBe(moderationWording.card.noSuchCard);
    }
    expect(one.standIn.posted).toHaveLength(before);
    expect(await one.modText('queue')).toContain('Vitamin K2 removes calcium');
  });

  it('can do nothing where the bot was only brought along', async () => {
    const one = await (await moderatedWorld()).watching();
    one.say(ASSERTION);
    const [card] = await one.cards(1);
    const id = one.standIn.press(cardButton(card, 'mnot'), { ...ELSEWHERE, member: moderator(SECOND) });
    expect(await one.noteTo(id)).toBe(moderationWording.onlyInServers);
    expect(await one.modText('queue')).toContain('Vitamin K2 removes calcium');
  });
});

it('every button with a memory behind it is for moderators, but those that send a question', () => {
  expect(STORE_COMPONENTS.filter(({ moderatorsOnly }) => !moderatorsOnly).map(({ verb }) => verb)).toEqual(
    FOR_MEMBERS,
  );
});
