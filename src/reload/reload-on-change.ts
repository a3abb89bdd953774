import { formatFault } from '../knowledge/fault.ts';
import type { Log } from '../log.ts';
import type { LiveKnowledge, Reload } from './live-knowledge.ts';

/** An editor writes a file in several steps and Git one file after the other: so long nothing more must have changed. */
const DEBOUNCE_MS = 1000;
/** Faults in one line of the log. All of them are told by `check`. */
const FAULTS_LOGGED = 20;

export interface Reloader {
  /** Reads the folder again now. Never rejects. */
  reload(cause: string): Promise<Reload>;
  stop(): Promise<void>;
}

/**
 * Reads the claims again when a file of theirs changes, and when told to; says in the log what came of it.
 * @param onReload told of each attempt, the refused ones too.
 */
export async function reloadOnChange(
  live: LiveKnowledge,
  directory: string,
  log: Log,
  onReload: (reload: Reload) => void,
): Promise<Reloader> {
  // Here and not above: the console has no use for it.
  const { watch } = await import('chokidar');
  let timer: NodeJS.Timeout | undefined;

  const reload = async (cause: string): Promise<Reload> => {
    clearTimeout(timer);
    const outcome = await live.reload();
    switch (outcome.kind) {
      case 'swapped': {
        const { revision, claims } = outcome.knowledge;
        const { pauseMs } = outcome;
        log.info(
          { cause, revision, claims: claims.length, pauseMs },
          'the claims were read again and serve now',
        );
        break;
      }
      case 'same':
        log.info({ cause, revision: live.knowledge.revision }, 'the claims are as they were');
        break;
      case 'refused':
        log.error(
          {
            cause,
            serving: live.knowledge.revision,
            count: outcome.faults.length,
            faults: outcome.faults.slice(0, FAULTS_LOGGED).map(formatFault),
          },
          'the claims were changed but have faults: the set from before goes on answering',
        );
    }
    onReload(outcome);
    return outcome;
  };

  const watcher = watch(directory, {
    ignoreInitial: true,
    ignored: (path, stats) => stats?.isFile() === true && !/\.ya?ml$/.test(path),
  });
  watcher.on('all', () => {
    clearTimeout(timer);
    timer = setTimeout(() => void reload('a file changed'), DEBOUNCE_MS).unref();
  });
  watcher.on('error', (error) =>
    log.warn({ err: error }, 'the knowledge folder cannot be watched: send SIGHUP after a change'),
  );
  watcher.once('ready', () => log.debug('the claim files are watched'));
  return {
    reload,
    async stop() {
      clearTimeout(timer);
      await watcher.close();
    },
  };
}
