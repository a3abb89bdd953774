import { HTTPError } from 'discord.js';

/** Codes of the network and of the library's HTTP client, and what it says when a gateway is overloaded. */
const NETWORK_FAULT =
  /\b(?:E(?:CONN\w+|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN|TIMEDOUT|PIPE)|UND_ERR_\w+|ABORT_ERR|Unexpected server response: 5\d\d|socket hang up|This operation was aborted)\b/i;

/** What to do about a login that failed, in one sentence; the process ends after it, because trying again would not help. */
export function loginAdvice(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const status = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 0;
  if (code === 'TokenInvalid' || status === 401 || /authentication failed|invalid token/i.test(message)) {
    return 'Discord does not accept the token: make a new one in the Developer Portal → your application → Bot → Reset Token, and put it into .env as DISCORD_TOKEN.';
  }
  if (/disallowed intents?/i.test(message)) {
    return 'Discord refuses an intent: switch it on in the Developer Portal → your application → Bot → Privileged Gateway Intents.';
  }
  if (/invalid intents?/i.test(message))
    return 'Discord does not know one of the intents: this is a fault in the bot, please report it.';
  if (/sharding is required/i.test(message))
    return 'The bot is in too many servers for one connection: run it with more shards (SHARDS or SHARD_COUNT in .env).';
  if (/not enough sessions|session(s)? remaining/i.test(message)) {
    return 'The bot has logged in too often today; Discord lets it in again within a day. Look for a restart loop meanwhile.';
  }
  return `Discord could not be reached or refused the login (${message}). Check the network and https://discordstatus.com, then start again.`;
}

/** Discord's side failed, or nobody was there: unlike a refusal, this mends itself. */
export function passes(error: unknown): boolean {
  if (error instanceof HTTPError) return error.status >= 500;
  const { code, message = '' } = error as Partial<NodeJS.ErrnoException>;
  return NETWORK_FAULT.test(code ?? '') || NETWORK_FAULT.test(message);
}

/** What to do about a gateway close code that ends a running bot; `undefined` for those that mend themselves. */
export function closeAdvice(code: number): string | undefined {
  switch (code) {
    case 4004:
      return loginAdvice(new Error('Authentication failed'));
    case 4010:
    case 4011:
      return loginAdvice(new Error('Sharding is required'));
    case 4012:
    case 4013:
      return loginAdvice(new Error('Used invalid intents'));
    case 4014:
      return loginAdvice(new Error('Used disallowed intents'));
    default:
      return undefined;
  }
}
