// How long to wait before the next try to connect.

const first = 500;
const longest = 30_000;

/**
 * Milliseconds before a try: "full jitter", so that the clients of a server that comes back do not come all at once.
 * @param {number} failures tries that failed one after another, from 0
 * @param {() => number} random a number from 0 up to 1
 */
export function pauseBefore(failures, random = Math.random) {
    return random() * Math.min(longest, first * 2 ** Math.min(failures, 16));
}
