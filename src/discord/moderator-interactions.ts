import { randomBytes } from 'node:crypto';
import {
  type ChatInputCommandInteraction,
  type Interaction,
  type MessageComponentInteraction,
  MessageFlags,
  PermissionFlagsBits,
} from 'discord.js';
import {
  type Memory,
  MODERATION_NAME,
  moderatorCommand,
  pressStoreComponent,
  runModeratorCommand,
  STORE_COMPONENTS,
} from '../commands/moderation/index.ts';
import type { ModeratorPerson, StoreComponent } from '../commands/moderation/moderator-command.ts';
import type { CommandOutcome } from '../health/measures.ts';
import type { Log } from '../log.ts';
import type { Attachment } from '../moderation/platform.ts';
import { decodeCustomId } from '../replies/custom-id.ts';
import { notice } from '../replies/notice.ts';
import type { MessagePayload } from '../replies/payload.ts';
import { quotedWords } from '../replies/unanswered.ts';
import { wordingFor } from '../replies/wording.ts';
import { commandName } from './command-name.ts';

type Taken = ChatInputCommandInteraction | Extract<Interaction, MessageComponentInteraction>;

/**
 * `/k2-mod` and the buttons that read or write the store. These take longer than an answer from memory, so the first
 * thing said is "thinking…", and the rest follows within Discord's fifteen minutes.
 */
export class ModeratorInteractions {
  readonly #memory: () => Memory;
  readonly #log: Log;

  constructor(memory: () => Memory, log: Log) {
    this.#memory = memory;
    this.#log = log;
  }

  takes(interaction: Interaction): interaction is Taken {
    if (interaction.isChatInputCommand()) return interaction.commandName === MODERATION_NAME;
    return interaction.isMessageComponent() && componentOf(interaction) !== undefined;
  }

  /** @returns how it ended. Rejects only when not even the failure could be told. */
  async handle(interaction: Taken): Promise<CommandOutcome> {
    const name = commandName(interaction);
    try {
      if (interaction.isChatInputCommand()) await this.#command(interaction);
      else await this.#press(interaction);
      this.#log.info({ interaction: interaction.id, command: name, guild: interaction.guildId }, 'answered');
      return 'sent';
    } catch (error) {
      const reference = randomBytes(4).toString('hex');
      this.#log.error(
        { interaction: interaction.id, command: name, reference, err: error },
        'a command failed',
      );
      if (!interaction.deferred) return 'lost';
      await interaction.followUp({
        ...body(notice(wordingFor(interaction.locale).failure(reference))),
        flags: MessageFlags.Ephemeral,
      });
      return 'failed';
    }
  }

  async #command(interaction: ChatInputCommandInteraction): Promise<void> {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const command = moderatorCommand(
      interaction.options.getSubcommandGroup(false),
      interaction.options.getSubcommand(),
    );
    const options = new Map<string, string | number | boolean>();
    for (const { name } of command?.data.options ?? []) {
      const value = interaction.options.get(name)?.value;
      if (value !== undefined) options.set(name, value);
    }
    const input =
      interaction.guildId === null
        ? undefined
        : { options, serverId: interaction.guildId, person: personOf(interaction) };
    const { payload, file } = await runModeratorCommand(command, input, await this.#memoryFor(interaction));
    await interaction.editReply(body(payload, file));
  }

  async #memoryFor({ guildId }: { readonly guildId: string | null }): Promise<Memory> {
    const memory = this.#memory();
    if (memory.kind === 'ready' && guildId !== null) await memory.moderation.know(guildId);
    return memory;
  }

  async #press(interaction: MessageComponentInteraction): Promise<void> {
    const component = componentOf(interaction);
    if (component === undefined) return;
    await interaction.deferUpdate();
    const { update, note } = await pressStoreComponent(
      component,
      {
        args: decodeCustomId(interaction.customId)?.args ?? [],
        // Brought along into a server without the bot, nothing is kept for that server.
        serverId: interaction.inCachedGuild() ? interaction.guildId : null,
        person: personOf(interaction),
        quoted: quotedWords(interaction.message),
      },
      await this.#memoryFor(interaction),
    );
    if (update !== undefined)
      await interaction.editReply({ content: '', embeds: [], components: [], ...body(update) });
    if (note !== undefined) await interaction.followUp({ ...body(note), flags: MessageFlags.Ephemeral });
  }
}

function componentOf(interaction: MessageComponentInteraction): StoreComponent | undefined {
  const verb = decodeCustomId(interaction.customId)?.verb;
  return STORE_COMPONENTS.find((known) => known.verb === verb);
}

function personOf(interaction: ChatInputCommandInteraction | MessageComponentInteraction): ModeratorPerson {
  return {
    id: interaction.user.id,
    locale: interaction.locale,
    isModerator: interaction.memberPermissions?.has(PermissionFlagsBits.ManageMessages) ?? false,
  };
}

function body(payload: MessagePayload, file?: Attachment) {
  return {
    ...(payload.content === undefined ? {} : { content: payload.content }),
    ...(payload.embeds === undefined ? {} : { embeds: [...payload.embeds] }),
    ...(payload.components === undefined ? {} : { components: [...payload.components] }),
    ...(file === undefined
      ? {}
      : { files: [{ attachment: Buffer.from(file.data), name: file.name, description: file.description }] }),
    allowedMentions: { parse: [] },
  };
}
