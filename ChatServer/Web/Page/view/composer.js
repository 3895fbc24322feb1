// Where a message is written.

import { config } from '../config.js';
import { toOneLine, toSend, tooLong } from '../draft.js';
import { language, t } from '../language.js';
import { by, icon } from './dom.js';

const lineEnd = /[\r\n\u2028\u2029]/;
const told = 0.8;

export class ComposerView {
    #drafts = new Map();
    #key = null;
    #onSend;
    #hadLineEnds = false;
    #drawn = null;

    /** @param {(text: string) => void} onSend */
    constructor(onSend) {
        this.#onSend = onSend;
        document.querySelector('#composer .send').append(icon('send'));
        by('composer').addEventListener('submit', event => {
            event.preventDefault();
            this.#send();
        });
        by('composer-text').addEventListener('input', () => this.#changed());
        by('composer-text').addEventListener('keydown', event => {
            // Enter that ends the input of Chinese characters does not send.
            if (event.key === 'Enter' && !event.isComposing && event.keyCode !== 229) {
                event.preventDefault();
                this.#send();
            }
        });
    }

    /** Shows what was begun for a conversation. */
    open(key) {
        if (this.#key === key)
            return;
        this.#key = key;
        this.#hadLineEnds = false;
        by('composer-text').value = this.#drafts.get(key) ?? '';
        this.draw();
    }

    focus() {
        by('composer-text').focus();
    }

    /** Forgets what was begun; for another account. */
    clear() {
        this.#drafts.clear();
        this.#key = null;
    }

    draw() {
        const text = by('composer-text').value;
        const drawn = `${this.#hadLineEnds} ${language()} ${text}`;
        if (this.#drawn === drawn)
            return;
        this.#drawn = drawn;
        const problem = this.#problem();
        by('composer-text').setAttribute('aria-invalid', String(problem !== null));
        by('composer').classList.toggle('is-refused', problem !== null);
        const left = config.maxTextLength - text.length;
        const words = problem ?? (text.length > config.maxTextLength * told ? t('charactersLeft', left) : this.#hadLineEnds ? t('lineEnds') : '');
        if (by('composer-note').textContent !== words)
            by('composer-note').textContent = words;
        document.querySelector('#composer .send').setAttribute('aria-disabled', String(text.trim() === '' || problem !== null));
        if (problem === null)
            by('composer-alert').textContent = '';
        this.#grow();
    }

    #changed() {
        const field = by('composer-text');
        if (lineEnd.test(field.value)) {
            const end = toOneLine(field.value.slice(0, field.selectionEnd)).length;
            field.value = toOneLine(field.value);
            field.setSelectionRange(end, end);
            this.#hadLineEnds = true;
        }
        if (field.value === '')
            this.#hadLineEnds = false;
        this.#drafts.set(this.#key, field.value);
        this.draw();
    }

    #send() {
        const text = toSend(by('composer-text').value);
        if (text === '')
            return;
        const problem = this.#problem();
        if (problem !== null) {
            by('composer-alert').textContent = problem;
            return;
        }
        by('composer-text').value = '';
        this.#changed();
        this.#onSend(text);
    }

    #problem() {
        const excess = tooLong(toSend(by('composer-text').value), config);
        if (excess === null)
            return null;
        return t(excess.what === 'characters' ? 'tooManyCharacters' : 'tooManyBytes', excess.has, excess.most);
    }

    // As high as its text, up to what the style sheet allows.
    #grow() {
        const field = by('composer-text');
        field.style.height = 'auto';
        if (field.value !== '')
            field.style.height = `${field.scrollHeight}px`;
    }
}
