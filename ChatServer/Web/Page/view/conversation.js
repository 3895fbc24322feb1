// The open conversation: its head, its messages, the field to write in.

import { onLanguage, t } from '../language.js';
import { keptMessages } from '../storage.js';
import { brief, clock, sameDay } from '../times.js';
import { ask } from './ask.js';
import { by, el, icon, paintAvatar } from './dom.js';
import { ComposerView } from './composer.js';
import { LogView } from './log.js';

export class ConversationView {
    #session;
    #messenger;
    #account;
    #conversation = null;
    #log = null;
    #composer;

    constructor(session, messenger) {
        this.#session = session;
        this.#messenger = messenger;
        this.#composer = new ComposerView(texts => {
            for (const text of texts)
                this.#messenger.write(this.#conversation, text);
            this.#log.follow();
        });
        by('open-details').append(icon('info'));
        by('not-member').querySelector('button').addEventListener('click', () => this.#join());
        document.addEventListener('visibilitychange', () => this.#log?.confirmShown());
        onLanguage(() => this.#redraw());
    }

    use(account) {
        this.close();
        if (this.#account?.id !== account.id)
            this.#composer.clear();
        this.#account = account;
    }

    get key() {
        return this.#conversation?.key ?? null;
    }

    open(conversation) {
        if (this.#conversation === conversation)
            return;
        this.close();
        this.#conversation = conversation;
        conversation.setOpen(true);
        by('conversation').hidden = false;
        this.#composer.open(conversation.key);
        this.#openLog();
        this.#messenger.look(conversation.key);
        this.draw();
    }

    close() {
        by('conversation').hidden = true;
        this.#log?.remove();
        this.#log = null;
        this.#conversation?.setOpen(false);
        this.#conversation = null;
        this.#messenger.look(null);
    }

    /** To the field to write in, or to the name where there is none or a keyboard would cover the messages. */
    focus() {
        const isTouch = matchMedia('(pointer: coarse)').matches;
        if (by('composer').hidden || isTouch)
            by('conversation-title').focus();
        else
            this.#composer.focus();
    }

    draw() {
        if (this.#conversation === null)
            return;
        this.#drawHead();
        this.#drawFoot();
        this.#log.draw();
    }

    #drawHead() {
        const { kind, name } = this.#conversation;
        const title = kind === 'notices' ? t('notices') : name;
        const words = this.#presence();
        const head = by('conversation-title');
        if (head.textContent !== title) {
            head.textContent = title;
            paintAvatar(by('conversation-avatar'), title, kind === 'group');
        }
        if (kind === 'notices') {
            by('conversation-avatar').className = 'avatar of-notices';
            by('conversation-avatar').replaceChildren(icon('bell'));
        }
        by('conversation-presence').classList.toggle('is-online', words === t('online'));
        if (by('conversation-presence').textContent !== words)
            by('conversation-presence').textContent = words;
    }

    #presence() {
        const { kind, name } = this.#conversation;
        if (kind === 'notices' || !this.#session.isOnline)
            return '';
        if (kind === 'person')
            return t(this.#messenger.online.has(name) ? 'online' : this.#isUnknown(this.#conversation) ? 'notSeen' : 'offline');
        const { members } = this.#messenger;
        return members?.name === name ? t('membersOnline', members.count, members.online.length) : t('group');
    }

    #drawFoot() {
        const { kind, name, isMember } = this.#conversation;
        const isOut = kind === 'group' && isMember === false;
        by('not-member').hidden = !isOut;
        by('not-member').querySelector('p').textContent = t('notAMember', name);
        by('composer').hidden = isOut || kind === 'notices';
        by('composer-label').textContent = t('messageTo', name);
        by('composer-text').placeholder = t('message');
        // Another page writes into this account, until the next login reads what it wrote.
        by('composer-text').disabled = this.#account.isFrozen;
        document.querySelector('#composer .send').disabled = this.#account.isFrozen;
        this.#composer.draw();
    }

    #openLog() {
        this.#log = new LogView(this.#account, this.#conversation, {
            onRetry: message => this.#messenger.tryAgain(message),
            onDiscard: message => this.#account.discard(message),
            onReadAll: conversation => this.#readAll(conversation),
            hintFor: conversation => this.#hintFor(conversation),
        });
    }

    // An id that was mistyped takes messages like any other, and nobody ever reads them.
    #hintFor(conversation) {
        const { last, name } = conversation;
        const isWaiting = last?.own && last.state === 'stored';
        if (!isWaiting || !this.#isUnknown(conversation))
            return null;
        const first = conversation.messages.find(message => message.own && message.state === 'stored');
        return t('notSeenHint', name, sameDay(first.at, Date.now()) ? clock(first.at) : brief(first.at));
    }

    // The server does not tell whose ids there are, only who is online.
    #isUnknown({ kind, name, wasHere }) {
        return kind === 'person' && !wasHere && this.#messenger.asked.has(name);
    }

    async #readAll(conversation) {
        const { unread } = conversation;
        // What is read leaves the server, and this browser keeps the newest only.
        if (unread > keptMessages && !await ask({ title: t('readAllTitle', unread), text: t('readAllText', keptMessages), yes: t('readAll') }))
            return;
        this.#account.showAll(conversation);
        this.focus();
    }

    // Another language: all words anew.
    #redraw() {
        if (this.#conversation === null)
            return;
        this.#log.remove();
        this.#openLog();
        this.draw();
    }

    async #join() {
        const problem = await this.#messenger.join(this.#conversation.name);
        if (problem === null)
            this.focus();
        else
            by('not-member').querySelector('p').replaceChildren(el('span', { role: 'alert', text: problem || t('needConnection') }));
    }
}
