/** Finds phrases (lists of stems) inside a longer list, the longest at each place. */
export class PhraseIndex {
    #root = { next: new Map(), values: [] };
    add(stems, value) {
        let node = this.#root;
        for (const stem of stems) {
            let next = node.next.get(stem);
            if (next === undefined) {
                next = { next: new Map(), values: [] };
                node.next.set(stem, next);
            }
            node = next;
        }
        if (node !== this.#root && !node.values.includes(value))
            node.values.push(value);
    }
    /** Whether some phrase is, or begins with, this stem. */
    startsWith(stem) {
        return this.#root.next.has(stem);
    }
    /** The longest phrase at each place; the search goes on behind it. */
    find(stems) {
        const hits = [];
        for (let from = 0; from < stems.length; from++) {
            let node = this.#root;
            let found = [];
            let to = from;
            for (let at = from; at < stems.length; at++) {
                node = node.next.get(stems[at]);
                if (node === undefined)
                    break;
                if (node.values.length > 0) {
                    found = node.values;
                    to = at + 1;
                }
            }
            for (const value of found)
                hits.push({ value, from, to });
            if (to > from)
                from = to - 1;
        }
        return hits;
    }
}
