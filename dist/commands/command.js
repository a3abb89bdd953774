/** A fault that is the person's to mend: the sentence is shown to them as it stands. */
export class UserError extends Error {
    name = 'UserError';
}
