import { parseArgs } from 'node:util';
import { answerPayload } from "../../replies/answer.js";
import { english } from "../../replies/wording.js";
import { UsageError } from "./usage-error.js";
/** Every claim's reply as it would go to Discord, a JSON line each. */
export function renderAll(args, knowledge) {
    const { values } = parseArgs({
        args: [...args],
        options: { all: { type: 'boolean' }, json: { type: 'boolean' } },
    });
    if (!values.all)
        throw new UsageError('Say which: npm run -s k2 -- render --all --json, or preview <id> for one claim');
    for (const claim of knowledge.claims) {
        const payload = answerPayload(claim, knowledge, english, { share: true });
        process.stdout.write(`${JSON.stringify({ claim: claim.id, payload })}\n`);
    }
    return 0;
}
