/** What is wrong with a knowledge file, in words for a curator who does not program. */
export interface Fault {
  /** Path below the knowledge folder, with `/`. */
  readonly file: string;
  /** 1-based; 0 when the fault has no place in the file. */
  readonly line: number;
  /** Dotted path of the field, empty for the whole file. */
  readonly field: string;
  readonly problem: string;
  readonly remedy: string;
}

export function formatFault(fault: Fault): string {
  const place = fault.line > 0 ? `${fault.file}:${fault.line}` : fault.file;
  const field = fault.field === '' ? '' : ` ${fault.field}:`;
  return `${place}${field} ${fault.problem} → ${fault.remedy}`;
}

/** All faults of a knowledge folder at once; the bot refuses to start on it. */
export class KnowledgeFaultsError extends Error {
  override readonly name = 'KnowledgeFaultsError';
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(
      `The knowledge folder has ${faults.length} fault${faults.length === 1 ? '' : 's'}:\n${faults
        .map((fault) => `  ${formatFault(fault)}`)
        .join('\n')}`,
    );
    this.faults = faults;
  }
}
