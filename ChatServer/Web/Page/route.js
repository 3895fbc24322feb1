// Which conversation is open stands in the address, so that the browser's back button works.

const kinds = { u: 'with', g: 'group', n: 'notices' };

/** The address of a conversation. */
export function routeOf(key) {
    return key[0] === 'n' ? '#/notices' : `#/${kinds[key[0]]}/${encodeURIComponent(key.slice(2))}`;
}

/**
 * What an address shows.
 * @returns {{pane: 'list' | 'start' | 'conversation', key?: string}}
 */
export function parseRoute(hash) {
    if (hash === '#/new')
        return { pane: 'start' };
    if (hash === '#/notices')
        return { pane: 'conversation', key: 'n:*' };
    const match = /^#\/(with|group)\/([^/]+)$/.exec(hash);
    const name = match && decode(match[2]);
    return name ? { pane: 'conversation', key: `${match[1] === 'with' ? 'u' : 'g'}:${name}` } : { pane: 'list' };
}

function decode(text) {
    try {
        return decodeURIComponent(text);
    } catch {
        return null;
    }
}
