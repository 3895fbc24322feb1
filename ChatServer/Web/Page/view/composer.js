// Where a message is written.

import { config } from '../config.js';
import { linesOf, maxSeparate, messagesOf, tooLong } from '../draft.js';
import { language, t } from '../language.js';
import { shorten } from '../shorten.js';
import { by, icon } from './dom.js';

const told = 0.8;
const previewed = 400;

export class ComposerView {
    #drafts = new Map();
    #key = null;
    #onSend;
    #isSeparate = false;
    #drawn = null;

    /** @param {(texts: string[]) => void} onSend called with the messages of what was written */
    constructor(onSend) {
        this.#onSend = onSend;
        document.querySelector('#composer .send').append(icon('send'));
        by('composer').addEventListener('submit', event => {
            event.preventDefault();
            this.#send();
        });
        by('composer-text').addEventListener('input', () => this.#changed());
        by('composer-text').addEventListener('keydown', event => this.#keyDown(event));
        by('composer-text').addEventListener('blur', () => by('composer-text').classList.remove('by-key'));
        by('composer-lines').addEventListener('change', event => {
            this.#isSeparate = event.target.value === 'separate';
            this.draw();
        });
        // A choice is not sent by the key that makes it.
        by('composer-lines').addEventListener('keydown', event => event.key === 'Enter' && this.#backToField(event));
        // Text fields always match :focus-visible, after a click too.
        document.addEventListener('keyup', event => {
            if (event.key === 'Tab' && document.activeElement === by('composer-text'))
                by('composer-text').classList.add('by-key');
        });
    }

    /** Shows what was begun for a conversation. */
    open(key) {
        if (this.#key === key)
            return;
        this.#key = key;
        this.#isSeparate = false;
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
        const drawn = `${this.#isSeparate} ${language()} ${config.maxTextLength} ${text}`;
        if (this.#drawn === drawn)
            return;
        this.#drawn = drawn;
        const lines = linesOf(text);
        this.#drawLines(text, lines);
        const messages = messagesOf(text, this.#isSeparate);
        const problem = this.#problemOf(messages);
        by('composer-text').setAttribute('aria-invalid', String(problem !== null));
        by('composer').classList.toggle('is-refused', problem !== null);
        const longest = messages.reduce((most, message) => Math.max(most, message.length), 0);
        const words = problem ?? (longest > config.maxTextLength * told ? t('charactersLeft', config.maxTextLength - longest) : '');
        if (by('composer-note').textContent !== words)
            by('composer-note').textContent = words;
        document.querySelector('#composer .send').setAttribute('aria-disabled', String(messages.length === 0 || problem !== null));
        if (problem === null)
            by('composer-alert').textContent = '';
        this.#grow();
    }

    // Shows as what several lines will be sent, before they are.
    #drawLines(text, lines) {
        const isShown = lines.length > 1;
        const canSeparate = lines.length <= maxSeparate;
        if (!isShown || !canSeparate)
            this.#isSeparate = false;
        if (by('composer-lines').hidden === isShown) {
            by('composer-lines').hidden = !isShown;
            by('composer-lines-alert').textContent = isShown ? t('linesTitle', lines.length) : '';
        }
        if (!isShown)
            return;
        by('composer-lines-title').textContent = t('linesTitle', lines.length);
        const [joined, separate] = by('composer-lines').querySelectorAll('input');
        joined.checked = !this.#isSeparate;
        separate.checked = this.#isSeparate;
        separate.closest('label').hidden = !canSeparate;
        by('composer-joined').textContent = shorten(messagesOf(text)[0], previewed);
        by('composer-separate').textContent = t('linesSeparate', lines.length);
    }

    #changed() {
        this.#drafts.set(this.#key, by('composer-text').value);
        this.draw();
    }

    #keyDown(event) {
        // Enter that ends the input of Chinese characters does not send; with Shift or Alt it starts a line.
        if (event.key !== 'Enter' || event.isComposing || event.keyCode === 229 || event.shiftKey || event.altKey)
            return;
        event.preventDefault();
        // A key that is held down does not send what was typed next.
        if (!event.repeat)
            this.#send();
    }

    #backToField(event) {
        event.preventDefault();
        this.focus();
    }

    #send() {
        const messages = messagesOf(by('composer-text').value, this.#isSeparate);
        if (messages.length === 0)
            return;
        const problem = this.#problemOf(messages);
        if (problem !== null) {
            by('composer-alert').textContent = problem;
            return;
        }
        by('composer-text').value = '';
        this.#isSeparate = false;
        this.#changed();
        this.#onSend(messages);
    }

    #problemOf(messages) {
        for (const message of messages) {
            const excess = tooLong(message, config);
            if (excess !== null)
                return t(excess.what === 'characters' ? 'tooManyCharacters' : 'tooManyBytes', excess.has, excess.most);
        }
        return null;
    }

    // As high as its text, up to what the style sheet allows.
    #grow() {
        const field = by('composer-text');
        field.style.height = 'auto';
        if (field.value !== '')
            field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
    }
}
