const ELLIPSIS = '…';
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** At most `limit` UTF-16 units; cut between whole characters as a reader sees them, at a word where one is near. */
export function cut(text, limit) {
    if (text.length <= limit)
        return text;
    if (limit <= ELLIPSIS.length)
        return text.slice(0, Math.max(0, limit));
    let kept = '';
    for (const { segment } of graphemes.segment(text.slice(0, limit + 40))) {
        if (kept.length + segment.length > limit - ELLIPSIS.length)
            break;
        kept += segment;
    }
    const space = kept.lastIndexOf(' ');
    if (space > limit * 0.7)
        kept = kept.slice(0, space);
    return kept.trimEnd() + ELLIPSIS;
}
