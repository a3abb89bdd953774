export function formatFault(fault) {
    const place = fault.line > 0 ? `${fault.file}:${fault.line}` : fault.file;
    const field = fault.field === '' ? '' : ` ${fault.field}:`;
    return `${place}${field} ${fault.problem} → ${fault.remedy}`;
}
/** All faults of a knowledge folder at once; the bot refuses to start on it. */
export class KnowledgeFaultsError extends Error {
    name = 'KnowledgeFaultsError';
    faults;
    constructor(faults) {
        super(`The knowledge folder has ${faults.length} fault${faults.length === 1 ? '' : 's'}:\n${faults
            .map((fault) => `  ${formatFault(fault)}`)
            .join('\n')}`);
        this.faults = faults;
    }
}
