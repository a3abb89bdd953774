import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { buttonRow } from '../../replies/components.ts';
import { moderationWording } from '../../replies/moderation-wording.ts';
import { notice, report } from '../../replies/notice.ts';
import { quote } from '../../replies/quote.ts';
import { CURATOR_VERBS } from '../../replies/unanswered.ts';
import { UserError } from '../command.ts';
import type { ModeratorCommand, StoreComponent } from './moderator-command.ts';

const words = moderationWording.unanswered;
/** Questions listed: more do not fit a phone. */
const LISTED = 15;

export const unanswered: ModeratorCommand = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'unanswered',
    description: 'Questions that no claim answers; merge those that mean the same',
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'merge',
        description: 'Numbers from the list that mean the same, like: 3 5',
        max_length: 100,
      },
    ],
  },
  async run({ serverId, options }, { store }) {
    const merge = options.get('merge');
    let merged: string | undefined;
    if (merge !== undefined) {
      const ids = [...new Set(String(merge).match(/\d{1,9}/g) ?? [])].map(Number);
      const [into, ...others] = ids;
      if (into === undefined || others.length === 0) throw new UserError(words.badMerge);
      if (!(await store.mergeQuestions(serverId, into, others))) throw new UserError(words.noSuch);
      merged = words.merged(into);
    }
    const questions = await store.questions(serverId);
    const lines = questions.slice(0, LISTED).map(({ id, text, asked }) => words.line(id, quote(text), asked));
    return {
      payload: report({
        title: words.title,
        description: [
          ...(merged === undefined ? [] : [merged]),
          ...(lines.length === 0 ? [words.none] : lines),
          ...(questions.length > LISTED ? [words.more(questions.length - LISTED)] : []),
          ...(lines.length > 1 ? [words.hint] : []),
        ].join('\n'),
      }),
    };
  },
};

/** The steps from "no answer" to a kept question. Nothing is kept before the second click. */
export const sendToCurators: readonly StoreComponent[] = [
  {
    verb: CURATOR_VERBS.ask,
    moderatorsOnly: false,
    async run({ quoted }) {
      if (quoted === undefined) return { note: notice(words.lost) };
      const buttons = buttonRow([
        { verb: CURATOR_VERBS.yes, args: [], label: words.yes, primary: true },
        { verb: CURATOR_VERBS.no, args: [], label: words.no },
      ]);
      return { update: { ...notice(words.consent(quote(quoted))), components: [buttons] } };
    },
  },
  {
    verb: CURATOR_VERBS.yes,
    moderatorsOnly: false,
    async run({ quoted, serverId }, { store, now }) {
      if (quoted === undefined) return { note: notice(words.lost) };
      await store.addQuestion(serverId, quoted, now());
      return { update: notice(words.sent) };
    },
  },
  {
    verb: CURATOR_VERBS.no,
    moderatorsOnly: false,
    async run() {
      return { update: notice(words.notSent) };
    },
  },
];
