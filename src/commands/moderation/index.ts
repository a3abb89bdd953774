import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord-api-types/v10';
import type { Moderation } from '../../moderation/moderation.ts';
import { moderationWording } from '../../replies/moderation-wording.ts';
import { notice } from '../../replies/notice.ts';
import { english } from '../../replies/wording.ts';
import { StoreError } from '../../store/store-error.ts';
import { UserError } from '../command.ts';
import { cardButtons } from './card-buttons.ts';
import { check } from './check.ts';
import { forget, forgetButton } from './forget.ts';
import type {
  ModeratorCommand,
  ModeratorInput,
  PressInput,
  PressResult,
  PrivateAnswer,
  StoreComponent,
} from './moderator-command.ts';
import { queue } from './queue.ts';
import { settings } from './settings.ts';
import { stats } from './stats.ts';
import { sendToCurators, unanswered } from './unanswered.ts';
import { watchAdd, watchList, watchRemove } from './watch.ts';

/** The name of the slash command that all moderators' commands belong to. */
export const MODERATION_NAME = 'k2-mod';

/** The one list of them: registration, dispatch, console and tests read it. */
export const MODERATOR_COMMANDS: readonly ModeratorCommand[] = [
  watchAdd,
  watchRemove,
  watchList,
  queue,
  settings,
  stats,
  unanswered,
  check,
  forget,
];

/** Buttons that read or write the store, and so take longer than the others. */
export const STORE_COMPONENTS: readonly StoreComponent[] = [...cardButtons, ...sendToCurators, forgetButton];

/** A store that is in the way of a command, in the words of its error. */
export type Memory =
  | { readonly kind: 'ready'; readonly moderation: Moderation }
  | { readonly kind: 'broken'; readonly why: string };

/** What Discord is told: in servers only, for those who may manage messages unless an admin says otherwise. */
export function moderationRegistration(): RESTPostAPIChatInputApplicationCommandsJSONBody {
  const groups = [...new Set(MODERATOR_COMMANDS.flatMap(({ group }) => group ?? []))];
  return {
    type: ApplicationCommandType.ChatInput,
    name: MODERATION_NAME,
    description: 'For moderators: watch channels, review, settings',
    default_member_permissions: String(PermissionFlagsBits.ManageMessages),
    integration_types: [ApplicationIntegrationType.GuildInstall],
    contexts: [InteractionContextType.Guild],
    options: [
      ...groups.map((group) => ({
        type: ApplicationCommandOptionType.SubcommandGroup as const,
        name: group,
        description: 'Channels that are watched',
        options: MODERATOR_COMMANDS.filter((command) => command.group === group).map(({ data }) => data),
      })),
      ...MODERATOR_COMMANDS.filter(({ group }) => group === undefined).map(({ data }) => data),
    ],
  };
}

export function moderatorCommand(group: string | null, name: string): ModeratorCommand | undefined {
  return MODERATOR_COMMANDS.find((known) => (known.group ?? null) === group && known.data.name === name);
}

/** `/k2-mod …`. Whoever may not, and whatever is wrong, gets a sentence; unexpected errors are the edge's. */
export async function runModeratorCommand(
  command: ModeratorCommand | undefined,
  input: ModeratorInput | undefined,
  memory: Memory,
): Promise<PrivateAnswer> {
  if (command === undefined) return { payload: notice(english.outOfDate) };
  if (input === undefined) return { payload: notice(moderationWording.onlyInServers) };
  if (!input.person.isModerator) return { payload: notice(moderationWording.notModerator) };
  if (memory.kind === 'broken') return { payload: notice(moderationWording.noStore(memory.why)) };
  try {
    return await command.run(input, memory.moderation);
  } catch (error) {
    return { payload: notice(sentenceOf(error)) };
  }
}

/** A pressed button of `STORE_COMPONENTS`; what the presser may do is asked again, for the button may be old. */
export async function pressStoreComponent(
  component: StoreComponent,
  input: PressInput,
  memory: Memory,
): Promise<PressResult> {
  if (component.moderatorsOnly && !input.person.isModerator)
    return { note: notice(moderationWording.notModerator) };
  if (memory.kind === 'broken') return { note: notice(moderationWording.noStore(memory.why)) };
  try {
    return await component.run(input, memory.moderation);
  } catch (error) {
    return { note: notice(sentenceOf(error)) };
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof UserError) return error.message;
  if (error instanceof StoreError) return moderationWording.noStore(error.message);
  throw error;
}
