import { Classifier, learnClasses } from "./classifier.js";
import { countsAlone, featuresOf, isCompared, isMinor, readable, Tokens } from "./features.js";
import { byFeature, sentencesOf } from "./neighbours.js";
import { wordsOf } from "./normalise.js";
import { Vocabulary } from "./vocabulary.js";
/** A concept that this share of a claim's phrasings has belongs to its core: a text without it is another question. */
export const CORE_SHARE = 0.5;
/** The share of phrasings that must name a subject for the claim to be about it. */
const ANCHOR_SHARE = 0.15;
/** A subject that this share of the phrasings names must be named by the text. */
const ALWAYS_SHARE = 0.8;
/** The concept that every form of the vitamin implies (lexicon.yaml). */
export const VITAMIN_K = 'any-k';
/** A feature that more claims than this share tells nothing, and would make a question dearer with every claim. */
const MOST_CLASSES = 600;
const MOST_CLASSES_OF_MINOR = 60;
/** A word that stands this often in the curators' own texts is a real word, not a slip of the keyboard. */
const MIN_OCCURRENCES_OF_A_WORD = 2;
export const buildIndex = (knowledge) => indexFrom(knowledge, learn(knowledge));
/** Reads all texts and learns from them. Deterministic: the same knowledge teaches the same. */
export function learn(knowledge) {
    const remembered = new Map();
    const wordsIn = (text) => {
        const words = remembered.get(text) ?? wordsOf(text);
        remembered.set(text, words);
        return words;
    };
    const known = knownWords(knowledge, wordsIn);
    const vocabulary = new Vocabulary(knowledge.lexicon, wordsOf, known);
    const tokens = new Tokens();
    const read = (text) => {
        const { features, concepts } = featuresOf(wordsIn(text), vocabulary, tokens);
        return { features, concepts };
    };
    const ofClaims = knowledge.claims.map((claim) => [claim.claim, ...claim.phrasings].map(read));
    // The fact teaches the classifier words that askers may use; how people ask is not to be read off it.
    const ofFacts = knowledge.claims.map((claim) => read(claim.fact));
    const ofUncovered = knowledge.notCovered.map(read);
    const ofLookAlikes = knowledge.claims.map((claim) => claim.notThis.map(read));
    const learnedFrom = [...ofClaims.flat(), ...ofFacts, ...ofUncovered];
    const frequency = new Map();
    for (const { features } of learnedFrom) {
        for (const feature of features.keys())
            frequency.set(feature, (frequency.get(feature) ?? 0) + 1);
    }
    for (const [feature, count] of frequency) {
        if (count === 1 && !countsAlone(feature))
            frequency.delete(feature);
    }
    const kept = [...frequency.keys()];
    const ids = new Map(kept.map((feature, id) => [feature, id]));
    const rarity = Float32Array.from(frequency.values(), (count) => Math.log(1 + learnedFrom.length / count));
    const weighed = (texts) => texts.map((one) => vectorOf(one.features, ids, rarity));
    const examples = ofClaims.map(weighed);
    const facts = weighed(ofFacts);
    const uncovered = weighed(ofUncovered);
    const uncoveredClass = knowledge.claims.length;
    const classifier = learnClasses([...examples.flat(), ...facts, ...uncovered], [
        ...examples.flatMap((texts, claim) => texts.map(() => claim)),
        ...facts.keys(),
        ...uncovered.map(() => uncoveredClass),
    ], uncoveredClass + 1, kept.map((feature) => (isMinor(feature) ? MOST_CLASSES_OF_MINOR : MOST_CLASSES)));
    const compared = kept.map(isCompared);
    const laidOut = (texts) => sentencesOf(texts, (id) => compared[id] === true);
    return {
        knownWords: known,
        tokens: tokens.names,
        features: Float64Array.from(kept),
        rarity,
        classifier,
        examples: examples.map(laidOut),
        lookAlikes: ofLookAlikes.map((texts) => laidOut(weighed(texts))),
        uncovered: laidOut(uncovered),
        shares: ofClaims.map(sharesOf),
    };
}
/** Makes the index from what was learned from the same knowledge: a tenth of a second. */
export function indexFrom(knowledge, learned) {
    const vocabulary = new Vocabulary(knowledge.lexicon, wordsOf, learned.knownWords);
    const kindOf = (concept) => vocabulary.concepts.get(concept)?.kind ?? 'subject';
    const ids = new Map();
    learned.features.forEach((feature, id) => {
        ids.set(feature, id);
    });
    const claimsAbout = new Map();
    for (const shares of learned.shares) {
        for (const [concept, share] of shares) {
            if (share >= CORE_SHARE)
                claimsAbout.set(concept, (claimsAbout.get(concept) ?? 0) + 1);
        }
    }
    const conceptRarity = new Map([...vocabulary.concepts.keys()].map((concept) => [
        concept,
        Math.log((knowledge.claims.length + 1) / ((claimsAbout.get(concept) ?? 0) + 0.5)),
    ]));
    return {
        knowledge,
        vocabulary,
        classifier: new Classifier(learned.classifier),
        uncoveredClass: knowledge.claims.length,
        profiles: learned.shares.map((shares) => profileOf(shares, kindOf, conceptRarity)),
        examples: learned.examples,
        lookAlikes: learned.lookAlikes,
        uncovered: byFeature(learned.uncovered, learned.features.length),
        conceptRarity,
        kindOf,
        tokens: new Tokens(learned.tokens),
        vector: (features) => vectorOf(features, ids, learned.rarity),
        scratch: new Float32Array(learned.features.length),
        featureName: (id) => readable(learned.features[id], learned.tokens),
    };
}
/** The features that some example has, weighed by how rare they are, of length one; others fall away. */
function vectorOf(features, ids, rarity) {
    const known = new Int32Array(features.size);
    const weights = new Float32Array(features.size);
    let size = 0;
    let length = 0;
    for (const [feature, value] of features) {
        const id = ids.get(feature);
        if (id === undefined)
            continue;
        const weight = value * rarity[id];
        known[size] = id;
        weights[size] = weight;
        length += weight * weight;
        size += 1;
    }
    length = Math.sqrt(length) || 1;
    for (let place = 0; place < size; place++)
        weights[place] = weights[place] / length;
    return { ids: known.slice(0, size), weights: weights.slice(0, size) };
}
function sharesOf(texts) {
    const shares = new Map();
    for (const { concepts } of texts) {
        for (const concept of concepts)
            shares.set(concept, (shares.get(concept) ?? 0) + 1 / texts.length);
    }
    return shares;
}
function profileOf(shares, kindOf, rarity) {
    const subjects = [...shares].filter(([concept, share]) => share >= ANCHOR_SHARE && (concept === VITAMIN_K || kindOf(concept) === 'subject'));
    const weights = new Map();
    const core = { subject: 0, relation: 0, object: 0, qualifier: 0 };
    for (const [concept, share] of shares) {
        const weight = share * share * (rarity.get(concept) ?? 0);
        weights.set(concept, weight);
        core[kindOf(concept)] += weight;
    }
    return {
        shares,
        weights,
        core,
        subjects: new Set(subjects.map(([concept]) => concept)),
        // Any form of vitamin K stands for K2 here; the ranking tells them apart.
        always: subjects
            .filter(([concept, share]) => share >= ALWAYS_SHARE && concept !== 'k2')
            .map(([concept]) => concept),
    };
}
function knownWords(knowledge, wordsIn) {
    const counts = new Map();
    const count = (text) => {
        for (const word of wordsIn(text))
            counts.set(word, (counts.get(word) ?? 0) + 1);
    };
    for (const claim of knowledge.claims) {
        for (const text of [claim.claim, claim.fact, claim.explanation, claim.takeaway, ...claim.phrasings])
            count(text);
    }
    for (const text of knowledge.notCovered)
        count(text);
    return [...counts]
        .filter(([, occurrences]) => occurrences >= MIN_OCCURRENCES_OF_A_WORD)
        .map(([word]) => word);
}
