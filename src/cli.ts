import { formatFault } from './knowledge/fault.ts';
import { readKnowledge } from './knowledge/load.ts';

const { base, faults } = readKnowledge('knowledge');
for (const f of faults) console.log(formatFault(f));
console.log(base ? `ok ${base.claims.length}` : 'faults');
