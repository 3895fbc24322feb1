// What the server tells about itself before anybody signs in.

/** What holds until the server has answered. */
export const config = {
    maxTextLength: 4096,
    maxFrameBytes: 16384,
    accounts: 'open',
    heartbeatSeconds: 5,
    otherServers: [],
};

let isLoaded = false;

/** The server has refused what should have fitted: it has been started with other limits. It is asked again before the next login. */
export function doubtConfig() {
    isLoaded = false;
}

/** Asks the server, unless it has answered before. A server that cannot be reached is asked again at the next try. */
export async function loadConfig() {
    if (isLoaded)
        return;
    try {
        const response = await fetch('config.json', { signal: AbortSignal.timeout(10_000) });
        if (!response.ok)
            return;
        Object.assign(config, await response.json());
        isLoaded = true;
    } catch {
        // The WebSocket will fail too, and that is told.
    }
}
