export function decidedOn(decision) {
    switch (decision.outcome) {
        case 'answer':
            return decision.answer.verdict;
        case 'suggest':
            return 'suggest';
        case 'none':
            return decision.reason;
    }
}
/** A fault that is the person's to mend: the sentence is shown to them as it stands. */
export class UserError extends Error {
    name = 'UserError';
}
