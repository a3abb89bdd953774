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

/** The same sentences by feature: most of them share little with a text. */
export interface ByFeature {
  readonly count: number;
  /** The sentences that have feature f, and its weight in each, stand at from[f] … from[f + 1]. */
  readonly from: Int32Array;
  readonly sentences: Int32Array;
  readonly weights: Float32Array;
}

export function byFeature({ ends, ids, weights }: Sentences, features: number): ByFeature {
  const from = new Int32Array(features + 1);
  for (const id of ids) from[id + 1] = (from[id + 1] as number) + 1;
  for (let id = 0; id < features; id++) from[id + 1] = (from[id + 1] as number) + (from[id] as number);
  const next = from.slice();
  const sorted = { sentences: new Int32Array(ids.length), weights: new Float32Array(ids.length) };
  let at = 0;
  ends.forEach((end, sentence) => {
    for (; at < end; at++) {
      const id = ids[at] as number;
      const place = next[id] as number;
      sorted.sentences[place] = sentence;
      sorted.weights[place] = weights[at] as number;
      next[id] = place + 1;
    }
  });
  return { count: ends.length, from, ...sorted };
}

/** How near the nearest sentences are, 0 to 1: of all, or of those from place `first` to before `end`. */
export function nearness(
  text: Vector,
  { count, from, sentences, weights }: ByFeature,
  first = 0,
  end = count,
): number {
  if (first === end) return 0;
  const values = new Float32Array(end - first);
  for (let place = 0; place < text.ids.length; place++) {
    const id = text.ids[place] as number;
    const value = text.weights[place] as number;
    const last = from[id + 1] as number;
    for (let at = firstNotBefore(first, sentences, from[id] as number, last); at < last; at++) {
      const sentence = sentences[at] as number;
      if (sentence >= end) break;
      values[sentence - first] = (values[sentence - first] as number) + value * (weights[at] as number);
    }
  }
  return ofNearest(values);
}

/** The first place from `low` to before `high` whose sentence, of those in order, is not before the wanted one. */
function firstNotBefore(wanted: number, sentences: Int32Array, low: number, high: number): number {
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sentences[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

function ofNearest(values: Float32Array): number {
  let first = 0;
  let second = 0;
  let third = 0;
  for (let at = 0; at < values.length; at++) {
    const value = values[at] as number;
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
