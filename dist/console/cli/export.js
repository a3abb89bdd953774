import { parseArgs } from 'node:util';
import { claimReview } from "../../replies/claim-review.js";
import { UsageError } from "./usage-error.js";
/** All claims as a JSON-LD list of schema.org/ClaimReview. */
export function exportClaims(args, knowledge) {
    const { values } = parseArgs({
        args: [...args],
        options: { claimreview: { type: 'boolean', default: false } },
    });
    if (!values.claimreview)
        throw new UsageError('Say in which form: npm run -s k2 -- export --claimreview');
    const reviews = knowledge.claims.map((claim) => claimReview(claim, knowledge));
    process.stdout.write(`${JSON.stringify(reviews, null, 2)}\n`);
    return 0;
}
