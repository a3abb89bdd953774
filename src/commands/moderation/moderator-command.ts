import type { APIApplicationCommandSubcommandOption } from 'discord-api-types/v10';
import type { Moderation } from '../../moderation/moderation.ts';
import type { Attachment } from '../../moderation/platform.ts';
import type { MessagePayload } from '../../replies/payload.ts';

/** Who used a moderators' command or button. */
export interface ModeratorPerson {
  /** Told to a second moderator who comes too late. */
  readonly id: string;
  readonly locale: string;
  /** Has *Manage Messages* here, asked anew each time. */
  readonly isModerator: boolean;
}

export interface ModeratorInput {
  /** Channels and numbers as Discord gives them: a channel's id, a number. */
  readonly options: ReadonlyMap<string, string | number | boolean>;
  readonly serverId: string;
  readonly person: ModeratorPerson;
}

/** Only the person sees it. */
export interface PrivateAnswer {
  readonly payload: MessagePayload;
  readonly file?: Attachment;
}

/** One `/k2-mod …`: what Discord is told about it, and what it does. It may take its time. */
export interface ModeratorCommand {
  /** The group it belongs to: `/k2-mod watch add`. */
  readonly group?: string;
  readonly data: APIApplicationCommandSubcommandOption;
  run(input: ModeratorInput, moderation: Moderation): Promise<PrivateAnswer>;
}

export interface PressInput {
  readonly args: readonly string[];
  /** Null outside a server. */
  readonly serverId: string | null;
  readonly person: ModeratorPerson;
  /** The words quoted in the message that the button stands on. */
  readonly quoted: string | undefined;
}

export interface PressResult {
  /** Takes the place of the message with the button. */
  readonly update?: MessagePayload;
  /** The person alone sees this beside it. */
  readonly note?: MessagePayload;
}

/** What a button with this verb does. */
export interface StoreComponent {
  readonly verb: string;
  /** Everybody else is told that it is for moderators. */
  readonly moderatorsOnly: boolean;
  run(input: PressInput, moderation: Moderation): Promise<PressResult>;
}
