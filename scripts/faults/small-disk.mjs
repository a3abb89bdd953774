/**
 * Loaded before the bot: gives its database a disk of K2_DISK_PAGES pages (4 KiB each), and a large one when the process gets
 * SIGUSR2, as when somebody tidied up.
 */
import { createRequire } from 'node:module';

const Database = createRequire(import.meta.url)('better-sqlite3');
const pragma = Database.prototype.pragma;
const opened = new Set();

Database.prototype.pragma = function (...args) {
  if (!opened.has(this)) {
    opened.add(this);
    pragma.call(this, `max_page_count = ${process.env.K2_DISK_PAGES}`);
  }
  return pragma.apply(this, args);
};
process.on('SIGUSR2', () => {
  for (const database of opened) pragma.call(database, 'max_page_count = 1000000');
});
