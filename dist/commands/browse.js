import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { VERDICTS } from "../knowledge/schema.js";
import { VERBS } from "../replies/answer.js";
import { browsePayload } from "../replies/browse.js";
import { LIMITS } from "../replies/limits.js";
import { english, VERDICT_SIGNS, wordingFor } from "../replies/wording.js";
import { UserError } from "./command.js";
import { optionalText } from "./options.js";
/** Stands for "no filter" in a custom id. */
const ANY = 'any';
export const browse = {
    data: {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'browse',
        description: 'Look through all reviewed claims',
        options: [
            {
                type: ApplicationCommandOptionType.String,
                name: 'verdict',
                description: 'Only claims with this verdict',
                choices: VERDICTS.map((verdict) => ({
                    name: `${VERDICT_SIGNS[verdict]} ${english.verdict[verdict]}`,
                    value: verdict,
                })),
            },
            {
                type: ApplicationCommandOptionType.String,
                name: 'topic',
                description: 'Only claims on this topic',
                autocomplete: true,
            },
        ],
    },
    run(input, { knowledge }) {
        const wording = wordingFor(input.person.locale);
        const verdict = optionalText(input, 'verdict') ?? ANY;
        if (!isVerdictFilter(verdict))
            throw new UserError(wording.browse.noVerdict(VERDICTS.join(', ')));
        const topic = topicNamed(optionalText(input, 'topic'), knowledge, wording);
        return { kind: 'answer', payload: page(verdict, topic, 0, knowledge, wording), private: true };
    },
    complete(typed, { knowledge }) {
        const text = typed.trim().toLowerCase();
        return knowledge.topics
            .filter((topic) => topic.title.toLowerCase().includes(text) || topic.id.includes(text))
            .slice(0, LIMITS.choices)
            .map((topic) => ({ name: `${topic.title} (${topic.claims.length})`, value: topic.id }));
    },
};
export const browsePage = {
    verb: VERBS.browse,
    run({ args, person }, { knowledge }) {
        const wording = wordingFor(person.locale);
        const [verdict = ANY, topic = ANY, number = ''] = args;
        if (!/^\d{1,3}$/.test(number) ||
            !isVerdictFilter(verdict) ||
            (topic !== ANY && !knowledge.topics.some((known) => known.id === topic))) {
            throw new UserError(wording.outOfDate);
        }
        return { kind: 'update', payload: page(verdict, topic, Number(number), knowledge, wording) };
    },
};
function isVerdictFilter(text) {
    return text === ANY || VERDICTS.includes(text);
}
function topicNamed(name, knowledge, wording) {
    if (name === undefined)
        return ANY;
    const text = name.trim().toLowerCase();
    const topic = knowledge.topics.find((known) => known.id === text || known.title.toLowerCase() === text) ??
        knowledge.topics.find((known) => known.title.toLowerCase().includes(text) || known.id.includes(text));
    if (topic === undefined) {
        throw new UserError(wording.browse.noTopic(knowledge.topics.map((known) => known.title).join(' · ')));
    }
    return topic.id;
}
function page(verdict, topic, number, knowledge, wording) {
    const wanted = VERDICTS.find((known) => known === verdict);
    const chosen = knowledge.topics.find((known) => known.id === topic);
    const claims = (chosen?.claims ?? knowledge.claims).filter((claim) => wanted === undefined || claim.verdict === wanted);
    const filters = [wanted === undefined ? undefined : wording.verdict[wanted], chosen?.title].filter((filter) => filter !== undefined);
    const idOfPage = (target) => ({ verb: VERBS.browse, args: [verdict, topic, String(target)] });
    return browsePayload(claims, number, filters, idOfPage, wording);
}
