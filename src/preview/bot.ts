import { randomBytes } from 'node:crypto';
import type { Person, PointedMessage, PressedMessage, Reply } from '../commands/command.ts';
import { runComponent, runMessageMenu, runSubcommand } from '../commands/dispatch.ts';
import { MESSAGE_MENUS } from '../commands/index.ts';
import { MODERATION_NAME } from '../commands/moderation/index.ts';
import type { KnowledgeBase } from '../knowledge/knowledge-base.ts';
import { indexOf } from '../matching/decide.ts';
import type { Mode } from '../matching/decision.ts';
import type { Attachment } from '../moderation/platform.ts';
import { VERBS } from '../replies/answer.ts';
import { decodeCustomId } from '../replies/custom-id.ts';
import { notice } from '../replies/notice.ts';
import type { MessagePayload } from '../replies/payload.ts';
import { wordingFor } from '../replies/wording.ts';
import { type Completion, completions, optionsHint } from '../workbench/completion.ts';
import { type Explanation, explanationOf } from '../workbench/explanation.ts';
import { parseLine } from '../workbench/line.ts';
import type { Posted } from '../workbench/scratch-platform.ts';
import { type Happened, ScratchServer } from '../workbench/scratch-server.ts';

/** Whoever sits at the page may do everything. */
const LOCALE = 'en-US';
const NO_COMMAND = notice('There is no such command here. Type / to see them all.');

/** A new message of the bot that answers the person. */
export interface Answer {
  readonly payload: MessagePayload;
  /** The message's id where everybody sees it; absent where the person alone does. */
  readonly publicId?: string;
  readonly file?: Attachment;
}

/** What an action brought about, for whoever keeps the channels. */
export interface Done {
  readonly posted: readonly Posted[];
  readonly answers: readonly Answer[];
  /** Takes the place of the message whose button was pressed. */
  readonly update?: MessagePayload;
}

/** Something was pressed: where it stands. */
export interface Press {
  readonly customId: string;
  /** Chosen in a menu; empty for a button. */
  readonly values: readonly string[];
  readonly on: PressedMessage;
  readonly channelId: string;
  readonly messageId: string;
  readonly shown: MessagePayload;
}

/**
 * The bot as the page has it: the same commands, buttons and moderators' side as in Discord, on the scratch server. It
 * lives in a thread of its own, so everything in and out of it is plain data. A new claim set is a new bot, which goes on
 * with the old one's store, like a restart.
 */
export class Bot {
  readonly #knowledge: KnowledgeBase;
  #server: ScratchServer | undefined;

  /** Takes seconds: the index is built. */
  constructor(knowledge: KnowledgeBase) {
    this.#knowledge = knowledge;
    indexOf(knowledge);
  }

  /** Before anything else. Corrects the public answers whose claims have changed. */
  async open(from: { readonly address: string; readonly messages: readonly string[] }): Promise<Done> {
    this.#server = await ScratchServer.open({ knowledge: this.#knowledge }, from);
    return done(await this.#server.catchUp());
  }

  async close(): Promise<void> {
    await this.#server?.close();
  }

  async write(text: string, channelId: string): Promise<Done & { readonly messageId: string }> {
    const { messageId, ...happened } = await this.#scratch.write(text, channelId);
    return { ...done(happened), messageId };
  }

  async change(messageId: string, text: string, channelId: string): Promise<Done> {
    return done(await this.#scratch.change(messageId, text, channelId));
  }

  async delete(messageId: string): Promise<Done> {
    return done(await this.#scratch.delete(messageId));
  }

  /** `/k2 …` or `/k2-mod …`, as typed. */
  command(line: string, channelId: string): Promise<Done> {
    return this.#orSorry(async () => {
      const moderators = new RegExp(`^/${MODERATION_NAME}\\b\\s*([\\s\\S]*)$`).exec(line.trim());
      const happened = moderators === null ? undefined : await this.#scratch.moderate(moderators[1] ?? '');
      // What the scratch server says by itself is the console's help.
      if (happened !== undefined) return happened.said === undefined ? done(happened) : alone(NO_COMMAND);
      const parsed = parseLine(line);
      if (parsed.kind !== 'run') return alone(NO_COMMAND);
      const input = { options: parsed.options, person: this.#person };
      return this.#carryOut(runSubcommand(parsed.name, input, this.#app), channelId);
    });
  }

  /** *Fact-check this message*. */
  menu(message: PointedMessage, channelId: string): Promise<Done> {
    return this.#orSorry(() => {
      const name = MESSAGE_MENUS[0]?.data.name ?? '';
      return this.#carryOut(runMessageMenu(name, { message, person: this.#person }, this.#app), channelId);
    });
  }

  press({ customId, values, on, channelId, messageId, shown }: Press): Promise<Done> {
    return this.#orSorry(async () => {
      if (this.#scratch.takesButton(customId)) return done(await this.#scratch.press(customId, shown));
      const reply = runComponent(customId, { values, person: this.#person, on }, this.#app);
      if (reply.kind === 'update') {
        const id = decodeCustomId(customId);
        if (id?.verb === VERBS.notMyQuestion) await this.#scratch.noteMiss(id.args[0], shown);
        if (!on.private)
          await this.#scratch.noteChanged(messageId, reply.payload, this.#knowledge, channelId);
      }
      return this.#carryOut(reply, channelId);
    });
  }

  async complete(line: string): Promise<{ readonly choices: readonly Completion[]; readonly hint: string }> {
    return { choices: completions(line, this.#app), hint: optionsHint(line) };
  }

  async explain(text: string, mode: Mode): Promise<Explanation> {
    return explanationOf(text, this.#knowledge, mode);
  }

  get #scratch(): ScratchServer {
    if (this.#server === undefined) throw new Error('the bot is not open yet');
    return this.#server;
  }

  get #app() {
    return { knowledge: this.#knowledge };
  }

  get #person(): Person {
    return {
      locale: LOCALE,
      mayPost: true,
      mayCollect: true,
      publicByDefault: this.#scratch.publicByDefault,
    };
  }

  async #carryOut(reply: Reply, channelId: string): Promise<Done> {
    switch (reply.kind) {
      case 'answer':
        if (reply.private) return alone(reply.payload);
        return {
          posted: [],
          answers: [
            {
              payload: reply.payload,
              publicId: await this.#scratch.notePublic(reply.payload, this.#knowledge, channelId),
            },
          ],
        };
      case 'update':
        return { posted: [], answers: [], update: reply.payload };
      case 'under': {
        const { posted } = await this.#scratch.replyUnder(
          reply.messageId,
          reply.payload,
          this.#knowledge,
          channelId,
        );
        return { posted, answers: [{ payload: posted.length === 0 ? reply.failed : reply.done }] };
      }
    }
  }

  /** As in Discord: whatever goes wrong unexpectedly is shown as a reference, and told in full where the preview runs. */
  async #orSorry(work: () => Promise<Done>): Promise<Done> {
    try {
      return await work();
    } catch (error) {
      const reference = randomBytes(4).toString('hex');
      process.stderr.write(`${reference}: ${error instanceof Error ? error.stack : error}\n`);
      return alone(notice(wordingFor(LOCALE).failure(reference)));
    }
  }
}

function alone(payload: MessagePayload): Done {
  return { posted: [], answers: [{ payload }] };
}

function done({ posted, answers, update, file }: Happened): Done {
  const last = answers.length - 1;
  return {
    posted,
    answers: answers.map((payload, place) => ({
      payload,
      ...(file === undefined || place !== last ? {} : { file }),
    })),
    ...(update === undefined ? {} : { update }),
  };
}
