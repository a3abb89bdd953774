import { type DestinationStream, pino, stdSerializers } from 'pino';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
export type Log = ReturnType<typeof createLog>;

/** All that is logged of an error. Discord's carry more: our whole answer with the question in it, and the interaction's token. */
const LOGGED_OF_ERRORS = ['type', 'message', 'stack', 'code', 'status', 'method'];

/** JSON lines on standard output. A question's text is never logged above debug, a token never. */
export function createLog(level: LogLevel, destination?: DestinationStream) {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeError },
    redact: {
      paths: ['token', '*.token', 'headers.authorization', '*.headers.authorization'],
      censor: '[secret]',
    },
  };
  return pino(options, destination ?? standardOutput());
}

/** A full disk or a closed pipe behind standard output must not end the bot: what cannot be logged is let go. */
function standardOutput(): DestinationStream {
  const output = pino.destination({ dest: 1, sync: true });
  output.on('error', () => undefined);
  return output;
}

function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  return Object.fromEntries(
    Object.entries(stdSerializers.err(error)).filter(([key]) => LOGGED_OF_ERRORS.includes(key)),
  );
}
