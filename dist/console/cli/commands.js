import { parseArgs } from 'node:util';
import { registrationPayload } from "../../commands/index.js";
/** The exact payload that registration sends. */
export function commands(args) {
    parseArgs({ args: [...args], options: { json: { type: 'boolean' } } });
    process.stdout.write(`${JSON.stringify(registrationPayload(), null, 2)}\n`);
    return 0;
}
