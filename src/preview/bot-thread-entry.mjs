// A thread does not inherit the loader that lets Node run TypeScript, so it is registered here before anything else.
import { register } from 'tsx/esm/api';

register();
await import('./bot-in-thread.ts');
