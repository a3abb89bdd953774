import { describe, expect, it } from 'vitest';
import { type Claim, RISKS } from '../../src/knowledge/schema.ts';
import { answerPayload } from '../../src/replies/answer.ts';
import { LIMITS } from '../../src/replies/limits.ts';
import { sourcesPayload } from '../../src/replies/sources.ts';
import { english } from '../../src/replies/wording.ts';
import { messageFaults, type SentMessage } from '../stand-in/message-rules.ts';
import { app, claim, phrasingOf } from './claims.ts';
import {
  ANSWER,
  button,
  controls,
  customIds,
  ELSEWHERE,
  expectPrivate,
  expectPublic,
  IN_DIRECT_MESSAGES,
  presserWith,
  READ_ONLY,
  sharedWorld,
  textOf,
} from './support.ts';

const world = sharedWorld(app);
const MYTH = 'removes-arterial-calcium';

const slash = (...args: Parameters<ReturnType<typeof world>['standIn']['slash']>) => {
  const { standIn } = world();
  return standIn.callback(standIn.slash(...args));
};
const choices = async (name: string, option: string, typed: string) => {
  const { standIn } = world();
  const callback = await standIn.callback(standIn.autocomplete(name, option, typed));
  expect(callback.type).toBe(8);
  return callback.data.choices ?? [];
};

describe('/k2 ask', () => {
  it('answers privately, with the fact as title and the mark before the explanation', async () => {
    const answer = await slash('ask', { question: phrasingOf(MYTH) });
    expectPrivate(answer);
    const [embed] = answer.data.embeds ?? [];
    expect(embed?.title).toBe(claim(MYTH).fact);
    expect(embed?.description).toMatch(/❌ \*\*Myth\*\*/);
    expect(embed?.description).toContain(claim(MYTH).explanation);
    expect(embed?.fields?.map((field) => field.name)).toContain(english.answer.sources);
    expect(customIds(answer.data)).toEqual([
      button('src', MYTH),
      button('rel', MYTH),
      button('nmq', MYTH),
      button('share', MYTH),
    ]);
  });

  it('answers in the channel when private is no, without a button to share it', async () => {
    const answer = await slash('ask', { question: phrasingOf(MYTH), private: false });
    expectPublic(answer);
    expect(answer.data.embeds?.[0]?.title).toBe(claim(MYTH).fact);
    expect(customIds(answer.data)).not.toContain(button('share', MYTH));
  });

  it('stays private where the asker may not write, whatever they say', async () => {
    expectPrivate(await slash('ask', { question: phrasingOf(MYTH), private: false }, presserWith(READ_ONLY)));
  });

  it('stays private when private is yes', async () => {
    expectPrivate(await slash('ask', { question: phrasingOf(MYTH), private: true }));
  });

  it('quotes the question without its mentions, markup and links', async () => {
    const question = `@everyone <@100000000000000009> **${phrasingOf(MYTH)}** discord.gg/abc https://example.com`;
    const { data } = await slash('ask', { question, private: false });
    const text = textOf(data);
    expect(text).not.toContain('@everyone');
    expect(text).not.toContain('<@1');
    expect(text).not.toContain('discord.gg');
    expect(text).not.toContain('example.com');
  });

  it('offers up to four claims when it is not sure, each with a button', async () => {
    // Which text is unsure is the matcher's affair, so several are tried.
    const vague = [
      'k2 and calcium',
      'k2 bones',
      'k2 and heart',
      'vitamin k2 dose',
      'k2 arteries',
      'mk7 blood',
    ];
    const answers = await Promise.all(vague.map((question) => slash('ask', { question })));
    const suggestions = answers.filter(({ data }) => data.embeds?.[0]?.title?.startsWith('Did you mean'));
    expect(suggestions.length).toBeGreaterThan(0);
    for (const suggestion of suggestions) {
      expectPrivate(suggestion);
      const picks = customIds(suggestion.data).filter((id) => id.startsWith('k2:pick:'));
      expect(picks.length).toBeGreaterThan(0);
      expect(picks.length).toBeLessThanOrEqual(4);
      expect(customIds(suggestion.data)).toContain(button('nmq'));
    }
  });

  it('says that it knows nothing about something else', async () => {
    const answer = await slash('ask', { question: 'who won the football yesterday' });
    expectPrivate(answer);
    expect(answer.data.embeds?.[0]?.title).toBe(english.none['off-topic'].title);
    expect(controls(answer.data)).toEqual([]);
  });

  it('asks for words when it gets a blank', async () => {
    const answer = await slash('ask', { question: '   ' });
    expectPrivate(answer);
    expect(answer.data.content).toContain('question');
  });

  it('takes the longest question Discord lets through', async () => {
    expectPrivate(
      await slash('ask', { question: 'k2 clears arteries '.repeat(106).slice(0, LIMITS.content) }),
    );
  });

  it('answers in a server the bot is not in', async () => {
    const answer = await slash('ask', { question: phrasingOf(MYTH) }, ELSEWHERE);
    expectPrivate(answer);
    expect(answer.data.embeds?.[0]?.title).toBe(claim(MYTH).fact);
  });

  it('answers in direct messages', async () => {
    const answer = await slash('ask', { question: phrasingOf(MYTH) }, IN_DIRECT_MESSAGES);
    expectPrivate(answer);
    expect(answer.data.embeds?.[0]?.title).toBe(claim(MYTH).fact);
  });

  it('answers each of many who ask at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => slash('ask', { question: phrasingOf('natto-richest-source') })),
    );
    expect(answers.every(({ data }) => data.embeds?.[0]?.title === claim('natto-richest-source').fact)).toBe(
      true,
    );
  });
});

