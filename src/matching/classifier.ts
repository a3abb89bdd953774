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
const PASSES = 3;
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

/** The scores of one text: only the classes that share a feature with it have one. */
class Scores {
  /** By class; zero where nothing was said. */
  readonly of: Float64Array;
  /** The classes that have a score, in no order: the first `count`. */
  readonly touched: Int32Array;
  count = 0;
  readonly #isTouched: Uint8Array;

  constructor(classes: number) {
    this.of = new Float64Array(classes);
    this.touched = new Int32Array(classes);
    this.#isTouched = new Uint8Array(classes);
  }

  take({ ids, weights }: Vector, { from, classOf, weights: weightOf }: LearnedClassifier): void {
    for (let at = 0; at < this.count; at++) {
      const one = this.touched[at] as number;
      this.of[one] = 0;
      this.#isTouched[one] = 0;
    }
    this.count = 0;
    for (let place = 0; place < ids.length; place++) {
      const id = ids[place] as number;
      const value = weights[place] as number;
      const to = from[id + 1] as number;
      for (let at = from[id] as number; at < to; at++) {
        const one = classOf[at] as number;
        if (this.#isTouched[one] === 0) {
          this.#isTouched[one] = 1;
          this.touched[this.count++] = one;
        }
        this.of[one] = (this.of[one] as number) + (weightOf[at] as number) * value;
      }
    }
  }
}

/** Scores texts by what `learnClasses` learned. */
export class Classifier {
  readonly #learned: LearnedClassifier;
  readonly #scores: Scores;

  constructor(learned: LearnedClassifier) {
    this.#learned = learned;
    this.#scores = new Scores(learned.classes);
  }

  /** Log-odds of each class, without a fixed zero; zero for a class nothing was said of. Used again by the next call. */
  score(text: Vector): Float64Array {
    this.#scores.take(text, this.#learned);
    return this.#scores.of;
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
 * Learns from examples, each with its class. Takes seconds of processor time for 20,000 examples.
 * @param mostClasses for each feature: what more classes have than this is left out.
 * @param paceOf for each class: how fast it learns from each of its examples, 1 for as fast as usual.
 */
export function learnClasses(
  examples: readonly Vector[],
  classOf: readonly number[],
  classes: number,
  mostClasses: readonly number[],
  paceOf: (one: number) => number = () => 1,
): LearnedClassifier {
  const learned = withoutWeights(examples, classOf, classes, mostClasses);
  begin(learned, examples, classOf);
  train(learned, examples, classOf, paceOf);
  return learned;
}

/** Which classes have each feature: a place for each weight that there is to learn. */
function withoutWeights(
  examples: readonly Vector[],
  classOf: readonly number[],
  classes: number,
  mostClasses: readonly number[],
): LearnedClassifier {
  // Class after class, so that each feature meets its classes in order and each of them in one stretch.
  const inOrder = [...examples.keys()].sort((a, b) => (classOf[a] as number) - (classOf[b] as number));
  const eachPair = (use: (id: number, one: number) => void): void => {
    const lastClass = new Int32Array(mostClasses.length).fill(-1);
    for (const example of inOrder) {
      const one = classOf[example] as number;
      for (const id of (examples[example] as Vector).ids) {
        if (lastClass[id] === one) continue;
        lastClass[id] = one;
        use(id, one);
      }
    }
  };
  const counts = new Int32Array(mostClasses.length);
  eachPair((id) => {
    counts[id] = (counts[id] as number) + 1;
  });
  const from = new Int32Array(mostClasses.length + 1);
  counts.forEach((count, id) => {
    from[id + 1] = (from[id] as number) + (count > (mostClasses[id] as number) ? 0 : count);
  });
  const pairs = from[mostClasses.length] as number;
  const learned = { classes, from, classOf: new Int32Array(pairs), weights: new Float32Array(pairs) };
  const next = from.slice(0, -1);
  eachPair((id, one) => {
    const at = next[id] as number;
    if (at === from[id + 1]) return;
    learned.classOf[at] = one;
    next[id] = at + 1;
  });
  return learned;
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

function train(
  learned: LearnedClassifier,
  examples: readonly Vector[],
  classOf: readonly number[],
  paceOf: (one: number) => number,
): void {
  const scores = new Scores(learned.classes);
  const order = Int32Array.from(examples.keys());
  const random = generator(SEED);
  /** What was well known in one pass is not asked again in the next. */
  const isKnown = new Uint8Array(examples.length);
  for (let pass = 0; pass < PASSES; pass++) {
    const rate = FIRST_RATE * (1 - pass / PASSES) + LAST_RATE;
    for (let last = order.length - 1; last > 0; last--) {
      const other = Math.floor(random() * (last + 1));
      [order[last], order[other]] = [order[other] as number, order[last] as number];
    }
    for (const example of order) {
      const right = classOf[example] as number;
      if (isKnown[example] === 1) {
        isKnown[example] = 0;
        continue;
      }
      const learns = learnFrom(examples[example] as Vector, right, rate * paceOf(right), learned, scores);
      isKnown[example] = learns ? 0 : 1;
    }
  }
}

/** @returns whether there was anything to learn. */
function learnFrom(
  example: Vector,
  right: number,
  rate: number,
  learned: LearnedClassifier,
  scores: Scores,
): boolean {
  scores.take(example, learned);
  const { of: score, touched, count } = scores;
  let highest = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < count; at++) {
    const value = score[touched[at] as number] as number;
    if (value > highest) highest = value;
  }
  let sum = 0;
  for (let at = 0; at < count; at++) {
    const one = touched[at] as number;
    const below = (score[one] as number) - highest;
    const value = below < HOPELESS ? 0 : Math.exp(below);
    score[one] = value;
    sum += value;
  }
  if (1 - (score[right] as number) / sum < WELL_KNOWN) return false;
  for (let at = 0; at < count; at++) {
    const one = touched[at] as number;
    const gradient = (score[one] as number) / sum - (one === right ? 1 : 0);
    score[one] = Math.abs(gradient) < MIN_GRADIENT ? 0 : gradient * rate;
  }
  const { from, classOf, weights: weightOf } = learned;
  const { ids, weights } = example;
  for (let place = 0; place < ids.length; place++) {
    const id = ids[place] as number;
    const value = weights[place] as number;
    const to = from[id + 1] as number;
    for (let at = from[id] as number; at < to; at++) {
      const step = score[classOf[at] as number] as number;
      if (step !== 0) weightOf[at] = (weightOf[at] as number) - step * value;
    }
  }
  return true;
}

/** Numbers from 0 to 1 that look random and are always the same (a linear congruential generator). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
