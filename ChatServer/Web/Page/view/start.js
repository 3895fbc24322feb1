// Where a conversation starts: write to somebody, or join a group.

import { keyOf } from '../conversation.js';
import { toId } from '../ids.js';
import { t } from '../language.js';
import { routeOf } from '../route.js';
import { by } from './dom.js';

export class StartView {
    #messenger;

    constructor(messenger) {
        this.#messenger = messenger;
        by('write-form').addEventListener('submit', event => this.#write(event));
        by('join-form').addEventListener('submit', event => this.#join(event));
    }

    show(isShown) {
        by('start').hidden = !isShown;
        if (!isShown)
            this.#clear();
    }

    draw() {
        by('join-form').hidden = !this.#messenger.hasGroups;
    }

    focus() {
        by('write-id').focus();
    }

    #write(event) {
        event.preventDefault();
        const id = this.#read('write-id', 'write-problem', 'badId', 'needId');
        if (id !== null)
            location.hash = routeOf(keyOf.person(id));
    }

    async #join(event) {
        event.preventDefault();
        const name = this.#read('join-name', 'join-problem', 'badName', 'badName');
        if (name === null)
            return;
        const problem = await this.#messenger.join(name);
        if (problem === null)
            location.hash = routeOf(keyOf.group(name));
        else
            this.#tell('join-name', 'join-problem', problem || t('needConnection'));
    }

    #read(field, problem, bad, missing) {
        const text = by(field).value;
        const id = toId(text);
        this.#tell(field, problem, id !== null ? '' : t(text.trim() === '' ? missing : bad));
        return id;
    }

    #tell(field, problem, words) {
        by(problem).textContent = words;
        by(field).setAttribute('aria-invalid', String(words !== ''));
        if (words !== '')
            by(field).focus();
    }

    #clear() {
        for (const [field, problem] of [['write-id', 'write-problem'], ['join-name', 'join-problem']]) {
            by(field).value = '';
            by(field).removeAttribute('aria-invalid');
            by(problem).textContent = '';
        }
    }
}
