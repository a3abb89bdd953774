/** How long a server's data stays after the bot was removed, so that an accident can be undone. */
export const DAYS_AFTER_LEAVING = 30;
/** Texts expire after so many days unless a server sets another number. */
export const DEFAULT_RETENTION_DAYS = 90;
export const MAX_RETENTION_DAYS = 365;
/** A public fact-check is corrected for so long; later nobody reads it any more. */
export const VERDICT_DAYS = 365;
/** Corrections that Discord refuses are given up after so many attempts, one at each start or change. */
export const MAX_CORRECTION_FAILURES = 3;
