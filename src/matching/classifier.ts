/**
 * Learns from the phrasings which features speak for which claim: a multinomial logistic regression. Trained anew
 * whenever an index is built, from the phrasings alone and always in the same order, so the same knowledge gives the
 * same weights.
 */

/** A text as the classifier sees it: ids of its features and their weights, of length one. */
export interface Vector {
  readonly ids: Int32Array;
  readonly weights: Float32Array;
}

/** Passes over the phrasings. More learn them by heart: held-out phrasings and utterances get worse. */
const PASSES = 4;
const FIRST_RATE = 8;
const LAST_RATE = 0.3;
/** Each class begins at the mean of its phrasings, so that few passes are enough. */
const START = 8;
/** A class this unlikely learns nothing worth its time from an example. */
const MIN_GRADIENT = 1e-3;
/** An example that is this nearly certain already teaches nothing worth its time. */
const WELL_KNOWN = 0.02;
/** A score this far below the highest is as good as nothing, and not worth an exponential. */
const HOPELESS = -10;
/** The order of the examples is shuffled, by a generator that always begins here. */
const SEED = 1;

/** What was learned, as plain data: it can be handed from one thread to another. */
export interface LearnedClassifier {
  readonly classes: number;
  /** Weights of feature f stand at from[f] … from[f + 1], each for the class at the same place; classes are in order. */
  readonly from: Int32Array;
  readonly classOf: Int32Array;
  readonly weights: Float32Array;
}

/** Scores texts by what `learnClasses` learned. */
export class Classifier {
  readonly #learned: LearnedClassifier;
  readonly #scores: Float64Array;

  constructor(learned: LearnedClassifier) {
    this.#learned = learned;
    this.#scores = new Float64Array(learned.classes);
  }

