import { parseArgs } from 'node:util';
import { checkContent } from "../../knowledge/content-check.js";
import { formatFault } from "../../knowledge/fault.js";
import { readKnowledge } from "../../knowledge/load.js";
import { checkLinks } from "./check-links.js";
/** The knowledge check: every fault at once. Exit code 1 when there is a fault; warnings alone are no failure. */
export async function check(args, directory) {
    const { values } = parseArgs({
        args: [...args],
        options: { json: { type: 'boolean', default: false }, links: { type: 'boolean', default: false } },
    });
    const { base, faults } = readKnowledge(directory);
    const today = new Date().toISOString().slice(0, 10);
    const findings = [
        ...faults.map((fault) => ({ ...fault, severity: 'fault' })),
        ...(base === undefined ? [] : checkContent(base, today)),
        ...(base === undefined || !values.links ? [] : await checkLinks(base)),
    ];
    const failed = findings.filter((finding) => finding.severity === 'fault').length;
    if (values.json) {
        process.stdout.write(`${JSON.stringify({ claims: base?.claims.length ?? 0, findings })}\n`);
    }
    else {
        for (const finding of findings) {
            process.stdout.write(`${finding.severity === 'fault' ? '✖' : '!'} ${formatFault(finding)}\n`);
        }
        process.stdout.write(`${base?.claims.length ?? 0} claims, ${base?.sourceById.size ?? 0} sources: ` +
            `${plural(failed, 'fault')}, ${plural(findings.length - failed, 'warning')}.\n`);
    }
    return failed === 0 ? 0 : 1;
}
function plural(count, noun) {
    return `${count === 0 ? 'no' : count} ${noun}${count === 1 ? '' : 's'}`;
}
