import { KnowledgeFaultsError } from '../../knowledge/fault.ts';
import { loadKnowledge } from '../../knowledge/load.ts';
import { knowledgeMadeReady } from '../../knowledge-at-start.ts';
import { StoreError } from '../../store/store-error.ts';
import { askOnce } from './ask.ts';
import { backup } from './backup.ts';
import { check } from './check.ts';
import { commands } from './commands.ts';
import { explain } from './explain.ts';
import { exportClaims } from './export.ts';
import { invite } from './invite.ts';
import { match } from './match.ts';
import { misses } from './misses.ts';
import { newClaim } from './new-claim.ts';
import { preview } from './preview.ts';
import { renderAll } from './render-all.ts';
import { unanswered } from './unanswered.ts';
import { UsageError } from './usage-error.ts';

interface CliCommand {
  readonly usage: string;
  readonly does: string;
  /** @param directory where the knowledge is. @returns the exit code. */
  run(args: readonly string[], directory: string): number | Promise<number>;
}

const CLI_COMMANDS: Readonly<Record<string, CliCommand>> = {
  ask: {
    usage: 'ask "<question>" [--json]',
    does: 'answer one question',
    run: (args, directory) => askOnce(args, knowledgeMadeReady(directory)),
  },
  match: {
    usage: 'match --jsonl [--message]',
    does: 'read {"text": …} lines on standard input, write what the matcher makes of each',
    run: (args, directory) => match(args, knowledgeMadeReady(directory)),
  },
  check: {
    usage: 'check [--links] [--json]',
    does: 'check everything the curators wrote; --links also tries every link',
    run: check,
  },
  new: {
    usage: 'new <id> --topic <topic>',
    does: 'write a claim file to fill in',
    run: newClaim,
  },
  preview: {
    usage: 'preview <id>',
    does: 'show a claim as it will look, faults included',
    run: preview,
  },
  explain: {
    usage: 'explain "<text>" [--message]',
    does: 'show why a text gets the answer it gets',
    run: (args, directory) => explain(args, knowledgeMadeReady(directory)),
  },
  export: {
    usage: 'export --claimreview',
    does: 'print all claims as schema.org ClaimReview (JSON-LD)',
    run: (args, directory) => exportClaims(args, loadKnowledge(directory)),
  },
  unanswered: {
    usage: 'unanswered [--yaml]',
    does: 'list the questions that members sent; with --yaml as claims to fill in',
    run: (args) => unanswered(args),
  },
  misses: {
    usage: 'misses',
    does: 'list the claims that people were wrongly offered',
    run: (_args, directory) => misses(loadKnowledge(directory)),
  },
  backup: {
    usage: 'backup <file>',
    does: 'copy the SQLite database into a file, also while the bot runs',
    run: backup,
  },
  invite: {
    usage: 'invite <application id> [--automod]',
    does: 'print the links that bring the bot into a server, and why it asks for what',
    run: invite,
  },
  commands: {
    usage: 'commands --json',
    does: 'print what Discord is told about the commands',
    run: commands,
  },
  render: {
    usage: 'render --all --json',
    does: 'print the reply for every claim, a line each',
    run: (args, directory) => renderAll(args, loadKnowledge(directory)),
  },
};

/** Runs `k2 <command> …` and returns the exit code: 0 well, 1 faults found or the call was wrong. */
export async function runCli(argv: readonly string[], directory: string): Promise<number> {
  const [name = 'help', ...args] = argv;
  const command = Object.hasOwn(CLI_COMMANDS, name) ? CLI_COMMANDS[name] : undefined;
  if (command === undefined || args.includes('--help')) {
    const isCall = command !== undefined || /^(?:help|--help|-h)$/.test(name);
    if (isCall) process.stdout.write(help());
    else process.stderr.write(`There is no command “${name}”.\n${help()}`);
    return isCall ? 0 : 1;
  }
  try {
    return await command.run(args, directory);
  } catch (error) {
    const expected = [UsageError, KnowledgeFaultsError, StoreError].some((known) => error instanceof known);
    if (expected || isArgumentError(error)) {
      process.stderr.write(`${(error as Error).message}\n`);
      return 1;
    }
    throw error;
  }
}

function help(): string {
  return Object.values(CLI_COMMANDS)
    .map(({ usage, does }) => `  npm run -s k2 -- ${usage}\n      ${does}\n`)
    .join('');
}

function isArgumentError(error: unknown): boolean {
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
