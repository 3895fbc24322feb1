// Addresses in a text. Only http and https become links; everything else stays text.

const address = /https?:\/\/[^\s<>"'`{}|\\^，。；：！？、（）《》「」【】]+/gi;
const trailing = new Set('.,;:!?)]');
const openerOf = { ')': '(', ']': '[' };

/**
 * Cuts a text into parts; together they are the text. Takes time in proportion to its length, whatever it is.
 * @returns {{text: string, href?: string}[]}
 */
export function splitAtLinks(text) {
    const parts = [];
    let end = 0;
    for (const match of text.matchAll(address)) {
        const found = withoutTrailing(match[0]);
        const href = toHref(found);
        if (href === null)
            continue;
        if (match.index > end)
            parts.push({ text: text.slice(end, match.index) });
        parts.push({ text: found, href });
        end = match.index + found.length;
    }
    if (end < text.length || parts.length === 0)
        parts.push({ text: text.slice(end) });
    return parts;
}

// Punctuation at the end belongs to the sentence, unless it closes a bracket of the address. Not by a regular expression:
// one that is tied to the end tries from every place again, which is quadratic.
function withoutTrailing(found) {
    const excess = { ')': excessOf(found, ')'), ']': excessOf(found, ']') };
    let end = found.length;
    while (end > 0 && trailing.has(found[end - 1])) {
        const last = found[end - 1];
        if (last in openerOf && excess[last]-- <= 0)
            break;
        end--;
    }
    return found.slice(0, end);
}

// How many closing brackets have no opening one.
function excessOf(found, closer) {
    let excess = 0;
    for (const character of found) {
        if (character === closer)
            excess++;
        else if (character === openerOf[closer])
            excess--;
    }
    return excess;
}

function toHref(text) {
    const url = URL.parse ? URL.parse(text) : tryParse(text);
    // A name before an @ makes a link look like it goes elsewhere.
    const isSafe = url !== null && (url.protocol === 'http:' || url.protocol === 'https:') && url.username === '' && url.password === '';
    return isSafe ? url.href : null;
}

function tryParse(text) {
    try {
        return new URL(text);
    } catch {
        return null;
    }
}
