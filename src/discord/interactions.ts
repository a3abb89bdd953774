import { randomBytes } from 'node:crypto';
import {
  type AutocompleteInteraction,
  DiscordAPIError,
  type Interaction,
  MessageFlags,
  PermissionFlagsBits,
  RESTJSONErrorCodes,
} from 'discord.js';
import { ask } from '../commands/ask.ts';
import type { App, Person, Reply } from '../commands/command.ts';
import { completeOption, runComponent, runMessageMenu, runSubcommand } from '../commands/dispatch.ts';
import { COMMAND_NAME } from '../commands/index.ts';
import type { Memory } from '../commands/moderation/index.ts';
import type { CommandOutcome, Measures } from '../health/measures.ts';
import type { KnowledgeBase } from '../knowledge/knowledge-base.ts';
import type { Log } from '../log.ts';
import { VERBS } from '../replies/answer.ts';
import { decodeCustomId } from '../replies/custom-id.ts';
import { notice } from '../replies/notice.ts';
import type { MessagePayload } from '../replies/payload.ts';
import { offeredClaims, shownClaim } from '../replies/shown-claim.ts';
import { wordingFor } from '../replies/wording.ts';
import { AgeGuard } from './age-guard.ts';
import { type Allowances, ordinaryAllowances } from './allowance.ts';
import { commandName } from './command-name.ts';
import { ModeratorInteractions } from './moderator-interactions.ts';
import { readMessage } from './pointed-message.ts';
import { type AnswerableInteraction, askForPatience, send } from './send.ts';
import { knownName } from './take-measures.ts';

/** More than come in the three seconds in which one could be answered twice. */
const MOST_KNOWN = 5000;

/** A question that takes thought and had to wait so long is first told "thinking…", which takes none and buys fifteen minutes. */
const RUSH_MS = 500;

/** Turns interactions into commands' input and sends what comes back. Never rejects: a rejection would end the process. */
export class Interactions {
  readonly #app: App;
  readonly #log: Log;
  readonly #ages = new AgeGuard();
  readonly #running = new Set<Promise<void>>();
  /** Those that went wrong on our side. */
  readonly #apologised = new WeakSet<object>();
  /** Ids of what came lately, oldest first. */
  readonly #known = new Set<string>();
  /** What came and has not been begun, oldest first. */
  readonly #waiting: { readonly interaction: Interaction; readonly since: number }[] = [];
  /** Told to wait, and gone on with when nobody else has to be told anything. */
  readonly #patient: (() => void)[] = [];
  #isNextDue = false;

  readonly #memory: (() => Memory) | undefined;
  readonly #moderators: ModeratorInteractions | undefined;
  readonly #measures: Measures | undefined;
  readonly #allowances: Allowances;

  /** @param memory absent: a bot that keeps nothing and has no moderators' side. */
  constructor(
    app: App,
    log: Log,
    memory?: () => Memory,
    measures?: Measures,
    allowances = ordinaryAllowances(),
  ) {
    this.#allowances = allowances;
    this.#app = app;
    this.#log = log;
    this.#memory = memory;
    this.#measures = measures;
    this.#moderators = memory === undefined ? undefined : new ModeratorInteractions(memory, log);
  }

