import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VERBS } from '../../src/replies/answer.ts';
import { encodeCustomId } from '../../src/replies/custom-id.ts';
import { CURATOR_VERBS } from '../../src/replies/unanswered.ts';
import { memberNumber, message, StandIn, snowflake } from '../../tests/stand-in/discord.ts';
import { BotProcess, type StartOptions } from './bot-process.ts';

/** A cold start on a busy machine. */
const START_MS = 90_000;
/** Longer than any answer may take that Discord still accepts. */
const SETTLE_MS = 4000;

/** Questions as people ask them, some with an answer, some without. */
const QUESTIONS = [
  'does k2 clear the calcium out of your arteries',
  'is k2 the same as potassium',
  'can i take vitamin k2 with warfarin',
  'does natto have vitamin k2',
  'do my bones get denser from mk7',
  'how much k2 is in butter',
  'will k2 whiten my teeth',
  'what about the moon and k2 mountaineers',
];

/** One bot, or several after each other, beside a stand-in of Discord and a folder of their own. */
export class FaultWorld {
  readonly standIn = new StandIn();
  readonly folder = mkdtempSync(join(tmpdir(), 'k2-faults-'));
  readonly #start: readonly string[];
  #bots: BotProcess[] = [];
  #asked = 0;

  constructor(start: readonly string[]) {
    this.#start = start;
  }

  get databaseUrl(): string {
    return `file:${join(this.folder, 'k2.db')}`;
  }

  /** A copy of the claim set that may be spoilt. */
  copyOfKnowledge(): string {
    const copy = join(this.folder, 'knowledge');
    mkdirSync(copy);
    cpSync('knowledge', copy, { recursive: true });
    return copy;
  }

  /** Starts a bot without waiting for anything. */
  spawn(options: StartOptions = {}): BotProcess {
    const bot = new BotProcess(this.#start, this.standIn, options);
    this.#bots.push(bot);
    return bot;
  }

  /** A bot that has answered its first question, so that the compilers' first work is done. */
  async bot(options: StartOptions = {}): Promise<BotProcess> {
    const bot = this.spawn(options);
    await this.loggedIn(bot);
    await this.standIn.callback(this.ask());
    this.standIn.fates.clear();
    return bot;
  }

  /** @throws when the bot ends first. */
  async loggedIn(bot: BotProcess): Promise<void> {
    const before = this.standIn.identifies;
    await bot.unlessEnded(this.standIn.until(() => this.standIn.identifies > before, 'the login', START_MS));
  }

  /** Whether the bot answers one more, with Discord well again. It is not counted. */
  async isWell(): Promise<boolean> {
    this.standIn.mend();
    const id = this.ask();
    const isAnswered = await this.standIn.callback(id).then(
      () => true,
      () => false,
    );
    this.standIn.fates.delete(id);
    return isAnswered;
  }

  /** Somebody asks: each time somebody else, so that nobody's allowance is used up. */
  ask(options: Record<string, string | boolean> = {}, more: Record<string, unknown> = {}): string {
    this.#asked += 1;
    const question = `${QUESTIONS[this.#asked % QUESTIONS.length]} (${this.#asked})`;
    return this.standIn.slash('ask', { question, ...options }, { ...memberNumber(this.#asked), ...more });
  }

  /** Somebody presses "Reply with this", which needs a post into the channel. */
  replyUnder(): string {
    const custom = encodeCustomId({
      verb: VERBS.replyUnder,
      args: ['removes-arterial-calcium', snowflake()],
    });
    return this.standIn.press(custom);
  }

  /** So many questions, evenly over the time. */
  async askOver(count: number, milliseconds: number): Promise<void> {
    const started = performance.now();
    for (let asked = 0; asked < count; ) {
      const due = Math.min(count, Math.ceil(((performance.now() - started) / milliseconds) * count));
      for (; asked < due; asked += 1) this.ask();
      await pause(Math.min(5, milliseconds / count));
    }
  }

  /** Somebody sends a question on to the curators; Discord's edit of the answer confirms that it is kept. */
  sendToCurators(question: string): string {
    const asked = message(snowflake(), `> ${question}`, { flags: 64 });
    this.#asked += 1;
    const button = encodeCustomId({ verb: CURATOR_VERBS.yes, args: [] });
    return this.standIn.press(button, { message: asked, ...memberNumber(this.#asked) });
  }

  /** Waits until everything that was sent has an answer, or has missed its time. */
  async settled(patienceMs = SETTLE_MS): Promise<void> {
    const isDone = (): boolean =>
      [...this.standIn.fates.values()].every(
        ({ attempts, deferred, edits }) =>
          attempts.some(({ code }) => code === 204) && (!deferred || edits > 0),
      );
    await this.standIn.until(isDone, 'all answers', patienceMs).catch(() => undefined);
    // Whatever is sent twice comes now.
    await pause(300);
  }

  async close(): Promise<void> {
    for (const bot of this.#bots) await bot.kill();
    await this.standIn.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
