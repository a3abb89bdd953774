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

/** A feature that more classes than this share tells nothing, and would make a question dearer with every claim. */
const MAX_CLASSES_PER_FEATURE = 600;
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

  constructor(examples: readonly Vector[], classOf: readonly number[], classes: number, features: number) {
    this.#classes = classes;
    const classesOf = Array.from({ length: features }, () => new Set<number>());
    examples.forEach((example, at) => {
      for (const id of example.ids) classesOf[id]?.add(classOf[at] as number);
    });
    this.#from = new Int32Array(features + 1);
    classesOf.forEach((set, id) => {
      const count = set.size > MAX_CLASSES_PER_FEATURE ? 0 : set.size;
      this.#from[id + 1] = (this.#from[id] as number) + count;
    });
    const pairs = this.#from[features] as number;
    this.#class = new Int32Array(pairs);
    this.#weight = new Float32Array(pairs);
    classesOf.forEach((set, id) => {
      if (set.size <= MAX_CLASSES_PER_FEATURE) {
        this.#class.set(
          [...set].sort((a, b) => a - b),
          this.#from[id],
        );
      }
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
      for (let at = this.#from[id] as number; at < (this.#from[id + 1] as number); at++) {
        if (this.#class[at] === wanted) {
          reasons.push({ id, adds: (this.#weight[at] as number) * (text.weights[place] as number) });
        }
      }
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
    examples.forEach(({ ids, weights }, example) => {
      const one = classOf[example] as number;
      ids.forEach((id, place) => {
        for (let at = this.#from[id] as number; at < (this.#from[id + 1] as number); at++) {
          if (this.#class[at] === one) {
            this.#weight[at] =
              (this.#weight[at] as number) + (START * (weights[place] as number)) / (counts[one] as number);
          }
        }
      });
    });
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

/** Numbers from 0 to 1 that look random and are always the same (a linear congruential generator). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
