import { type Client, DiscordAPIError, HTTPError, RateLimitError, SnowflakeUtil } from 'discord.js';
import { COMMAND_NAME, COMPONENTS, MESSAGE_MENUS, SUBCOMMANDS } from '../commands/index.ts';
import { MODERATION_NAME, MODERATOR_COMMANDS, STORE_COMPONENTS } from '../commands/moderation/index.ts';
import type { Measures } from '../health/measures.ts';
import { encodeCustomId } from '../replies/custom-id.ts';
import { UndeliveredError } from './delivery.ts';

const CALLBACK = /^\/interactions\/(\d+)\/[^/]+\/callback/;

/** Everything that can be used, as it is called in the log. */
const NAMES = new Set([
  ...SUBCOMMANDS.map(({ data }) => `${COMMAND_NAME} ${data.name}`),
  ...MESSAGE_MENUS.map(({ data }) => data.name),
  ...MODERATOR_COMMANDS.map(({ group, data }) =>
    [MODERATION_NAME, group, data.name].filter((part) => part !== undefined).join(' '),
  ),
  ...[...COMPONENTS, ...STORE_COMPONENTS].map(({ verb }) =>
    encodeCustomId({ verb, args: [] }).split(':').slice(0, 2).join(':'),
  ),
]);

/** A name that may stand in a label. Whatever else arrives is old or forged, and could be anything. */
export function knownName(name: string): string {
  return NAMES.has(name) ? name : 'unknown';
}

/** Counts what becomes of every request to Discord. All of the library's requests go through this one method. */
export function measureRequests({ rest }: Client, measures: Measures): void {
  const request = rest.request.bind(rest);
  rest.request = async (options) => {
    try {
      const answer = await request(options);
      const interaction = CALLBACK.exec(options.fullRoute)?.[1];
      if (interaction !== undefined)
        measures.firstAnswer(Date.now() - SnowflakeUtil.timestampFrom(interaction));
      measures.requestDone();
      return answer;
    } catch (error) {
      measures.requestFailed(codeOf(error));
      throw error;
    }
  };
}

/** Discord's number, or a word for what has none. */
function codeOf(error: unknown): string {
  if (error instanceof DiscordAPIError) return String(error.code);
  if (error instanceof HTTPError) return `http ${error.status}`;
  if (error instanceof RateLimitError) return 'rate limit';
  if (error instanceof UndeliveredError) return 'timeout';
  return error instanceof Error && error.name === 'AbortError' ? 'timeout' : 'network';
}