describe('/k2 claim', () => {
  it.each([
    ['an id', () => MYTH],
    ['its sentence', () => claim(MYTH).claim],
  ])('opens a claim named by %s', async (_what, name) => {
    const answer = await slash('claim', { name: name() });
    expectPrivate(answer);
    expect(answer.data.embeds?.[0]?.title).toBe(claim(MYTH).fact);
    expect(customIds(answer.data)).toContain(button('share', MYTH));
    expect(customIds(answer.data)).not.toContain(button('nmq', MYTH));
  });

  it('takes free prose as a question: an answer only when it is sure', async () => {
    const sure = await slash('claim', { name: phrasingOf(MYTH) });
    expectPrivate(sure);
    expect(sure.data.embeds?.[0]?.title).toBe(claim(MYTH).fact);
    expect(customIds(sure.data)).toContain(button('nmq', MYTH));
    const none = await slash('claim', { name: 'who won the football @everyone' });
    expectPrivate(none);
    expect(none.data.embeds?.[0]?.title).toBe(english.none['off-topic'].title);
    expect(textOf(none.data)).not.toContain('@everyone');
  });

  it.each(['d3', 'vitamin k2 for cats', 'k1 is dangerous'])(
    'never opens the nearest claim for something vague: %s',
    async (name) => {
      for (const command of ['claim', 'sources']) {
        const [embed] = (await slash(command, { name })).data.embeds ?? [];
        expect(embed?.description, command).not.toMatch(/\*\*(?:Myth|Supported|Unsettled)\*\*/);
      }
    },
  );
});

