/** Publishers turn away whoever asks too fast. */
const AT_ONCE = 4;
const TIMEOUT_MS = 15_000;
/** The pages are there, only not for machines. */
const REFUSES_ROBOTS = new Set([401, 403, 405, 406, 418, 429, 503]);
/** Tries every link that is shown. Without a network it says so and finds nothing: that is no fault of the curator's. */
export async function checkLinks(knowledge) {
    const cited = new Set(knowledge.claims.flatMap((claim) => claim.citations.map((citation) => citation.source)));
    for (const food of knowledge.foods)
        for (const figure of food.figures)
            cited.add(figure.source);
    const sources = [...knowledge.sourceById.values()].filter((source) => cited.has(source.id));
    const answers = [];
    const queue = [...sources];
    const work = async () => {
        for (let source = queue.shift(); source !== undefined; source = queue.shift()) {
            answers.push({ id: source.id, url: source.url, status: await statusOf(source.url) });
        }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    const reached = answers.filter(({ status }) => status !== undefined).length;
    if (reached === 0) {
        process.stderr.write('No network here: the links were not tried.\n');
        return [];
    }
    process.stderr.write(`${reached} of ${sources.length} links answered.\n`);
    return answers
        .filter(({ status }) => status === undefined || (status >= 400 && !REFUSES_ROBOTS.has(status)))
        .sort((a, b) => a.id.localeCompare(b.id))
        .map(({ id, url, status }) => ({
        severity: 'warning',
        file: 'sources',
        line: 0,
        field: id,
        problem: status === undefined ? `${url} does not answer` : `${url} answers ${status}`,
        remedy: 'look for the page, or cite another work',
    }));
}
/** Some servers know no HEAD and say that the page is missing: only what a reader would get counts. */
async function statusOf(url) {
    const head = await statusBy('HEAD', url);
    return head !== undefined && head >= 400 ? statusBy('GET', url) : head;
}
/** `undefined` when nothing answers. */
async function statusBy(method, url) {
    try {
        const signal = AbortSignal.timeout(TIMEOUT_MS);
        const response = await fetch(url, { method, redirect: 'follow', signal });
        await response.body?.cancel();
        return response.status;
    }
    catch {
        return undefined;
    }
}
