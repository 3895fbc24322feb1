// Texts cut to a length, where people see characters and not code units.

// More marks on one letter than any script has; a pile of them covers what is above and below.
const maxMarks = 8;
const pile = new RegExp(`(\\p{M}{${maxMarks}})\\p{M}+`, 'gu');
// Longer than any emoji; a chain of joined ones has no end.
const maxGrapheme = 40;
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The text without the marks that are too many for one letter. */
export function withoutPiles(text) {
    return text.replace(pile, '$1');
}

/**
 * The start of a text, on one line of a maximum number of UTF-16 code units and an ellipsis. Never half of a character.
 * @param {string} text
 * @param {number} most
 */
export function shorten(text, most) {
    const line = withoutPiles(text.slice(0, 8 * most).replace(/[\ud800-\udbff]$/, '').toWellFormed());
    if (line.length <= most && text.length <= 8 * most)
        return line;
    let end = 0;
    for (const { segment, index } of graphemes.segment(line)) {
        if (index + segment.length > most || segment.length > maxGrapheme)
            break;
        end = index + segment.length;
    }
    return `${line.slice(0, end)}…`;
}

/** What people see as the first character. */
export function firstCharacter(text) {
    const [first] = graphemes.segment(withoutPiles(text));
    return first?.segment ?? '';
}
