import { ApplicationCommandOptionType, ChannelType } from 'discord-api-types/v10';
import type { KnowledgeBase } from '../../knowledge/knowledge-base.ts';
import { HIGHEST_BAR, WATCH_BAR } from '../../moderation/judge.ts';
import type { Moderation } from '../../moderation/moderation.ts';
import { TO_POST } from '../../moderation/platform.ts';
import { moderationWording } from '../../replies/moderation-wording.ts';
import { report } from '../../replies/notice.ts';
import { quote } from '../../replies/quote.ts';
import { MAX_RETENTION_DAYS } from '../../store/retention.ts';
import type { ServerSettings } from '../../store/store.ts';
import { UserError } from '../command.ts';
import { channelText, permissionNames } from './channel-text.ts';
import type { ModeratorCommand, ModeratorInput, PrivateAnswer } from './moderator-command.ts';

const words = moderationWording.settings;
type Changes = Partial<Omit<ServerSettings, 'serverId' | 'leftAt'>>;

export const settings: ModeratorCommand = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'settings',
    description: 'Show the settings of this server, or change some',
    options: [
      {
        type: ApplicationCommandOptionType.Channel,
        name: 'review-channel',
        description: 'Where cards go; only moderators should see it',
        channel_types: [ChannelType.GuildText, ChannelType.PublicThread, ChannelType.PrivateThread],
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'answers',
        description: 'Who sees an answer when the asker does not say',
        choices: [
          { name: 'private', value: 'private' },
          { name: 'public', value: 'public' },
        ],
      },
      {
        type: ApplicationCommandOptionType.Number,
        name: 'bar',
        description: `Confidence needed for a card, ${WATCH_BAR} to ${HIGHEST_BAR}`,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'quiet-topics',
        description: 'Topics that make no cards, with commas; or: none',
      },
      {
        type: ApplicationCommandOptionType.Integer,
        name: 'days',
        description: `Texts are erased after so many days, 1 to ${MAX_RETENTION_DAYS}`,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'language',
        description: 'Only en so far',
      },
    ],
  },
  async run(input, moderation) {
    const changes = changesIn(input, moderation);
    if (Object.keys(changes).length === 0) return shown(input.serverId, moderation, false);
    await moderation.state.change(input.serverId, changes);
    if (changes.reviewChannelId !== undefined) {
      // A channel that works again, or another one: what was paused goes on, and no card is lost.
      await moderation.state.pause(input.serverId, null);
      await moderation.alignRule(input.serverId);
      await moderation.cards.postWaiting(input.serverId);
    }
    return shown(input.serverId, moderation, true);
  },
};

/** Every value is checked before any is changed. @throws {UserError} with a sentence for each that is wrong. */
function changesIn({ options, serverId }: ModeratorInput, { platform, knowledge }: Moderation): Changes {
  const faults: string[] = [];
  let changes: Changes = {};
  const review = options.get('review-channel');
  if (review !== undefined) {
    const channelId = String(review);
    const facts = platform.channel(serverId, channelId);
    const lacks = facts?.lacks(TO_POST) ?? [];
    if (facts === undefined || !facts.takesMessages)
      faults.push(moderationWording.watch.notText(channelText(channelId)));
    else if (lacks.length > 0) {
      faults.push(moderationWording.watch.mayNot(channelText(channelId), permissionNames(lacks)));
    } else changes = { ...changes, reviewChannelId: channelId };
  }
  const answers = options.get('answers');
  if (answers === 'private' || answers === 'public') changes = { ...changes, answers };
  else if (answers !== undefined) faults.push(words.badAnswers);
  const bar = options.get('bar');
  if (bar !== undefined) {
    const value = Number(bar);
    if (value >= WATCH_BAR && value <= HIGHEST_BAR) changes = { ...changes, bar: value };
    else faults.push(words.badBar(WATCH_BAR, HIGHEST_BAR));
  }
  const days = options.get('days');
  if (days !== undefined) {
    const value = Number(days);
    if (Number.isInteger(value) && value >= 1 && value <= MAX_RETENTION_DAYS)
      changes = { ...changes, retentionDays: value };
    else faults.push(words.badDays(MAX_RETENTION_DAYS));
  }
  const language = options.get('language');
  if (language === 'en') changes = { ...changes, language };
  else if (language !== undefined) faults.push(words.badLanguage);
  const topics = options.get('quiet-topics');
  if (topics !== undefined) {
    const named = topicsNamed(String(topics), knowledge);
    faults.push(...named.faults);
    if (named.faults.length === 0) changes = { ...changes, quietTopics: named.ids };
  }
  if (faults.length > 0) throw new UserError(faults.join('\n'));
  return changes;
}

function topicsNamed(
  text: string,
  knowledge: KnowledgeBase,
): { readonly ids: string[]; readonly faults: string[] } {
  if (/^\s*none\s*$/i.test(text)) return { ids: [], faults: [] };
  const ids = new Set<string>();
  const faults: string[] = [];
  for (const part of text.split(',').map((one) => one.trim().toLowerCase())) {
    if (part === '') continue;
    const topic = knowledge.topics.find(({ id, title }) => id === part || title.toLowerCase() === part);
    if (topic === undefined)
      faults.push(
        words.badTopic(
          quote(part),
          knowledge.topics.map(({ id }) => id),
        ),
      );
    else ids.add(topic.id);
  }
  return { ids: [...ids], faults };
}

function shown(serverId: string, { state, knowledge }: Moderation, saved: boolean): PrivateAnswer {
  const now = state.settings(serverId);
  const topics = now.quietTopics.map((id) => knowledge.topics.find((topic) => topic.id === id)?.title ?? id);
  const fields = [
    [words.review, now.reviewChannelId === null ? words.notSet : channelText(now.reviewChannelId)],
    [words.answers, words[now.answers]],
    [words.bar, String(state.bar(serverId))],
    [words.quietTopics, topics.length === 0 ? words.none : topics.join(', ')],
    [words.days, words.daysValue(now.retentionDays)],
    [words.language, now.language],
  ] as const;
  return {
    payload: report({
      title: words.title,
      ...(saved ? { description: words.saved } : {}),
      fields: fields.map(([name, value]) => ({ name, value })),
    }),
  };
}
