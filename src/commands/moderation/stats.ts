import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { type Series, weekChart } from '../../moderation/week-chart.ts';
import { moderationWording } from '../../replies/moderation-wording.ts';
import { notice, report } from '../../replies/notice.ts';
import { VERDICT_SIGNS } from '../../replies/wording.ts';
import type { CardState, WeekCount } from '../../store/store.ts';
import type { ModeratorCommand } from './moderator-command.ts';

const words = moderationWording.stats;
/** Weeks shown, and myths listed: what fits a phone. */
const WEEKS = 10;
const MYTHS = 10;
/** A single week is no course: the numbers in text say it better. */
const LEAST_WEEKS_DRAWN = 2;

/** How cards ended, as moderators see it. Colours that people with any colour vision can tell apart (Okabe and Ito). */
const ENDS: readonly (Series & { readonly states: readonly CardState[] })[] = [
  { name: words.replied, colour: '#009e73', states: ['replied', 'replying'] },
  { name: words.dismissed, colour: '#d55e00', states: ['dismissed'] },
  { name: words.quieted, colour: '#cc79a7', states: ['quieted'] },
  { name: words.closed, colour: '#999999', states: ['gone', 'edited'] },
  { name: words.waiting, colour: '#56b4e9', states: ['open'] },
];

export const stats: ModeratorCommand = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'stats',
    description: 'Which myths come up here, by week, and what became of them',
  },
  async run({ serverId }, { store, state, knowledge }) {
    const counts = await store.cardCounts(serverId);
    if (counts.length === 0) return { payload: notice(words.none) };
    const weeks = [...new Set(counts.map(({ week }) => week))].sort().slice(-WEEKS);
    const byWeek = weeks.map((week) => ({
      week,
      counts: ENDS.map(({ states }) =>
        total(counts.filter((one) => one.week === week && states.includes(one.state))),
      ),
    }));
    const claims = [...new Set(counts.map(({ claimId }) => claimId))]
      .map((id) => ({ id, cards: counts.filter(({ claimId }) => claimId === id) }))
      .sort((a, b) => total(b.cards) - total(a.cards) || a.id.localeCompare(b.id))
      .slice(0, MYTHS);
    const lines = claims.map(({ id, cards }) => {
      const claim = knowledge.claimById.get(id);
      const name = claim === undefined ? id : `${VERDICT_SIGNS[claim.verdict]} ${claim.claim}`;
      return `**${total(cards)}** · ${name}\n  ${ended(cards)}`;
    });
    const weekLines = byWeek.map(({ week }) => {
      const cards = counts.filter((one) => one.week === week);
      return `${words.week(week)}: **${total(cards)}** (${ended(cards)})`;
    });
    const text = weekLines.join('\n');
    return {
      payload: report({
        title: words.title,
        description: `${lines.join('\n')}\n\n${text}`,
        footer: { text: words.note(state.settings(serverId).retentionDays) },
        ...(weeks.length < LEAST_WEEKS_DRAWN ? {} : { image: { url: 'attachment://weeks.png' } }),
      }),
      ...(weeks.length < LEAST_WEEKS_DRAWN
        ? {}
        : {
            file: {
              name: 'weeks.png',
              data: await weekChart(byWeek, ENDS),
              description: words.alt(text.replaceAll('*', '')).slice(0, 1000),
            },
          }),
    };
  },
};

function total(counts: readonly WeekCount[]): number {
  return counts.reduce((sum, { cards }) => sum + cards, 0);
}

/** "2 answered, 1 waiting" */
function ended(counts: readonly WeekCount[]): string {
  return ENDS.map(({ name, states }) => ({
    name,
    cards: total(counts.filter(({ state }) => states.includes(state))),
  }))
    .filter(({ cards }) => cards > 0)
    .map(({ name, cards }) => `${cards} ${name}`)
    .join(', ');
}
