import { moderationWording } from "../replies/moderation-wording.js";
import { Cards } from "./cards.js";
import { claimRevision } from "./claim-revision.js";
import { correctVerdicts } from "./corrections.js";
import { keywordPhrases, MAX_EXEMPT_CHANNELS } from "./keyword-phrases.js";
import { ServerState } from "./server-state.js";
import { Watch } from "./watch.js";
import { WriteLater } from "./write-later.js";
/** The moderators' side as a whole: what the edges call when something happens, and what the commands work with. */
export class Moderation {
    knowledge;
    store;
    platform;
    way;
    now;
    state;
    cards;
    watch;
    later;
    #judge;
    #report;
    #background = new Set();
    #phrases;
    constructor(parts) {
        this.knowledge = parts.knowledge;
        this.store = parts.store;
        this.platform = parts.platform;
        this.way = parts.way;
        this.now = parts.now;
        this.#judge = parts.judge;
        this.#report = parts.report;
        this.later = new WriteLater(parts.report);
        this.state = new ServerState(parts.store, parts.knowledge);
        this.cards = new Cards({ ...parts, state: this.state, later: this.later });
        this.watch = new Watch({ ...parts, state: this.state, cards: this.cards }, parts.knowledge, parts.now);
    }
    /** Reads what the store has. @throws {StoreError} */
    static async open(parts) {
        const moderation = new Moderation(parts);
        await moderation.state.load(parts.now());
        await moderation.cards.load();
        return moderation;
    }
    /**
     * Catches up after a start, when the platform can be asked: servers that were left, expired texts, cards not shown yet,
     * rules, and verdicts whose claims changed meanwhile.
     */
    async catchUp(present) {
        for (const { serverId, leftAt } of this.state.servers()) {
            if (present.has(serverId) === (leftAt !== null)) {
                await this.store.markLeft(serverId, present.has(serverId) ? null : this.now());
            }
        }
        await this.store.sweep(this.now());
        for (const serverId of present) {
            await this.cards.postWaiting(serverId);
            await this.#rulesAfterStart(serverId);
        }
        await correctVerdicts(this.store, this.platform, this.knowledge, this.#report, this.now());
    }
    /** For a timer: what expired is erased, what could not be shown is tried again. */
    async tidyUp() {
        await this.store.sweep(this.now());
        for (const { serverId } of this.state.servers()) {
            if (this.state.watchesOf(serverId).some(({ paused }) => paused === null))
                await this.cards.postWaiting(serverId);
        }
    }
    /** An AutoMod rule caught a message. */
    async alert(alert) {
        const { serverId, channelId, messageId, keyword } = alert;
        if (this.way !== 'rule' || messageId === undefined || !this.watch.isWatched(channelId))
            return;
        if (this.state.settings(serverId).ruleId !== alert.ruleId)
            return;
        const claimId = (await this.phrases()).get(keyword.toLowerCase());
        if (claimId === undefined || !this.state.isWanted(serverId, channelId, claimId, this.now()))
            return;
        this.state.coolDown(channelId, claimId, this.now());
        await this.cards.add({
            serverId,
            channelId,
            messageId,
            claimId,
            excerpt: null,
            words: keyword,
            confidence: null,
        });
    }
    /** The phrases of the rule, found once for a claim set. */
    phrases() {
        this.#phrases ??= keywordPhrases(this.knowledge, this.#judge);
        return this.#phrases;
    }
    /** Brings a server's AutoMod rule in line with its watched channels. */
    async alignRule(serverId) {
        const { ruleId, reviewChannelId } = this.state.settings(serverId);
        const watched = new Set(this.state.watchesOf(serverId).map(({ channelId }) => channelId));
        if (this.way === 'content' || watched.size === 0 || reviewChannelId === null) {
            if (ruleId !== null) {
                await this.platform.removeRule(serverId, ruleId);
                await this.state.change(serverId, { ruleId: null });
            }
            return { kind: 'not needed' };
        }
        const exemptChannels = this.platform
            .textChannels(serverId)
            .filter((channelId) => !watched.has(channelId));
        if (exemptChannels.length > MAX_EXEMPT_CHANNELS)
            return { kind: 'too many channels', count: exemptChannels.length };
        const phrases = [...(await this.phrases()).keys()];
        const outcome = await this.platform.putRule(serverId, ruleId, {
            name: moderationWording.watch.ruleName,
            phrases,
            exemptChannels,
            alertChannel: reviewChannelId,
        });
        if (!outcome.ok)
            return { kind: 'refused', why: outcome.why };
        await this.state.change(serverId, { ruleId: outcome.id });
        return { kind: 'in place', phrases: phrases.length };
    }
    /** Others can see this fact-check: it will be corrected when its claim changes. */
    verdictPosted(serverId, channelId, messageId, claimId) {
        const claim = this.knowledge.claimById.get(claimId);
        if (claim === undefined)
            return Promise.resolve();
        const revision = claimRevision(claim, this.knowledge);
        const postedAt = this.now();
        return this.later.run('verdict', () => this.store.rememberVerdict({ messageId, serverId, channelId, claimId, revision, postedAt }));
    }
    /** That message says something else now: there is nothing left to correct. */
    verdictTakenBack(messageId) {
        return this.later.run('verdict taken back', () => this.store.dropVerdict(messageId));
    }
    /** "Not my question": these claims were offered, and none was meant. */
    async missed(serverId, claimIds) {
        const at = this.now();
        for (const claimId of claimIds.filter((id) => this.knowledge.claimById.has(id))) {
            await this.later.run('miss', () => this.store.countMiss(serverId, claimId, at));
        }
    }
    /** Erases a server's data at once, the rule in the server included. */
    async forget(serverId) {
        const { ruleId } = this.state.settings(serverId);
        await this.store.forget(serverId);
        this.cards.forget(serverId);
        this.state.forget(serverId);
        if (ruleId !== null)
            await this.platform.removeRule(serverId, ruleId);
    }
    /** Work that nobody waits for, except the end. Never rejects. */
    inBackground(what, work) {
        const done = (async () => work())()
            .catch((error) => this.#report('error', 'something for the moderators failed', { what, err: error }))
            .finally(() => this.#background.delete(done));
        this.#background.add(done);
    }
    async stop() {
        await Promise.all(this.#background);
        await this.watch.idle();
        await this.later.retry();
        this.later.stop();
        await this.store.close();
    }
    async #rulesAfterStart(serverId) {
        const { ruleId } = this.state.settings(serverId);
        const watches = this.state.watchesOf(serverId).length > 0;
        if (ruleId === null && !(watches && this.way === 'rule'))
            return;
        const result = await this.alignRule(serverId);
        if (result.kind === 'refused' || result.kind === 'too many channels') {
            this.#report('warn', 'the AutoMod rule could not be brought up to date', {
                server: serverId,
                ...result,
            });
        }
    }
}
