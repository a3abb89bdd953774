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
/** A score this far below the highest is as good as nothing, and not worth an exponential. */
const HOPELESS = -10;
/** The order of the examples is shuffled, by a generator that always begins here. */
const SEED = 1;

export class Classifier {
  readonly #classes: number;
  /** Weights of feature f stand at #from[f] … #from[f + 1], each for the class at the same place. */
  readonly #from: Int32Array;
  readonly #class: Int32Array;
  readonly #weight: Float32Array;
  readonly #scores: Float64Array;

  /** `mostClasses`: a feature that more classes than this share is left out, for each feature. */
  constructor(
    examples: readonly Vector[],
    classOf: readonly number[],
    classes: number,
    mostClasses: readonly number[],
  ) {
    const features = mostClasses.length;
    this.#classes = classes;
    const classesOf = pairsOf(examples, classOf, features);
    this.#from = new Int32Array(features + 1);
    classesOf.forEach((list, id) => {
      const count = list.length > (mostClasses[id] as number) ? 0 : list.length;
      this.#from[id + 1] = (this.#from[id] as number) + count;
    });
    const pairs = this.#from[features] as number;
    this.#class = new Int32Array(pairs);
    this.#weight = new Float32Array(pairs);
    classesOf.forEach((list, id) => {
      if (list.length <= (mostClasses[id] as number))
        this.#class.set(
          list.sort((a, b) => a - b),
          this.#from[id],
        );
    });
    this.#scores = new Float64Array(classes);
    this.#begin(examples, classOf);
    this.#train(examples, classOf);
  }

  /** Calls back for every class that the text says anything for or against: a log-odds without a fixed zero. */
  score(text: Vector, each: (claim: number, score: number) => void): void {
    this.#score(text);
    for (let one = 0; one < this.#classes; one++) {
      const score = this.#scores[one] as number;
      if (score !== 0) each(one, score);
    }
  }

  /** What each feature of the text adds to the score of one class: for explaining. */
  reasons(text: Vector, wanted: number): { readonly id: number; readonly adds: number }[] {
    const reasons: { id: number; adds: number }[] = [];
    text.ids.forEach((id, place) => {
      const at = this.#placeOf(id, wanted);
      if (at >= 0) reasons.push({ id, adds: (this.#weight[at] as number) * (text.weights[place] as number) });
    });
    return reasons.sort((a, b) => b.adds - a.adds);
  }

  #score({ ids, weights }: Vector): void {
    const scores = this.#scores;
    const classOf = this.#class;
    const weightOf = this.#weight;
    scores.fill(0);
    for (let place = 0; place < ids.length; place++) {
      const id = ids[place] as number;
      const value = weights[place] as number;
      const to = this.#from[id + 1] as number;
      for (let at = this.#from[id] as number; at < to; at++) {
        const one = classOf[at] as number;
        scores[one] = (scores[one] as number) + (weightOf[at] as number) * value;
      }
    }
  }

  #begin(examples: readonly Vector[], classOf: readonly number[]): void {
    const counts = new Float64Array(this.#classes);
    for (const one of classOf) counts[one] = (counts[one] as number) + 1;
    for (let example = 0; example < examples.length; example++) {
      const { ids, weights } = examples[example] as Vector;
      const one = classOf[example] as number;
      const share = START / (counts[one] as number);
      for (let place = 0; place < ids.length; place++) {
        const at = this.#placeOf(ids[place] as number, one);
        if (at >= 0) this.#weight[at] = (this.#weight[at] as number) + share * (weights[place] as number);
      }
    }
  }

  /** Where the weight of a feature for a class stands; -1 where there is none. The classes of a feature are in order. */
  #placeOf(id: number, wanted: number): number {
    let low = this.#from[id] as number;
    let high = (this.#from[id + 1] as number) - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const one = this.#class[middle] as number;
      if (one === wanted) return middle;
      if (one < wanted) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  #train(examples: readonly Vector[], classOf: readonly number[]): void {
    const order = Int32Array.from(examples.keys());
    const random = generator(SEED);
    for (let pass = 0; pass < PASSES; pass++) {
      const rate = FIRST_RATE * (1 - pass / PASSES) + LAST_RATE;
      for (let last = order.length - 1; last > 0; last--) {
        const other = Math.floor(random() * (last + 1));
        [order[last], order[other]] = [order[other] as number, order[last] as number];
      }
      for (const example of order) this.#learn(examples[example] as Vector, classOf[example] as number, rate);
    }
  }

  #learn(example: Vector, right: number, rate: number): void {
    this.#score(example);
    const scores = this.#scores;
    let highest = Number.NEGATIVE_INFINITY;
    for (let one = 0; one < this.#classes; one++) {
      if ((scores[one] as number) > highest) highest = scores[one] as number;
    }
    let sum = 0;
    for (let one = 0; one < this.#classes; one++) {
      const below = (scores[one] as number) - highest;
      const value = below < HOPELESS ? 0 : Math.exp(below);
      scores[one] = value;
      sum += value;
    }
    for (let one = 0; one < this.#classes; one++) {
      const gradient = (scores[one] as number) / sum - (one === right ? 1 : 0);
      scores[one] = Math.abs(gradient) < MIN_GRADIENT ? 0 : gradient * rate;
    }
    const { ids, weights } = example;
    for (let place = 0; place < ids.length; place++) {
      const id = ids[place] as number;
      const value = weights[place] as number;
      const to = this.#from[id + 1] as number;
      for (let at = this.#from[id] as number; at < to; at++) {
        const step = scores[this.#class[at] as number] as number;
        if (step !== 0) this.#weight[at] = (this.#weight[at] as number) - step * value;
      }
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
