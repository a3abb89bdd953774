import { knowledgeMadeReady } from '../src/knowledge-at-start.ts';

/** Learning takes longer than most test files: it is done once, and all processes find what was learned. */
export function setup(): void {
  knowledgeMadeReady('knowledge');
}
