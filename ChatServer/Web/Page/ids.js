// Names of people, groups and messages.

const longestName = 32;
const nameCharacters = /^[\p{L}\p{Nd}\p{M}_.\-@]+$/u;

/** The form in which the server compares ids of people and groups, or null if it cannot be one. */
export function toId(text) {
    const id = text.trim().normalize('NFKC');
    return id.length <= longestName && nameCharacters.test(id) ? id : null;
}

/** Our own name for a message, so that it is stored once however often it is sent. */
export function newRef() {
    // Outside of secure contexts, such as http to another machine, there is no randomUUID.
    if (crypto.randomUUID)
        return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}

/** When the server made a message id, in milliseconds: the first 48 bits of a UUID of version 7. */
export function timeOfId(id) {
    return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/** A text that sorts among message ids by its time. */
export function sortKeyOf(milliseconds) {
    const hex = Math.max(0, Math.floor(milliseconds)).toString(16).padStart(12, '0');
    return `${hex.slice(0, 8)}-${hex.slice(8)}-`;
}