describe('/k2 browse', () => {
  it('shows the first page of all claims, with a menu to open one and a way on', async () => {
    const answer = await slash('browse');
    expectPrivate(answer);
    expect(answer.data.embeds?.[0]?.title).toBe(english.browse.title);
    const [menu, back, next] = controls(answer.data);
    expect(menu).toMatchObject({ type: 3, custom_id: button('open') });
    expect(menu?.options?.map((option) => option.value)).toEqual(
      app.knowledge.claims.slice(0, 10).map(({ id }) => id),
    );
    expect(back).toMatchObject({ disabled: true });
    expect(next?.disabled).not.toBe(true);
    expect(next?.custom_id).toBe(button('page', 'any', 'any', '1'));
  });

  it('keeps to a verdict and a topic', async () => {
    const { topic, verdict } = claim(MYTH);
    const { data } = await slash('browse', { verdict, topic });
    const shown = controls(data).flatMap((one) => one.options ?? []);
    expect(shown.length).toBeGreaterThan(0);
    for (const { value } of shown) expect(claim(value)).toMatchObject({ topic, verdict });
  });

  it('names the verdicts when it gets one that is none', async () => {
    const answer = await slash('browse', { verdict: 'wrong' });
    expectPrivate(answer);
    expect(answer.data.content).toContain('myth, supported, unsettled');
  });

  it('lists the topics when it gets one that is none', async () => {
    const answer = await slash('browse', { topic: 'zzzz' });
    expectPrivate(answer);
    expect(answer.data.content).toContain(app.knowledge.topics[0]?.title);
  });
});

describe('/k2 sources, /k2 food and /k2 about', () => {
  it('shows every citation of a claim with its link', async () => {
    const answer = await slash('sources', { name: MYTH });
    expectPrivate(answer);
    const text = textOf(answer.data);
    for (const { source } of claim(MYTH).citations) {
      expect(text).toContain(app.knowledge.sourceById.get(source)?.url);
    }
  });

  it('shows every figure of a food', async () => {
    const answer = await slash('food', { name: 'natto' });
    expectPrivate(answer);
    const food = app.knowledge.foods.find(({ id }) => id === 'natto');
    expect(answer.data.embeds?.[0]?.title).toBe(english.food.title(food?.name ?? ''));
    expect(textOf(answer.data)).toContain('939');
  });

  it('sets tables that disagree side by side, each with its source and what it counts', async () => {
    const { data } = await slash('food', { name: 'egg yolk' });
    const text = textOf(data);
    const figures = app.knowledge.foods.find(({ id }) => id === 'egg-yolk')?.figures ?? [];
    expect(figures.length).toBeGreaterThan(1);
    for (const { source, totalK, counts, k1 } of figures) {
      expect(text).toContain(app.knowledge.sourceById.get(source)?.url);
      if (totalK !== undefined) expect(text).toContain(`Total (${counts}) **${totalK} µg**`);
      if (k1 !== undefined) expect(text).toContain(`K1 (not K2) **${k1} µg**`);
    }
    expect(text).toContain(english.food.figuresFound(figures.length));
    expect(text).toContain(english.food.differ);
  });

  it('asks which food is meant when a name fits several, rather than show the wrong figures', async () => {
    const answer = await slash('food', { name: 'cheese' });
    expectPrivate(answer);
    expect(answer.data.embeds ?? []).toEqual([]);
    const offered = controls(answer.data).flatMap((one) => one.options ?? []);
    expect(offered.map(({ value }) => value)).toContain('gouda');
    expect(offered.length).toBeGreaterThan(2);
  });

  it('says so when it has no figures', async () => {
    const answer = await slash('food', { name: 'gravel' });
    expectPrivate(answer);
    expect(answer.data.content).toContain('gravel');
  });

  it('tells who writes it, how many claims there are, the newest review, what it keeps, and no medical advice', async () => {
    const answer = await slash('about');
    expectPrivate(answer);
    const text = textOf(answer.data);
    expect(text).toContain(`${app.knowledge.claims.length} reviewed claims`);
    expect(text).toContain(app.knowledge.lastReviewed);
    expect(text).toContain(english.about.stores);
    expect(text).toMatch(/not medical advice/i);
  });
});

