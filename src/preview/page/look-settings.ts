/**
 * The library would fetch a picture from Discord for whoever has none. It reads this before anything else of it runs, so this
 * file is imported first.
 */
const NOBODY = '/you.svg';
const avatars = { blue: NOBODY, gray: NOBODY, green: NOBODY, orange: NOBODY, red: NOBODY, pink: NOBODY };
Object.assign(globalThis, { $discordMessage: { avatars } });
