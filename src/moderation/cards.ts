import { randomBytes } from 'node:crypto';
import type { KnowledgeBase } from '../knowledge/knowledge-base.ts';
import type { Serving } from '../knowledge/serving.ts';
import { decide } from '../matching/decide.ts';
import { answerPayload } from '../replies/answer.ts';
import { moderationWording } from '../replies/moderation-wording.ts';
import { notice } from '../replies/notice.ts';
import type { MessagePayload } from '../replies/payload.ts';
import { reviewCard } from '../replies/review-card.ts';
import { wordingFor } from '../replies/wording.ts';
import type { Card, CardState, NewCard, PostedVerdict, Store } from '../store/store.ts';
import type { Platform, Refusal, Report } from './platform.ts';
import { QUIET_MS, type ServerState } from './server-state.ts';
import type { WriteLater } from './write-later.ts';

/** What a moderator can decide with one click. */
export type Choice = 'reply' | 'notThis' | 'quiet';

export interface Decided {
  /** The card as it now is; absent when there is none. */
  readonly card?: MessagePayload;
  /** Something to tell the one who clicked, alone. */
  readonly note?: string;
}

/** Others can see this fact-check now, as this claim set has it: it will be corrected when its claim changes. */
export type VerdictPosted = (
  message: Pick<PostedVerdict, 'serverId' | 'channelId' | 'messageId' | 'claimId'>,
  shown: KnowledgeBase,
) => Promise<void>;

export interface CardParts {
  readonly store: Store;
  readonly state: ServerState;
  readonly platform: Platform;
  readonly serving: Serving;
  readonly later: WriteLater;
  readonly verdictPosted: VerdictPosted;
  readonly report: Report;
  readonly now: () => Date;
}

const OVER: readonly CardState[] = ['gone', 'edited'];
const RESULT: Readonly<Record<Exclude<Choice, 'reply'>, CardState>> = {
  notThis: 'dismissed',
  quiet: 'quieted',
};

/** The review queue: makes cards, shows them, and carries out what moderators decide. */
export class Cards {
  readonly #parts: CardParts;
  /** Open cards by the message they are about, so that an edit or deletion elsewhere costs no look-up. */
  readonly #open = new Map<string, Pick<Card, 'cardId' | 'claimId' | 'serverId'>>();

  constructor(parts: CardParts) {
    this.#parts = parts;
  }

  async load(): Promise<void> {
    await this.#parts.store.reopenReplying();
    for (const card of await this.#parts.store.openCards()) this.#open.set(card.messageId, card);
  }

  /** Cards that wait for a moderator, in all servers. */
  get waiting(): number {
    return this.#open.size;
  }

  /** The claim of the open card about a message. */
  openClaim(messageId: string): string | undefined {
    return this.#open.get(messageId)?.claimId;
  }

  /** Keeps a new card and shows it in the review channel. */
  async add(card: Omit<NewCard, 'cardId' | 'createdAt'>): Promise<void> {
    const { store, later, now } = this.#parts;
    // Also the nonce of the post, which has at most 25 characters.
    const whole: NewCard = { ...card, cardId: randomBytes(10).toString('hex'), createdAt: now() };
    await later.run('card', async () => {
      if (!(await store.addCard(whole))) return;
      this.#open.set(whole.messageId, whole);
      const kept = await store.card(whole.cardId);
      if (kept !== undefined) await this.#post(kept);
    });
  }

  /** Shows the cards of a server that are not in the review channel yet. */
  async postWaiting(serverId: string): Promise<void> {
    for (const card of await this.#parts.store.openCards(serverId)) {
      if (card.reviewMessageId !== null) continue;
      if (!(await this.#post(card))) return;
    }
  }

  async decide(cardId: string, serverId: string, by: string, choice: Choice): Promise<Decided> {
    const { store, serving } = this.#parts;
    const card = await store.card(cardId);
    const words = moderationWording.card;
    if (card === undefined || card.serverId !== serverId || !serving.knowledge.claimById.has(card.claimId)) {
      return { note: words.noSuchCard };
    }
    return choice === 'reply' ? this.#reply(card, by) : this.#settle(card, by, choice);
  }

  /** The original is gone, or says something else: an open card about it is closed. */
  async close(messageId: string, state: 'gone' | 'edited'): Promise<void> {
    const open = this.#open.get(messageId);
    if (open === undefined) return;
    const { store, later, now } = this.#parts;
    await later.run('card closed', async () => {
      const closed = await store.moveCard(open.cardId, 'open', state, null, now());
      // Not open any more: decided here at this moment, or by another process.
      this.#open.delete(messageId);
      if (!closed) return;
      const card = await store.card(open.cardId);
      if (card !== undefined) await this.#redraw(card);
    });
  }

  forget(serverId: string): void {
    for (const [messageId, card] of this.#open) if (card.serverId === serverId) this.#open.delete(messageId);
  }

  async #settle(card: Card, by: string, choice: Exclude<Choice, 'reply'>): Promise<Decided> {
    const { store, state, now } = this.#parts;
    const won = await store.moveCard(card.cardId, 'open', RESULT[choice], by, now());
    if (!won) return this.#late(card.cardId);
    this.#open.delete(card.messageId);
    if (choice === 'quiet') {
      const until = new Date(now().getTime() + QUIET_MS);
      await state.quiet({ serverId: card.serverId, channelId: card.channelId, claimId: card.claimId, until });
    }
    return this.#current(card.cardId);
  }

  async #reply(card: Card, by: string): Promise<Decided> {
    const { store, platform, serving, later, now } = this.#parts;
    const { knowledge } = serving;
    const claim = knowledge.claimById.get(card.claimId);
    if (claim === undefined) return { note: moderationWording.card.noSuchCard };
    if (!(await store.moveCard(card.cardId, 'open', 'replying', by, now()))) return this.#late(card.cardId);
    // The author will read it: what they said of themselves decides what comes first.
    const risks = card.excerpt === null ? [] : decide(card.excerpt, knowledge, 'message').risks;
    const payload = answerPayload(claim, knowledge, wordingFor('en'), { risks });
    const outcome = await platform.post(card.channelId, payload, {
      replyTo: card.messageId,
      nonce: `r${card.cardId}`,
    });
    if (!outcome.ok) return this.#notReplied(card, outcome.why);
    this.#open.delete(card.messageId);
    await this.#parts.verdictPosted({ ...card, messageId: outcome.id }, knowledge);
    await later.run('card replied', async () => {
      await store.moveCard(card.cardId, 'replying', 'replied', by, now());
    });
    const { card: shown } = await this.#current(card.cardId);
    return { ...(shown === undefined ? {} : { card: shown }), note: moderationWording.card.replied };
  }

  async #notReplied(card: Card, why: Refusal): Promise<Decided> {
    const { store, now } = this.#parts;
    const gone = why === 'gone';
    await store.moveCard(card.cardId, 'replying', gone ? 'gone' : 'open', null, now());
    if (gone) this.#open.delete(card.messageId);
    const { card: shown } = await this.#current(card.cardId);
    const words = moderationWording;
    return {
      ...(shown === undefined ? {} : { card: shown }),
      note: gone ? words.card.originalGone : words.card.replyRefused(`${words.refusal[why]}.`),
    };
  }

  /** Somebody was first: they see how it ended, and by whom. */
  async #late(cardId: string): Promise<Decided> {
    const card = await this.#parts.store.card(cardId);
    if (card === undefined) return { note: moderationWording.card.noSuchCard };
    if (card.state !== 'open' && card.state !== 'replying') this.#open.delete(card.messageId);
    const { states, alreadyDecided } = moderationWording.card;
    const { card: shown } = await this.#current(cardId);
    return {
      ...(shown === undefined ? {} : { card: shown }),
      note: alreadyDecided(states[card.state], OVER.includes(card.state) ? null : card.decidedBy),
    };
  }

