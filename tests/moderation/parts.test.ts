import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { MESSAGE_BAR } from '../../src/matching/confidence.ts';
import { HIGHEST_BAR, judge, judgeHere, WATCH_BAR } from '../../src/moderation/judge.ts';
import { type JudgeThread, judgeInThread, MOST_WAITING } from '../../src/moderation/judge-in-thread.ts';
import { matchedWords } from '../../src/moderation/matched-words.ts';
import { subjectTest } from '../../src/moderation/names-a-subject.ts';
import { WriteLater } from '../../src/moderation/write-later.ts';
import { quote } from '../../src/replies/quote.ts';
import { quotedWords } from '../../src/replies/unanswered.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { app, claim } from '../discord/claims.ts';
import { smallApp } from '../discord/small-knowledge.ts';
import { ASSERTION, MYTH } from './moderated-world.ts';

const nothing = () => undefined;

describe('judging', () => {
  it('needs far more than an answer to somebody who asks', () => {
    expect(WATCH_BAR).toBeGreaterThan(MESSAGE_BAR);
    expect(HIGHEST_BAR).toBeLessThan(1);
  });

  it('finds asserted myths and nothing else', () => {
    expect(judge(ASSERTION, app.knowledge)[0]).toMatchObject({ claimId: MYTH, excerpt: ASSERTION });
    expect(judge('k2 does not remove calcium from arteries', app.knowledge)).toEqual([]);
    for (const { claimId } of app.knowledge.claims.flatMap(({ claim: text }) => judge(text, app.knowledge))) {
      expect(claim(claimId).verdict).toBe('myth');
    }
  });

  it.each([
    'my aspirin dose is 81 mg',
    'the k2 is in the kitchen next to the magnesium',
    'he got arrested for smoking k2',
  ])('wants more than a name in common: %s', (text) => expect(judge(text, app.knowledge)).toEqual([]));

  it('is never spared a text that would make a card', () => {
    const namesSubject = subjectTest(app.knowledge);
    const missed = app.knowledge.claims
      .filter(({ verdict }) => verdict === 'myth')
      .flatMap(({ claim: text, phrasings }) => [text, ...phrasings.slice(0, 8)])
      .filter((text) => !namesSubject(text) && judge(text, app.knowledge).length > 0);
    expect(missed).toEqual([]);
    expect(namesSubject('good morning everybody, slept well?')).toBe(false);
  }, 60_000);

  it('says which words matched', () => {
    expect(matchedWords(ASSERTION, claim(MYTH))).toEqual(
      expect.arrayContaining(['k2', 'calcium', 'arteries']),
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), (text) => matchedWords(text, claim(MYTH)).length <= 8),
    );
  });
});

describe('the matching thread', () => {
  let thread: JudgeThread | undefined;
  afterEach(() => thread?.stop());

  it('judges as this one does', async () => {
    const { knowledge } = smallApp();
    thread = judgeInThread({ knowledge }, nothing);
    const texts = [ASSERTION, 'hello', 'k2 does not remove calcium from arteries'];
    const here = judgeHere({ knowledge });
    expect(await Promise.all(texts.map(thread.judge))).toEqual(await Promise.all(texts.map(here)));
  });

  it('lets texts go when too many wait, and never waits for ever', async () => {
    thread = judgeInThread(smallApp(), nothing);
    const judged = Array.from({ length: MOST_WAITING + 5 }, () => thread?.judge('hello'));
    expect(thread.letGo()).toBe(5);
    expect(await Promise.all(judged.slice(-5))).toEqual(Array.from({ length: 5 }, () => []));
    await thread.stop();
    expect((await Promise.all(judged)).flat()).toEqual([]);
    expect(await thread.judge('hello')).toEqual([]);
  });
});

describe('what the store cannot take now', () => {
  it('is written later, in order, and a fault that does not pass is told and let go', async () => {
    const told: string[] = [];
    const later = new WriteLater((_level, message) => void told.push(message));
    const done: string[] = [];
    let isLocked = true;
    const write = (what: string) =>
      later.run(what, async () => {
        if (isLocked) throw new StoreError('locked', new Error('x'));
        done.push(what);
      });
    await write('one');
    await write('two');
    expect(later.waiting).toBe(2);
    await later.retry();
    expect(later.waiting).toBe(2);
    isLocked = false;
    await write('three');
    await later.retry();
    expect(done).toEqual(['one', 'two', 'three']);
    await later.run('bad', async () => {
      throw new StoreError('corrupt', new Error('x'));
    });
    expect(later.waiting).toBe(0);
    expect(told.at(-1)).toBe('this could not be kept');
    later.stop();
  });

  it('is tried again by itself', async () => {
    vi.useFakeTimers();
    const later = new WriteLater(nothing);
    let attempts = 0;
    await later.run('x', async () => {
      attempts += 1;
      if (attempts < 3) throw new StoreError('full', new Error('x'));
    });
    await vi.advanceTimersByTimeAsync(30_000);
    expect([attempts, later.waiting]).toEqual([3, 0]);
    vi.useRealTimers();
  });
});

describe('quoted words', () => {
  it('come back as the person saw them', () => {
    for (const text of ['is k2 *really* good?', 'a_b @everyone (x)', '[no] # heading']) {
      expect(quotedWords({ embeds: [{ description: `note\n\n> ${quote(text)}\n\nmore` }] })).toBe(text);
    }
    expect(quotedWords({ content: 'nothing here' })).toBeUndefined();
    fc.assert(
      fc.property(fc.string(), (text) => (quotedWords({ content: `> ${quote(text)}` })?.length ?? 0) <= 200),
    );
  });
});
