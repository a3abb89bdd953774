import { type ChildProcess, spawn } from 'node:child_process';

/** A script of ours, run as an operator runs it. */
export interface Child {
  readonly process: ChildProcess;
  readonly output: { stdout: string; stderr: string };
  /** The exit code. Rejects when the process wrote a token, which fails the run also where nobody waits for it. */
  readonly exit: Promise<number | null>;
}

export function run(
  script: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Child {
  // Set and empty, so that a developer's own .env does not count.
  const settings = {
    DISCORD_TOKEN: '',
    DISCORD_API: '',
    KNOWLEDGE_DIR: '',
    LOG_LEVEL: '',
    SHARDS: '',
    SHARD_COUNT: '',
    SHARD_LIST: '',
    HEALTH_PORT: '',
    HEALTH_HOST: '',
    WATCH_MESSAGES: '',
    DATABASE_URL: 'file::memory:',
    ...environment,
  };
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    output.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output.stderr += chunk;
  });
  const exit = new Promise<number | null>((resolve, reject) =>
    child.once('close', (code) => {
      if (holdsSecret(output.stdout + output.stderr))
        reject(new Error('a process of the bot wrote a secret'));
      else resolve(code);
    }),
  );
  return { process: child, output, exit };
}

export const TOKEN = 'secret-token.of-the.bot';
/** What the stand-in gives an interaction; whoever has it can answer in the bot's name. */
const INTERACTION_TOKEN = /\btoken-\d{15,}/;

/** A text that holds the bot's token, also encoded, or an interaction's. */
export function holdsSecret(text: string): boolean {
  return (
    [TOKEN, encodeURIComponent(TOKEN), Buffer.from(TOKEN).toString('base64')].some((form) =>
      text.includes(form),
    ) || INTERACTION_TOKEN.test(text)
  );
}
