// Language, notifications, and what this browser keeps.

import { language, onLanguage, speak, t } from '../language.js';
import { ask } from './ask.js';
import { by } from './dom.js';

export class SettingsView {
    #notifier;

    /** @param {(isForgetting: boolean) => void} onSignOut */
    constructor(notifier, onSignOut) {
        this.#notifier = notifier;
        by('open-account').addEventListener('click', () => {
            this.draw();
            by('account').showModal();
        });
        for (const button of document.querySelectorAll('[data-language]'))
            button.addEventListener('click', () => speak(button.dataset.language));
        by('notify-button').addEventListener('click', () => this.#switchNotifications());
        by('notify-accept').addEventListener('click', () => this.#switchNotifications());
        by('notify-dismiss').addEventListener('click', () => {
            notifier.dismiss();
            this.draw();
            by('open-account').focus();
        });
        by('sign-out').addEventListener('click', () => this.#signOut(onSignOut));
        by('sign-out-forget').addEventListener('click', () => this.#signOutForget(onSignOut));
        onLanguage(() => this.draw());
        this.draw();
    }

    close() {
        by('account').close();
    }

    draw() {
        for (const button of document.querySelectorAll('[data-language]'))
            button.setAttribute('aria-pressed', String(button.dataset.language === language()));
        const { state } = this.#notifier;
        by('notify-offer').hidden = !this.#notifier.isOffered;
        by('notify-text').textContent = t({ on: 'notifyOn', off: 'notifyOff', denied: 'notifyDenied', unsupported: 'notifyUnsupported' }[state]);
        by('notify-button').hidden = state === 'denied' || state === 'unsupported';
        by('notify-button').textContent = t(state === 'on' ? 'turnOff' : 'allow');
    }

    async #switchNotifications() {
        await this.#notifier.turn(this.#notifier.state !== 'on');
        this.draw();
    }

    async #signOutForget(onSignOut) {
        by('account').close();
        if (await ask({ title: t('signOutForgetTitle'), text: t('signOutForgetText'), yes: t('signOutForgetYes') }))
            onSignOut(true);
    }

    #signOut(onSignOut) {
        by('account').close();
        onSignOut(false);
    }
}
