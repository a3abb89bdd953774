import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import type { KnowledgeBase } from '../knowledge/knowledge-base.ts';
import type { Food } from '../knowledge/schema.ts';
import { cut } from '../replies/cut.ts';
import { foodPayload } from '../replies/food.ts';
import { LIMITS } from '../replies/limits.ts';
import { quote } from '../replies/quote.ts';
import { wordingFor } from '../replies/wording.ts';
import { type Subcommand, UserError } from './command.ts';
import { textOption } from './options.ts';

export const food: Subcommand = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'food',
    description: 'How much K2 a food holds, by table and form',
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'name',
        description: 'Start typing a food, and pick one',
        required: true,
        autocomplete: true,
      },
    ],
  },
  run(input, { knowledge }) {
    const wording = wordingFor(input.person.locale);
    const name = textOption(input, 'name');
    const found = matching(name, knowledge)[0];
    if (found === undefined) throw new UserError(wording.food.unknown(quote(name)));
    return { kind: 'answer', payload: foodPayload(found, knowledge, wording), private: true };
  },
  complete: (typed, { knowledge }) =>
    (typed.trim() === '' ? knowledge.foods : matching(typed, knowledge))
      .slice(0, LIMITS.choices)
      .map((found) => ({ name: cut(found.name, LIMITS.choiceName), value: found.id })),
};

/** Foods with this name, best first: the whole name, then its beginning, then any part of it. */
function matching(name: string, knowledge: KnowledgeBase): Food[] {
  const typed = name.trim().toLowerCase();
  const rankOf = (found: Food): number => {
    const names = [found.id, found.name, ...found.also].map((one) => one.toLowerCase());
    if (names.includes(typed)) return 0;
    if (names.some((one) => one.startsWith(typed))) return 1;
    if (names.some((one) => one.includes(typed))) return 2;
    return 3;
  };
  return knowledge.foods
    .map((found) => ({ found, rank: rankOf(found) }))
    .filter(({ rank }) => rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map(({ found }) => found);
}
