import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { VERBS } from '../replies/answer.ts';
import { sourcesPayload } from '../replies/sources.ts';
import { wordingFor } from '../replies/wording.ts';
import { answerTo } from './ask.ts';
import { claimInButton } from './claim.ts';
import type { Component, Subcommand } from './command.ts';
import { CLAIM_OPTION, claimChoices, claimMeant, claimNamed } from './find-claim.ts';
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
    const named = claimNamed(name, knowledge) ?? claimMeant(name, knowledge);
    const payload =
      named === undefined
        ? answerTo(name, knowledge, true, wording)
        : sourcesPayload(named, knowledge, wording);
    return { kind: 'answer', payload, private: true };
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
