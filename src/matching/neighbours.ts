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

/** The same sentences by feature: quicker where most of many sentences share nothing with a text. */
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

/** How near the nearest of many sentences are, 0 to 1. */
export function nearnessByFeature(text: Vector, { count, from, sentences, weights }: ByFeature): number {
  const values = new Float32Array(count);
  for (let place = 0; place < text.ids.length; place++) {
    const id = text.ids[place] as number;
    const value = text.weights[place] as number;
    const to = from[id + 1] as number;
    for (let at = from[id] as number; at < to; at++) {
      const sentence = sentences[at] as number;
      values[sentence] = (values[sentence] as number) + value * (weights[at] as number);
    }
  }
  return ofNearest(values);
}

/** How near the nearest are, 0 to 1. `text`: the weight of each feature at its id, zero where it has none. */
export function nearness(text: Float32Array, { ends, ids, weights }: Sentences): number {
  const values = new Float32Array(ends.length);
  let at = 0;
  for (let sentence = 0; sentence < ends.length; sentence++) {
    const end = ends[sentence] as number;
    let value = 0;
    for (; at < end; at++) value += (text[ids[at] as number] as number) * (weights[at] as number);
    values[sentence] = value;
  }
  return ofNearest(values);
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
