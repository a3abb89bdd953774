import { describe, expect, it } from 'vitest';
import { RISKS } from '../../src/knowledge/schema.ts';
import { carryingId } from '../../src/replies/answer.ts';
import { encodeCustomId } from '../../src/replies/custom-id.ts';
import { english } from '../../src/replies/wording.ts';
import { CHANNEL_ID, message, publicAnswerFor, type StandIn, THREAD_ID } from '../stand-in/discord.ts';
import type { SentMessage } from '../stand-in/message-rules.ts';
import { app, claim, phrasingOf } from './claims.ts';
import {
  button,
  controls,
  customIds,
  DEFERRED,
  ELSEWHERE,
  expectPrivate,
  expectPublic,
  IN_DIRECT_MESSAGES,
  PRIVATE,
  presserWith,
  READ_ONLY,
  sharedWorld,
  startWorld,
  takeErrors,
  textOf,
  UPDATE,
} from './support.ts';

const world = sharedWorld(app);
const MYTH = 'removes-arterial-calcium';
const TARGET = '1200000000000000001';
/** SEND_MESSAGES_IN_THREADS without SEND_MESSAGES, and the other way round. */
const THREADS_ONLY = String(1n << 38n);
const CHANNELS_ONLY = String(1n << 11n);
const IN_A_THREAD = { channel_id: THREAD_ID, channel: { id: THREAD_ID, type: 11, name: 'thread' } };

const press = (...args: Parameters<StandIn['press']>) => {
  const { standIn } = world();
  return standIn.callback(standIn.press(...args));
};

describe('below an answer', () => {
  it('Sources shows all citations, to the presser alone', async () => {
    const answer = await press(button('src', MYTH));
    expectPrivate(answer);
    expect(answer.data.embeds?.[0]?.fields).toHaveLength(claim(MYTH).citations.length);
  });

  it('Related shows a menu, and the menu opens the claim', async () => {
    const linked = app.knowledge.claims.find(
      ({ related, differsFrom }) => related.length + differsFrom.length > 0,
    );
    const answer = await press(button('rel', linked?.id ?? ''));
    expectPrivate(answer);
    const [menu] = controls(answer.data);
    const listed = [...new Set([...(linked?.related ?? []), ...(linked?.differsFrom ?? [])])];
    expect(menu?.options?.map((option) => option.value)).toEqual(listed);
    const first = listed[0] as string;
    const opened = await press(menu?.custom_id ?? '', {}, [first]);
    expectPrivate(opened);
    expect(opened.data.embeds?.[0]?.title).toBe(claim(first).fact);
  });

  it('Not my question takes the answer away, and offers the claims it is easily taken for', async () => {
    const answer = await press(button('nmq', MYTH));
    expect(answer).toMatchObject({
      type: UPDATE,
      data: { content: english.notMyQuestion, embeds: [], allowed_mentions: { parse: [] } },
    });
    const offered = controls(answer.data).flatMap((one) => one.options ?? []);
    expect(offered.map(({ value }) => value)).toEqual([
      ...new Set([...claim(MYTH).related, ...claim(MYTH).differsFrom]),
    ]);
  });

  it('Not my question leaves no button behind where nothing is alike', async () => {
    expect((await press(button('nmq'))).data.components).toEqual([]);
  });

  it('Share posts the answer for everybody, without a second Share', async () => {
    const answer = await press(button('share', MYTH));
    expectPublic(answer);
    expect(answer.data.embeds?.[0]?.title).toBe(claim(MYTH).fact);
    expect(customIds(answer.data)).toEqual([button('src', MYTH), button('rel', MYTH)]);
  });

  it('Share is refused to somebody who may not write there', async () => {
    const answer = await press(button('share', MYTH), presserWith(READ_ONLY));
    expectPrivate(answer);
    expect(answer.data.content).toBe(english.message.mayNotPost);
    expect(answer.data.embeds ?? []).toEqual([]);
  });

  it('Share in a thread asks for the right to write in threads', async () => {
    expectPublic(await press(button('share', MYTH), { ...IN_A_THREAD, ...presserWith(THREADS_ONLY) }));
    const refused = await press(button('share', MYTH), { ...IN_A_THREAD, ...presserWith(CHANNELS_ONLY) });
    expect(refused.data.content).toBe(english.message.mayNotPost);
  });

  it('Share works in direct messages, and where the bot is not a member', async () => {
    expectPublic(await press(button('share', MYTH), IN_DIRECT_MESSAGES));
    expectPublic(await press(button('share', MYTH), ELSEWHERE));
  });
});

