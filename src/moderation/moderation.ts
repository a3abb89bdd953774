import type { KnowledgeBase } from '../knowledge/knowledge-base.ts';
import type { Serving } from '../knowledge/serving.ts';
import { moderationWording } from '../replies/moderation-wording.ts';
import type { Store } from '../store/store.ts';
import { StoreError } from '../store/store-error.ts';
import { Cards, type VerdictPosted } from './cards.ts';
import { claimRevision } from './claim-revision.ts';
import { correctVerdicts } from './corrections.ts';
import type { Judge } from './judge.ts';
import { keywordPhrases, MAX_EXEMPT_CHANNELS } from './keyword-phrases.ts';
import type { Platform, Refusal, Report } from './platform.ts';
import { ServerState } from './server-state.ts';
import { Watch } from './watch.ts';
import { WriteLater } from './write-later.ts';

/** `content`: the bot reads watched channels; `rule`: an AutoMod rule does, and its alerts become cards. */
export type WatchingWay = 'content' | 'rule';

export interface ModerationParts {
  readonly serving: Serving;
  readonly store: Store;
  readonly platform: Platform;
  readonly judge: Judge;
  readonly way: WatchingWay;
  readonly report: Report;
  readonly now: () => Date;
}

/** What Discord tells of a message that an AutoMod rule caught. Its text is not among it. */
export interface KeywordAlert {
  readonly serverId: string;
  readonly channelId: string;
  /** Absent when AutoMod blocked the message. */
  readonly messageId: string | undefined;
  readonly ruleId: string;
  readonly keyword: string;
}

export type RuleResult =
  | { readonly kind: 'in place'; readonly phrases: number }
  | { readonly kind: 'not needed' }
  | { readonly kind: 'too many channels'; readonly count: number }
  | { readonly kind: 'refused'; readonly why: Refusal };

/** The moderators' side as a whole: what the edges call when something happens, and what the commands work with. */
export class Moderation {
  readonly serving: Serving;
  readonly store: Store;
  readonly platform: Platform;
  readonly way: WatchingWay;
  readonly now: () => Date;
  readonly state: ServerState;
  readonly cards: Cards;
  readonly watch: Watch;
  readonly later: WriteLater;
  readonly #judge: Judge;
  readonly #report: Report;
  readonly #background = new Set<Promise<void>>();
  #phrases: { readonly of: KnowledgeBase; readonly found: Promise<ReadonlyMap<string, string>> } | undefined;
  #correcting: Promise<unknown> = Promise.resolve();

  private constructor(parts: ModerationParts) {
    this.serving = parts.serving;
    this.store = parts.store;
    this.platform = parts.platform;
    this.way = parts.way;
    this.now = parts.now;
    this.#judge = parts.judge;
    this.#report = parts.report;
    this.later = new WriteLater(parts.report);
    this.state = new ServerState(parts.store, parts.serving);
    this.cards = new Cards({
      ...parts,
      state: this.state,
      later: this.later,
      verdictPosted: this.verdictPosted,
    });
    this.watch = new Watch({ ...parts, state: this.state, cards: this.cards }, parts.serving, parts.now);
  }

