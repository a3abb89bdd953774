import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import type { Claim } from '../knowledge/schema.ts';
import { decide } from '../matching/decide.ts';
import { VERBS } from '../replies/answer.ts';
import { sourcesPayload } from '../replies/sources.ts';
import { wordingFor } from '../replies/wording.ts';
import { answerTo } from './ask.ts';
import { claimInButton } from './claim.ts';
import type { Component, Reply, Subcommand } from './command.ts';
import { CLAIM_OPTION, claimChoices, claimNamed, claimOf } from './find-claim.ts';
import { textOption } from './options.ts';

export const sources: Subcommand = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'sources',
    description: 'The studies behind a claim, with what each one shows',
    options: [CLAIM_OPTION],
  },
  run(input, { knowledge }) {
    const wording = wordingFor(input.person.locale);
    const name = textOption(input, 'name');
    const show = (claim: Claim): Reply => ({
      kind: 'answer',
      payload: sourcesPayload(claim, knowledge, wording),
      private: true,
    });
    const named = claimNamed(name, knowledge);
    if (named !== undefined) return show(named);
    const decision = decide(name, knowledge, 'question');
    const meant = claimOf(decision, knowledge);
    if (meant !== undefined) return show(meant);
    return {
      kind: 'answer',
      payload: answerTo(name, decision, knowledge, true, input.person),
      private: true,
    };
  },
  complete: (typed, { knowledge }) => claimChoices(typed, knowledge),
};

export const sourcesButton: Component = {
  verb: VERBS.sources,
  run({ args, person }, { knowledge }) {
    const wording = wordingFor(person.locale);
    const shown = claimInButton(args, knowledge, wording);
    return { kind: 'answer', payload: sourcesPayload(shown, knowledge, wording), private: true };
  },
};
