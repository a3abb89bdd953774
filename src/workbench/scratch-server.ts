import {
  MODERATION_NAME,
  MODERATOR_COMMANDS,
  moderatorCommand,
  pressStoreComponent,
  runModeratorCommand,
  STORE_COMPONENTS,
} from '../commands/moderation/index.ts';
import type { ModeratorCommand, ModeratorPerson } from '../commands/moderation/moderator-command.ts';
import { KnowledgeFaultsError } from '../knowledge/fault.ts';
import type { KnowledgeBase } from '../knowledge/knowledge-base.ts';
import type { Serving } from '../knowledge/serving.ts';
import { judgeHere } from '../moderation/judge.ts';
import { Moderation } from '../moderation/moderation.ts';
import type { Attachment } from '../moderation/platform.ts';
import type { Reload } from '../reload/live-knowledge.ts';
import { decodeCustomId } from '../replies/custom-id.ts';
import type { MessagePayload } from '../replies/payload.ts';
import { offeredClaims, shownClaim } from '../replies/shown-claim.ts';
import { quotedWords } from '../replies/unanswered.ts';
import { IN_MEMORY } from '../store/address.ts';
import { openStore } from '../store/open.ts';
import {
  CHANNELS,
  GENERAL,
  MODERATORS,
  type Posted,
  ScratchPlatform,
  SERVER,
  YOU,
} from './scratch-platform.ts';

const NOBODY_WROTE: Happened = {
  said: 'Nobody has written anything yet: /simulate <text>',
  posted: [],
  answers: [],
};
const MODERATOR: ModeratorPerson = { id: YOU, locale: 'en-US', isModerator: true };

/** The claims that answer; where they can be read again, `/reload` does that. */
type MayReload = Serving & { readonly reload?: () => Promise<Reload> };

/** What was brought about: things posted in channels, and what the person alone sees, in order. */
export interface Happened {
  readonly said?: string;
  readonly posted: readonly Posted[];
  readonly answers: readonly MessagePayload[];
  /** Takes the place of the message whose button was pressed. */
  readonly update?: MessagePayload;
  /** Stands below the last answer. */
  readonly file?: Attachment;
}

/** Commands of the scratch server that Discord has not: what other people do there. */
export const SCRATCH_COMMANDS = [
  ['/simulate <text>', 'somebody writes this in #general, which is watched'],
  ['/edit <text>', 'they change it'],
  ['/delete', 'they delete it'],
  ['/reload', 'read the claims again and correct what was posted, as the bot does after an edit'],
] as const;

/** A server of our own, with a watched channel and a review channel, for trying the moderators' side without Discord. */
export class ScratchServer {
  readonly #platform: ScratchPlatform;
  readonly #serving: MayReload;
  readonly #moderation: Moderation;
  #lastMessage: string | undefined;

  private constructor(serving: MayReload, moderation: Moderation, platform: ScratchPlatform) {
    this.#serving = serving;
    this.#moderation = moderation;
    this.#platform = platform;
  }

  /**
   * @param from where it was left: the store's address, and the ids of the messages that stand in its channels. Without it,
   *   nothing is kept when the server ends.
   */
  static async open(
    serving: MayReload,
    from: { readonly address: string; readonly messages: readonly string[] } = {
      address: IN_MEMORY,
      messages: [],
    },
  ): Promise<ScratchServer> {
    const platform = new ScratchPlatform(from.messages);
    const moderation = await Moderation.open({
      serving,
      store: await openStore(from.address),
      platform,
      judge: judgeHere(serving),
      way: 'content',
      report: () => undefined,
      now: () => new Date(),
    });
    if (moderation.state.servers().length === 0) {
      await moderation.state.change(SERVER, { reviewChannelId: MODERATORS });
      await moderation.state.addWatch(SERVER, GENERAL, null, moderation.now());
    }
    return new ScratchServer(serving, moderation, platform);
  }

  /** What a bot does after a start: above all, public answers whose claims changed are corrected. */
  async catchUp(): Promise<Happened> {
    await this.#moderation.catchUp(new Set([SERVER]));
    return this.#happened([]);
  }