describe('below "did you mean"', () => {
  it('a choice puts the answer in the place of the question', async () => {
    const answer = await press(button('pick', MYTH));
    expect(answer).toMatchObject({ type: UPDATE, data: { content: '', allowed_mentions: { parse: [] } } });
    expect(answer.data.embeds?.[0]?.title).toBe(claim(MYTH).fact);
    expect(customIds(answer.data)).toContain(button('share', MYTH));
  });

  it('keeps what the question said of the person: the caution stays first, a denial is still right', async () => {
    const asked = 'i take warfarin, is k2 ok';
    const { standIn } = world();
    const suggestion = await standIn.callback(standIn.slash('ask', { question: asked }));
    const carrying = carryingId('pick', [MYTH], { stance: 'denies', risks: ['warfarin', 'pregnancy'] });
    for (const id of customIds(suggestion.data).filter((one) => one.startsWith('k2:pick:'))) {
      expect(id).toContain(':warfarin');
      expect((await press(id)).data.embeds?.[0]?.description).toMatch(/^⚠️ \*\*If you take warfarin/);
    }
    const lines = (await press(encodeCustomId(carrying))).data.embeds?.[0]?.description?.split('\n\n');
    expect(lines?.slice(0, 4)).toEqual([
      expect.stringMatching(/^⚠️ \*\*If you take warfarin/),
      expect.stringMatching(/^⚠️ \*\*.*pregnan/i),
      english.answer.youAreRight,
      expect.stringContaining('Myth'),
    ]);
  });

  it('carries as many risks as fit, the most urgent ones, for every claim', () => {
    for (const { id } of app.knowledge.claims) {
      const all = carryingId('under', [id, TARGET], { stance: 'denies', risks: RISKS });
      expect(encodeCustomId(all).length).toBeLessThanOrEqual(100);
      expect(all.args.slice(0, 4)).toEqual([id, TARGET, 'denies', RISKS[0]]);
    }
  });
});

/** In a channel, where anybody can press what anybody else asked for. */
describe('below a public answer', () => {
  const OWN = { message: publicAnswerFor('100000000000000009') };
  const ANOTHERS = { message: publicAnswerFor('100000000000000012') };

  it('nobody but the asker can take it away', async () => {
    const answer = await press(button('nmq', MYTH), ANOTHERS);
    expectPrivate(answer);
    expect(answer.data.content).toBe(english.notYours);
    expect((await press(button('nmq', MYTH), OWN)).type).toBe(UPDATE);
  });

  it('a choice of somebody else is answered to them alone, and they may share it', async () => {
    const answer = await press(button('pick', MYTH), ANOTHERS);
    expectPrivate(answer);
    expect(answer.data.embeds?.[0]?.title).toBe(claim(MYTH).fact);
    expect(customIds(answer.data)).toContain(button('share', MYTH));
  });

  it("the asker's choice takes its place, with nothing left to share", async () => {
    const answer = await press(button('pick', MYTH), OWN);
    expect(answer.type).toBe(UPDATE);
    expect(customIds(answer.data)).not.toContain(button('share', MYTH));
  });

  it('Sources goes to the presser alone', async () => {
    expectPrivate(await press(button('src', MYTH), ANOTHERS));
  });
});

describe('below a choice of foods', () => {
  it('the menu shows the food', async () => {
    const answer = await press(button('food'), {}, ['natto']);
    expect(answer.type).toBe(UPDATE);
    expect(answer.data.embeds?.[0]?.title).toBe(english.food.title('Natto'));
    expect((await press(button('food'), {}, ['gravel'])).data.content).toBe(english.outOfDate);
  });
});

