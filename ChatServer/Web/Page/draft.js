// What may be sent: messages of one line each, not too long.

const lineEnds = /[\r\n\u2028\u2029\v\f\u0085]+/;
/** More lines than this are not offered as messages of their own: nobody wants a pasted log in a hundred bubbles. */
export const maxSeparate = 20;

/** The lines of a text that are not blank, without spaces around them and without halves of characters. */
export function linesOf(text) {
    return text.split(lineEnds).map(line => line.trim().toWellFormed()).filter(line => line !== '');
}

/**
 * The messages that a text becomes: one, in which line ends are spaces, or one for each line.
 * @param {string} text as it stands in the field
 * @param {boolean} isSeparate whether each line is a message of its own
 * @returns {string[]} empty if there is nothing to send
 */
export function messagesOf(text, isSeparate = false) {
    const lines = linesOf(text);
    if (lines.length === 0)
        return [];
    return isSeparate && lines.length <= maxSeparate ? lines : [lines.join(' ')];
}

/**
 * Whether a text may be sent.
 * @param {string} text one of {@link messagesOf}
 * @param {{maxTextLength: number, maxFrameBytes: number}} config what the server takes
 * @returns {null | {what: 'characters' | 'bytes', has: number, most: number}} null if it may
 */
export function tooLong(text, config) {
    if (text.length > config.maxTextLength)
        return { what: 'characters', has: text.length, most: config.maxTextLength };
    const bytes = new TextEncoder().encode(JSON.stringify(text)).length;
    const most = config.maxFrameBytes - overhead;
    return bytes > most ? { what: 'bytes', has: bytes, most } : null;
}

// The rest of the longest frame: its other fields with a name of 32 characters, a ref and a tag.
const overhead = 512;
