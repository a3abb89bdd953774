import type {
  APIApplicationCommandOptionChoice,
  APIApplicationCommandSubcommandOption,
  RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord-api-types/v10';
import type { Verdict } from '../knowledge/schema.ts';
import type { Serving } from '../knowledge/serving.ts';
import type { Decision, NoneReason } from '../matching/decision.ts';
import type { MessagePayload } from '../replies/payload.ts';

/** What a command needs beside its input. */
export type App = Serving;

/** Who acted, as far as an answer depends on it. No id and no name: nothing here can be kept or shown. */
export interface Person {
  /** Discord's locale code, for private answers. */
  readonly locale: string;
  /** May send messages in the channel at hand. */
  readonly mayPost: boolean;
  /** The server shows answers to everybody unless the asker says otherwise. */
  readonly publicByDefault?: boolean;
  /** A question without an answer can be sent to the curators. */
  readonly mayCollect?: boolean;
}

/** A message that somebody pointed at, reduced to what can be read in it. */
export interface PointedMessage {
  readonly id: string;
  /** Content, forwarded content, embeds' titles and descriptions, poll question and answers, in that order. */
  readonly text: string;
  /** The bot wrote it: its answers name myths, and must not be taken to assert them. */
  readonly ours: boolean;
}

/** What the matcher made of a text, in a word for the operator's counts; nothing of the text is in it. */
export type Decided = Verdict | 'suggest' | NoneReason;

export function decidedOn(decision: Decision): Decided {
  switch (decision.outcome) {
    case 'answer':
      return decision.answer.verdict;
    case 'suggest':
      return 'suggest';
    case 'none':
      return decision.reason;
  }
}

/** What a command or a pressed component asks the edge to do. */
export type Reply =
  /** A new answer. */
  | {
      readonly kind: 'answer';
      readonly payload: MessagePayload;
      readonly private: boolean;
      readonly decided?: Decided;
    }
  /** Put this in the place of the message whose button or menu was used. */
  | { readonly kind: 'update'; readonly payload: MessagePayload }
  /**
   * Answer under another message of the same channel, with nobody pinged. The person alone then sees `done`, or
   * `failed` when the message is gone or the bot may not write there.
   */
  | {
      readonly kind: 'under';
      readonly messageId: string;
      readonly payload: MessagePayload;
      readonly done: MessagePayload;
      readonly failed: MessagePayload;
    };

export interface SlashInput {
  readonly options: ReadonlyMap<string, string | number | boolean>;
  readonly person: Person;
}

export interface MessageMenuInput {
  readonly message: PointedMessage;
  readonly person: Person;
}

export interface ComponentInput {
  /** What stood behind the verb in the custom id. */
  readonly args: readonly string[];
  /** What was chosen in a select menu; empty for a button. */
  readonly values: readonly string[];
  readonly person: Person;
  readonly on: PressedMessage;
}

/** The message that a pressed button or used menu belongs to. */
export interface PressedMessage {
  /** Nobody else sees it. */
  readonly private: boolean;
  /** It answers the person who pressed. In a channel anybody can press, but only they may change what everybody sees. */
  readonly own: boolean;
}

export type Choice = APIApplicationCommandOptionChoice<string>;

/** One `/k2 …`: what Discord is told about it, and what it does. */
export interface Subcommand {
  readonly data: APIApplicationCommandSubcommandOption;
  run(input: SlashInput, app: App): Reply;
  /** Choices for the option being typed; at most 25, best first. Never throws, never waits. */
  complete?(typed: string, app: App): readonly Choice[];
}

/** An entry in a message's "Apps" menu. */
export interface MessageMenu {
  readonly data: RESTPostAPIContextMenuApplicationCommandsJSONBody;
  run(input: MessageMenuInput, app: App): Reply;
}

/** What a button or select menu with this verb does. The verb is part of a custom id, so it is never renamed. */
export interface Component {
  readonly verb: string;
  run(input: ComponentInput, app: App): Reply;
}

/** A fault that is the person's to mend: the sentence is shown to them as it stands. */
export class UserError extends Error {
  override readonly name = 'UserError';
}
