import { cut } from "../replies/cut.js";
import { MAX_QUOTE } from "../replies/quote.js";
import { matchedWords } from "./matched-words.js";
import { subjectTest } from "./names-a-subject.js";
/**
 * Watches channels that a moderator chose. What happens to a message happens in order: a deletion that comes while its
 * text is still being judged closes the card that comes of it.
 */
export class Watch {
    #state;
    #cards;
    #judge;
    #knowledge;
    #namesSubject;
    #now;
    /** What is still under way, by message. */
    #underWay = new Map();
    #report;
    constructor({ state, cards, judge, report }, knowledge, now) {
        this.#state = state;
        this.#cards = cards;
        this.#judge = judge;
        this.#report = report;
        this.#knowledge = knowledge;
        this.#namesSubject = subjectTest(knowledge);
        this.#now = now;
    }
    /** Whether messages of this channel are looked at: the first and cheapest question. */
    isWatched(channelId) {
        const watched = this.#state.watch(channelId);
        return watched !== undefined && watched.paused === null;
    }
    /** A new message. Returns at once; nothing is asked of Discord unless it makes a card. */
    written(message) {
        if (!this.isWatched(message.channelId) || !this.#namesSubject(message.text))
            return;
        this.#inOrder(message.messageId, async () => this.#consider(message, await this.#judge(message.text)));
    }
    /** A changed message: it may say a myth now, or no longer. */
    edited(message) {
        if (!this.isWatched(message.channelId))
            return;
        const known = this.#underWay.has(message.messageId) || this.#cards.openClaim(message.messageId) !== undefined;
        if (!known) {
            this.written(message);
            return;
        }
        this.#inOrder(message.messageId, async () => {
            const hits = await this.#judge(message.text);
            const claim = this.#cards.openClaim(message.messageId);
            if (claim === undefined)
                await this.#consider(message, hits);
            else if (!hits.some(({ claimId }) => claimId === claim))
                await this.#cards.close(message.messageId, 'edited');
        });
    }
    deleted(messageId) {
        if (!this.#underWay.has(messageId) && this.#cards.openClaim(messageId) === undefined)
            return;
        this.#inOrder(messageId, () => this.#cards.close(messageId, 'gone'));
    }
    /** Resolves when nothing is under way. */
    async idle() {
        while (this.#underWay.size > 0)
            await Promise.all(this.#underWay.values());
    }
    get underWay() {
        return this.#underWay.size;
    }
    async #consider(message, hits) {
        const now = this.#now();
        const bar = this.#state.bar(message.serverId);
        const hit = hits.find(({ claimId, confidence }) => confidence >= bar && this.#state.isWanted(message.serverId, message.channelId, claimId, now));
        const claim = this.#knowledge.claimById.get(hit?.claimId ?? '');
        // It may have been unwatched or paused while the text was judged.
        if (hit === undefined || claim === undefined || !this.isWatched(message.channelId))
            return;
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
    #inOrder(messageId, work) {
        const before = this.#underWay.get(messageId) ?? Promise.resolve();
        const done = before
            .then(work)
            .catch((error) => this.#report('error', 'a watched message failed', { err: error }))
            .finally(() => {
            if (this.#underWay.get(messageId) === done)
                this.#underWay.delete(messageId);
        });
        this.#underWay.set(messageId, done);
    }
}
