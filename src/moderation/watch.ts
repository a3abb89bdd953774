import type { KnowledgeBase } from '../knowledge/knowledge-base.ts';
import type { Serving } from '../knowledge/serving.ts';
import { cut } from '../replies/cut.ts';
import { MAX_QUOTE } from '../replies/quote.ts';
import type { Cards } from './cards.ts';
import type { Hit, Judge } from './judge.ts';
import { matchedWords } from './matched-words.ts';
import { subjectTest } from './names-a-subject.ts';
import type { Report } from './platform.ts';
import type { ServerState } from './server-state.ts';

/** A message that a person wrote in a server, reduced to what watching needs. No author. */
export interface WatchedMessage {
  readonly serverId: string;
  readonly channelId: string;
  readonly messageId: string;
  readonly text: string;
}

/**
 * Watches channels that a moderator chose. What happens to a message happens in order: a deletion that comes while its
 * text is still being judged closes the card that comes of it.
 */
export class Watch {
  readonly #state: ServerState;
  readonly #cards: Cards;
  readonly #judge: Judge;
  readonly #serving: Serving;
  /** The quick test, with the claim set it was made for. */
  #test: { readonly of: KnowledgeBase; readonly namesSubject: (text: string) => boolean } | undefined;
  readonly #now: () => Date;
  /** What is still under way, by message. */
  readonly #underWay = new Map<string, Promise<void>>();

  readonly #report: Report;

  constructor(
    { state, cards, judge, report }: { state: ServerState; cards: Cards; judge: Judge; report: Report },
    serving: Serving,
    now: () => Date,
  ) {
    this.#state = state;
    this.#cards = cards;
    this.#judge = judge;
    this.#report = report;
    this.#serving = serving;
    this.#now = now;
  }

  /** Whether messages of this channel are looked at: the first and cheapest question. */
  isWatched(channelId: string): boolean {
    const watched = this.#state.watch(channelId);
    return watched !== undefined && watched.paused === null;
  }

  /** A new message. Returns at once; nothing is asked of Discord unless it makes a card. */
  written(message: WatchedMessage): void {
    if (!this.isWatched(message.channelId) || !this.#namesSubject(message.text)) return;
    this.#inOrder(message.messageId, async () => this.#consider(message, await this.#judge(message.text)));
  }

  /** A changed message: it may say a myth now, or no longer. */
  edited(message: WatchedMessage): void {
    if (!this.isWatched(message.channelId)) return;
    const known =
      this.#underWay.has(message.messageId) || this.#cards.openClaim(message.messageId) !== undefined;
    if (!known) {
      this.written(message);
      return;
    }
    this.#inOrder(message.messageId, async () => {
      const hits = await this.#judge(message.text);
      const claim = this.#cards.openClaim(message.messageId);
      if (claim === undefined) await this.#consider(message, hits);
      else if (!hits.some(({ claimId }) => claimId === claim))
        await this.#cards.close(message.messageId, 'edited');
    });
  }

  deleted(messageId: string): void {
    if (!this.#underWay.has(messageId) && this.#cards.openClaim(messageId) === undefined) return;
    this.#inOrder(messageId, () => this.#cards.close(messageId, 'gone'));
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay.values());
  }

  get underWay(): number {
    return this.#underWay.size;
  }

  #namesSubject(text: string): boolean {
    const { knowledge } = this.#serving;
    if (this.#test?.of !== knowledge) this.#test = { of: knowledge, namesSubject: subjectTest(knowledge) };
    return this.#test.namesSubject(text);
  }

  async #consider(message: WatchedMessage, hits: readonly Hit[]): Promise<void> {
    const now = this.#now();
    const bar = this.#state.bar(message.serverId);
    const hit = hits.find(
      ({ claimId, confidence }) =>
        confidence >= bar && this.#state.isWanted(message.serverId, message.channelId, claimId, now),
    );
    const claim = this.#serving.knowledge.claimById.get(hit?.claimId ?? '');
    // It may have been unwatched or paused while the text was judged.
    if (hit === undefined || claim === undefined || !this.isWatched(message.channelId)) return;
    this.#state.coolDown(message.channelId, claim.id, now);
    await this.#cards.add({
      serverId: message.serverId,
      channelId: message.channelId,
      messageId: message.messageId,
      claimId: claim.id,
      excerpt: cut(hit.excerpt, MAX_QUOTE),
      words: matchedWords(hit.excerpt, claim).join(', '),
      confidence: hit.confidence,
    });
  }

  #inOrder(messageId: string, work: () => Promise<void>): void {
    const before = this.#underWay.get(messageId) ?? Promise.resolve();
    const done = before
      .then(work)
      .catch((error: unknown) => this.#report('error', 'a watched message failed', { err: error }))
      .finally(() => {
        if (this.#underWay.get(messageId) === done) this.#underWay.delete(messageId);
      });
    this.#underWay.set(messageId, done);
  }
}
