import { parseArgs } from 'node:util';
import { PermissionFlagsBits } from 'discord-api-types/v10';
import type { Permission } from '../../moderation/platform.ts';
import { UsageError } from './usage-error.ts';

interface Wanted {
  readonly flag: bigint;
  readonly name: string;
  readonly why: string;
}

/** What moderators' self-test asks for, one reason each. */
const IN_CHANNELS: Readonly<Record<Permission, Omit<Wanted, 'flag'>>> = {
  ViewChannel: { name: 'View Channels', why: 'to reply under a message, and to post review cards' },
  SendMessages: {
    name: 'Send Messages',
    why: '“Reply with this”, review cards, the notice in a watched channel',
  },
  EmbedLinks: { name: 'Embed Links', why: 'cards and fact-checks are embeds' },
  ReadMessageHistory: {
    name: 'Read Message History',
    why: 'Discord asks it of whoever replies to a message',
  },
};
const ALWAYS: readonly Wanted[] = [
  ...Object.entries(IN_CHANNELS).map(([permission, what]) => ({
    flag: PermissionFlagsBits[permission as Permission],
    ...what,
  })),
  {
    flag: PermissionFlagsBits.SendMessagesInThreads,
    name: 'Send Messages in Threads',
    why: 'the same in threads',
  },
];
const FOR_AUTOMOD: Wanted = {
  flag: PermissionFlagsBits.ManageGuild,
  name: 'Manage Server',
  why: 'to make the AutoMod rule that watches without reading',
};

/** Prints the links that bring the bot into a server or along with a person, and why it asks for what. */
export function invite(args: readonly string[]): number {
  const { positionals, values } = parseArgs({
    args: [...args],
    options: { automod: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [id = '', ...more] = positionals;
  if (!/^\d{15,20}$/.test(id) || more.length > 0) {
    throw new UsageError(
      'Give the application id: Developer Portal → your application → General Information → Application ID.\n  npm run -s k2 -- invite 123456789012345678',
    );
  }
  const wanted = values.automod ? [...ALWAYS, FOR_AUTOMOD] : ALWAYS;
  const permissions = wanted.reduce((sum, { flag }) => sum | flag, 0n);
  const widest = Math.max(...wanted.map(({ name }) => name.length));
  process.stdout.write(
    [
      'Into a server (you need Manage Server there):',
      `  ${address(id, { integration_type: '0', scope: 'bot applications.commands', permissions: String(permissions) })}`,
      'Along with yourself, into every server and conversation:',
      `  ${address(id, { integration_type: '1', scope: 'applications.commands' })}`,
      'It asks for:',
      ...wanted.map(({ name, why }) => `  ${name.padEnd(widest)}  ${why}`),
      ...(values.automod
        ? []
        : [`  Without WATCH_MESSAGES, add --automod: ${FOR_AUTOMOD.name}, ${FOR_AUTOMOD.why}`]),
      '',
    ].join('\n'),
  );
  return 0;
}

/** https://docs.discord.com/developers/topics/oauth2#bot-authorization-flow */
function address(id: string, parameters: Readonly<Record<string, string>>): string {
  return `https://discord.com/oauth2/authorize?${new URLSearchParams({ client_id: id, ...parameters })}`;
}
