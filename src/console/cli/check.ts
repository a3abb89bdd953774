import { parseArgs } from 'node:util';
import { checkContent, type Finding } from '../../knowledge/content-check.ts';
import { formatFault } from '../../knowledge/fault.ts';
import { readKnowledge } from '../../knowledge/load.ts';
import { checkLinks } from './check-links.ts';

/** The knowledge check: every fault at once. Exit code 1 when there is a fault; warnings alone are no failure. */
export async function check(args: readonly string[], directory: string): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean', default: false }, links: { type: 'boolean', default: false } },
  });
  const { base, faults } = readKnowledge(directory);
  const today = new Date().toISOString().slice(0, 10);
  const findings: Finding[] = [
    ...faults.map((fault) => ({ ...fault, severity: 'fault' as const })),
    ...(base === undefined ? [] : checkContent(base, today)),
    ...(base === undefined || !values.links ? [] : await checkLinks(base)),
  ];
  const failed = findings.filter((finding) => finding.severity === 'fault').length;
  if (values.json) {
    process.stdout.write(`${JSON.stringify({ claims: base?.claims.length ?? 0, findings })}\n`);
  } else {
    for (const finding of findings) {
      process.stdout.write(`${finding.severity === 'fault' ? '✖' : '!'} ${formatFault(finding)}\n`);
    }
    process.stdout.write(
      `${base?.claims.length ?? 0} claims, ${base?.sourceById.size ?? 0} sources: ` +
        `${plural(failed, 'fault')}, ${plural(findings.length - failed, 'warning')}.\n`,
    );
  }
  return failed === 0 ? 0 : 1;
}

function plural(count: number, noun: string): string {
  return `${count === 0 ? 'no' : count} ${noun}${count === 1 ? '' : 's'}`;
}
