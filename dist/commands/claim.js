import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { decide } from "../matching/decide.js";
import { answerPayload, readCarried, VERBS } from "../replies/answer.js";
import { claimMenu } from "../replies/components.js";
import { notice } from "../replies/notice.js";
import { wordingFor } from "../replies/wording.js";
import { answerTo } from "./ask.js";
import { UserError } from "./command.js";
import { CLAIM_OPTION, claimChoices, claimNamed } from "./find-claim.js";
import { textOption } from "./options.js";
export const claim = {
    data: {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'claim',
        description: 'Open one reviewed claim',
        options: [CLAIM_OPTION],
    },
    run(input, { knowledge }) {
        const wording = wordingFor(input.person.locale);
        const name = textOption(input, 'name');
        const named = claimNamed(name, knowledge);
        const payload = named === undefined
            ? answerTo(name, decide(name, knowledge, 'question'), knowledge, true, input.person)
            : answerPayload(named, knowledge, wording, { share: true });
        return { kind: 'answer', payload, private: true };
    },
    complete: (typed, { knowledge }) => claimChoices(typed, knowledge),
};
/** The claim in a custom id: ids only, an old button must not open another claim by likeness. */
export function claimInButton(args, knowledge, wording) {
    const found = knowledge.claimById.get(args[0] ?? '');
    if (found === undefined)
        throw new UserError(wording.outOfDate);
    return found;
}
/** The buttons below an answer, and the choices of "did you mean". */
export const answerComponents = [
    {
        verb: VERBS.share,
        run({ args, person }, { knowledge }) {
            const wording = wordingFor(person.locale);
            const shown = claimInButton(args, knowledge, wording);
            if (!person.mayPost)
                throw new UserError(wording.message.mayNotPost);
            return { kind: 'answer', payload: answerPayload(shown, knowledge, wording), private: false };
        },
    },
    {
        verb: VERBS.pick,
        run({ args, person, on }, { knowledge }) {
            const wording = wordingFor(person.locale);
            const picked = claimInButton(args, knowledge, wording);
            const payload = answerPayload(picked, knowledge, wording, {
                ...readCarried(args.slice(1)),
                share: on.private || !on.own,
            });
            return on.own ? { kind: 'update', payload } : { kind: 'answer', payload, private: true };
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
            const components = menuOfRelated(shown, knowledge, wording);
            const content = components.length === 0 ? wording.related.none : `**${wording.related.title}**`;
            return { kind: 'answer', payload: { ...notice(content), components }, private: true };
        },
    },
    {
        verb: VERBS.notMyQuestion,
        run({ args, person, on }, { knowledge }) {
            const wording = wordingFor(person.locale);
            if (!on.own)
                throw new UserError(wording.notYours);
            const missed = knowledge.claimById.get(args[0] ?? '');
            const components = missed === undefined ? [] : menuOfRelated(missed, knowledge, wording);
            return { kind: 'update', payload: { ...notice(wording.notMyQuestion), components } };
        },
    },
];
/** A menu of the claims that stand near this one, or look like it; no row when there are none. */
function menuOfRelated(claim, knowledge, wording) {
    const ids = new Set([...claim.related, ...claim.differsFrom]);
    const claims = [...ids].flatMap((id) => knowledge.claimById.get(id) ?? []);
    return claims.length === 0 ? [] : [claimMenu(claims, { verb: VERBS.open, args: [] }, wording)];
}
