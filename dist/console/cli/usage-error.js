/** A wrong call of the command line, in words. */
export class UsageError extends Error {
    name = 'UsageError';
}
