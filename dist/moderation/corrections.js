import { answerPayload } from "../replies/answer.js";
import { cut } from "../replies/cut.js";
import { LIMITS } from "../replies/limits.js";
import { moderationWording } from "../replies/moderation-wording.js";
import { notice } from "../replies/notice.js";
import { wordingFor } from "../replies/wording.js";
import { claimRevision } from "./claim-revision.js";
/** Changes told in a correction; the newest count. */
const CHANGES_TOLD = 3;
/**
 * Brings every public fact-check up to date with its claim: edits the message, or answers under it where Discord allows
 * no edit. Called after start. One after the other, so that Discord's rate limits are kept without a storm.
 * @returns how many messages now say what the claims say.
 */
export async function correctVerdicts(store, platform, knowledge, report, now) {
    let corrected = 0;
    for (const verdict of await store.verdicts()) {
        const claim = knowledge.claimById.get(verdict.claimId);
        const revision = claim === undefined ? '' : claimRevision(claim, knowledge);
        if (claim !== undefined && revision === verdict.revision)
            continue;
        const payload = correction(verdict, claim, knowledge, now);
        const outcome = await put(verdict, payload, platform);
        if (outcome === 'corrected') {
            corrected += 1;
            await (claim === undefined
                ? store.dropVerdict(verdict.messageId)
                : store.verdictCorrected(verdict.messageId, revision));
        }
        else if (outcome === 'gone') {
            await store.dropVerdict(verdict.messageId);
        }
        else {
            await store.correctionFailed(verdict.messageId);
        }
        report('info', 'a fact-check was corrected', {
            claim: verdict.claimId,
            server: verdict.serverId,
            outcome,
        });
    }
    return corrected;
}
async function put(verdict, payload, platform) {
    const edited = await platform.edit(verdict.channelId, verdict.messageId, payload);
    if (edited.ok)
        return 'corrected';
    if (edited.why === 'gone')
        return 'gone';
    if (edited.why === 'no-access')
        return 'refused';
    const answered = await platform.post(verdict.channelId, payload, { replyTo: verdict.messageId });
    if (answered.ok)
        return 'corrected';
    return answered.why === 'gone' ? 'gone' : 'refused';
}
/** The answer as it is now, below what changed and why. */
export function correction(verdict, claim, knowledge, now) {
    const words = moderationWording.correction;
    if (claim === undefined)
        return notice(words.withdrawn(day(now)));
    const changes = claim.changes
        .filter(({ date }) => date >= day(verdict.postedAt))
        .sort((a, b) => a.date.localeCompare(b.date))
        .slice(-CHANGES_TOLD);
    const lines = changes.length === 0
        ? [`${words.title(claim.reviewed)}: ${words.unexplained}`]
        : changes.map(({ date, what, why }) => `${words.title(date)}: ${words.change(what, why)}`);
    return {
        ...answerPayload(claim, knowledge, wordingFor('en')),
        content: cut(lines.join('\n'), LIMITS.content),
    };
}
function day(at) {
    return at.toISOString().slice(0, 10);
}
