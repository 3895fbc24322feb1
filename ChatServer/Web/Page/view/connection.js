// The banner that says that there is no connection, and what happens next.

import { t } from '../language.js';
import { announce, by } from './dom.js';

/** Whole seconds until the session tries again. */
export function secondsLeft(state) {
    return Math.max(1, Math.ceil((state.until - performance.now()) / 1000));
}

export class ConnectionView {
    #session;
    #account = null;
    #announced = null;
    #hasBeenOffline = false;

    constructor(session) {
        this.#session = session;
        document.querySelector('#connection button').addEventListener('click', () => session.tryNow());
        document.querySelector('#storage-trouble button').addEventListener('click', () => { by('storage-trouble').hidden = true; });
    }

    use(account) {
        this.#account = account;
    }

    /** Tells that nothing can be stored, until somebody has read it. */
    showStorageTrouble(isFailing) {
        by('storage-trouble').hidden = !isFailing;
        if (isFailing)
            announce(t('noStorage'));
    }

    draw() {
        const { state } = this.#session;
        const banner = by('connection');
        const button = banner.querySelector('button');
        banner.hidden = state.name === 'online' || state.name === 'out';
        banner.dataset.state = state.name;
        button.textContent = t(state.name === 'kicked' ? 'useHere' : 'tryNow');
        button.hidden = state.isOrdered === true;
        const waiting = this.#account?.outbox.filter(message => message.state !== 'failed').length ?? 0;
        const rest = waiting === 0 ? '' : t('andThen') + t('waitingCount', waiting);
        this.#write(by('connection-text'), this.#words(state) + (state.name === 'kicked' ? '' : rest));
        this.#announce(state.name, waiting === 0 ? '' : t('waitingCount', waiting));
    }

    #words(state) {
        switch (state.name) {
            case 'connecting': return t('connecting');
            case 'kicked': return t('kicked');
            case 'waiting': return (state.reason ? `${state.reason} · ` : '') + t('offlineIn', secondsLeft(state));
            default: return '';
        }
    }

    // Once for each change, not for every second of a countdown.
    #announce(name, waiting) {
        const isOffline = name === 'waiting' || name === 'connecting';
        const now = isOffline ? `offline ${waiting}` : name;
        if (this.#announced === now || (name === 'connecting' && !this.#hasBeenOffline))
            return;
        this.#announced = now;
        if (isOffline)
            announce(`${t('offlineSince')}. ${waiting}`);
        else if (name === 'kicked')
            announce(t('kicked'));
        else if (name === 'online' && this.#hasBeenOffline)
            announce(t('youAreOnline'));
        this.#hasBeenOffline = isOffline || name === 'kicked';
    }

    #write(element, words) {
        if (element.textContent !== words)
            element.textContent = words;
    }
}
