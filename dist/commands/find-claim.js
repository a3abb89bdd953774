import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import MiniSearch from 'minisearch';
import { decide, nearestClaims } from "../matching/decide.js";
import { cut } from "../replies/cut.js";
import { LIMITS } from "../replies/limits.js";
import { VERDICT_SIGNS } from "../replies/wording.js";
/** What people ask first: shown while the box is still empty. */
const HOISTED = [
    'removes-arterial-calcium',
    'safe-with-warfarin',
    'd3-without-k2-dangerous',
    'must-take-d3-and-k2-together',
    'slows-calcification-progression',
    'dissolves-plaque',
    'strengthens-bones',
    'safe-for-healthy-adults',
    'interacts-with-doacs',
    'natto-richest-source',
    'mk7-better-than-mk4',
    'newborn-shot-unnecessary',
    'replaces-statins',
    'k2-worth-taking-for-everyone',
];
/** The option of every command that is about one claim. */
export const CLAIM_OPTION = {
    type: ApplicationCommandOptionType.String,
    name: 'name',
    description: 'Start typing, and pick one',
    required: true,
    autocomplete: true,
};
/** The claim with this id, or this very sentence. */
export function claimNamed(name, knowledge) {
    const typed = name.trim().toLowerCase();
    return (knowledge.claimById.get(typed) ?? knowledge.claims.find((claim) => claim.claim.toLowerCase() === typed));
}
/** The claim that the matcher is sure enough to answer with. */
export function claimOf(decision, knowledge) {
    return decision.outcome === 'answer' ? knowledge.claimById.get(decision.answer.claim) : undefined;
}
/** Twice what a choice can show: who has typed more is pasting a text, and needs no list. */
const MAX_TYPED = 2 * LIMITS.choiceName;
/** Choices while a claim's name is being typed: id as value, because a sentence may be longer than a value may. */
export function claimChoices(typed, knowledge) {
    const text = typed.trim().slice(0, MAX_TYPED);
    return (text === '' ? HOISTED.flatMap((id) => knowledge.claimById.get(id) ?? []) : fitting(text, knowledge))
        .slice(0, LIMITS.choices)
        .map((claim) => ({
        name: cut(`${VERDICT_SIGNS[claim.verdict]} ${claim.claim}`, LIMITS.choiceName),
        value: claim.id,
    }));
}
/** First what the matcher would answer with, then what begins so, what has the letters, and what is near in meaning. */
function fitting(text, knowledge) {
    const meant = claimOf(decide(text, knowledge, 'question'), knowledge);
    const lettered = lettersOf(knowledge)
        .search(text)
        .flatMap(({ id }) => knowledge.claimById.get(id) ?? []);
    const near = nearestClaims(text, knowledge, LIMITS.choices);
    return [
        ...new Set([
            ...(meant === undefined ? [] : [meant]),
            ...beginning(text, knowledge),
            ...lettered,
            ...near,
        ]),
    ];
}
/** Claims with the text at the beginning of their sentence or of a word of their id; what people ask first comes first. */
function beginning(text, knowledge) {
    const start = text.toLowerCase();
    const slug = start.replace(/[^a-z0-9]+/g, '-');
    const begins = knowledge.claims.filter((claim) => `-${claim.id}`.includes(`-${slug}`) || claim.claim.toLowerCase().startsWith(start));
    const isHoisted = (claim) => HOISTED.some((id) => id === claim.id);
    return [...begins.filter(isHoisted), ...begins.filter((claim) => !isHoisted(claim))];
}
const letters = new WeakMap();
/** Below this, the beginning of a word says nothing: "do" would find "dose" and "doctor". */
const MIN_PREFIX = 4;
/** Half-typed words are nothing the matcher knows: here every typed word must be there, if only by its beginning. */
function lettersOf(knowledge) {
    const known = letters.get(knowledge);
    if (known !== undefined)
        return known;
    const search = new MiniSearch({
        fields: ['id', 'claim', 'phrasings'],
        searchOptions: {
            combineWith: 'AND',
            prefix: (term, place, terms) => place === terms.length - 1 || term.length >= MIN_PREFIX,
            // The words a reader sees in the list count for more than those behind it.
            boost: { claim: 4, id: 2 },
        },
    });
    search.addAll(knowledge.claims.map(({ id, claim, phrasings }) => ({ id, claim, phrasings: phrasings.join(' ') })));
    letters.set(knowledge, search);
    return search;
}
