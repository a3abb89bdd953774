const REMEDIES = {
    locked: 'Another program holds the database. Close it, or wait a moment and try again.',
    full: 'There is no room left for the database. Free some space, then try again.',
    corrupt: 'The database file is damaged. Stop the bot, keep a copy of the file, and put the last backup in its place (or move it away to begin anew).',
    unreachable: 'The database server does not answer. Check DATABASE_URL and that the server runs.',
    newer: 'The database was written by a newer version of the bot. Start that version again, or point DATABASE_URL elsewhere.',
    unusable: 'The database cannot be opened. Check DATABASE_URL, and that the bot may read and write there.',
};
/** The store did not do what it was asked. `message` is a sentence that says what to do; `cause` is what happened. */
export class StoreError extends Error {
    name = 'StoreError';
    fault;
    constructor(fault, cause) {
        super(REMEDIES[fault], { cause });
        this.fault = fault;
    }
    /** Waiting may mend it: what could not be written is kept and tried again. */
    get passes() {
        return this.fault === 'locked' || this.fault === 'full' || this.fault === 'unreachable';
    }
}
/** SQLite's result codes, https://sqlite.org/rescode.html, by how they begin. */
const SQLITE = [
    ['SQLITE_BUSY', 'locked'],
    ['SQLITE_LOCKED', 'locked'],
    ['SQLITE_FULL', 'full'],
    ['SQLITE_CORRUPT', 'corrupt'],
    ['SQLITE_NOTADB', 'corrupt'],
    ['SQLITE_READONLY', 'unusable'],
    ['SQLITE_CANTOPEN', 'unusable'],
    ['SQLITE_IOERR', 'unusable'],
];
/** PostgreSQL's classes of errors, https://www.postgresql.org/docs/15/errcodes-appendix.html, and the network's. */
const OTHERS = [
    [/^53100$/, 'full'],
    [/^(?:55P03|40P01|40001|57014)$/, 'locked'],
    [/^XX00[12]$/, 'corrupt'],
    [/^(?:57P0\d|08\w{3}|53300|ECONN\w+|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EHOSTUNREACH)$/, 'unreachable'],
    [/^(?:28\w{3}|3D000|42501|EACCES|EROFS|ENOTDIR|EISDIR)$/, 'unusable'],
    [/^ENOSPC$/, 'full'],
];
/** The fault behind a driver's error; `undefined` for a mistake of ours, which is no fault of the store. */
export function faultOf(error) {
    if (!(error instanceof Error))
        return undefined;
    if (/timeout exceeded when trying to connect|Connection terminated|client has encountered a connection error/i.test(error.message)) {
        return 'unreachable';
    }
    const code = 'code' in error ? String(error.code) : '';
    if (code === '' && error instanceof AggregateError)
        return faultOf(error.errors[0]);
    return (SQLITE.find(([start]) => code.startsWith(start))?.[1] ??
        OTHERS.find(([pattern]) => pattern.test(code))?.[1]);
}