  async #current(cardId: string): Promise<Decided> {
    const card = await this.#parts.store.card(cardId);
    const shown = card === undefined ? undefined : this.#draw(card);
    return shown === undefined ? {} : { card: shown };
  }

  /** @returns false when there is no use in trying further cards of this server. */
  async #post(card: Card): Promise<boolean> {
    const { store, state, platform } = this.#parts;
    const { reviewChannelId } = state.settings(card.serverId);
    const payload = this.#draw(card);
    if (reviewChannelId === null || payload === undefined) return reviewChannelId !== null;
    const outcome = await platform.post(reviewChannelId, payload, { nonce: card.cardId });
    if (outcome.ok) {
      await store.placeCard(card.cardId, reviewChannelId, outcome.id);
      return true;
    }
    if (outcome.why === 'no-access' || outcome.why === 'gone') {
      await this.#pause(card.serverId, reviewChannelId, outcome.why);
    }
    return false;
  }

  /** One refusal is enough: further ones would only bring the bot nearer to a ban (practice.md, section 13). */
  async #pause(serverId: string, reviewChannelId: string, why: Refusal): Promise<void> {
    const { state, platform, report } = this.#parts;
    const sentence = moderationWording.paused(`<#${reviewChannelId}>`, moderationWording.refusal[why]);
    report('warn', 'the review channel takes no cards; watching is paused there', { server: serverId, why });
    await state.pause(serverId, sentence);
    const elsewhere = platform.fallbackChannel(serverId);
    if (elsewhere !== undefined && elsewhere !== reviewChannelId)
      await platform.post(elsewhere, notice(sentence));
  }

  async #redraw(card: Card): Promise<void> {
    const payload = this.#draw(card);
    if (payload === undefined || card.reviewChannelId === null || card.reviewMessageId === null) return;
    const outcome = await this.#parts.platform.edit(card.reviewChannelId, card.reviewMessageId, payload);
    if (!outcome.ok) {
      this.#parts.report('info', 'a card could not be redrawn', { server: card.serverId, why: outcome.why });
    }
  }

  #draw(card: Card): MessagePayload | undefined {
    const claim = this.#parts.serving.knowledge.claimById.get(card.claimId);
    if (claim === undefined) return undefined;
    const link = this.#parts.platform.link(card.serverId, card.channelId, card.messageId);
    return reviewCard({ ...card, link }, claim, wordingFor('en'));
  }
}
