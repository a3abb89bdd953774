import type { App } from '../src/commands/command.ts';
import { loadKnowledge } from '../src/knowledge/load.ts';
import { indexOf } from '../src/matching/decide.ts';

/**
 * The bot with the whole claim set. Loading and indexing it takes longer than most test files: all that only read it share
 * this one (`isolate: false` in vitest.config.ts).
 */
export const app: App = { knowledge: loadKnowledge('knowledge') };
// As main.ts does: the first answer must not pay for the index with its three seconds.
indexOf(app.knowledge);
