import { RISKS } from "../knowledge/schema.js";
import { MESSAGE_BAR, QUESTION_BAR, SUGGEST_BAR, UNNAMED_SUGGEST_BAR } from "./confidence.js";
import { buildIndex, indexFrom, VITAMIN_K } from "./index-of-claims.js";
import { isForeign } from "./language.js";
import { MAX_SEGMENT_WORDS, segment } from "./normalise.js";
import { contextOf, rank } from "./rank.js";
import { isNegative, mayNotAssert, stanceOf } from "./stance.js";
/** Two sentences that follow each other are also read as one, and so is a whole message, up to this many words. */
const MAX_PAIR_WORDS = 44;
const MAX_WHOLE_WORDS = 60;
const MAX_MATCHES = 5;
const MAX_SUGGESTIONS = 4;
const indexes = new WeakMap();
/** The index of a knowledge base, built on first use: call it at start so that nobody waits for it. */
export function indexOf(knowledge) {
    let index = indexes.get(knowledge);
    if (index === undefined) {
        index = buildIndex(knowledge);
        indexes.set(knowledge, index);
    }
    return index;
}
/** Makes ready what another thread learned from the same knowledge, so that nothing is learned here. */
export function adopt(knowledge, learned) {
    indexes.set(knowledge, indexFrom(knowledge, learned));
}
/** The claims nearest to a text, best first, without any bar: to be offered, never to be answered with. */
export function nearestClaims(text, knowledge, count) {
    const words = segment(text).flatMap((one) => one.words);
    return rank(words, indexOf(knowledge))
        .candidates.slice(0, count)
        .flatMap(({ claim }) => knowledge.claims[claim] ?? []);
}
/** What each stretch of a text may be about. */
export function readingOf(text, index) {
    return readingOfSegments(segment(text), index);
}
function readingOfSegments(segments, index) {
    const units = unitsOf(segments, index);
    // A single stretch is its own context, and `rank` takes it for that.
    const context = units.length > 1
        ? contextOf(segments.flatMap((one) => one.words), index)
        : undefined;
    return units.map((unit) => ({ ...unit, ranking: rank(unit.words, index, context) }));
}
/**
 * What the knowledge says to a text. Pure: the same text and knowledge give the same decision. Bounded by the input cap
 * of `normalise.ts`; the bars are those of design.md, "Two bars for speaking".
 */
export function decide(text, knowledge, mode) {
    const index = indexOf(knowledge);
    const segments = segment(text);
    const risks = risksIn(segments, index);
    if (segments.length === 0)
        return { outcome: 'none', reason: 'empty', matches: [], risks };
    const readings = readingOfSegments(segments, index);
    const anchored = readings.filter(({ ranking }) => ranking.anchored);
    const isAnchored = anchored.length > 0;
    const matches = matchesIn(isAnchored ? anchored : readings, segments, knowledge, mode);
    const best = matches[0];
    const bar = mode === 'question' ? QUESTION_BAR : MESSAGE_BAR;
    if (best !== undefined && best.confidence >= bar) {
        const kept = mode === 'message' ? matches.filter((match) => match.confidence >= bar) : matches;
        return { outcome: 'answer', answer: best, matches: kept.slice(0, MAX_MATCHES), risks };
    }
    if (isForeign(text, (word) => index.vocabulary.knows(word))) {
        return { outcome: 'none', reason: 'language', matches: [], risks };
    }
    const offered = isAnchored || (best?.confidence ?? 0) >= UNNAMED_SUGGEST_BAR ? matches : [];
    const near = offered.filter((match) => match.confidence >= SUGGEST_BAR).slice(0, MAX_SUGGESTIONS);
    if (near.length > 0 && mode === 'question')
        return { outcome: 'suggest', matches: near, risks };
    const namesVitaminK = readings.some(({ ranking }) => ranking.concepts.includes(VITAMIN_K));
    return { outcome: 'none', reason: namesVitaminK ? 'uncovered' : 'off-topic', matches: [], risks };
}
/** The claims that any stretch speaks of, best first, each with the sentence that speaks of it most. */
function matchesIn(readings, segments, knowledge, mode) {
    const found = new Map();
    for (const { ranking, from, to } of readings) {
        for (const { claim, confidence } of ranking.candidates.slice(0, MAX_MATCHES)) {
            const earlier = found.get(claim) ?? { confidence: 0, at: from, inSentence: -1 };
            const inSentence = from === to ? confidence : -1;
            found.set(claim, {
                confidence: Math.max(confidence, earlier.confidence),
                at: inSentence > earlier.inSentence ? from : earlier.at,
                inSentence: Math.max(inSentence, earlier.inSentence),
            });
        }
    }
    return [...found]
        .sort(([first, a], [second, b]) => b.confidence - a.confidence || first - second)
        .slice(0, MAX_MATCHES)
        .flatMap(([number, { confidence, at }]) => {
        const claim = knowledge.claims[number];
        if (claim === undefined)
            return [];
        const read = stanceOf({ segments, at, claimIsNegative: isNegative(claim.claim) });
        // Whoever writes for others to read is not said to assert a myth unless nothing speaks against it.
        const stance = mode === 'message' && read === 'asserts' && mayNotAssert(segments, at) ? 'reports' : read;
        const excerpt = segments[at]?.raw ?? '';
        return [{ claim: claim.id, verdict: claim.verdict, confidence, stance, excerpt }];
    });
}
export function unitsOf(segments, index) {
    const units = [];
    let subject;
    segments.forEach((one, at) => {
        const hits = index.vocabulary.find(index.vocabulary.repair(one.words));
        const own = hits.find((hit) => index.vocabulary.concepts.get(hit.concept)?.kind === 'subject');
        // "Take K2. It clears your arteries": the second sentence speaks of the subject of the first.
        const words = own === undefined && subject !== undefined ? [...subject.split(' '), ...one.words] : one.words;
        if (own !== undefined)
            subject = one.words.slice(own.from, own.to).join(' ');
        const step = words.length <= MAX_SEGMENT_WORDS ? words.length : MAX_SEGMENT_WORDS / 2;
        for (let start = 0; start === 0 || start < words.length - step / 2; start += step) {
            units.push({ words: words.slice(start, start + MAX_SEGMENT_WORDS), from: at, to: at });
        }
    });
    const join = (from, to, most) => {
        const words = segments.slice(from, to + 1).flatMap((one) => one.words);
        if (words.length <= most)
            units.push({ words, from, to });
    };
    for (let at = 0; at + 2 < segments.length; at++)
        join(at, at + 1, MAX_PAIR_WORDS);
    if (segments.length > 1)
        join(0, segments.length - 1, MAX_WHOLE_WORDS);
    return units;
}
function risksIn(segments, index) {
    const found = new Set();
    for (const one of segments) {
        for (const risk of index.vocabulary.risks(index.vocabulary.repair(one.words)))
            found.add(risk);
    }
    return RISKS.filter((risk) => found.has(risk));
}