describe('below a list of claims', () => {
  it('Next and Back turn its pages in place', async () => {
    const second = await press(button('page', 'any', 'any', '1'));
    expect(second.type).toBe(UPDATE);
    const [menu, back] = controls(second.data);
    expect(menu?.options?.map((option) => option.value)).toEqual(
      app.knowledge.claims.slice(10, 20).map(({ id }) => id),
    );
    const first = await press(back?.custom_id ?? '');
    expect(controls(first.data)[0]?.options?.[0]?.value).toBe(app.knowledge.claims[0]?.id);
  });

  it('keeps its filters from page to page', async () => {
    const { data } = await press(button('page', 'myth', 'any', '1'));
    const shown = controls(data).flatMap((one) => one.options ?? []);
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.every(({ value }) => claim(value).verdict === 'myth')).toBe(true);
    const pages = customIds(data).filter((id) => id.startsWith('k2:page:'));
    expect(pages).toEqual([button('page', 'myth', 'any', '0'), button('page', 'myth', 'any', '2')]);
  });

  it('shows the last page when there are fewer by now', async () => {
    const { data } = await press(button('page', 'any', 'any', '999'));
    expect(controls(data).at(-1)).toMatchObject({ disabled: true });
  });

  it('the menu opens a claim', async () => {
    const answer = await press(button('open'), {}, [MYTH]);
    expectPrivate(answer);
    expect(answer.data.embeds?.[0]?.title).toBe(claim(MYTH).fact);
  });
});

describe('Reply with this', () => {
  it('answers under the message, pings nobody, and tells the presser', async () => {
    const { standIn } = world();
    const before = standIn.posted.length;
    const id = standIn.press(button('under', MYTH, TARGET));
    const deferred = await standIn.callback(id);
    expect(deferred).toMatchObject({ type: DEFERRED, data: { flags: PRIVATE } });
    const told = (await standIn.request(
      'PATCH',
      new RegExp(`token-${id}/messages/@original`),
    )) as SentMessage;
    expect(told).toMatchObject({ content: english.message.replied, allowed_mentions: { parse: [] } });
    expect(standIn.posted).toHaveLength(before + 1);
    const posted = standIn.posted.at(-1);
    expect(posted).toMatchObject({
      message_reference: { message_id: TARGET, fail_if_not_exists: true },
      allowed_mentions: { parse: [], replied_user: false },
    });
    expect(posted?.embeds?.[0]?.title).toBe(claim(MYTH).fact);
    expect(standIn.requests.some(({ path }) => path.startsWith(`/channels/${CHANNEL_ID}/messages`))).toBe(
      true,
    );
  });

  it.each([
    ['the bot may not write there', 403, 50013],
    ['the bot cannot see the channel', 403, 50001],
    ['the message is gone', 404, 10008],
    ['Discord refuses the reference to a message that is gone', 400, 50035],
    ['AutoMod stops it', 400, 200000],
  ])('says politely that it could not when %s', async (_what, status, code) => {
    const { standIn } = world();
    const before = standIn.posted.length;
    standIn.failNext('POST', /^\/channels\/\d+\/messages/, status, code);
    const id = standIn.press(button('under', MYTH, TARGET));
    const told = (await standIn.request(
      'PATCH',
      new RegExp(`token-${id}/messages/@original`),
    )) as SentMessage;
    expect(told.content).toBe(english.message.replyFailed);
    expect(customIds(told)).toEqual([button('share', MYTH)]);
    expect(standIn.posted).toHaveLength(before);
  });

  it('says sorry in the place of "thinking…" when Discord fails altogether', async () => {
    const { standIn } = world();
    standIn.failNext('POST', /^\/channels\/\d+\/messages/, 500, 0, 3);
    const id = standIn.press(button('under', MYTH, TARGET));
    const told = (await standIn.request(
      'PATCH',
      new RegExp(`token-${id}/messages/@original`),
    )) as SentMessage;
    expect(told.content).toMatch(/^Sorry, something went wrong.*[0-9a-f]{8}$/);
    expect(told.allowed_mentions?.parse).toEqual([]);
    expect(takeErrors(world()).map(({ msg }) => msg)).toEqual(['a command failed']);
  });

  it('writes one reply when Discord fails after writing it', async () => {
    const { standIn } = world();
    const before = standIn.posted.length;
    standIn.breakNext('POST', /^\/channels\/\d+\/messages/, 'done, then 500');
    const id = standIn.press(button('under', MYTH, TARGET));
    const told = (await standIn.request(
      'PATCH',
      new RegExp(`token-${id}/messages/@original`),
    )) as SentMessage;
    expect(told.content).toBe(english.message.replied);
    expect(standIn.posted).toHaveLength(before + 1);
  });

  it('puts the caution first when the author spoke of a drug of their own, and says that a denial is right', async () => {
    const { standIn } = world();
    const id = carryingId('under', [MYTH, TARGET], { stance: 'denies', risks: ['warfarin'] });
    await standIn.request(
      'PATCH',
      new RegExp(`token-${standIn.press(encodeCustomId(id))}/messages/@original`),
    );
    const [first, second] = standIn.posted.at(-1)?.embeds?.[0]?.description?.split('\n\n') ?? [];
    expect(first).toMatch(/^⚠️ \*\*If you take warfarin/);
    expect(second).toBe(english.answer.youAreRight);
  });

  it('is refused to somebody who may not write there', async () => {
    const { standIn } = world();
    const before = standIn.posted.length;
    const answer = await press(button('under', MYTH, TARGET), presserWith(READ_ONLY));
    expectPrivate(answer);
    expect(answer.data.content).toBe(english.message.mayNotPost);
    expect(standIn.posted).toHaveLength(before);
  });
});

