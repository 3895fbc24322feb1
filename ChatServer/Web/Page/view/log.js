// The messages of one conversation, and which of them are in front of the person.

import { t } from '../language.js';
import { day, sameDay } from '../times.js';
import { by, el, icon } from './dom.js';
import { groupsOf } from './groups.js';
import { drawnOf, drawState, messageItem, noticeItem, showMeta } from './message.js';
import { DrawnRange } from './range.js';

const nearEnd = 80;
// Fewer unread messages are seen sooner than marked.
const manyUnread = 10;
// Milliseconds in which a screen reader does not take rows for new messages.
const turning = 500;

export class LogView {
    #account;
    #conversation;
    #options;
    #log;
    #list;
    #items = new Map();
    #observer;
    #inView = new Set();
    #firstNew = null;
    #range;
    #resizes;
    #height = 0;
    #wasAtEnd = true;

    /** @param {{onRetry(message): void, onDiscard(message): void, onReadAll(conversation): void, hintFor(conversation): string | null}} options hintFor: what to say below the last message */
    constructor(account, conversation, options) {
        this.#account = account;
        this.#conversation = conversation;
        this.#options = { ...options, isGroup: conversation.kind === 'group' };
        const firstNew = conversation.messages.findIndex(message => message.read === false);
        this.#firstNew = conversation.messages[firstNew]?.key ?? null;
        this.#range = new DrawnRange(conversation, firstNew);
        this.#list = el('ol', { class: conversation.kind === 'group' ? 'messages of-group' : 'messages' });
        // Only what is added is told; a changed state is not.
        this.#log = el('div', { class: 'log', role: 'log', tabindex: '0', 'aria-live': 'polite', 'aria-relevant': 'additions' }, this.#list);
        this.#observer = new IntersectionObserver(entries => this.#seen(entries), { root: this.#log, threshold: [0, 0.25, 0.5, 0.75, 1] });
        this.#log.addEventListener('scroll', () => this.#scrolled(), { passive: true });
        this.#resizes = new ResizeObserver(() => this.#resized());
        this.#resizes.observe(this.#log);
        by('log-frame').prepend(this.#log);
        by('to-latest').onclick = () => this.#toLatest();
        by('read-all').onclick = () => this.#options.onReadAll(this.#conversation);
        this.draw();
        this.#goToBeginning();
    }

    get element() {
        return this.#log;
    }

    remove() {
        this.#observer.disconnect();
        this.#resizes.disconnect();
        this.#log.remove();
        by('jump').hidden = true;
    }

    draw() {
        const wasAtEnd = this.#wasAtEnd;
        this.#range.limit(wasAtEnd);
        this.#label();
        this.#drawRows();
        if (wasAtEnd && this.#range.isToEnd)
            this.#scrollToEnd();
        this.#drawLatest();
    }

    /** Goes to the end, where somebody has just written. */
    follow() {
        if (!this.#range.isToEnd)
            this.#holdTongue();
        this.#range.extendToEnd();
        this.#wasAtEnd = true;
        this.draw();
    }

    #drawRows() {
        const rows = this.#rows();
        const isSame = rows.length === this.#list.children.length && rows.every((row, i) => this.#list.children[i] === row);
        if (!isSame)
            this.#place(rows);
    }

    /** Confirms what is in front of the person now; nothing is while the page is hidden. */
    confirmShown() {
        if (document.visibilityState !== 'visible' || this.#account.isFrozen)
            return;
        // The key of what others have written is its id.
        const shown = [...this.#inView].map(key => this.#conversation.find(key)).filter(message => message?.read === false);
        if (shown.length > 0)
            this.#account.show(this.#conversation, shown);
    }

    // Moves as little as possible: what is moved would be read out again.
    #place(rows) {
        const wanted = new Set(rows);
        for (const row of [...this.#list.children]) {
            if (wanted.has(row))
                continue;
            this.#observer.unobserve(row);
            this.#inView.delete(row.dataset.key);
            const hadFocus = row.contains(document.activeElement);
            row.remove();
            if (hadFocus)
                by('composer-text').focus();
        }
        rows.forEach((row, i) => {
            if (this.#list.children[i] !== row)
                this.#list.insertBefore(row, this.#list.children[i] ?? null);
        });
    }

    #rows() {
        const rows = [];
        const used = new Set();
        const row = (key, drawn, make) => {
            used.add(key);
            const known = this.#items.get(key);
            if (known?.drawn === drawn)
                rows.push(known.element);
            else
                rows.push(this.#make(key, drawn, make));
        };
        const { messages } = this.#conversation;
        const [start, end] = this.#range.places;
        const groups = groupsOf(messages, start, end, this.#firstNew);
        if (start > 0)
            row('earlier', t('earlier'), () => this.#turner('earlier', () => this.#turn(true)));
        let previous = messages[start - 1] ?? null;
        for (let i = start; i < end; i++) {
            const message = messages[i];
            if (i === start || !sameDay(previous.at, message.at)) {
                const words = day(message.at);
                // A clock that was set back does not start a day twice.
                if (!used.has(`day-${words}`))
                    row(`day-${words}`, words, () => el('li', { class: 'day' }, el('span', { text: words })));
            }
            if (message.key === this.#firstNew)
                row('new', t('newMessages'), () => el('li', { class: 'day new' }, el('span', { text: t('newMessages') })));
            this.#messageRow(row, message, groups[i - start]);
            previous = message;
        }
        if (end < messages.length)
            row('later', t('later'), () => this.#turner('later', () => this.#turn(false)));
        else
            this.#hintRow(row);
        if (rows.length === 0)
            row('empty', t('you'), () => el('li', { class: 'empty' }, el('p', { text: this.#emptyWords() })));
        for (const key of this.#items.keys()) {
            if (!used.has(key))
                this.#items.delete(key);
        }
        return rows;
    }

    #turner(key, onclick) {
        return el('li', { class: 'beyond' }, el('button', { type: 'button', text: t(key), onclick }));
    }

    // What is in view stays where it is.
    #turn(isBack) {
        const [start, end] = this.#range.places;
        const { key } = this.#conversation.messages[isBack ? start : end - 1];
        const top = () => this.#items.get(key).element.getBoundingClientRect().top;
        const before = top();
        this.#holdTongue();
        this.#log.focus();
        if (isBack)
            this.#range.turnBack();
        else
            this.#range.turnOn();
        this.#drawRows();
        this.#log.scrollTop += top() - before;
        this.#wasAtEnd = this.#isAtEnd;
        this.#drawLatest();
    }

    #toLatest() {
        if (!this.#range.isToEnd) {
            this.#holdTongue();
            this.#range.extendToEnd();
            this.#drawRows();
        }
        this.#scrollToEnd();
        this.#log.focus();
        this.#drawLatest();
    }

    #holdTongue() {
        this.#log.setAttribute('aria-live', 'off');
        setTimeout(() => this.#log.setAttribute('aria-live', 'polite'), turning);
    }

    #messageRow(row, message, { isFirst, showsMeta }) {
        const isNotice = message.kind === 'event' || message.from === '*';
        row(message.key, drawnOf(message, isFirst), () => isNotice ? noticeItem(message) : messageItem(message, { ...this.#options, isFirst }));
        const { element } = this.#items.get(message.key);
        drawState(element, message, this.#options.isGroup);
        showMeta(element, showsMeta);
    }

    #hintRow(row) {
        const words = this.#options.hintFor(this.#conversation);
        if (words !== null)
            row('hint', words, () => el('li', { class: 'hint', dir: 'auto', text: words }));
    }

    #make(key, drawn, make) {
        const old = this.#items.get(key)?.element;
        const element = make();
        this.#items.set(key, { element, drawn });
        if (old?.isConnected) {
            this.#observer.unobserve(old);
            const focused = old.contains(document.activeElement);
            old.replaceWith(element);
            if (focused)
                by('composer-text').focus();
        }
        if (element.dataset.key)
            this.#observer.observe(element);
        return element;
    }

    #emptyWords() {
        const { kind, name } = this.#conversation;
        return kind === 'notices' ? t('noticesHint') : t(kind === 'group' ? 'emptyGroup' : 'emptyPerson', name);
    }

    #label() {
        const { kind, name } = this.#conversation;
        this.#log.setAttribute('aria-label', kind === 'notices' ? t('notices') : t(kind === 'group' ? 'messagesIn' : 'messagesWith', name));
    }

    // In front of the person is what is half in view, or fills half of the view.
    #seen(entries) {
        for (const entry of entries) {
            const visible = entry.intersectionRect.height;
            const isShown = entry.isIntersecting && (entry.intersectionRatio >= 0.5 || visible >= (entry.rootBounds?.height ?? Infinity) / 2);
            if (isShown)
                this.#inView.add(entry.target.dataset.key);
            else
                this.#inView.delete(entry.target.dataset.key);
        }
        this.confirmShown();
        this.#drawLatest();
    }

    // At the first new message, else at the end.
    #goToBeginning() {
        const first = this.#items.get('new')?.element;
        if (first)
            this.#scrollTo(first);
        else
            this.#scrollToEnd();
        this.#drawLatest();
    }

    #scrollTo(element) {
        element.scrollIntoView({ block: 'start' });
        this.#height = this.#log.clientHeight;
        this.#wasAtEnd = this.#isAtEnd;
    }

    get #isAtEnd() {
        return this.#range.isToEnd && this.#log.scrollHeight - this.#log.scrollTop - this.#log.clientHeight < nearEnd;
    }

    // Scrolling by a person; a change of the height scrolls too, and is not one.
    #scrolled() {
        if (this.#log.clientHeight === this.#height)
            this.#wasAtEnd = this.#isAtEnd;
        this.#drawLatest();
    }

    // The field grows, a phone's keyboard comes: whoever was at the end stays there.
    #resized() {
        this.#height = this.#log.clientHeight;
        if (this.#wasAtEnd)
            this.#scrollToEnd();
        this.#drawLatest();
    }

    #scrollToEnd() {
        this.#log.scrollTo({ top: this.#log.scrollHeight, behavior: 'instant' });
        this.#wasAtEnd = true;
    }

    #drawLatest() {
        const { unread } = this.#conversation;
        by('jump').hidden = this.#isAtEnd;
        by('read-all').hidden = unread < manyUnread || this.#account.isFrozen;
        const button = by('to-latest');
        const words = t('toLatest', unread);
        if (button.dataset.words === words)
            return;
        button.dataset.words = words;
        button.replaceChildren(words, icon('down'));
    }
}
