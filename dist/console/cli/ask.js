import { parseArgs } from 'node:util';
import { runSubcommand } from "../../commands/dispatch.js";
import { render } from "../render.js";
import { UsageError } from "./usage-error.js";
/** Answers one question: for a terminal, or as the payload that would go to Discord. */
export function askOnce(args, knowledge) {
    const { values, positionals } = parseArgs({
        args: [...args],
        options: { json: { type: 'boolean', default: false } },
        allowPositionals: true,
    });
    const question = positionals.join(' ');
    if (question.trim() === '')
        throw new UsageError('Say what to ask: npm run -s k2 -- ask "does k2 clean arteries"');
    const person = { locale: 'en-US', mayPost: true };
    const { payload } = runSubcommand('ask', { options: new Map([['question', question]]), person }, { knowledge });
    process.stdout.write(values.json ? `${JSON.stringify(payload)}\n` : `${render(payload, process.stdout.isTTY).text}\n`);
    return 0;
}