  /** For `Events.InteractionCreate`. */
  readonly listen = (interaction: Interaction): void => {
    // A connection that was resumed may bring what came before it broke.
    if (this.#known.has(interaction.id)) return;
    this.#known.add(interaction.id);
    for (const oldest of this.#known) {
      if (this.#known.size <= MOST_KNOWN) break;
      this.#known.delete(oldest);
    }
    this.#waiting.push({ interaction, since: performance.now() });
    this.#next();
  };

  /** One in each turn of the event loop: in a rush the first answers leave before the last question is thought about. */
  #next(): void {
    if (this.#isNextDue || this.#waiting.length + this.#patient.length === 0) return;
    this.#isNextDue = true;
    setImmediate(() => {
      this.#isNextDue = false;
      const next = this.#waiting.shift();
      if (next === undefined) this.#patient.shift()?.();
      else this.#begin(next.interaction, next.since);
      this.#next();
    });
  }

  #begin(interaction: Interaction, since: number): void {
    const work = this.#handle(interaction, since)
      .catch((error: unknown) => {
        this.#log.error({ interaction: interaction.id, err: error }, 'an interaction failed beyond repair');
      })
      .finally(() => this.#running.delete(work));
    this.#running.add(work);
  }

  /** Waits until nothing waits or runs any more, at most `patienceMs`. */
  async drain(patienceMs: number): Promise<void> {
    const over = performance.now() + patienceMs;
    const timeout = new Promise<void>((resolve) => setTimeout(resolve, patienceMs).unref());
    while (performance.now() < over && this.#waiting.length + this.#running.size > 0) {
      const turn = new Promise<void>((resolve) => setImmediate(resolve));
      await Promise.race([Promise.all([turn, ...this.#running]), timeout]);
    }
  }

  /** Being answered at this moment. */
  get underWay(): number {
    return this.#running.size;
  }

  async #handle(interaction: Interaction, since: number): Promise<void> {
    const started = Date.now();
    if (this.#ages.isStale(interaction.createdTimestamp, started)) {
      this.#log.warn(
        { interaction: interaction.id, ageMs: started - interaction.createdTimestamp },
        'interaction too old to answer',
      );
      this.#count(commandName(interaction), 'stale');
      return;
    }
    if (interaction.isAutocomplete()) {
      await this.#complete(interaction);
      return;
    }
    if (
      !interaction.isChatInputCommand() &&
      !interaction.isMessageContextMenuCommand() &&
      !interaction.isMessageComponent()
    ) {
      return;
    }
    const waitMs = this.#allowances.person.take(interaction.user.id, started);
    const name = commandName(interaction);
    if (waitMs === 0 && this.#moderators?.takes(interaction)) {
      const outcome = await this.#moderators.handle(interaction);
      this.#count(name, outcome);
      return;
    }
    if (waitMs === 0 && performance.now() - since > RUSH_MS && mayWait(interaction)) {
      if ((await askForPatience(interaction, this.#log)) === 'lost') {
        this.#count(name, 'lost');
        return;
      }
      await new Promise<void>((resolve) => {
        this.#patient.push(resolve);
        this.#next();
      });
    }
    // Another set may take its place before the answer is there; this one is finished with what it began with.
    const { knowledge } = this.#app;
    const reply =
      waitMs > 0
        ? tooMany(interaction, waitMs)
        : this.#roomInChannel(interaction, this.#reply(interaction, name, knowledge), started);
    if (reply.kind === 'answer' && reply.decided !== undefined) this.#measures?.decided(reply.decided);
    const result = await this.#send(interaction, reply, name, knowledge);
    const isRefusal = waitMs > 0 && result === 'sent';
    this.#count(name, this.#apologised.has(interaction) ? 'failed' : isRefusal ? 'refused' : result);
    this.#log.info(
      {
        interaction: interaction.id,
        command: name,
        guild: interaction.guildId,
        ms: Date.now() - started,
        ageMs: Date.now() - interaction.createdTimestamp,
        result,
        ...(waitMs > 0 && { refused: 'too many' }),
      },
      'answered',
    );
  }

  #count(name: string, outcome: CommandOutcome): void {
    this.#measures?.commandEnded(knownName(name), outcome);
  }

  /** The command's reply; an unexpected error is logged under a reference, and the person is shown that reference. */
  #reply(interaction: AnswerableInteraction, name: string, knowledge: KnowledgeBase): Reply {
    try {
      return this.#run(interaction, { knowledge });
    } catch (error) {
      return this.#failed(interaction, name, error);
    }
  }

  /** What everybody would see becomes private where the channel has had enough for now. */
  #roomInChannel(interaction: AnswerableInteraction, reply: Reply, now: number): Reply {
    const isNew = reply.kind === 'under' || (reply.kind === 'answer' && !reply.private);
    if (!isNew || interaction.channelId === null) return reply;
    const waitMs = this.#allowances.channel.take(interaction.channelId, now);
    if (waitMs === 0) return reply;
    const note = wordingFor(interaction.locale).crowded(seconds(waitMs));
    if (reply.kind === 'under') return { kind: 'answer', payload: notice(note), private: true };
    const content = [note, reply.payload.content ?? ''].join('\n').trim();
    return { ...reply, payload: { ...reply.payload, content }, private: true };
  }

  async #send(
    interaction: AnswerableInteraction,
    reply: Reply,
    name: string,
    knowledge: KnowledgeBase,
  ): Promise<CommandOutcome> {
    try {
      const sent = await send(interaction, reply, this.#log, (id, shown) =>
        this.#posted(interaction, id, shown, knowledge),
      );
      // A stranger's press is refused, and says nothing about what the asker meant.
      if (reply.kind === 'update') this.#countMiss(interaction);
      return sent;
    } catch (error) {
      const apology = this.#failed(interaction, name, error);
      if (interaction.deferred) {
        await interaction.editReply({ content: apology.payload.content ?? '' });
        return 'failed';
      }
      return await send(interaction, apology, this.#log);
    }
  }

  /**
   * Something that others see too: a verdict in it will be corrected when its claim changes. One that no longer shows a
   * verdict ("not my question") must not be turned back into one.
   */
  #posted(
    interaction: AnswerableInteraction,
    messageId: string,
    payload: MessagePayload,
    knowledge: KnowledgeBase,
  ): void {
    const memory = this.#memory?.();
    const claim = shownClaim(payload);
    // Where the bot is not a member it could not edit the message later.
    if (memory?.kind !== 'ready' || !interaction.inCachedGuild()) return;
    if (claim === undefined) void memory.moderation.verdictTakenBack(messageId);
    else {
      const { guildId: serverId, channelId } = interaction;
      void memory.moderation.verdictPosted({ serverId, channelId, messageId, claimId: claim }, knowledge);
    }
  }

  /** "Not my question" counts against the claim that was answered with, or those that were offered. */
  #countMiss(interaction: AnswerableInteraction): void {
    const memory = this.#memory?.();
    if (memory?.kind !== 'ready' || !interaction.isMessageComponent()) return;
    const id = decodeCustomId(interaction.customId);
    if (id?.verb !== VERBS.notMyQuestion) return;
    const rows = interaction.message.components.map((row) =>
      row.toJSON(),
    ) as MessagePayload['components'] & {};
    const claims = id.args[0] === undefined ? offeredClaims({ components: rows }) : [id.args[0]];
    void memory.moderation.missed(interaction.inCachedGuild() ? interaction.guildId : null, claims);
  }