describe('a custom id that is not for this version', () => {
  it.each([
    ['of an older version', 'k2:src:0:removes-arterial-calcium'],
    ['of a newer version', 'k2:src:2:removes-arterial-calcium'],
    ['with an unknown verb', 'k2:zzz:1:removes-arterial-calcium'],
    ['of another bot', 'ticket-open'],
    ['with nothing in it', 'k2:::'],
    ['of a claim that is gone', 'k2:src:1:no-such-claim'],
    ['without its claim', 'k2:share:1'],
    ['with a name every object has', 'k2:constructor:1:__proto__'],
    ['of a page that is no number', 'k2:page:1:any:any:-1'],
    ['of a topic that is gone', 'k2:page:1:any:no-such-topic:0'],
    ['of a verdict that is none', 'k2:page:1:wrong:any:0'],
    ['with a path for a message', 'k2:under:1:removes-arterial-calcium:1/../../x'],
    ['with a word for a message', 'k2:under:1:removes-arterial-calcium:abc'],
    ['with capitals', 'k2:SRC:1:removes-arterial-calcium'],
  ])('gets a polite sentence: %s', async (_what, id) => {
    const { standIn } = world();
    const before = standIn.posted.length;
    const answer = await press(id);
    expectPrivate(answer);
    expect(answer.data.content).toBe(english.outOfDate);
    expect(standIn.posted).toHaveLength(before);
  });

  it('gets one for a value that the menu never had', async () => {
    const answer = await press(button('open'), {}, ['no-such-claim']);
    expectPrivate(answer);
    expect(answer.data.content).toBe(english.outOfDate);
  });
});

it('every button the bot shows works after a restart', async () => {
  const { standIn } = world();
  const shown = [
    standIn.slash('claim', { name: MYTH }),
    standIn.slash('ask', { question: 'is vitamin k2 good for my goldfish' }),
    standIn.slash('browse'),
    standIn.pointAt(message(TARGET, phrasingOf(MYTH))),
  ];
  const answers = await Promise.all(shown.map((id) => standIn.callback(id)));
  // Menus need a choice, and have tests of their own.
  const ids = answers.flatMap(({ data }) =>
    controls(data).flatMap((one) => (one.type === 2 ? (one.custom_id ?? []) : [])),
  );
  const verbs = new Set(ids.map((id) => id.split(':')[1]));
  expect([...verbs].sort()).toEqual(['nmq', 'open', 'page', 'pick', 'rel', 'share', 'src', 'under']);
  const restarted = await startWorld(app);
  try {
    for (const id of ids) {
      const pressed = await restarted.standIn.callback(restarted.standIn.press(id));
      // A reply under a message is deferred first: "thinking…" has no text.
      if (pressed.type === DEFERRED) continue;
      expect(pressed.data.content, id).not.toBe(english.outOfDate);
      expect(textOf(pressed.data), id).not.toBe('');
    }
  } finally {
    await restarted.stop();
  }
});
