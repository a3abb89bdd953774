import { createHash } from 'node:crypto';
/**
 * Twelve hexadecimal digits that change with what a reader was told: the verdict, the fact, and the cautions with their
 * texts. Not with sources or wordings, whose change corrects nothing.
 */
export function claimRevision(claim, knowledge) {
    const cautions = claim.cautions.map((id) => [id, knowledge.cautionById.get(id)?.text ?? '']);
    return createHash('sha256')
        .update(JSON.stringify([claim.verdict, claim.fact, cautions]))
        .digest('hex')
        .slice(0, 12);
}
