import type { Vector } from './classifier.ts';

/** The three nearest count, the nearest most: one lucky sentence is weaker than three that agree. */
const NEAREST_WEIGHTS = [0.6, 0.25, 0.15] as const;

/** Sentences laid out one behind the other, as plain data: what can be handed from one thread to another. */
export interface Sentences {
  /** Where each sentence ends in the other two. */
  readonly ends: Int32Array;
  readonly ids: Int32Array;
  readonly weights: Float32Array;
}

/** `counts`: which features are compared. */
export function sentencesOf(sentences: readonly Vector[], counts: (id: number) => boolean): Sentences {
  const ids: number[] = [];
  const weights: number[] = [];
  const ends = Int32Array.from(sentences, (sentence) => {
    sentence.ids.forEach((id, place) => {
      if (!counts(id)) return;
      ids.push(id);
      weights.push(sentence.weights[place] as number);
    });
    return ids.length;
  });
  return { ends, ids: Int32Array.from(ids), weights: Float32Array.from(weights) };
}

/** How near the nearest are, 0 to 1. `text`: the weight of each feature at its id, zero where it has none. */
export function nearness(text: Float32Array, { ends, ids, weights }: Sentences): number {
  let first = 0;
  let second = 0;
  let third = 0;
  let at = 0;
  for (let sentence = 0; sentence < ends.length; sentence++) {
    const end = ends[sentence] as number;
    let value = 0;
    for (; at < end; at++) value += (text[ids[at] as number] as number) * (weights[at] as number);
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
