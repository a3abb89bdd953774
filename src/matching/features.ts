import type { ConceptHit, Vocabulary } from './vocabulary.ts';

/** Words that carry no topic. Negation is left in: for some claims it is the point ("k2 does nothing"). */
const STOP_WORDS = new Set(
  `a an the and or but so if then than that this these those there here it its is are was were be been being am do does did done
  to of in on at for from by with about into onto over as up out off down i me my mine you your yours we us our they them their he him his
  she her who whom which what when where why how will would can could should shall may might must have has had having just really very
  much many lot lots also too even still again ever never please hi hello hey thanks thank ok okay well um uh like literally basically
  actually honestly guys anyone anybody someone somebody everyone know think thought say says said tell told heard hear read get gets got
  getting take takes taking took taken use using used some any all no yes not one thing things because since while after before let want
  wants need make makes made go goes going right true false is it real really now today im ive id dont cant wont isnt u ur r n`.split(
    /\s+/,
  ),
);

/** How much each kind of evidence counts, before its rarity and before the text is brought to length one. */
const WEIGHT = {
  concept: 1,
  pair: 0.4,
  order: 0.45,
  word: 0.9,
  bigram: 0.35,
  neighbours: 0.3,
  gram: 0.15,
} as const;
/** Pairs grow with the square of the concepts; this bounds the work for a text made of nothing but concepts. */
const MAX_CONCEPTS_FOR_PAIRS = 12;

/** Whether a feature is a word that tells something. */
export const isWord = (feature: string): boolean => feature.startsWith('w:');

/** Features by which two texts are compared: what they name and the words they share, not how these stand together. */
export const isCompared = (feature: string): boolean => /^[cwb]:/.test(feature);

/** Whether a feature says little by itself: pieces of words, pairs, and neighbours. */
export const isMinor = (feature: string): boolean => /^[gpor]:/.test(feature);

/** Whether a feature is worth keeping although only one text has it. Two words side by side are mostly chance. */
export const countsAlone = (feature: string): boolean => /^[cw]:/.test(feature);

/** A sparse text: feature name → weight. */
export type Features = ReadonlyMap<string, number>;

/** What the ranker sees of a text: its concepts, which stand together and in which order, and its other words. */
export function featuresOf(
  words: readonly string[],
  vocabulary: Vocabulary,
): { features: Features; concepts: string[]; hits: ConceptHit[] } {
  const repaired = vocabulary.repair(words);
  const hits = vocabulary.find(repaired, words);
  const features = new Map<string, number>();
  const concepts = [...new Set(hits.map((hit) => hit.concept))];
  for (const concept of concepts) features.set(`c:${concept}`, WEIGHT.concept);
  const paired = concepts.slice(0, MAX_CONCEPTS_FOR_PAIRS).sort();
  for (let i = 0; i < paired.length; i++) {
    for (let j = i + 1; j < paired.length; j++) features.set(`p:${paired[i]}+${paired[j]}`, WEIGHT.pair);
  }
  for (let i = 1; i < hits.length; i++) {
    const before = hits[i - 1];
    const after = hits[i];
    if (before && after && before.concept !== after.concept && before.from !== after.from) {
      features.set(`o:${before.concept}>${after.concept}`, WEIGHT.order);
    }
  }
  const stems = repaired.filter((word) => !STOP_WORDS.has(word)).map((word) => vocabulary.stem(word));
  for (const stem of stems) features.set(`w:${stem}`, WEIGHT.word);
  for (let i = 1; i < stems.length; i++) features.set(`b:${stems[i - 1]} ${stems[i]}`, WEIGHT.bigram);
  // Small words count beside their neighbours: "how do we know if", "instead of", "not only".
  const all = repaired.map((word) => vocabulary.stem(word));
  for (let i = 1; i < all.length; i++) features.set(`r:${all[i - 1]} ${all[i]}`, WEIGHT.neighbours);
  for (const word of repaired) {
    if (!STOP_WORDS.has(word)) for (const gram of vocabulary.grams(word)) features.set(gram, WEIGHT.gram);
  }
  if (repaired.some((word) => word === 'not' || word === 'no' || word === 'never' || word === 'nothing')) {
    features.set('w:not', WEIGHT.word);
  }
  return { features, concepts, hits };
}
