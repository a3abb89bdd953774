import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { StandIn } from '../../tests/stand-in/discord.ts';

/** Longer than the bot allows itself to finish what is running. */
const END_MS = 20_000;
const SOURCE = ['--import', 'tsx', 'src/main.ts'];
const BUILT = 'dist/main.js';

export const TOKEN = 'secret-token.of-the.bot';

/** How the bot is started: from its source through tsx, or as it was built for production. */
export function howToStart(built: boolean): readonly string[] {
  if (!built) return SOURCE;
  if (!existsSync(BUILT)) throw new Error(`there is no ${BUILT}: run npm run build first`);
  return [BUILT];
}

export interface StartOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** Before the bot's own script, as for a module that is loaded first. */
  readonly nodeArguments?: readonly string[];
  /** A file descriptor to log to, in the place of a pipe that is read. */
  readonly logTo?: number;
}

/** The bot in a process of its own. */
export class BotProcess {
  readonly process: ChildProcess;
  readonly output = { stdout: '', stderr: '' };
  /** The exit code, or the name of the signal that ended it. */
  readonly end: Promise<string>;
  #ended: string | undefined;

  constructor(start: readonly string[], standIn: StandIn, options: StartOptions = {}) {
    this.process = spawn(process.execPath, [...(options.nodeArguments ?? []), ...start], {
      env: {
        PATH: process.env.PATH,
        // Set and empty, so that a developer's own .env does not count.
        KNOWLEDGE_DIR: '',
        LOG_LEVEL: '',
        WATCH_MESSAGES: '',
        DATABASE_URL: 'file::memory:',
        DISCORD_TOKEN: TOKEN,
        DISCORD_API: standIn.api,
        ...options.environment,
      },
      stdio: ['ignore', options.logTo ?? 'pipe', 'pipe'],
    });
    for (const name of ['stdout', 'stderr'] as const) {
      this.process[name]?.on('data', (chunk) => {
        this.output[name] += chunk;
      });
    }
    this.end = new Promise((resolve) =>
      this.process.once('close', (code, signal) => {
        this.#ended = signal ?? String(code);
        resolve(this.#ended);
      }),
    );
  }

  get isAlive(): boolean {
    return this.#ended === undefined;
  }

  /** @throws when the bot ends before what is waited for, with what it said. */
  async unlessEnded(waited: Promise<void>): Promise<void> {
    const ended = this.end.then((how) => {
      throw new Error(`the bot ended (${how}): ${this.output.stderr}`);
    });
    ended.catch(() => undefined);
    waited.catch(() => undefined);
    await Promise.race([waited, ended]);
  }

  /** How it ended, or `still running` when it does not. */
  async ended(patienceMs = END_MS): Promise<string> {
    const timeout = new Promise<string>((resolve) =>
      setTimeout(() => resolve('still running'), patienceMs).unref(),
    );
    return Promise.race([this.end, timeout]);
  }

  async kill(): Promise<void> {
    if (this.isAlive) this.process.kill('SIGKILL');
    await this.end;
  }
}
