import { type ChildProcess, spawn } from 'node:child_process';

/** A script of ours, run as an operator runs it. */
export interface Child {
  readonly process: ChildProcess;
  readonly output: { stdout: string; stderr: string };
  /** The exit code. */
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
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { process: child, output, exit };
}

export const TOKEN = 'secret-token.of-the.bot';
