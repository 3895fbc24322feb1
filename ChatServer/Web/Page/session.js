// Being signed in: connects, signs in, connects again by itself until somebody signs out or the server says why not.

import { pauseBefore } from './backoff.js';
import { config, loadConfig } from './config.js';
import { language } from './language.js';
import { Link, LinkClosed } from './link.js';
import { isRefusal, replies } from './replies.js';

// Seconds. A timer of a browser fires at once after more than 24 days.
const maxOrderedPause = 3600;

// The operator has ended what the password opens: the form comes back.
const outReplies = new Set([replies.passwordReset, replies.accountRemoved, replies.accountDisabled, replies.banned]);

/**
 * States: out (with a reason, perhaps), connecting, online, waiting (until a time, perhaps with a reason), kicked.
 * Events: `state` at every change; `online` after every login; `frame` with each frame that the server sends.
 */
export class Session extends EventTarget {
    state = { name: 'out' };
    id = null;
    #password = null;
    #link = null;
    #failures = 0;
    #retry;
    // Which of the servers is used: 0 is the one that the page came from.
    #server = 0;

    constructor() {
        super();
        addEventListener('online', () => this.state.name === 'waiting' && this.tryNow());
        addEventListener('offline', () => this.#link?.probe());
        document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.#link?.probe());
    }

    get isOnline() {
        return this.state.name === 'online';
    }

    signIn(id, password) {
        this.#end({ name: 'out' });
        this.id = id;
        this.#password = password;
        this.#failures = 0;
        this.#connect();
    }

    /** Says goodbye and forgets the password. */
    signOut(reason) {
        clearTimeout(this.#retry);
        this.#link?.send({ cmd: 'Quit' });
        this.#password = null;
        this.#end({ name: 'out', reason });
    }

    /** Connects at once instead of at the end of the pause; after a kick too. Not while the server has said how long to wait. */
    tryNow() {
        if (this.state.name === 'kicked' || (this.state.name === 'waiting' && !this.state.isOrdered))
            this.#connect();
    }

    /** Tells the server the language of its answers. */
    tellLanguage() {
        this.#link?.send({ cmd: 'Lang', value: language() });
    }

    send(request) {
        this.#link?.send(request);
    }

    /** Asks the server; null if the connection ended before the answer, or none came for long. */
    async ask(request) {
        try {
            return this.#link === null ? null : await this.#link.ask(request);
        } catch (error) {
            if (error instanceof LinkClosed)
                return null;
            throw error;
        }
    }

    async #connect() {
        clearTimeout(this.#retry);
        this.#setState({ name: 'connecting' });
        await loadConfig();
        if (this.state.name !== 'connecting' || this.#link !== null)
            return;
        this.#link = new Link(this.#url(), {
            opened: () => this.#logIn(),
            frame: frame => this.#receive(frame),
            closed: () => this.#closed(),
        });
    }

    #url() {
        const other = this.#server % (config.otherServers.length + 1);
        if (other > 0)
            return config.otherServers[other - 1];
        const url = new URL('ws', location.href);
        url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
        url.hash = url.search = '';
        return url;
    }

    async #logIn() {
        this.tellLanguage();
        const answer = await this.ask({ cmd: 'Check', id: this.id, password: this.#password });
        if (answer === null)
            return;
        if (answer.code === replies.loggedIn)
            this.#loggedIn();
        else if (answer.seconds === undefined && isRefusal(answer))
            this.#refused(answer.text);
        else
            this.#wait(answer.seconds, answer.text);
    }

    #loggedIn() {
        this.#failures = 0;
        this.#link.loggedIn();
        this.#setState({ name: 'online' });
        this.dispatchEvent(new Event('online'));
    }

    #refused(reason) {
        this.#password = null;
        this.#end({ name: 'out', reason });
    }

    #receive(frame) {
        if (frame.code === replies.kicked)
            this.#end({ name: 'kicked', reason: frame.text });
        else if (outReplies.has(frame.code))
            this.#refused(frame.text);
        else if (frame.code === replies.draining)
            this.#wait(frame.seconds, frame.text);
        else
            this.dispatchEvent(new CustomEvent('frame', { detail: frame }));
    }

    // The link ended by itself.
    #closed() {
        this.#link = null;
        if (this.state.name === 'connecting' || this.state.name === 'online')
            this.#wait();
    }

    // Takes the next server. Waits as long as the server says, else longer from try to try.
    #wait(seconds, reason) {
        this.#server++;
        const isOrdered = typeof seconds === 'number';
        const pause = isOrdered ? Math.min(Math.max(seconds, 0), maxOrderedPause) * 1000 + 200 : pauseBefore(this.#failures++);
        this.#end({ name: 'waiting', until: performance.now() + pause, isOrdered, reason });
        this.#retry = setTimeout(() => this.#connect(), pause);
    }

    #end(state) {
        clearTimeout(this.#retry);
        this.state = state;
        const link = this.#link;
        this.#link = null;
        link?.close();
        this.dispatchEvent(new Event('state'));
    }

    #setState(state) {
        this.state = state;
        this.dispatchEvent(new Event('state'));
    }
}
