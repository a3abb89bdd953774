import { KnowledgeFaultsError } from '../../knowledge/fault.ts';
import { loadKnowledge } from '../../knowledge/load.ts';
import { StoreError } from '../../store/store-error.ts';
import { askOnce } from './ask.ts';
import { check } from './check.ts';
import { commands } from './commands.ts';
import { explain } from './explain.ts';
import { exportClaims } from './export.ts';
import { match } from './match.ts';
import { misses } from './misses.ts';
import { newClaim } from './new-claim.ts';
import { preview } from './preview.ts';
import { renderAll } from './render-all.ts';
import { unanswered } from './unanswered.ts';
import { UsageError } from './usage-error.ts';

const KNOWLEDGE_DIRECTORY = process.env.KNOWLEDGE_DIR || 'knowledge';

interface CliCommand {
  readonly usage: string;
  readonly does: string;
  /** The exit code. */
  run(args: readonly string[]): number | Promise<number>;
}

const CLI_COMMANDS: Readonly<Record<string, CliCommand>> = {
  ask: {
    usage: 'ask "<question>" [--json]',
    does: 'answer one question',
    run: (args) => askOnce(args, load()),
  },
  match: {
    usage: 'match --jsonl [--message]',
    does: 'read {"text": …} lines on standard input, write what the matcher makes of each',
    run: (args) => match(args, load()),
  },
  check: {
    usage: 'check [--json]',
    does: 'check everything the curators wrote',
    run: (args) => check(args, KNOWLEDGE_DIRECTORY),
  },
  new: {
    usage: 'new <id> --topic <topic>',
    does: 'write a claim file to fill in',
    run: (args) => newClaim(args, KNOWLEDGE_DIRECTORY),
  },
  preview: {
    usage: 'preview <id>',
    does: 'show a claim as it will look, faults included',
    run: (args) => preview(args, KNOWLEDGE_DIRECTORY),
  },
  explain: {
    usage: 'explain "<text>" [--message]',
    does: 'show why a text gets the answer it gets',
    run: (args) => explain(args, load()),
  },
  export: {
    usage: 'export --claimreview',
    does: 'print all claims as schema.org ClaimReview (JSON-LD)',
    run: (args) => exportClaims(args, load()),
  },
  unanswered: {
    usage: 'unanswered [--yaml]',
    does: 'list the questions that members sent; with --yaml as claims to fill in',
    run: (args) => unanswered(args),
  },
  misses: {
    usage: 'misses',
    does: 'list the claims that people were wrongly offered',
    run: () => misses(load()),
  },
  commands: {
    usage: 'commands --json',
    does: 'print what Discord is told about the commands',
    run: () => commands(),
  },
  render: {
    usage: 'render --all --json',
    does: 'print the reply for every claim, a line each',
    run: () => renderAll(load()),
  },
};

function load() {
  return loadKnowledge(KNOWLEDGE_DIRECTORY);
}

/** Runs `k2 <command> …` and returns the exit code: 0 well, 1 faults found or the call was wrong. */
export async function runCli(argv: readonly string[]): Promise<number> {
  const [name = '', ...args] = argv;
  const command = CLI_COMMANDS[name];
  if (command === undefined) {
    const list = Object.values(CLI_COMMANDS).map(
      ({ usage, does }) => `  npm run -s k2 -- ${usage}\n      ${does}`,
    );
    process.stderr.write(`${name === '' ? '' : `There is no command “${name}”.\n`}${list.join('\n')}\n`);
    return 1;
  }
  try {
    return await command.run(args);
  } catch (error) {
    const expected = [UsageError, KnowledgeFaultsError, StoreError].some((known) => error instanceof known);
    if (expected || isArgumentError(error)) {
      process.stderr.write(`${(error as Error).message}\n`);
      return 1;
    }
    throw error;
  }
}

function isArgumentError(error: unknown): boolean {
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
