import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import type { KnowledgeBase } from '../knowledge/knowledge-base.ts';
import type { Claim } from '../knowledge/schema.ts';
import { answerPayload, NO_MENTIONS, VERBS } from '../replies/answer.ts';
import { claimMenu } from '../replies/components.ts';
import { notice } from '../replies/notice.ts';
import { quote } from '../replies/quote.ts';
import { type Wording, wordingFor } from '../replies/wording.ts';
import { type Component, type Subcommand, UserError } from './command.ts';
import { claimChoices, findClaim } from './find-claim.ts';
import { textOption } from './options.ts';

export const claim: Subcommand = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'claim',
    description: 'Open one reviewed claim',
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'name',
        description: 'Start typing, and pick one',
        required: true,
        autocomplete: true,
      },
    ],
  },
  run(input, { knowledge }) {
    const wording = wordingFor(input.person.locale);
    const named = claimNamed(textOption(input, 'name'), knowledge, wording);
    return {
      kind: 'answer',
      payload: answerPayload(named, knowledge, wording, { share: true }),
      private: true,
    };
  },
  complete: (typed, { knowledge }) => claimChoices(typed, knowledge),
};

/** The claim an option or a custom id names. @throws {UserError} when there is none. */
export function claimNamed(name: string, knowledge: KnowledgeBase, wording: Wording): Claim {
  const found = findClaim(name, knowledge);
  if (found === undefined) throw new UserError(wording.unknownClaim(quote(name)));
  return found;
}

/** The claim in a custom id: ids only, an old button must not open another claim by likeness. */
export function claimInButton(args: readonly string[], knowledge: KnowledgeBase, wording: Wording): Claim {
  const found = knowledge.claimById.get(args[0] ?? '');
  if (found === undefined) throw new UserError(wording.outOfDate);
  return found;
}

/** The buttons below an answer, and the choices of "did you mean". */
export const answerComponents: readonly Component[] = [
  {
    verb: VERBS.share,
    run({ args, person }, { knowledge }) {
      const wording = wordingFor(person.locale);
      const shown = claimInButton(args, knowledge, wording);
      if (!person.mayPost) throw new UserError(wording.message.mayNotPost);
      return { kind: 'answer', payload: answerPayload(shown, knowledge, wording), private: false };
    },
  },
  {
    verb: VERBS.pick,
    run({ args, person }, { knowledge }) {
      const wording = wordingFor(person.locale);
      const picked = claimInButton(args, knowledge, wording);
      return { kind: 'update', payload: answerPayload(picked, knowledge, wording, { share: true }) };
    },
  },
  {
    verb: VERBS.open,
    run({ args, values, person }, { knowledge }) {
      const wording = wordingFor(person.locale);
      const opened = claimInButton(values.length > 0 ? values : args, knowledge, wording);
      return {
        kind: 'answer',
        payload: answerPayload(opened, knowledge, wording, { share: true }),
        private: true,
      };
    },
  },
  {
    verb: VERBS.related,
    run({ args, person }, { knowledge }) {
      const wording = wordingFor(person.locale);
      const shown = claimInButton(args, knowledge, wording);
      const ids = new Set([...shown.related, ...shown.differsFrom]);
      const claims = [...ids].flatMap((id) => knowledge.claimById.get(id) ?? []);
      if (claims.length === 0)
        return { kind: 'answer', payload: notice(wording.related.none), private: true };
      const menu = claimMenu(claims, { verb: VERBS.open, args: [] }, wording);
      const payload = {
        content: `**${wording.related.title}**`,
        components: [menu],
        allowed_mentions: NO_MENTIONS,
      };
      return { kind: 'answer', payload, private: true };
    },
  },
  {
    verb: VERBS.notMyQuestion,
    run: ({ person }) => ({ kind: 'update', payload: notice(wordingFor(person.locale).notMyQuestion) }),
  },
];
