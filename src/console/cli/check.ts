import { parseArgs } from 'node:util';
import { formatFault } from '../../knowledge/fault.ts';
import { readKnowledge } from '../../knowledge/load.ts';

/** The knowledge check: every fault at once. Exit code 1 when there is one. */
export function check(args: readonly string[], directory: string): number {
  const { values } = parseArgs({ args: [...args], options: { json: { type: 'boolean', default: false } } });
  const { base, faults } = readKnowledge(directory);
  if (values.json) {
    process.stdout.write(`${JSON.stringify({ claims: base?.claims.length ?? 0, faults })}\n`);
  } else {
    for (const fault of faults) process.stdout.write(`✖ ${formatFault(fault)}\n`);
    process.stdout.write(
      faults.length === 0
        ? `${base?.claims.length} claims, ${base?.sourceById.size} sources: no faults.\n`
        : `${faults.length} fault${faults.length === 1 ? '' : 's'}.\n`,
    );
  }
  return faults.length === 0 ? 0 : 1;
}
