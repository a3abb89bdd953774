import type { App } from '../src/commands/command.ts';
import { knowledgeMadeReady } from '../src/knowledge-at-start.ts';

/**
 * The bot with the whole claim set, as it was made ready once for all (learn-once.ts): all that only read it share this one
 * (`isolate: false` in vitest.config.ts).
 */
export const app: App = { knowledge: knowledgeMadeReady('knowledge') };