  /** Reads what the store has. @throws {StoreError} */
  static async open(parts: ModerationParts): Promise<Moderation> {
    const moderation = new Moderation(parts);
    // Before the first look, so that nothing falls between the two.
    await parts.store.onChange(
      (serverId) =>
        moderation.inBackground('a change elsewhere', () => moderation.#changedElsewhere(serverId)),
      () => moderation.inBackground('changes elsewhere', () => moderation.state.load(parts.now())),
    );
    await moderation.state.load(parts.now());
    await moderation.cards.load();
    return moderation;
  }

  /** The claim set that serves now: take it once for what belongs together. */
  get knowledge(): KnowledgeBase {
    return this.serving.knowledge;
  }

  /**
   * Catches up after a start, when the platform can be asked: servers that were left, expired texts, cards not shown yet,
   * rules, and verdicts whose claims changed meanwhile.
   */
  async catchUp(present: ReadonlySet<string>): Promise<void> {
    for (const { serverId, leftAt } of this.state.servers()) {
      if (!this.store.serves(serverId)) continue;
      if (present.has(serverId) === (leftAt !== null)) {
        await this.store.markLeft(serverId, present.has(serverId) ? null : this.now());
      }
    }
    await this.store.sweep(this.now());
    for (const serverId of present) {
      // In most servers nobody ever set anything.
      if (!this.state.knows(serverId)) continue;
      await this.cards.postWaiting(serverId);
      await this.#rulesUpToDate(serverId);
    }
    await this.correct();
  }

  /** Another claim set serves: the rules in servers and the public answers are those of the one before. */
  async knowledgeChanged(present: ReadonlySet<string>): Promise<void> {
    for (const serverId of present) {
      if (this.state.settings(serverId).ruleId !== null) await this.#rulesUpToDate(serverId);
    }
    await this.correct();
  }

  /**
   * Brings public answers in line with the claims, one run after the other, so that none is corrected twice.
   * @returns how many messages were corrected.
   */
  correct(): Promise<number> {
    const run = this.#correcting
      .catch(() => undefined)
      .then(() => correctVerdicts(this.store, this.platform, this.knowledge, this.#report, this.now()));
    this.#correcting = run;
    return run;
  }

  /** For a timer: what expired is erased, what could not be shown is tried again. */
  async tidyUp(): Promise<void> {
    await this.store.sweep(this.now());
    for (const { serverId } of this.state.servers()) {
      if (this.state.watchesOf(serverId).some(({ paused }) => paused === null))
        await this.cards.postWaiting(serverId);
    }
  }

  /** An AutoMod rule caught a message. */
  async alert(alert: KeywordAlert): Promise<void> {
    const { serverId, channelId, messageId, keyword } = alert;
    if (this.way !== 'rule' || messageId === undefined || !this.watch.isWatched(channelId)) return;
    if (this.state.settings(serverId).ruleId !== alert.ruleId) return;
    const claimId = (await this.phrases()).get(keyword.toLowerCase());
    if (claimId === undefined || !this.state.isWanted(serverId, channelId, claimId, this.now())) return;
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
  phrases(): Promise<ReadonlyMap<string, string>> {
    const { knowledge } = this;
    if (this.#phrases?.of !== knowledge)
      this.#phrases = { of: knowledge, found: keywordPhrases(knowledge, this.#judge) };
    return this.#phrases.found;
  }

  /** Brings a server's AutoMod rule in line with its watched channels. */
  async alignRule(serverId: string): Promise<RuleResult> {
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
    if (!outcome.ok) return { kind: 'refused', why: outcome.why };
    await this.state.change(serverId, { ruleId: outcome.id });
    return { kind: 'in place', phrases: phrases.length };
  }

  /** Others can see this fact-check: it will be corrected when its claim changes. */
  readonly verdictPosted: VerdictPosted = async ({ serverId, channelId, messageId, claimId }, shown) => {
    const claim = shown.claimById.get(claimId);
    if (claim === undefined) return;
    const revision = claimRevision(claim, shown);
    const postedAt = this.now();
    await this.later.run('verdict', () =>
      this.store.rememberVerdict({ messageId, serverId, channelId, claimId, revision, postedAt }),
    );
    // The claims changed while the answer was on its way, and the corrections may have passed it by.
    if (shown !== this.knowledge) this.inBackground('correcting', () => this.correct().then(() => undefined));
  };

  /** That message says something else now: there is nothing left to correct. */
  verdictTakenBack(messageId: string): Promise<void> {
    return this.later.run('verdict taken back', () => this.store.dropVerdict(messageId));
  }

  /** "Not my question": these claims were offered, and none was meant. */
  async missed(serverId: string | null, claimIds: readonly string[]): Promise<void> {
    const at = this.now();
    for (const claimId of claimIds.filter((id) => this.knowledge.claimById.has(id))) {
      await this.later.run('miss', () => this.store.countMiss(serverId, claimId, at));
    }
  }

  /** Erases a server's data at once, the rule in the server included. */
  async forget(serverId: string): Promise<void> {
    const { ruleId } = this.state.settings(serverId);
    await this.store.forget(serverId);
    this.cards.forget(serverId);
    this.state.forget(serverId);
    if (ruleId !== null) await this.platform.removeRule(serverId, ruleId);
  }

  /** A server that another process serves may be asked for here while processes are exchanged: its settings count too. */
  async know(serverId: string): Promise<void> {
    if (this.store.serves(serverId) || this.state.knows(serverId)) return;
    try {
      await this.state.refresh(serverId, this.now());
    } catch (error) {
      // What comes next asks the store too, and tells the person.
      if (!(error instanceof StoreError)) throw error;
    }
  }

  async #changedElsewhere(serverId: string): Promise<void> {
    if (!this.store.serves(serverId) && !this.state.knows(serverId)) return;
    if (!(await this.state.refresh(serverId, this.now()))) this.cards.forget(serverId);
  }

  /** Work that nobody waits for, except the end. Never rejects. */
  inBackground(what: string, work: () => void | Promise<void>): void {
    const done = (async () => work())()
      .catch((error: unknown) =>
        this.#report('error', 'something for the moderators failed', { what, err: error }),
      )
      .finally(() => this.#background.delete(done));
    this.#background.add(done);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#background);
    await this.watch.idle();
    await this.later.retry();
    this.later.stop();
    await this.store.close();
  }

  async #rulesUpToDate(serverId: string): Promise<void> {
    const { ruleId } = this.state.settings(serverId);
    const watches = this.state.watchesOf(serverId).length > 0;
    if (ruleId === null && !(watches && this.way === 'rule')) return;
    const result = await this.alignRule(serverId);
    if (result.kind === 'refused' || result.kind === 'too many channels') {
      this.#report('warn', 'the AutoMod rule could not be brought up to date', {
        server: serverId,
        ...result,
      });
    }
  }
}
