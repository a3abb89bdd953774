import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { VERBS } from '../replies/answer.ts';
import { sourcesPayload } from '../replies/sources.ts';
import { wordingFor } from '../replies/wording.ts';
import { claimInButton, claimNamed } from './claim.ts';
import type { Component, Subcommand } from './command.ts';
import { claimChoices } from './find-claim.ts';
import { textOption } from './options.ts';

export const sources: Subcommand = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'sources',
    description: 'The studies behind a claim, with what each one shows',
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
    return { kind: 'answer', payload: sourcesPayload(named, knowledge, wording), private: true };
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
