// Notifications of the browser, for messages that arrive while the page is in the background. Asked for on a click only.

import { t } from './language.js';
import { preferences } from './preferences.js';
import { routeOf } from './route.js';
import { shorten } from './shorten.js';

const longest = 200;

export class Notifier {
    #shown = new Map();

    constructor() {
        document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.#closeAll());
    }

    /** @returns {'on' | 'off' | 'denied' | 'unsupported'} */
    get state() {
        if (!('Notification' in globalThis) || !isSecureContext)
            return 'unsupported';
        if (Notification.permission === 'denied')
            return 'denied';
        return Notification.permission === 'granted' && preferences.get('notify') === 'on' ? 'on' : 'off';
    }

    /** Whether to offer notifications: nobody has decided yet. */
    get isOffered() {
        return this.state === 'off' && preferences.get('notify') === null;
    }

    /** Does not offer them again. */
    dismiss() {
        preferences.set('notify', 'off');
    }

    /** Switches notifications; the browser asks the person if it has not yet. */
    async turn(isOn) {
        const isAllowed = isOn && await Notification.requestPermission() === 'granted';
        preferences.set('notify', isAllowed ? 'on' : 'off');
    }

    /** Tells of a message, unless the page is in front of the person. */
    tell({ message, conversation }) {
        if (document.visibilityState === 'visible' || this.state !== 'on')
            return;
        const from = message.from === '*' ? t('notices') : message.from;
        try {
            const notification = new Notification(t('notificationFrom', from, conversation.kind === 'group' ? conversation.name : null), {
                body: shorten(message.text, longest),
                tag: conversation.key,
                icon: 'icon.svg',
            });
            notification.onclick = () => {
                focus();
                location.hash = routeOf(conversation.key);
                notification.close();
            };
            this.#shown.set(conversation.key, notification);
        } catch {
            // Some browsers of phones have the name but not the thing.
        }
    }

    #closeAll() {
        for (const notification of this.#shown.values())
            notification.close();
        this.#shown.clear();
    }
}
