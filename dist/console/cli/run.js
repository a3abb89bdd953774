import { KnowledgeFaultsError } from "../../knowledge/fault.js";
import { loadKnowledge } from "../../knowledge/load.js";
import { StoreError } from "../../store/store-error.js";
import { askOnce } from "./ask.js";
import { check } from "./check.js";
import { commands } from "./commands.js";
import { explain } from "./explain.js";
import { exportClaims } from "./export.js";
import { match } from "./match.js";
import { misses } from "./misses.js";
import { newClaim } from "./new-claim.js";
import { preview } from "./preview.js";
import { renderAll } from "./render-all.js";
import { unanswered } from "./unanswered.js";
import { UsageError } from "./usage-error.js";
const CLI_COMMANDS = {
    ask: {
        usage: 'ask "<question>" [--json]',
        does: 'answer one question',
        run: (args, directory) => askOnce(args, loadKnowledge(directory)),
    },
    match: {
        usage: 'match --jsonl [--message]',
        does: 'read {"text": …} lines on standard input, write what the matcher makes of each',
        run: (args, directory) => match(args, loadKnowledge(directory)),
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
        run: (args, directory) => explain(args, loadKnowledge(directory)),
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
export async function runCli(argv, directory) {
    const [name = 'help', ...args] = argv;
    const command = Object.hasOwn(CLI_COMMANDS, name) ? CLI_COMMANDS[name] : undefined;
    if (command === undefined || args.includes('--help')) {
        const isCall = command !== undefined || /^(?:help|--help|-h)$/.test(name);
        if (isCall)
            process.stdout.write(help());
        else
            process.stderr.write(`There is no command “${name}”.\n${help()}`);
        return isCall ? 0 : 1;
    }
    try {
        return await command.run(args, directory);
    }
    catch (error) {
        const expected = [UsageError, KnowledgeFaultsError, StoreError].some((known) => error instanceof known);
        if (expected || isArgumentError(error)) {
            process.stderr.write(`${error.message}\n`);
            return 1;
        }
        throw error;
    }
}
function help() {
    return Object.values(CLI_COMMANDS)
        .map(({ usage, does }) => `  npm run -s k2 -- ${usage}\n      ${does}\n`)
        .join('');
}
function isArgumentError(error) {
    return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
