import { withStore } from "./with-store.js";
/** Weeks that count as lately, for a claim that has become worse. */
const LATELY = 4;
/** Which claims are offered to people who meant something else: where wordings or look-alikes need work. */
export async function misses(knowledge) {
    const rows = await withStore((store) => store.misses());
    const weeks = [...new Set(rows.map(({ week }) => week))].sort().slice(-LATELY);
    const byClaim = grouped(rows);
    const report = [...byClaim]
        .map(([claimId, own]) => ({
        claimId,
        all: sum(own),
        lately: sum(own.filter(({ week }) => weeks.includes(week))),
    }))
        .sort((a, b) => b.all - a.all || a.claimId.localeCompare(b.claimId));
    if (report.length === 0) {
        process.stdout.write('Nobody has pressed “Not my question” yet.\n');
        return 0;
    }
    process.stdout.write(`clicks  last ${LATELY} weeks  claim\n`);
    for (const { claimId, all, lately } of report) {
        const gone = knowledge.claimById.has(claimId) ? '' : ' (no longer in the set)';
        process.stdout.write(`${String(all).padStart(6)}  ${String(lately).padStart(12)}  ${claimId}${gone}\n`);
    }
    process.stdout.write('Look at one: npm run -s k2 -- explain "<what people write>"\n');
    return 0;
}
function sum(rows) {
    return rows.reduce((total, { clicks }) => total + clicks, 0);
}
function grouped(rows) {
    const byClaim = new Map();
    for (const row of rows)
        byClaim.set(row.claimId, [...(byClaim.get(row.claimId) ?? []), row]);
    return byClaim;
}
