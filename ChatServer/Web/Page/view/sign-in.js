// The form to sign in.

import { config, loadConfig } from '../config.js';
import { toId } from '../ids.js';
import { language, onLanguage, speak, t } from '../language.js';
import { preferences } from '../preferences.js';
import { by } from './dom.js';
import { secondsLeft } from './connection.js';

export class SignInView {
    #session;
    #problem = null;
    #onSignIn;

    /** @param {(id: string, password: string) => void} onSignIn called with what was typed */
    constructor(session, onSignIn) {
        this.#session = session;
        this.#onSignIn = onSignIn;
        by('sign-in-form').addEventListener('submit', event => this.#submit(event));
        by('show-password').addEventListener('change', event => { by('sign-in-password').type = event.target.checked ? 'text' : 'password'; });
        document.querySelector('.switch-language').addEventListener('click', () => speak(language() === 'zh' ? 'en' : 'zh'));
        document.querySelector('#sign-in-progress button').addEventListener('click', () => session.tryNow());
        by('sign-in-id').value = preferences.get('last') ?? '';
        onLanguage(() => this.draw());
        loadConfig().then(() => this.draw());
    }

    /** Shows the form, with the reason why somebody who was signed in is not any more. */
    show(reason) {
        const wasHidden = by('sign-in').hidden;
        by('sign-in').hidden = false;
        this.#showProblem(reason ? () => reason : null);
        this.draw();
        if (reason || wasHidden)
            by(by('sign-in-id').value ? 'sign-in-password' : 'sign-in-id').focus();
    }

    hide() {
        by('sign-in').hidden = true;
        by('sign-in-password').value = '';
        by('show-password').checked = false;
        by('sign-in-password').type = 'password';
        this.#showProblem(null);
    }

    /** Draws what the session is doing; called at its changes and every second. */
    draw() {
        by('accounts-hint').textContent = t({ closed: 'accountsClosed', none: 'accountsNone' }[config.accounts] ?? 'accountsOpen');
        by('sign-in-problem').textContent = this.#problem?.() ?? '';
        const { state } = this.#session;
        const [progress, button] = by('sign-in-progress').children;
        const isWaiting = state.name === 'waiting';
        const words = state.name === 'connecting' ? t('signingIn')
            : !isWaiting ? ''
            : state.isOrdered ? t('signInAgainIn', secondsLeft(state))
            : t('noServer', secondsLeft(state));
        if (progress.textContent !== words)
            progress.textContent = words;
        button.hidden = !isWaiting || state.isOrdered;
        document.querySelector('#sign-in-form [type=submit]').disabled = state.name === 'connecting' || (isWaiting && state.isOrdered);
    }

    #submit(event) {
        event.preventDefault();
        const [id, password] = [toId(by('sign-in-id').value), by('sign-in-password').value];
        const idProblem = by('sign-in-id').value.trim() === '' ? 'needId' : id === null ? 'badId' : null;
        const problem = idProblem ?? (password === '' ? 'needPassword' : null);
        by('sign-in-id').setAttribute('aria-invalid', String(idProblem !== null));
        by('sign-in-password').setAttribute('aria-invalid', String(problem === 'needPassword'));
        this.#showProblem(problem === null ? null : () => t(problem));
        if (problem !== null) {
            by(idProblem === null ? 'sign-in-password' : 'sign-in-id').focus();
            return;
        }
        this.#onSignIn(id, password);
    }

    #showProblem(words) {
        this.#problem = words;
        by('sign-in-problem').textContent = words?.() ?? '';
    }
}
