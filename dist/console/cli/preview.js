import { parseArgs } from 'node:util';
import { checkContent } from "../../knowledge/content-check.js";
import { formatFault } from "../../knowledge/fault.js";
import { readKnowledge } from "../../knowledge/load.js";
import { answerPayload } from "../../replies/answer.js";
import { english } from "../../replies/wording.js";
import { render } from "../render.js";
import { UsageError } from "./usage-error.js";
/** Shows a claim as it will look, and what is wrong with it. Exit code 1 when it cannot be shown or has a fault. */
export function preview(args, directory) {
    const { positionals } = parseArgs({ args: [...args], allowPositionals: true });
    const id = positionals[0];
    if (id === undefined)
        throw new UsageError('Say which claim: npm run -s k2 -- preview removes-arterial-calcium');
    const { base, faults } = readKnowledge(directory);
    const own = faults.filter((fault) => fault.file.endsWith(`/${id}.yaml`));
    if (base === undefined) {
        const shown = own.length > 0 ? own : faults;
        const where = own.length > 0 ? 'It cannot be shown before this is mended:' : 'Other files stand in its way:';
        process.stdout.write(`${where}\n${shown.map((fault) => `✖ ${formatFault(fault)}`).join('\n')}\n`);
        return 1;
    }
    const claim = base.claimById.get(id);
    if (claim === undefined)
        throw new UsageError(`There is no claim "${id}". npm run -s k2 -- new ${id} --topic … makes one.`);
    process.stdout.write(`${render(answerPayload(claim, base, english, { share: true }), process.stdout.isTTY).text}\n`);
    const findings = checkContent(base, new Date().toISOString().slice(0, 10)).filter((finding) => finding.file === claim.file);
    for (const finding of findings) {
        process.stdout.write(`${finding.severity === 'fault' ? '\n✖' : '\n!'} ${formatFault(finding)}\n`);
    }
    return findings.some((finding) => finding.severity === 'fault') ? 1 : 0;
}
