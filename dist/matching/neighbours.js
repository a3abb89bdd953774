/** The three nearest count, the nearest most: one lucky sentence is weaker than three that agree. */
const NEAREST_WEIGHTS = [0.6, 0.25, 0.15];
/** `counts`: which features are compared. */
export function sentencesOf(sentences, counts) {
    const ids = [];
    const weights = [];
    const ends = Int32Array.from(sentences, (sentence) => {
        sentence.ids.forEach((id, place) => {
            if (!counts(id))
                return;
            ids.push(id);
            weights.push(sentence.weights[place]);
        });
        return ids.length;
    });
    return { ends, ids: Int32Array.from(ids), weights: Float32Array.from(weights) };
}
export function byFeature({ ends, ids, weights }, features) {
    const from = new Int32Array(features + 1);
    for (const id of ids)
        from[id + 1] = from[id + 1] + 1;
    for (let id = 0; id < features; id++)
        from[id + 1] = from[id + 1] + from[id];
    const next = from.slice();
    const sorted = { sentences: new Int32Array(ids.length), weights: new Float32Array(ids.length) };
    let at = 0;
    ends.forEach((end, sentence) => {
        for (; at < end; at++) {
            const id = ids[at];
            const place = next[id];
            sorted.sentences[place] = sentence;
            sorted.weights[place] = weights[at];
            next[id] = place + 1;
        }
    });
    return { count: ends.length, from, ...sorted };
}
/** How near the nearest of many sentences are, 0 to 1. */
export function nearnessByFeature(text, { count, from, sentences, weights }) {
    const values = new Float32Array(count);
    for (let place = 0; place < text.ids.length; place++) {
        const id = text.ids[place];
        const value = text.weights[place];
        const to = from[id + 1];
        for (let at = from[id]; at < to; at++) {
            const sentence = sentences[at];
            values[sentence] = values[sentence] + value * weights[at];
        }
    }
    return ofNearest(values);
}
/** How near the nearest are, 0 to 1. `text`: the weight of each feature at its id, zero where it has none. */
export function nearness(text, { ends, ids, weights }) {
    const values = new Float32Array(ends.length);
    let at = 0;
    for (let sentence = 0; sentence < ends.length; sentence++) {
        const end = ends[sentence];
        let value = 0;
        for (; at < end; at++)
            value += text[ids[at]] * weights[at];
        values[sentence] = value;
    }
    return ofNearest(values);
}
function ofNearest(values) {
    let first = 0;
    let second = 0;
    let third = 0;
    for (let at = 0; at < values.length; at++) {
        const value = values[at];
        if (value > first) {
            third = second;
            second = first;
            first = value;
        }
        else if (value > second) {
            third = second;
            second = value;
        }
        else if (value > third)
            third = value;
    }
    return NEAREST_WEIGHTS[0] * first + NEAREST_WEIGHTS[1] * second + NEAREST_WEIGHTS[2] * third;
}
