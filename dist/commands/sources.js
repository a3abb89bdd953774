import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { decide } from "../matching/decide.js";
import { VERBS } from "../replies/answer.js";
import { sourcesPayload } from "../replies/sources.js";
import { wordingFor } from "../replies/wording.js";
import { answerTo } from "./ask.js";
import { claimInButton } from "./claim.js";
import { CLAIM_OPTION, claimChoices, claimNamed, claimOf } from "./find-claim.js";
import { textOption } from "./options.js";
export const sources = {
    data: {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'sources',
        description: 'The studies behind a claim, with what each one shows',
        options: [CLAIM_OPTION],
    },
    run(input, { knowledge }) {
        const wording = wordingFor(input.person.locale);
        const name = textOption(input, 'name');
        const show = (claim) => ({
            kind: 'answer',
            payload: sourcesPayload(claim, knowledge, wording),
            private: true,
        });
        const named = claimNamed(name, knowledge);
        if (named !== undefined)
            return show(named);
        const decision = decide(name, knowledge, 'question');
        const meant = claimOf(decision, knowledge);
        if (meant !== undefined)
            return show(meant);
        return {
            kind: 'answer',
            payload: answerTo(name, decision, knowledge, true, input.person),
            private: true,
        };
    },
    complete: (typed, { knowledge }) => claimChoices(typed, knowledge),
};
export const sourcesButton = {
    verb: VERBS.sources,
    run({ args, person }, { knowledge }) {
        const wording = wordingFor(person.locale);
        const shown = claimInButton(args, knowledge, wording);
        return { kind: 'answer', payload: sourcesPayload(shown, knowledge, wording), private: true };
    },
};
