import { parseArgs } from 'node:util';
import { registrationPayload } from '../../commands/index.ts';

/** The exact payload that registration sends. */
export function commands(args: readonly string[]): number {
  parseArgs({ args: [...args], options: { json: { type: 'boolean' } } });
  process.stdout.write(`${JSON.stringify(registrationPayload(), null, 2)}\n`);
  return 0;
}
