import { registrationPayload } from '../../commands/index.ts';

/** The exact payload that registration sends. */
export function commands(): number {
  process.stdout.write(`${JSON.stringify(registrationPayload(), null, 2)}\n`);
  return 0;
}
