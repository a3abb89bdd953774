import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { formatFault } from '../../knowledge/fault.ts';
import { HIGHEST_BAR, WATCH_BAR } from '../../moderation/judge.ts';
import type { Moderation } from '../../moderation/moderation.ts';
import { TO_POST, TO_REPLY } from '../../moderation/platform.ts';
import { cut } from '../../replies/cut.ts';
import { moderationWording } from '../../replies/moderation-wording.ts';
import { report } from '../../replies/notice.ts';
import { StoreError } from '../../store/store-error.ts';
import { channelText, permissionNames } from './channel-text.ts';
import type { ModeratorCommand } from './moderator-command.ts';

const words = moderationWording.check;
/** Faults of the claim files that are told; the rest would hide what else is found. */
const FAULTS_TOLD = 3;
const FAULT_LENGTH = 500;

interface Finding {
  readonly ok: boolean;
  readonly text: string;
}
const ok = (text: string): Finding => ({ ok: true, text });
const bad = (text: string): Finding => ({ ok: false, text });

/** The self-test for admins: each permission, intent, channel and setting, with the remedy where one is needed. */
export const check: ModeratorCommand = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'check',
    description: 'Self-test: permissions, channels and settings, with remedies',
  },
  async run({ serverId }, moderation) {
    const findings = [
      await memory(moderation),
      claims(moderation),
      ...watchingWay(serverId, moderation),
      ...reviewChannel(serverId, moderation),
      ...watchedChannels(serverId, moderation),
      ...settings(serverId, moderation),
    ];
    return {
      payload: report({
        title: words.title,
        description: findings.map((one) => `${one.ok ? words.ok : words.bad} ${one.text}`).join('\n'),
      }),
    };
  },
};

function claims({ serving: { knowledge, refused } }: Moderation): Finding {
  const count = knowledge.claims.length;
  if (refused === undefined) return ok(words.claims(count, knowledge.revision));
  const told = refused.faults.slice(0, FAULTS_TOLD).map((fault) => cut(formatFault(fault), FAULT_LENGTH));
  const more = refused.faults.length - told.length;
  const at = Math.floor(refused.at.getTime() / 1000);
  return bad(
    words.claimsRefused(count, knowledge.revision, at, more > 0 ? [...told, words.moreFaults(more)] : told),
  );
}

async function memory({ store }: Moderation): Promise<Finding> {
  try {
    await store.check();
    return ok(words.storeOk(store.kind === 'sqlite' ? 'SQLite' : 'PostgreSQL'));
  } catch (error) {
    if (error instanceof StoreError) return bad(error.message);
    throw error;
  }
}

function watchingWay(serverId: string, { way, state, platform }: Moderation): Finding[] {
  if (way === 'content') return [ok(words.wayContent)];
  const findings = [ok(words.wayRule)];
  const watches = state.watchesOf(serverId).length > 0;
  findings.push(platform.mayManageServer(serverId) ? ok(words.manageServer) : bad(words.noManageServer));
  if (watches)
    findings.push(state.settings(serverId).ruleId === null ? bad(words.ruleMissing) : ok(words.ruleThere));
  return findings;
}

function reviewChannel(serverId: string, { state, platform }: Moderation): Finding[] {
  const { reviewChannelId } = state.settings(serverId);
  if (reviewChannelId === null) return [bad(words.reviewUnset)];
  const facts = platform.channel(serverId, reviewChannelId);
  if (facts === undefined) return [bad(words.reviewGone)];
  const channel = channelText(reviewChannelId);
  const lacks = facts.lacks(TO_POST);
  return [
    lacks.length === 0 ? ok(words.review(channel)) : bad(words.reviewLacks(channel, permissionNames(lacks))),
    facts.isPublic ? bad(words.reviewPublic(channel)) : ok(words.reviewPrivate),
  ];
}

function watchedChannels(serverId: string, { state, platform }: Moderation): Finding[] {
  const watches = state.watchesOf(serverId);
  if (watches.length === 0) return [ok(words.noneWatched)];
  return watches.map(({ channelId, paused }) => {
    const channel = channelText(channelId);
    const facts = platform.channel(serverId, channelId);
    if (facts === undefined) return bad(words.watchedGone(channel));
    const lacks = facts.lacks(TO_REPLY);
    if (lacks.length > 0) return bad(words.watchedLacks(channel, permissionNames(lacks)));
    return paused === null ? ok(words.watched(channel)) : bad(words.watchedPaused(channel, paused));
  });
}

function settings(serverId: string, { state, knowledge }: Moderation): Finding[] {
  const { bar, quietTopics } = state.settings(serverId);
  const unknown = quietTopics.filter((id) => !knowledge.topics.some((topic) => topic.id === id));
  const faults = [
    ...(bar !== null && (bar < WATCH_BAR || bar > HIGHEST_BAR) ? [bad(words.badBar)] : []),
    ...(unknown.length > 0 ? [bad(words.unknownTopics(unknown))] : []),
  ];
  return faults.length === 0 ? [ok(words.settings)] : faults;
}
