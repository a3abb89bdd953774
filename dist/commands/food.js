import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { VERBS } from "../replies/answer.js";
import { menuRow } from "../replies/components.js";
import { cut } from "../replies/cut.js";
import { foodPayload } from "../replies/food.js";
import { LIMITS } from "../replies/limits.js";
import { notice } from "../replies/notice.js";
import { quote } from "../replies/quote.js";
import { wordingFor } from "../replies/wording.js";
import { UserError } from "./command.js";
import { textOption } from "./options.js";
export const food = {
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
        const fitting = matching(name, knowledge);
        const [best] = fitting;
        if (best === undefined)
            throw new UserError(wording.food.unknown(quote(name)));
        // "cheese" is none of the cheeses: figures for the wrong food would be wrong figures.
        const payload = best.rank === 0 || fitting.length === 1
            ? foodPayload(best.food, knowledge, wording)
            : {
                ...notice(wording.food.which(quote(name))),
                components: [
                    menuRow({ verb: VERBS.food, args: [] }, wording.buttons.pickFood, fitting.map(({ food }) => ({ value: food.id, label: food.name }))),
                ],
            };
        return { kind: 'answer', payload, private: true };
    },
    complete: (typed, { knowledge }) => (typed.trim() === '' ? knowledge.foods : matching(typed, knowledge).map(({ food }) => food))
        .slice(0, LIMITS.choices)
        .map((found) => ({ name: cut(found.name, LIMITS.choiceName), value: found.id })),
};
/** The menu of foods, when a name fits several. */
export const foodMenu = {
    verb: VERBS.food,
    run({ values, person }, { knowledge }) {
        const wording = wordingFor(person.locale);
        const chosen = knowledge.foods.find(({ id }) => id === values[0]);
        if (chosen === undefined)
            throw new UserError(wording.outOfDate);
        return { kind: 'update', payload: foodPayload(chosen, knowledge, wording) };
    },
};
/** Foods with this name, best first: the whole name (rank 0), then its beginning, then any part of it. */
function matching(name, knowledge) {
    const typed = name.trim().toLowerCase();
    const rankOf = (found) => {
        const names = [found.id, found.name, ...found.also].map((one) => one.toLowerCase());
        if (names.includes(typed))
            return 0;
        if (names.some((one) => one.startsWith(typed)))
            return 1;
        if (names.some((one) => one.includes(typed)))
            return 2;
        return 3;
    };
    return knowledge.foods
        .map((one) => ({ food: one, rank: rankOf(one) }))
        .filter(({ rank }) => rank < 3)
        .sort((a, b) => a.rank - b.rank);
}
