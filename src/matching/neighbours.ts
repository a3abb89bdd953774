import type { Vector } from './classifier.ts';

/** The three nearest count, the nearest most: one lucky sentence is weaker than three that agree. */
const NEAREST_WEIGHTS = [0.6, 0.25, 0.15] as const;

/** Sentences laid out one behind the other, so that a text is compared with all of them in one walk. */
export class Neighbours {
  readonly #ends: Int32Array;
  readonly #ids: Int32Array;
  readonly #weights: Float32Array;

  /** `counts`: which features are compared. */
  constructor(sentences: readonly Vector[], counts: (id: number) => boolean) {
    const ids: number[] = [];
    const weights: number[] = [];
    this.#ends = Int32Array.from(sentences, (sentence) => {
      sentence.ids.forEach((id, place) => {
        if (!counts(id)) return;
        ids.push(id);
        weights.push(sentence.weights[place] as number);
      });
      return ids.length;
    });
    this.#ids = Int32Array.from(ids);
    this.#weights = Float32Array.from(weights);
  }

  /** How near the nearest are, 0 to 1. `text`: the weight of each feature at its id, zero where it has none. */
  nearTo(text: Float32Array): number {
    let first = 0;
    let second = 0;
    let third = 0;
    let at = 0;
    for (const end of this.#ends) {
      let value = 0;
      for (; at < end; at++)
        value += (text[this.#ids[at] as number] as number) * (this.#weights[at] as number);
      if (value > first) {
        third = second;
        second = first;
        first = value;
      } else if (value > second) {
        third = second;
        second = value;
      } else if (value > third) third = value;
    }
    return NEAREST_WEIGHTS[0] * first + NEAREST_WEIGHTS[1] * second + NEAREST_WEIGHTS[2] * third;
  }
}
