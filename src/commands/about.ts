import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { report } from '../replies/notice.ts';
import { wordingFor } from '../replies/wording.ts';
import type { Subcommand } from './command.ts';

export const about: Subcommand = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'about',
    description: 'What this bot is, who writes it, and what it keeps',
  },
  run(input, { knowledge }) {
    const count = (verdict: string): number =>
      knowledge.claims.filter((claim) => claim.verdict === verdict).length;
    const cited = new Set(
      knowledge.claims.flatMap((claim) => claim.citations.map((citation) => citation.source)),
    );
    const words = wordingFor(input.person.locale).about;
    return {
      kind: 'answer',
      payload: report({
        title: words.title,
        description: words.what(
          knowledge.claims.length,
          count('myth'),
          count('supported'),
          count('unsettled'),
          cited.size,
        ),
        fields: [
          { name: words.howTitle, value: words.how },
          { name: words.whoTitle, value: words.who(knowledge.lastReviewed, knowledge.revision) },
          { name: words.storesTitle, value: words.stores },
          { name: words.medicalTitle, value: words.medical },
        ],
      }),
      private: true,
    };
  },
};