  /** Log-odds of each class, without a fixed zero. The array is used again by the next call. */
  score(text: Vector): Float64Array {
    scoreInto(this.#scores, text, this.#learned);
    return this.#scores;
  }

  /** What each feature of the text adds to the score of one class: for explaining. */
  reasons(text: Vector, wanted: number): { readonly id: number; readonly adds: number }[] {
    const reasons: { id: number; adds: number }[] = [];
    text.ids.forEach((id, place) => {
      const at = placeOf(id, wanted, this.#learned);
      if (at >= 0)
        reasons.push({ id, adds: (this.#learned.weights[at] as number) * (text.weights[place] as number) });
    });
    return reasons.sort((a, b) => b.adds - a.adds);
  }
}

/**
 * Learns from examples, each with its class. Takes a second or two of processor time for 14,000 examples.
 * @param mostClasses for each feature: what more classes have than this is left out.
 */
export function learnClasses(
  examples: readonly Vector[],
  classOf: readonly number[],
  classes: number,
  mostClasses: readonly number[],
): LearnedClassifier {
  const classesOf = pairsOf(examples, classOf, mostClasses.length);
  const from = new Int32Array(mostClasses.length + 1);
  classesOf.forEach((list, id) => {
    const count = list.length > (mostClasses[id] as number) ? 0 : list.length;
    from[id + 1] = (from[id] as number) + count;
  });
  const pairs = from[mostClasses.length] as number;
  const learned = { classes, from, classOf: new Int32Array(pairs), weights: new Float32Array(pairs) };
  classesOf.forEach((list, id) => {
    if (list.length > (mostClasses[id] as number)) return;
    learned.classOf.set(
      list.sort((a, b) => a - b),
      from[id],
    );
  });
  begin(learned, examples, classOf);
  train(learned, examples, classOf);
  return learned;
}

function scoreInto(scores: Float64Array, { ids, weights }: Vector, learned: LearnedClassifier): void {
  const { from, classOf, weights: weightOf } = learned;
  scores.fill(0);
  for (let place = 0; place < ids.length; place++) {
    const id = ids[place] as number;
    const value = weights[place] as number;
    const to = from[id + 1] as number;
    for (let at = from[id] as number; at < to; at++) {
      const one = classOf[at] as number;
      scores[one] = (scores[one] as number) + (weightOf[at] as number) * value;
    }
  }
}

function begin(learned: LearnedClassifier, examples: readonly Vector[], classOf: readonly number[]): void {
  const counts = new Float64Array(learned.classes);
  for (const one of classOf) counts[one] = (counts[one] as number) + 1;
  for (let example = 0; example < examples.length; example++) {
    const { ids, weights } = examples[example] as Vector;
    const one = classOf[example] as number;
    const share = START / (counts[one] as number);
    for (let place = 0; place < ids.length; place++) {
      const at = placeOf(ids[place] as number, one, learned);
      if (at >= 0) learned.weights[at] = (learned.weights[at] as number) + share * (weights[place] as number);
    }
  }
}

/** Where the weight of a feature for a class stands; -1 where there is none. */
function placeOf(id: number, wanted: number, { from, classOf }: LearnedClassifier): number {
  let low = from[id] as number;
  let high = (from[id + 1] as number) - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const one = classOf[middle] as number;
    if (one === wanted) return middle;
    if (one < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

function train(learned: LearnedClassifier, examples: readonly Vector[], classOf: readonly number[]): void {
  const scores = new Float64Array(learned.classes);
  const order = Int32Array.from(examples.keys());
  const random = generator(SEED);
  for (let pass = 0; pass < PASSES; pass++) {
    const rate = FIRST_RATE * (1 - pass / PASSES) + LAST_RATE;
    for (let last = order.length - 1; last > 0; last--) {
      const other = Math.floor(random() * (last + 1));
      [order[last], order[other]] = [order[other] as number, order[last] as number];
    }
    for (const example of order)
      learnFrom(examples[example] as Vector, classOf[example] as number, rate, learned, scores);
  }
}

function learnFrom(
  example: Vector,
  right: number,
  rate: number,
  learned: LearnedClassifier,
  scores: Float64Array,
): void {
  scoreInto(scores, example, learned);
  let highest = Number.NEGATIVE_INFINITY;
  for (let one = 0; one < scores.length; one++) {
    if ((scores[one] as number) > highest) highest = scores[one] as number;
  }
  let sum = 0;
  for (let one = 0; one < scores.length; one++) {
    const below = (scores[one] as number) - highest;
    const value = below < HOPELESS ? 0 : Math.exp(below);
    scores[one] = value;
    sum += value;
  }
  if (1 - (scores[right] as number) / sum < WELL_KNOWN) return;
  for (let one = 0; one < scores.length; one++) {
    const gradient = (scores[one] as number) / sum - (one === right ? 1 : 0);
    scores[one] = Math.abs(gradient) < MIN_GRADIENT ? 0 : gradient * rate;
  }
  const { from, classOf, weights: weightOf } = learned;
  const { ids, weights } = example;
  for (let place = 0; place < ids.length; place++) {
    const id = ids[place] as number;
    const value = weights[place] as number;
    const to = from[id + 1] as number;
    for (let at = from[id] as number; at < to; at++) {
      const step = scores[classOf[at] as number] as number;
      if (step !== 0) weightOf[at] = (weightOf[at] as number) - step * value;
    }
  }
}

/** The classes that have each feature, in the order of the examples; those of a class stand together. */
function pairsOf(examples: readonly Vector[], classOf: readonly number[], features: number): number[][] {
  const classesOf = Array.from({ length: features }, (): number[] => []);
  const seen = new Set<number>();
  examples.forEach(({ ids }, at) => {
    const one = classOf[at] as number;
    for (const id of ids) {
      const list = classesOf[id] as number[];
      // Mostly the same class again; only facts come late and need the set.
      if (list.at(-1) === one) continue;
      const pair = id * (features + 1) + one;
      if (seen.has(pair)) continue;
      seen.add(pair);
      list.push(one);
    }
  });
  return classesOf;
}

/** Numbers from 0 to 1 that look random and are always the same (a linear congruential generator). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
