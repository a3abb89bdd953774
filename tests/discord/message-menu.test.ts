import { expect, it } from 'vitest';
import { english } from '../../src/replies/wording.ts';
import { BOT_ID, message, snowflake } from '../stand-in/discord.ts';
import { app, claim, phrasingOf } from './claims.ts';
import {
  button,
  controls,
  customIds,
  ELSEWHERE,
  expectPrivate,
  IN_DIRECT_MESSAGES,
  presserWith,
  READ_ONLY,
  sharedWorld,
  textOf,
} from './support.ts';

const world = sharedWorld(app);
const MYTH = 'removes-arterial-calcium';
const ID = '1200000000000000001';

const check = (target: Record<string, unknown>, more: Record<string, unknown> = {}) => {
  const { standIn } = world();
  return standIn.callback(standIn.pointAt(target, more));
};
/** As Discord sends a forwarded message: nothing in the message itself, the text in a snapshot with few fields. */
const forwarded = (content: string, embeds: unknown[] = []) =>
  message(ID, '', {
    message_reference: { type: 1, channel_id: '100000000000000060', message_id: '100000000000000061' },
    message_snapshots: [
      {
        message: {
          type: 0,
          content,
          embeds,
          attachments: [],
          timestamp: '2026-11-24T00:00:00.000Z',
          edited_timestamp: null,
          flags: 0,
          mentions: [],
          mention_roles: [],
        },
      },
    ],
  });

const WAYS: readonly [string, () => Record<string, unknown>][] = [
  ['its content', () => message(ID, phrasingOf(MYTH))],
  ['a forwarded message', () => forwarded(phrasingOf(MYTH))],
  ['an embed of a forwarded message', () => forwarded('', [{ type: 'rich', title: phrasingOf(MYTH) }])],
  [
    'the description of an embed',
    () => message(ID, '', { embeds: [{ type: 'rich', description: phrasingOf(MYTH) }] }),
  ],
  [
    'a field of an embed',
    () =>
      message(ID, '', {
        embeds: [{ type: 'rich', fields: [{ name: 'Read this', value: phrasingOf(MYTH) }] }],
      }),
  ],
  [
    'the question of a poll',
    () =>
      message(ID, '', {
        poll: {
          question: { text: phrasingOf(MYTH) },
          answers: [
            { answer_id: 1, poll_media: { text: 'yes' } },
            { answer_id: 2, poll_media: { text: 'no' } },
          ],
          expiry: '2026-11-25T00:00:00.000Z',
          allow_multiselect: false,
          layout_type: 1,
        },
      }),
  ],
  [
    'the description of a picture',
    () =>
      message(ID, '', {
        attachments: [
          {
            id: '100000000000000070',
            filename: 'meme.png',
            description: phrasingOf(MYTH),
            size: 1,
            url: 'https://cdn.example/meme.png',
            proxy_url: 'https://cdn.example/meme.png',
          },
        ],
      }),
  ],
  [
    'a text block of the newer kind of message',
    () =>
      message(ID, '', {
        flags: 1 << 15,
        components: [{ type: 17, id: 1, components: [{ type: 10, id: 2, content: phrasingOf(MYTH) }] }],
      }),
  ],
];

it.each(WAYS)('finds the claim in %s', async (_what, target) => {
  const answer = await check(target());
  expectPrivate(answer);
  expect(answer.data.embeds?.[0]?.title).toBe(english.message.title);
  expect(textOf(answer.data)).toContain(claim(MYTH).claim);
  expect(customIds(answer.data)).toContain(button('open', MYTH));
  expect(customIds(answer.data)).toContain(button('under', MYTH, ID));
});

it('finds several claims in one message', async () => {
  const answer = await check(
    message(ID, `${phrasingOf(MYTH)}.\n\nNatto has more vitamin K2 than any other food.`),
  );
  const text = textOf(answer.data);
  expect(text).toContain(claim(MYTH).claim);
  expect(text).toContain(claim('natto-richest-source').claim);
});

it('says so when there is nothing to read, and not that nothing was found', async () => {
  const answer = await check(message(ID, ''));
  expectPrivate(answer);
  expect(answer.data.content).toBe(english.message.noText);
});

it('does not take the bot at its own word: an answer names the myth it is about', async () => {
  const answer = await check(
    message(ID, phrasingOf(MYTH), { author: { id: BOT_ID, username: 'k2', discriminator: '0', bot: true } }),
  );
  expectPrivate(answer);
  expect(answer.data.content).toBe(english.message.ours);
});

it('says so when no claim is in it', async () => {
  const answer = await check(message(ID, 'lunch was great, see you on monday'));
  expectPrivate(answer);
  expect(textOf(answer.data)).toContain(english.message.nothing);
});

it('pings nobody whom the message names', async () => {
  const answer = await check(message(ID, `@everyone <@100000000000000011> ${phrasingOf(MYTH)}`));
  expectPrivate(answer);
  expect(textOf(answer.data)).not.toMatch(/@everyone|<@1/);
});

it('works in a server the bot is not in', async () => {
  const answer = await check(message(ID, phrasingOf(MYTH)), ELSEWHERE);
  expectPrivate(answer);
  expect(textOf(answer.data)).toContain(claim(MYTH).claim);
});

it('works in direct messages, where everybody may reply', async () => {
  const answer = await check(message(ID, phrasingOf(MYTH)), IN_DIRECT_MESSAGES);
  expectPrivate(answer);
  const reply = controls(answer.data).find((one) => one.custom_id === button('under', MYTH, ID));
  expect(reply?.disabled).not.toBe(true);
});

it('shows the reply button greyed out to somebody who may not write there', async () => {
  const answer = await check(message(ID, phrasingOf(MYTH)), presserWith(READ_ONLY));
  const reply = controls(answer.data).find((one) => one.custom_id === button('under', MYTH, ID));
  expect(reply?.disabled).toBe(true);
});

it('reads the longest message Discord allows', async () => {
  expectPrivate(await check(message(snowflake(), 'k2 clears arteries. '.repeat(200))));
});
