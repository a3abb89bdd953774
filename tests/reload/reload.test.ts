import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadKnowledge, readKnowledge } from '../../src/knowledge/load.ts';
import { judgeInThread } from '../../src/moderation/judge-in-thread.ts';
import { LiveKnowledge, type Read } from '../../src/reload/live-knowledge.ts';
import { readInThread } from '../../src/reload/read-in-thread.ts';
import { ONLY_CLAIM, ONLY_FILE, writeSmallKnowledge } from '../discord/small-knowledge.ts';
import { silence, textOf } from '../discord/support.ts';
import { ASSERTION, cardButton, moderatedWorld } from '../moderation/moderated-world.ts';
import { CHANNEL_ID } from '../stand-in/discord.ts';

const FACT = 'A new trial has now shown that K2 leaves the calcium where it is';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'k2-reload-'));
  writeSmallKnowledge(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function edit(pattern: RegExp, text: string): void {
  const file = join(folder, ONLY_FILE);
  const before = readFileSync(file, 'utf8');
  const after = before.replace(pattern, text);
  expect(after).not.toBe(before);
  writeFileSync(file, after);
}
const newFact = (): void => edit(/^fact: .*$/m, `fact: ${FACT}`);
const spoil = (): void => edit(/^verdict: .*$/m, 'verdict: perhaps');
const mend = (): void => edit(/^verdict: .*$/m, 'verdict: myth');
const live = (read: Read = readKnowledge): LiveKnowledge =>
  new LiveKnowledge(loadKnowledge(folder), folder, read);
const factOf = (one: LiveKnowledge): string | undefined => one.knowledge.claimById.get(ONLY_CLAIM)?.fact;

describe('reading the claims again', () => {
  it('puts the new set in the place of the old one, which stays whole for whoever still has it', async () => {
    const one = live();
    const before = one.knowledge;
    const fact = factOf(one);
    newFact();
    expect(await one.reload()).toMatchObject({ kind: 'swapped', knowledge: { claims: { length: 1 } } });
    expect(factOf(one)).toBe(FACT);
    expect(before.claimById.get(ONLY_CLAIM)?.fact).toBe(fact);
  });

  it('keeps the very set when nothing changed, so that nothing is built for it', async () => {
    const one = live();
    const before = one.knowledge;
    expect(await one.reload()).toEqual({ kind: 'same' });
    expect(one.knowledge).toBe(before);
  });

  it('keeps the last good set through a faulty edit, and says where and what to do until it is mended', async () => {
    const one = live();
    const before = one.knowledge;
    newFact();
    spoil();
    const refused = await one.reload();
    const fault = { file: ONLY_FILE, line: expect.any(Number), field: 'verdict', remedy: expect.any(String) };
    expect(refused).toMatchObject({ kind: 'refused' });
    expect(one.knowledge).toBe(before);
    expect(one.refused?.faults).toContainEqual(expect.objectContaining(fault));
    mend();
    expect((await one.reload()).kind).toBe('swapped');
    expect(one.refused).toBeUndefined();
  });

  it('survives a reader that fails, and works again afterwards', async () => {
    let fails = true;
    const one = live((directory) => {
      if (fails) throw new Error('the disk is gone');
      return readKnowledge(directory);
    });
    expect(await one.reload()).toMatchObject({
      kind: 'refused',
      faults: [{ problem: expect.stringContaining('the disk is gone') }],
    });
    fails = false;
    expect(await one.reload()).toEqual({ kind: 'same' });
  });

  it('reads once more, not ten times more, for ten changes while it reads', async () => {
    const goOn: (() => void)[] = [];
    let reads = 0;
    const one = live(async (directory) => {
      reads += 1;
      await new Promise<void>((resolve) => goOn.push(resolve));
      return readKnowledge(directory);
    });
    const first = one.reload();
    await silence();
    newFact();
    const others = Array.from({ length: 10 }, () => one.reload());
    for (let turn = 0; turn < 2; turn += 1) {
      await silence();
      goOn.shift()?.();
    }
    expect((await first).kind).toBe('swapped');
    expect((await Promise.all(others)).map(({ kind }) => kind)).toEqual(Array(10).fill('same'));
    expect(reads).toBe(2);
    expect(factOf(one)).toBe(FACT);
  });

  it('reads the same in a thread of its own, frozen, and learns there', async () => {
    const { base, faults, learned } = await readInThread(folder, 'another');
    expect(faults).toEqual([]);
    expect(base).toEqual(loadKnowledge(folder));
    expect(Object.isFrozen(base?.claims[0]?.phrasings)).toBe(true);
    expect(learned?.examples.first).toHaveLength((base?.claims.length ?? 0) + 1);
    expect((await readInThread(folder, base?.revision ?? '')).learned).toBeUndefined();
    spoil();
    expect(await readInThread(folder, '')).toEqual(readKnowledge(folder));
  });
});

describe('the running bot', () => {
  it('answers from the new set, corrects what it said before, and judges by it too', async () => {
    const app = live();
    const one = await moderatedWorld({ app });
    const ask = async (isPrivate: boolean): Promise<string> => {
      const id = one.standIn.slash('ask', { question: ASSERTION, private: isPrivate });
      return textOf((await one.standIn.callback(id)).data);
    };
    expect(await ask(false)).not.toContain(FACT);
    await one.watching();
    one.say(ASSERTION);
    const [card] = await one.cards(1);
    newFact();
    expect((await app.reload()).kind).toBe('swapped');
    one.world.bot.knowledgeChanged();
    expect(await ask(true)).toContain(FACT);
    await one.standIn.until(() =>
      one.standIn.requests.some(({ method, path }) => method === 'PATCH' && path.startsWith('/channels/')),
    );
    await one.noteTo(one.press(cardButton(card, 'mrep')));
    expect(textOf(one.inChannel(CHANNEL_ID).at(-1) ?? {})).toContain(FACT);
  });

  it('finishes an answer with the set it began with, and corrects that one as well', async () => {
    const app = live();
    const one = await moderatedWorld({ app });
    one.standIn.limitNext('POST', /callback/, 0.5);
    const underWay = one.standIn.slash('ask', { question: ASSERTION, private: false });
    await one.standIn.until(() => one.standIn.requests.some(({ path }) => path.includes(underWay)));
    newFact();
    expect((await app.reload()).kind).toBe('swapped');
    // Nothing is kept yet of the answer under way, so these corrections cannot see it.
    one.world.bot.knowledgeChanged();
    expect(textOf((await one.standIn.callback(underWay)).data)).not.toContain(FACT);
    const corrected = (await one.standIn.request('PATCH', /^\/channels\//)) as object;
    expect(textOf(corrected)).toContain(FACT);
  });

  it('tells moderators what is wrong with an edit that does not count', async () => {
    const app = live();
    const one = await moderatedWorld({ app });
    expect(await one.modText('check')).toContain(`✓ 1 claims serve`);
    spoil();
    await app.reload();
    const found = await one.modText('check');
    expect(found).toMatch(new RegExp(`✗ The claims were changed[\\s\\S]*${ONLY_FILE}:\\d+ verdict`));
  });
});

it('the matching thread judges by the set that serves, and finishes the texts of the one before', async () => {
  const knowledge = loadKnowledge(folder);
  const claims = knowledge.claims.map((claim) => ({ ...claim, verdict: 'supported' as const }));
  const claimById = new Map(claims.map((claim) => [claim.id, claim]));
  const serving = { knowledge };
  const thread = judgeInThread(serving, () => undefined);
  try {
    const before = thread.judge(ASSERTION);
    serving.knowledge = { ...knowledge, claims, claimById };
    const after = thread.judge(ASSERTION);
    expect(thread.waiting()).toBe(2);
    expect(await before).toMatchObject([{ claimId: ONLY_CLAIM }]);
    expect(await after).toEqual([]);
  } finally {
    await thread.stop();
  }
});
