// Addresses in a text. Only http and https become links; everything else stays text.

const address = /https?:\/\/[^\s<>"'`{}|\\^，。；：！？、（）《》「」【】]+/gi;
const trailing = /[.,;:!?)\]]+$/;

/**
 * Cuts a text into parts; together they are the text.
 * @returns {{text: string, href?: string}[]}
 */
export function splitAtLinks(text) {
    const parts = [];
    let end = 0;
    for (const match of text.matchAll(address)) {
        const found = match[0].replace(trailing, '');
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
