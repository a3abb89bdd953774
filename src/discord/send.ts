import {
  type ChatInputCommandInteraction,
  DiscordAPIError,
  type InteractionReplyOptions,
  type MessageComponentInteraction,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  RESTJSONErrorCodes,
  Routes,
} from 'discord.js';
import type { Reply } from '../commands/command.ts';
import type { Log } from '../log.ts';
import type { MessagePayload } from '../replies/payload.ts';
import { withoutQuotes } from '../replies/quote.ts';
import { UndeliveredError } from './delivery.ts';

export type AnswerableInteraction =
  | ChatInputCommandInteraction
  | MessageContextMenuCommandInteraction
  | MessageComponentInteraction;

/** How an attempt to answer ended; `lost` means that the person saw nothing and nothing more can be done. */
export type Sent = 'sent' | 'lost';

/** Told of each message that others see too. */
export type Posted = (messageId: string, payload: MessagePayload) => void;

/** Carries out what a command asks for. Errors that a second attempt cannot mend are logged, never thrown. */
export async function send(
  interaction: AnswerableInteraction,
  reply: Reply,
  log: Log,
  posted: Posted = () => undefined,
): Promise<Sent> {
  try {
    await carryOut(interaction, reply, posted);
    return 'sent';
  } catch (error) {
    return afterFailure(interaction, reply, error, log, posted);
  }
}

/** Says "thinking…" to the person alone: the answer then has fifteen minutes, and can only be private. Never throws. */
export async function askForPatience(interaction: AnswerableInteraction, log: Log): Promise<Sent> {
  try {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    return 'sent';
  } catch (error) {
    const ageMs = Date.now() - interaction.createdTimestamp;
    log.warn({ interaction: interaction.id, ageMs, err: error }, 'could not ask for patience');
    return 'lost';
  }
}

/** Discord has the first answer: whoever pressed sees something, if only "thinking…". */
function isAcknowledged(interaction: AnswerableInteraction): boolean {
  return interaction.deferred || interaction.replied;
}

async function carryOut(interaction: AnswerableInteraction, reply: Reply, posted: Posted): Promise<void> {
  switch (reply.kind) {
    case 'answer':
      await answer(interaction, reply.payload, reply.private, posted);
      return;
    case 'update':
      if (!interaction.isMessageComponent()) throw new Error('only a button or menu can update its message');
      // A message of plain text that becomes an embed must lose its text, and the other way round.
      await interaction.update({ content: '', embeds: [], components: [], ...body(reply.payload) });
      if (!interaction.message.flags.has(MessageFlags.Ephemeral))
        posted(interaction.message.id, reply.payload);
      return;
    case 'under':
      await replyUnder(interaction, reply, posted);
      return;
  }
}

/** The id of a public answer comes back only when it is asked for. */
async function answer(
  interaction: AnswerableInteraction,
  payload: MessagePayload,
  isPrivate: boolean,
  posted: Posted,
): Promise<void> {
  if (interaction.deferred) {
    await interaction.editReply(body(payload));
    return;
  }
  if (isPrivate) {
    await interaction.reply(options(payload, true));
    return;
  }
  const { resource } = await interaction.reply({ ...options(payload, false), withResponse: true });
  // Discord took it, but its confirmation was lost on the way.
  const made = resource?.message ?? (await interaction.fetchReply().catch(() => undefined));
  const id = made?.id;
  if (id !== undefined) posted(id, payload);
}

/** The only answer that takes another request first, so it is deferred. */
async function replyUnder(
  interaction: AnswerableInteraction,
  reply: Extract<Reply, { kind: 'under' }>,
  posted: Posted,
): Promise<void> {
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  let outcome = reply.done;
  try {
    const made = await interaction.client.rest.post(Routes.channelMessages(interaction.channelId), {
      body: {
        ...reply.payload,
        // A request that timed out and is sent again makes one message, not two.
        nonce: interaction.id,
        enforce_nonce: true,
        allowed_mentions: { parse: [], replied_user: false },
        message_reference: { message_id: reply.messageId, fail_if_not_exists: true },
      },
    });
    posted((made as { readonly id: string }).id, reply.payload);
  } catch (error) {
    if (!(error instanceof DiscordAPIError)) throw error;
    outcome = reply.failed;
  }
  await interaction.editReply(body(outcome));
}

/** Each code as practice.md, section 7 says. */
async function afterFailure(
  interaction: AnswerableInteraction,
  reply: Reply,
  error: unknown,
  log: Log,
  posted: Posted,
): Promise<Sent> {
  const about = { interaction: interaction.id, ageMs: Date.now() - interaction.createdTimestamp };
  if (error instanceof DiscordAPIError) {
    switch (error.code) {
      case RESTJSONErrorCodes.UnknownInteraction:
        log.warn(about, 'answer came too late: Discord no longer knows the interaction');
        return 'lost';
      case RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged:
        log.error(about, 'already answered, but not by us: is a second copy running with the same token?');
        return 'sent';
      case RESTJSONErrorCodes.MessageWasBlockedByAutomaticModeration:
        // The server's AutoMod blocked the quoted words: say the same without them.
        if (reply.kind !== 'under') {
          log.info(about, 'AutoMod blocked the quote; answering without it');
          const isPrivate = reply.kind === 'update' || reply.private;
          await answer(interaction, withoutQuotes(reply.payload), isPrivate, posted);
          return 'sent';
        }
        break;
      case RESTJSONErrorCodes.InvalidFormBodyOrContentType:
        log.error({ ...about, ...sizes(reply), err: error }, 'Discord refused our answer: a limit is broken');
        throw error;
      case RESTJSONErrorCodes.MissingPermissions:
      case RESTJSONErrorCodes.MissingAccess:
      case RESTJSONErrorCodes.UnknownMessage:
      case RESTJSONErrorCodes.UnknownChannel:
      case RESTJSONErrorCodes.UnknownWebhook:
      case RESTJSONErrorCodes.InvalidWebhookToken:
        log.warn({ ...about, code: error.code }, 'could not answer there');
        return 'lost';
    }
  }
  // Once acknowledged, there are fifteen minutes: the caller says sorry in the place of "thinking…".
  if (error instanceof UndeliveredError && !isAcknowledged(interaction)) {
    log.warn({ ...about, err: error }, 'Discord did not take the answer');
    return 'lost';
  }
  throw error;
}

function sizes(reply: Reply) {
  return { embedCharacters: JSON.stringify(reply.payload.embeds ?? []).length, kind: reply.kind };
}

function options(payload: MessagePayload, isPrivate: boolean): InteractionReplyOptions {
  return { ...body(payload), ...(isPrivate ? { flags: MessageFlags.Ephemeral } : {}) };
}

/** The core's frozen plain JSON in the shape discord.js takes. */
function body(payload: MessagePayload) {
  return {
    ...(payload.content === undefined ? {} : { content: payload.content }),
    ...(payload.embeds === undefined ? {} : { embeds: [...payload.embeds] }),
    ...(payload.components === undefined ? {} : { components: [...payload.components] }),
    allowedMentions: { parse: [] },
  };
}
