import type { KnowledgeBase } from '../knowledge/knowledge-base.ts';
import type { Claim } from '../knowledge/schema.ts';
import { answerPayload } from '../replies/answer.ts';
import { cut } from '../replies/cut.ts';
import { LIMITS } from '../replies/limits.ts';
import { moderationWording } from '../replies/moderation-wording.ts';
import { notice } from '../replies/notice.ts';
import type { MessagePayload } from '../replies/payload.ts';
import { wordingFor } from '../replies/wording.ts';
import type { PostedVerdict, Store } from '../store/store.ts';
import { claimRevision } from './claim-revision.ts';
import type { Platform, Report } from './platform.ts';

/** Changes told in a correction; the newest count. */
const CHANGES_TOLD = 3;

/**
 * Brings every public fact-check up to date with its claim: edits the message, or answers under it where Discord allows
 * no edit. Called after start and whenever another claim set serves. One after the other, so that Discord's rate limits are kept without a storm.
 * @returns how many messages now say what the claims say.
 */
export async function correctVerdicts(
  store: Store,
  platform: Platform,
  knowledge: KnowledgeBase,
  report: Report,
  now: Date,
): Promise<number> {
  let corrected = 0;
  for (const verdict of await store.verdicts()) {
    const claim = knowledge.claimById.get(verdict.claimId);
    const revision = claim === undefined ? '' : claimRevision(claim, knowledge);
    if (claim !== undefined && revision === verdict.revision) continue;
    const payload = correction(verdict, claim, knowledge, now);
    const outcome = await put(verdict, payload, platform);
    if (outcome === 'corrected') {
      corrected += 1;
      await (claim === undefined
        ? store.dropVerdict(verdict.messageId)
        : store.verdictCorrected(verdict.messageId, revision));
    } else if (outcome === 'gone') {
      await store.dropVerdict(verdict.messageId);
    } else {
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

async function put(
  verdict: PostedVerdict,
  payload: MessagePayload,
  platform: Platform,
): Promise<'corrected' | 'gone' | 'refused'> {
  const edited = await platform.edit(verdict.channelId, verdict.messageId, payload);
  if (edited.ok) return 'corrected';
  if (edited.why === 'gone') return 'gone';
  if (edited.why === 'no-access') return 'refused';
  const answered = await platform.post(verdict.channelId, payload, { replyTo: verdict.messageId });
  if (answered.ok) return 'corrected';
  return answered.why === 'gone' ? 'gone' : 'refused';
}

/** The answer as it is now, below what changed and why. */
export function correction(
  verdict: Pick<PostedVerdict, 'postedAt'>,
  claim: Claim | undefined,
  knowledge: KnowledgeBase,
  now: Date,
): MessagePayload {
  const words = moderationWording.correction;
  if (claim === undefined) return notice(words.withdrawn(day(now)));
  const changes = claim.changes
    .filter(({ date }) => date >= day(verdict.postedAt))
    .sort((a, b) => a.date.localeCompare(b.date))
    .slice(-CHANGES_TOLD);
  const lines =
    changes.length === 0
      ? [`${words.title(claim.reviewed)}: ${words.unexplained}`]
      : changes.map(({ date, what, why }) => `${words.title(date)}: ${words.change(what, why)}`);
  return {
    ...answerPayload(claim, knowledge, wordingFor('en')),
    content: cut(lines.join('\n'), LIMITS.content),
  };
}

function day(at: Date): string {
  return at.toISOString().slice(0, 10);
}
