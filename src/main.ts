import { config as loadDotenv } from 'dotenv';
import { ConfigError, readConfig } from './config.ts';
import type { RunningBot } from './discord/start.ts';
import type { Measures } from './health/measures.ts';
import type { Readiness } from './health/serve-health.ts';
import { KnowledgeFaultsError } from './knowledge/fault.ts';
import { readKnowledge } from './knowledge/load.ts';
import { folderBeside, knowledgeAtStart } from './knowledge-at-start.ts';
import { createLog } from './log.ts';
import { LiveKnowledge } from './reload/live-knowledge.ts';
import type { Reloader } from './reload/reload-on-change.ts';

/** Soon enough for whoever restarts the bot by hand. */
const ORPHAN_CHECK_MS = 500;

/** Opens Discord when there is a token, the console otherwise. Whatever is wrong is said in words, and the exit code is 1. */
async function main(): Promise<void> {
  loadDotenv({ quiet: true });
  const config = readConfig(process.env);
  const { knowledgeDirectory } = config;
  if (config.token === undefined) {
    const { openConsole } = await import('./console/talk.ts');
    const knowledge = knowledgeAtStart(knowledgeDirectory, folderBeside(config.databaseUrl));
    await openConsole(new LiveKnowledge(knowledge, knowledgeDirectory, readKnowledge));
    return;
  }
  const log = createLog(config.logLevel);
  // Before the login, so that the first person does not wait for it.
  const knowledge = knowledgeAtStart(knowledgeDirectory, folderBeside(config.databaseUrl), log);
  // From the first: a malformed event during the login must not end the process either.
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));
  const { startPatiently } = await import('./discord/start-patiently.ts');
  const { readInThread } = await import('./reload/read-in-thread.ts');
  const { reloadOnChange } = await import('./reload/reload-on-change.ts');
  const live = new LiveKnowledge(knowledge, knowledgeDirectory, readInThread);
  let reloader: Reloader | undefined;
  // From here on: whoever sends it early means no harm.
  process.on('SIGHUP', () => void reloader?.reload('SIGHUP'));
  const onFatal = (advice: string): void => {
    process.stderr.write(`${advice}\n`);
    process.exitCode = 1;
    // A login that fails does not come here.
    void bot?.stop().finally(() => process.exit(1));
  };
  let bot: RunningBot | undefined;
  // Before the login, which takes its time with many shards: alive is not yet ready.
  const measures =
    config.health === undefined ? undefined : await openHealth(config.health, () => bot?.readiness());
  let stopping = false;
  const stop = (cause: string): void => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ cause }, 'stopping');
    void reloader?.stop();
    void (bot?.stop() ?? Promise.resolve()).finally(() => process.exit(process.exitCode ?? 0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  const { token, api, shards } = config;
  bot = await startPatiently({ token, api, shards, measures }, live, log, onFatal, config);
  const running = bot;
  const parent = process.ppid;
  // `npm start` puts a shell before us that dies of SIGTERM without passing it on. An orphan would go on answering beside the
  // copy that is started next.
  if (process.env.npm_lifecycle_event !== undefined) {
    const watch = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(watch);
      stop('npm is gone');
    }, ORPHAN_CHECK_MS).unref();
  }
  // Last: a signal must not have to wait for it.
  reloader = await reloadOnChange(live, knowledgeDirectory, log, ({ kind }) => {
    measures?.reloaded(kind);
    if (kind === 'swapped') running.knowledgeChanged();
  });
}

/** @throws {ConfigError} when the address is taken, or not this machine's. */
async function openHealth(
  at: { readonly host: string; readonly port: number },
  readiness: () => Promise<Readiness> | undefined,
): Promise<Measures> {
  const { Measures } = await import('./health/measures.ts');
  const { serveHealth } = await import('./health/serve-health.ts');
  const measures = new Measures();
  try {
    await serveHealth(
      at,
      async () => (await readiness()) ?? { ready: false, parts: { login: 'under way' } },
      measures,
    );
  } catch (error) {
    throw new ConfigError(`HEALTH_PORT or HEALTH_HOST cannot be used: ${(error as Error).message}`);
  }
  return measures;
}

main().catch((error: unknown) => {
  const expected =
    error instanceof ConfigError ||
    error instanceof KnowledgeFaultsError ||
    (error as Error)?.name === 'LoginError';
  process.stderr.write(`${expected ? (error as Error).message : (error as Error)?.stack}\n`);
  process.exit(1);
});