  #failed(
    interaction: AnswerableInteraction,
    name: string,
    error: unknown,
  ): Extract<Reply, { kind: 'answer' }> {
    this.#apologised.add(interaction);
    const reference = randomBytes(4).toString('hex');
    this.#log.error(
      { interaction: interaction.id, command: name, reference, err: error },
      'a command failed',
    );
    return {
      kind: 'answer',
      payload: notice(wordingFor(interaction.locale).failure(reference)),
      private: true,
    };
  }

  #run(interaction: AnswerableInteraction, app: App): Reply {
    const person = {
      ...personOf(interaction),
      ...this.#wishes(interaction),
      // Who was told to wait was told so privately, and that settles it.
      ...(interaction.deferred && { publicByDefault: false }),
    };
    if (interaction.isChatInputCommand()) {
      const options = new Map<string, string | number | boolean>();
      for (const option of interaction.options.data[0]?.options ?? []) {
        if (option.value !== undefined) options.set(option.name, option.value);
      }
      const subcommand = interaction.commandName === COMMAND_NAME ? interaction.options.getSubcommand() : '';
      return runSubcommand(subcommand, { options, person }, app);
    }
    if (interaction.isMessageContextMenuCommand()) {
      const message = readMessage(interaction.targetMessage);
      return runMessageMenu(interaction.commandName, { message, person }, app);
    }
    const values = interaction.isStringSelectMenu() ? interaction.values : [];
    const isPrivate = interaction.message.flags.has(MessageFlags.Ephemeral);
    const asker = interaction.message.interactionMetadata?.user.id;
    const on = { private: isPrivate, own: isPrivate || asker === interaction.user.id };
    return runComponent(interaction.customId, { values, person, on }, app);
  }

  /** What the server has set, as far as an answer depends on it. */
  #wishes(interaction: AnswerableInteraction): Partial<Person> {
    const memory = this.#memory?.();
    if (memory?.kind !== 'ready') return {};
    const { guildId } = interaction;
    const answers = guildId === null ? 'private' : memory.moderation.state.settings(guildId).answers;
    return { mayCollect: true, publicByDefault: answers === 'public' };
  }

  async #complete(interaction: AutocompleteInteraction): Promise<void> {
    try {
      const { value } = interaction.options.getFocused(true);
      const isFlood = this.#allowances.typing.take(interaction.user.id, Date.now()) > 0;
      const choices = isFlood ? [] : completeOption(interaction.options.getSubcommand(), value, this.#app);
      await interaction.respond([...choices]);
    } catch (error) {
      // Somebody types on, and the next one is on its way: nothing to say.
      if (error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.UnknownInteraction) return;
      this.#log.warn({ interaction: interaction.id, err: error }, 'autocomplete failed');
    }
  }
}

/** What takes thought, and need not be public. */
function mayWait(interaction: AnswerableInteraction): boolean {
  if (interaction.isMessageContextMenuCommand()) return true;
  if (!interaction.isChatInputCommand() || interaction.commandName !== COMMAND_NAME) return false;
  const [subcommand] = interaction.options.data;
  const isPublic = subcommand?.options?.some(({ name, value }) => name === 'private' && value === false);
  return subcommand?.name === ask.data.name && isPublic !== true;
}

function tooMany(interaction: AnswerableInteraction, waitMs: number): Reply {
  const sentence = wordingFor(interaction.locale).tooMany(seconds(waitMs));
  return { kind: 'answer', payload: notice(sentence), private: true };
}

function seconds(ms: number): number {
  return Math.ceil(ms / 1000);
}

function personOf(interaction: AnswerableInteraction): Person {
  const needed = interaction.channel?.isThread()
    ? PermissionFlagsBits.SendMessagesInThreads
    : PermissionFlagsBits.SendMessages;
  // Outside a server there are no permissions to ask for: whoever can press may write.
  return { locale: interaction.locale, mayPost: interaction.memberPermissions?.has(needed) ?? true };
}
