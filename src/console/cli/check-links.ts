import type { Finding } from '../../knowledge/content-check.ts';
import type { KnowledgeBase } from '../../knowledge/knowledge-base.ts';

/** Publishers turn away whoever asks too fast. */
const AT_ONCE = 4;
const TIMEOUT_MS = 15_000;
/** The pages are there, only not for machines. */
const REFUSES_ROBOTS = new Set([401, 403, 405, 406, 418, 429, 503]);

/** Tries every link that is shown. Without a network it says so and finds nothing: that is no fault of the curator's. */
export async function checkLinks(knowledge: KnowledgeBase): Promise<Finding[]> {
  const cited = new Set(
    knowledge.claims.flatMap((claim) => claim.citations.map((citation) => citation.source)),
  );
  const sources = [...knowledge.sourceById.values()].filter((source) => cited.has(source.id));
  const findings: Finding[] = [];
  let reached = 0;
  const queue = [...sources];
  const work = async (): Promise<void> => {
    for (let source = queue.shift(); source !== undefined; source = queue.shift()) {
      const status = await statusOf(source.url);
      if (status === undefined) continue;
      reached += 1;
      if (status < 400 || REFUSES_ROBOTS.has(status)) continue;
      findings.push({
        severity: 'warning',
        file: 'sources',
        line: 0,
        field: source.id,
        problem: `${source.url} answers ${status}`,
        remedy: 'look for the page, or cite another work',
      });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  process.stderr.write(
    reached === 0
      ? 'No network here: the links were not tried.\n'
      : `${reached} of ${sources.length} links answered.\n`,
  );
  return findings;
}

async function statusOf(url: string): Promise<number | undefined> {
  try {
    const response = await fetch(url, {
      method: 'HEAD',
      redirect: 'follow',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return response.status;
  } catch {
    return undefined;
  }
}
