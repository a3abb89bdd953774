import { fileURLToPath } from 'node:url';
/** Where the bot remembers when nobody says otherwise: a file beside it, no server needed. */
export const DEFAULT_DATABASE_URL = 'file:data/k2.db';
/** Nothing is kept: for the console and for tests. */
export const IN_MEMORY = 'file::memory:';
export function isPostgres(url) {
    return /^postgres(?:ql)?:\/\//.test(url);
}
/** The file of a `file:` address. */
export function databaseFile(url) {
    if (url.startsWith('file://'))
        return fileURLToPath(url);
    return url.slice('file:'.length);
}