describe('autocomplete', () => {
  it.each(['claim', 'sources'])('offers claims for /k2 %s while nothing is typed', async (name) => {
    const offered = await choices(name, 'name', '');
    expect(offered.length).toBeGreaterThan(0);
    expect(offered.map(({ value }) => value)).toContain(MYTH);
  });

  it.each(['claim', 'sources'])('offers the claim that is meant first for /k2 %s', async (name) => {
    expect((await choices(name, 'name', phrasingOf(MYTH)))[0]?.value).toBe(MYTH);
    expect((await choices(name, 'name', 'natto-rich'))[0]?.value).toBe('natto-richest-source');
  });

  it.each([
    ['the beginning of a word', 'natt', 'natto-richest-source'],
    ['words that stand in a phrasing only', 'scrubs arteries', MYTH],
    ['half-typed words', 'warfar', 'safe-with-warfarin'],
  ])('finds a claim by %s', async (_what, typed, id) => {
    expect((await choices('claim', 'name', typed)).slice(0, 3).map(({ value }) => value)).toContain(id);
  });

  it('offers topics, all or those that fit', async () => {
    const [topic] = app.knowledge.topics;
    const all = await choices('browse', 'topic', '');
    expect(all.map(({ value }) => value)).toEqual(
      app.knowledge.topics.slice(0, LIMITS.choices).map(({ id }) => id),
    );
    const fitting = await choices('browse', 'topic', topic?.title.slice(0, 4) ?? '');
    expect(fitting.map(({ value }) => value)).toContain(topic?.id);
    expect(await choices('browse', 'topic', 'zzzz')).toEqual([]);
  });

  it('offers foods, all or those that fit', async () => {
    expect((await choices('food', 'name', '')).length).toBeGreaterThan(1);
    expect((await choices('food', 'name', 'nat'))[0]?.value).toBe('natto');
    expect(await choices('food', 'name', 'zzzz')).toEqual([]);
  });

  it('offers nothing for text that means nothing', async () => {
    expect(await choices('claim', 'name', 'zzzz')).toEqual([]);
  });
});

it('a command that the bot does not have gets a sentence, not silence', async () => {
  const { standIn } = world();
  const answer = await standIn.callback(standIn.interact({ id: '1', name: 'old', type: 1, options: [] }));
  expect(answer.type).toBe(ANSWER);
  expect(answer.data.content).toBe(english.outOfDate);
});

describe('every claim', () => {
  const everyRisk = {
    risks: RISKS,
    stance: 'denies',
    share: true,
    asked: '@everyone **x** '.repeat(200),
  } as const;

  it.each([
    ['in an answer to anybody', (one: Claim) => answerPayload(one, app.knowledge, english)],
    [
      'in the longest answer there can be',
      (one: Claim) => answerPayload(one, app.knowledge, english, everyRisk),
    ],
    ['with its sources', (one: Claim) => sourcesPayload(one, app.knowledge, english)],
  ])('keeps the rules of messages %s', (_what, payload) => {
    const broken = app.knowledge.claims.flatMap((one) => {
      const sent = JSON.parse(JSON.stringify(payload(one))) as SentMessage;
      return messageFaults(sent).map((fault) => `${one.id}: ${fault}`);
    });
    expect(broken).toEqual([]);
  });

  it('is answered by its id, with its buttons', async () => {
    for (const { id, fact } of app.knowledge.claims) {
      const { data } = await slash('claim', { name: id });
      expect(data.embeds?.[0]?.title, id).toBe(fact);
      expect(customIds(data), id).toContain(button('src', id));
    }
  });

  it('stands under its topic, topic by topic', async () => {
    for (const topic of app.knowledge.topics) {
      const { data } = await slash('browse', { topic: topic.id });
      expect(controls(data)[0]?.options?.[0]?.value, topic.id).toBe(topic.claims[0]?.id);
    }
  });

  it('and every food is answered', async () => {
    for (const { id, name } of app.knowledge.foods) {
      const { data } = await slash('food', { name: id });
      expect(data.embeds?.[0]?.title, id).toBe(english.food.title(name));
    }
  });
});