  /** Finishes what is under way and closes the store. */
  close(): Promise<void> {
    return this.#moderation.stop();
  }

  get publicByDefault(): boolean {
    return this.#moderation.state.settings(SERVER).answers === 'public';
  }

  takesLine(line: string): boolean {
    return /^\/(?:k2-mod|simulate|edit|delete|reload)\b/.test(line.trim());
  }

  takesButton(customId: string): boolean {
    const verb = decodeCustomId(customId)?.verb;
    return STORE_COMPONENTS.some((known) => known.verb === verb);
  }

  async answer(line: string): Promise<Happened> {
    const [, command = '', rest = ''] = /^\/(\S+)\s*([\s\S]*)$/.exec(line.trim()) ?? [];
    switch (command) {
      case 'simulate':
        if (rest.trim() === '')
          return { said: 'Say what somebody writes: /simulate <text>', posted: [], answers: [] };
        return this.#told(
          '(somebody writes that in #general)',
          await this.write(rest),
          'No card: it asserts no myth surely enough, or the claim is quiet or cooling down here.',
        );
      case 'edit':
        if (this.#lastMessage === undefined) return NOBODY_WROTE;
        return this.#told('(they change it)', await this.change(this.#lastMessage, rest), 'No card changes.');
      case 'delete':
        if (this.#lastMessage === undefined) return NOBODY_WROTE;
        return this.#told('(they delete it)', await this.delete(this.#lastMessage), 'No card changes.');
      case 'reload':
        return this.#reload();
      default:
        return this.moderate(rest);
    }
  }

  /** Somebody writes a message. */
  async write(text: string, channelId: string = GENERAL): Promise<Happened & { readonly messageId: string }> {
    const messageId = this.#platform.someoneWrites();
    this.#lastMessage = messageId;
    this.#moderation.watch.written({ serverId: SERVER, channelId, messageId, text });
    return { ...(await this.#afterMessage()), messageId };
  }

  /** They change a message. */
  change(messageId: string, text: string, channelId: string = GENERAL): Promise<Happened> {
    this.#moderation.watch.edited({ serverId: SERVER, channelId, messageId, text });
    return this.#afterMessage();
  }

  /** They delete a message. */
  delete(messageId: string): Promise<Happened> {
    this.#platform.delete(messageId);
    this.#moderation.watch.deleted(messageId);
    return this.#afterMessage();
  }

  /** A button that reads or writes the store. `shown`: the message it stands on. */
  async press(customId: string, shown: MessagePayload | undefined): Promise<Happened> {
    const id = decodeCustomId(customId);
    const component = STORE_COMPONENTS.find((known) => known.verb === id?.verb);
    if (id === undefined || component === undefined) return { posted: [], answers: [] };
    const quoted = shown === undefined ? undefined : quotedWords(shown);
    const input = { args: id.args, serverId: SERVER, person: MODERATOR, quoted };
    const { update, note } = await pressStoreComponent(component, input, this.#memory());
    const happened = this.#happened(note === undefined ? [] : [note]);
    return update === undefined ? happened : { ...happened, update };
  }

  /** An answer of `/k2` that everybody sees is remembered, like Discord's. @returns the id of its message. */
  async notePublic(
    payload: MessagePayload,
    shown: KnowledgeBase,
    channelId: string = GENERAL,
  ): Promise<string> {
    const messageId = this.#platform.someoneWrites();
    await this.noteChanged(messageId, payload, shown, channelId);
    return messageId;
  }

  /** A public answer was replaced; one that shows no verdict any more will not be corrected. `shown`: where it comes from. */
  async noteChanged(
    messageId: string,
    payload: MessagePayload,
    shown: KnowledgeBase,
    channelId: string = GENERAL,
  ): Promise<void> {
    const claimId = shownClaim(payload);
    if (claimId === undefined) await this.#moderation.verdictTakenBack(messageId);
    else await this.#moderation.verdictPosted({ serverId: SERVER, channelId, messageId, claimId }, shown);
  }

  /** Answers under a message, where everybody sees it. `posted` is empty when the message is gone. */
  async replyUnder(
    messageId: string,
    payload: MessagePayload,
    shown: KnowledgeBase,
    channelId: string = GENERAL,
  ): Promise<Happened> {
    const outcome = await this.#platform.post(channelId, payload, { replyTo: messageId });
    if (outcome.ok) await this.noteChanged(outcome.id, payload, shown, channelId);
    return this.#happened([]);
  }

  /** "Not my question" was pressed. */
  async noteMiss(claim: string | undefined, shown: MessagePayload | undefined): Promise<void> {
    await this.#moderation.missed(SERVER, claim === undefined ? offeredClaims(shown ?? {}) : [claim]);
  }

  async #afterMessage(): Promise<Happened> {
    await this.#moderation.watch.idle();
    return this.#happened([]);
  }

  #told(what: string, happened: Happened, nothing: string): Happened {
    return { ...happened, said: happened.posted.length === 0 ? `${what}\n${nothing}` : what };
  }

  async #reload(): Promise<Happened> {
    const reload = await this.#serving.reload?.();
    if (reload?.kind === 'refused')
      return { said: new KnowledgeFaultsError(reload.faults).message, posted: [], answers: [] };
    const corrected = await this.#moderation.correct();
    const said = `The claims are read again. Corrected messages: ${corrected}.`;
    return { said, posted: this.#platform.takePosted(), answers: [] };
  }

  /** `watch list`, `settings days: 30`: what stands behind `/k2-mod`. */
  async moderate(rest: string): Promise<Happened> {
    const [first = '', second = ''] = rest.trim().split(/\s+/);
    const group = MODERATOR_COMMANDS.some((known) => known.group === first) ? first : null;
    const name = group === null ? first : second;
    const command = moderatorCommand(group, name);
    if (command === undefined) return { said: moderatorHelp(), posted: [], answers: [] };
    const typed = rest.trim().slice(group === null ? first.length : first.length + second.length + 1);
    const input = { options: optionsIn(command, typed), serverId: SERVER, person: MODERATOR };
    const { payload, file } = await runModeratorCommand(command, input, this.#memory());
    const happened = this.#happened([payload]);
    return file === undefined ? happened : { ...happened, file };
  }

  #memory() {
    return { kind: 'ready', moderation: this.#moderation } as const;
  }

  #happened(answers: readonly MessagePayload[]): Happened {
    return { posted: this.#platform.takePosted(), answers };
  }
}

/** `channel: #general`, `bar: 0.97`, or the first option's value alone. */
function optionsIn(command: ModeratorCommand, typed: string): Map<string, string> {
  const declared = command.data.options ?? [];
  const options = new Map<string, string>();
  const names = declared.map(({ name }) => name).join('|');
  if (names === '') return options;
  const parts = [...typed.matchAll(new RegExp(`(?:^|\\s)(${names}):\\s*`, 'g'))];
  const alone = typed.slice(0, parts[0]?.index ?? typed.length).trim();
  const first = declared[0];
  if (alone !== '' && first !== undefined) options.set(first.name, channelId(alone));
  parts.forEach((part, place) => {
    const value = typed.slice(part.index + part[0].length, parts[place + 1]?.index ?? typed.length).trim();
    options.set(part[1] as string, channelId(value));
  });
  return options;
}

/** A channel may be named as people see it. */
function channelId(value: string): string {
  return CHANNELS.find(({ name }) => value === `#${name}` || value === name)?.id ?? value;
}

export function moderatorHelp(): string {
  return [
    ...MODERATOR_COMMANDS.map(({ group, data }) => {
      const options = (data.options ?? []).map(({ name }) => `[${name}: …]`);
      return `  /${[MODERATION_NAME, group, data.name, ...options].filter((part) => part !== undefined).join(' ')}\n      ${data.description}`;
    }),
    ...SCRATCH_COMMANDS.map(([usage, does]) => `  ${usage}\n      ${does}`),
  ].join('\n');
}
