// One WebSocket: frames in both directions, answers matched to requests, and a heartbeat that finds a dead connection.

import { config, doubtConfig } from './config.js';

// Intervals are measured by performance.now(): the clock of the day may be set back.
// Milliseconds without an answer after which a connection is dead. A password may have to wait for those of others.
const deadAfter = 15_000;
const deadAfterInLogin = 60_000;
// A connection that lives may still leave a single request without an answer.
const answerAfter = 15_000;
// The status of a WebSocket that was closed over a frame that is too big.
const tooBig = 1009;

/** The connection is gone before the answer came. */
export class LinkClosed extends Error {}

export class Link {
    #socket;
    #asked = new Map();
    #lastTag = 0;
    #timer;
    #lastHeartbeat = performance.now();
    // The first answer is the server's welcome.
    #unanswered = performance.now();
    #isInLogin = true;
    #handlers;

    /**
     * @param {string | URL} url
     * @param {{opened(): void, frame(frame: object): void, closed(): void}} handlers closed is called once, whatever ends the link
     */
    constructor(url, handlers) {
        this.#handlers = handlers;
        this.#socket = new WebSocket(url);
        this.#socket.onopen = () => handlers.opened();
        this.#socket.onmessage = event => this.#receive(event.data);
        this.#socket.onclose = event => {
            if (event.code === tooBig)
                doubtConfig();
            this.close();
        };
        this.#timer = setInterval(() => this.#tick(), 1000);
    }

    /** Sends a request; what becomes of it shows in the frames. */
    send(request) {
        if (this.#socket.readyState === WebSocket.OPEN)
            this.#socket.send(JSON.stringify(request));
    }

    /** Sends a request and waits for the first answer to it; null if none has come for long. */
    ask(request) {
        if (this.#socket.readyState !== WebSocket.OPEN)
            return Promise.reject(new LinkClosed());
        const tag = String(++this.#lastTag);
        return new Promise((resolve, reject) => {
            this.#asked.set(tag, { resolve, reject, at: performance.now() });
            this.send({ ...request, tag });
        });
    }

    /** The login is through: heartbeats start. */
    loggedIn() {
        this.#isInLogin = false;
        this.#unanswered = null;
    }

    /** Sends a heartbeat now: after a sleep the connection may be dead. */
    probe() {
        if (this.#isInLogin || this.#socket.readyState !== WebSocket.OPEN)
            return;
        this.#lastHeartbeat = performance.now();
        this.#unanswered ??= performance.now();
        this.send({ cmd: 'HB' });
    }

    /** Ends the link at once; a dead peer is not waited for. */
    close() {
        if (this.#handlers === null)
            return;
        const { closed } = this.#handlers;
        this.#handlers = null;
        clearInterval(this.#timer);
        this.#socket.onopen = this.#socket.onmessage = this.#socket.onclose = null;
        this.#socket.close();
        for (const { reject } of this.#asked.values())
            reject(new LinkClosed());
        this.#asked.clear();
        closed();
    }

    #receive(data) {
        this.#unanswered = this.#isInLogin ? performance.now() : null;
        let frame;
        try {
            frame = JSON.parse(data);
        } catch {
            return;
        }
        const asked = this.#asked.get(frame.tag);
        if (asked) {
            this.#asked.delete(frame.tag);
            asked.resolve(frame);
        }
        this.#handlers?.frame(frame);
    }

    // Browsers slow the timers of hidden pages down, so only what was asked and not answered counts, not how long ago the last tick was.
    #tick() {
        const now = performance.now();
        const isOpen = this.#socket.readyState === WebSocket.OPEN;
        if (this.#unanswered !== null && now - this.#unanswered > (isOpen && this.#isInLogin ? deadAfterInLogin : deadAfter))
            this.close();
        else if (now - this.#lastHeartbeat >= config.heartbeatSeconds * 1000 - 100)
            this.probe();
        if (!this.#isInLogin)
            this.#endUnanswered(now);
    }

    // In the order in which they were asked.
    #endUnanswered(now) {
        for (const [tag, { resolve, at }] of this.#asked) {
            if (now - at < answerAfter)
                return;
            this.#asked.delete(tag);
            resolve(null);
        }
    }
}
