import { memberWith } from '../stand-in/discord.ts';

/** VIEW_CHANNEL, SEND_MESSAGES and MANAGE_MESSAGES. */
export const MODERATOR = String(1024 + 2048 + 8192);
export const MYTH = 'removes-arterial-calcium';
export const ASSERTION = 'K2 strips calcium deposits right out of your arteries';
export const FIRST = '100000000000000021';
export const SECOND = '100000000000000022';
const OPTION_TYPES = { channel: 7, 'review-channel': 7, bar: 10, days: 4 } as Readonly<
  Record<string, number>
>;

export function moderator(id: string, permissions = MODERATOR): Record<string, unknown> {
  return memberWith(id, permissions, `moderator-${id.slice(-1)}`);
}

/** `/k2-mod …` as Discord sends it. */
export function modData(name: string, options: Record<string, unknown>) {
  const parts = name.split(' ');
  const given = Object.entries(options).map(([option, value]) => ({
    name: option,
    value,
    type: OPTION_TYPES[option] ?? 3,
  }));
  const subcommand = { type: 1, name: parts.at(-1), options: given };
  return {
    id: '100000000000000012',
    name: 'k2-mod',
    type: 1,
    options: parts.length === 1 ? [subcommand] : [{ type: 2, name: parts[0], options: [subcommand] }],
  };
}
