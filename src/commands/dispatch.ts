import { decodeCustomId } from '../replies/custom-id.ts';
import { LIMITS } from '../replies/limits.ts';
import { notice } from '../replies/notice.ts';
import { wordingFor } from '../replies/wording.ts';
import type { App, Choice, ComponentInput, MessageMenuInput, Person, Reply, SlashInput } from './command.ts';
import { UserError } from './command.ts';
import { COMPONENTS, MESSAGE_MENUS, SUBCOMMANDS } from './index.ts';

/** `/k2 <name>`. A `UserError` becomes its sentence, for the person alone; any other error is the edge's. */
export function runSubcommand(name: string, input: SlashInput, app: App): Reply {
  const subcommand = SUBCOMMANDS.find((known) => known.data.name === name);
  return answering(input.person, () => subcommand?.run(input, app));
}

export function runMessageMenu(name: string, input: MessageMenuInput, app: App): Reply {
  const menu = MESSAGE_MENUS.find((known) => known.data.name === name);
  return answering(input.person, () => menu?.run(input, app));
}

/** A pressed button or a used menu. An outdated or foreign id gets a polite sentence, never silence. */
export function runComponent(customId: string, input: Omit<ComponentInput, 'args'>, app: App): Reply {
  const id = decodeCustomId(customId);
  const component = COMPONENTS.find((known) => known.verb === id?.verb);
  return answering(input.person, () =>
    id === undefined ? undefined : component?.run({ ...input, args: id.args }, app),
  );
}

export function completeOption(name: string, typed: string, app: App): readonly Choice[] {
  const subcommand = SUBCOMMANDS.find((known) => known.data.name === name);
  return (subcommand?.complete?.(typed, app) ?? []).slice(0, LIMITS.choices);
}

function answering(person: Person, run: () => Reply | undefined): Reply {
  const wording = wordingFor(person.locale);
  try {
    return run() ?? { kind: 'answer', payload: notice(wording.outOfDate), private: true };
  } catch (error) {
    if (error instanceof UserError) return { kind: 'answer', payload: notice(error.message), private: true };
    throw error;
  }
}
