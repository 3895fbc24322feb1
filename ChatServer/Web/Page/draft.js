// What may be sent: one line, not too long.

const lineEnds = /[ \t]*[\r\n\u2028\u2029\v\f\u0085]+[ \t]*/g;

/** A message is one line: line ends become blanks. */
export function toOneLine(text) {
    return text.replace(lineEnds, ' ');
}

/** The text as it is sent: without blanks around it and without halves of characters. Empty if there is nothing to send. */
export function toSend(text) {
    const line = toOneLine(text).trim();
    return line.toWellFormed ? line.toWellFormed() : line;
}

/**
 * Whether a text may be sent.
 * @param {string} text as {@link toSend} made it
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
