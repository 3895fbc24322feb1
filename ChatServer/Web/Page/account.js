// All that the page knows for one account, kept in this browser: conversations, the outbox, confirmations under way.

import { Conversation, keyOf, states } from './conversation.js';
import { newRef } from './ids.js';

const receiptsAhead = 500;

/** Event `change`, whatever has changed; listeners that draw wait for the next moment. */
export class Account extends EventTarget {
    conversations = new Map();
    /** Own messages that the server has not stored yet, oldest first. */
    outbox = [];
    isFrozen = false;
    #confirming;
    #early = new Map();
    #unsaved = new Set();
    #timer = null;

    constructor(id, storage) {
        super();
        this.id = id;
        this.storage = storage;
        for (const stored of storage.conversations())
            this.conversations.set(stored.key, Conversation.restore(stored));
        this.#confirming = new Set(storage.list('confirming'));
        this.#restoreOutbox();
    }

    /** The conversation of a key, made if it is new. */
    open(key) {
        let conversation = this.conversations.get(key);
        if (!conversation) {
            conversation = new Conversation(key);
            // The latest of the list, also where the clock of this browser is behind the server's.
            for (const other of this.conversations.values())
                conversation.at = Math.max(conversation.at, other.lastAt);
            this.conversations.set(key, conversation);
            this.changed(conversation);
        }
        return conversation;
    }

    /** Conversations, the latest first. */
    list() {
        return [...this.conversations.values()].sort((one, other) => other.lastAt - one.lastAt);
    }

    get unread() {
        let sum = 0;
        for (const conversation of this.conversations.values())
            sum += conversation.unread;
        return sum;
    }

    /** Messages that the server has been told we have seen, and has not answered yet. */
    get confirming() {
        return [...this.#confirming];
    }

    /** Removes a conversation from this browser; what was not sent is dropped. */
    forget(conversation) {
        this.conversations.delete(conversation.key);
        this.#unsaved.delete(conversation);
        this.storage.removeConversation(conversation.key);
        this.outbox = this.outbox.filter(message => message.to !== conversation.key);
        this.#saveOutbox();
        this.changed();
    }

    /**
     * Takes a message that the server sent.
     * @returns the message with its conversation if it is new, null if it is known or our own
     */
    receive(frame) {
        if (this.#confirming.has(frame.id))
            return null;
        const conversation = this.open(this.#keyOf(frame));
        const known = conversation.find(frame.id);
        if (known) {
            if (known.read !== false)
                this.#confirm([frame.id]);
            return null;
        }
        if (frame.from === this.id) {
            this.#receiveOwn(conversation, frame);
            return null;
        }
        const message = { ...entryOf(frame), read: false };
        conversation.insert(message);
        conversation.wasHere = true;
        this.changed(conversation);
        return { message, conversation };
    }

    /** An operator tells everybody something. */
    announce(text) {
        const conversation = this.open(keyOf.notices);
        const message = conversation.addAnnouncement(text);
        this.changed(conversation);
        return { message, conversation };
    }

    /** Writes a message; it waits in the outbox. */
    write(conversation, text) {
        const ref = newRef();
        const message = { ref, key: ref, to: conversation.key, from: this.id, own: true, text, state: 'waiting', at: Date.now(), sort: this.#nextSort() };
        this.outbox.push(message);
        this.#saveOutbox();
        conversation.insert(message);
        this.changed(conversation);
    }

    /** The server has stored the message with this ref. */
    stored(ref, id) {
        const message = this.outbox.find(waiting => waiting.ref === ref);
        if (!message)
            return;
        const conversation = this.open(message.to);
        const twin = conversation.find(id);
        if (twin && twin !== message)
            conversation.remove(twin);
        delete message.problem;
        delete message.unanswered;
        message.state = furthest('stored', twin?.state, this.#early.get(id));
        conversation.settle(message, id);
        this.#early.delete(id);
        this.#unsaved.add(conversation);
        this.save();
        this.outbox = this.outbox.filter(waiting => waiting !== message);
        this.#saveOutbox();
        this.changed(conversation);
    }

    /** The state of a message in the outbox changes: sent, waiting again, or failed for a reason. */
    setOutboxState(message, state, problem) {
        message.state = state;
        if (problem === undefined)
            delete message.problem;
        else
            message.problem = problem;
        if (state === 'failed')
            delete message.unanswered;
        // Stored as sent or as waiting: it would be sent again.
        if (state !== 'sent')
            this.#saveOutbox();
        this.changed();
    }

    /** The server has not answered a message that was sent; it may be stored or not. */
    setUnanswered(message) {
        message.unanswered = (message.unanswered ?? 0) + 1;
        this.setOutboxState(message, 'waiting');
    }

    /** People were online. */
    wereHere(ids) {
        for (const id of ids) {
            const conversation = this.conversations.get(keyOf.person(id));
            if (!conversation || conversation.wasHere)
                continue;
            conversation.wasHere = true;
            this.changed(conversation);
        }
    }

    /** Takes over what only another object of this account has in its outbox. The refs see to it that nothing is stored twice. */
    adopt(outbox) {
        if (outbox.length === 0)
            return;
        for (const message of outbox.filter(message => !message.id))
            this.#wait(message);
        this.#saveOutbox();
        this.changed();
    }

    /** Drops a message that could not be sent. */
    discard(message) {
        this.outbox = this.outbox.filter(waiting => waiting !== message);
        this.#saveOutbox();
        const conversation = this.open(message.to);
        conversation.remove(message);
        this.changed(conversation);
    }

    /** Notification about an own message: delivered, read, or given-up. */
    receipt(id, state) {
        for (const conversation of this.conversations.values()) {
            const message = conversation.find(id);
            if (!message?.own)
                continue;
            message.state = state === 'given-up' ? state : furthest(message.state, state);
            if (state === 'delivered' || state === 'read')
                conversation.wasHere = true;
            this.changed(conversation);
            return;
        }
        // The receipt may overtake the answer that tells the id.
        this.#early.set(id, furthest(state, this.#early.get(id)));
        if (this.#early.size > receiptsAhead)
            this.#early.delete(this.#early.keys().next().value);
    }

    /** Its sender has taken a message back: what it said is removed. */
    recalled(id) {
        for (const conversation of this.conversations.values()) {
            const message = conversation.find(id);
            if (!message)
                continue;
            message.text = '';
            message.recalled = true;
            this.changed(conversation);
            return;
        }
    }

    /** A message to a group is not kept for some members, whose mailboxes are full. */
    noteMissed(id, members) {
        for (const conversation of this.conversations.values()) {
            const message = conversation.find(id);
            if (!message?.own)
                continue;
            message.missed = members;
            this.changed(conversation);
        }
    }

    /** Own messages whose recipients had not confirmed them when we last heard, the latest first. */
    get unsettled() {
        return this.list().flatMap(conversation => conversation.messages)
            .filter(message => message.own && message.id && (message.state === 'stored' || message.state === 'delivered'))
            .sort((one, other) => one.id < other.id ? 1 : -1);
    }

    /** Messages were in front of the person. They are confirmed when they are in the history of this browser. */
    show(conversation, messages) {
        for (const message of messages)
            conversation.markRead(message);
        this.#unsaved.add(conversation);
        this.#confirm(messages.filter(message => message.id).map(message => message.id));
        this.changed();
    }

    /** Marks all unread messages of a conversation as read, whether they were in front of the person or not. */
    showAll(conversation) {
        this.show(conversation, conversation.messages.filter(message => message.read === false));
    }

    /** The server has taken a confirmation, or knows nothing of the message any more. */
    confirmed(id) {
        if (this.#confirming.delete(id))
            this.#saveConfirmingSoon();
    }

    /** Tells listeners, and saves soon. */
    changed(conversation) {
        if (conversation)
            this.#unsaved.add(conversation);
        this.#timer ??= setTimeout(() => this.save(), 50);
        this.dispatchEvent(new Event('change'));
    }

    /** Another page has signed in with this account; it writes now, and this one does not. */
    freeze() {
        this.isFrozen = true;
        this.storage.freeze();
    }

    /** Saves now. */
    save() {
        clearTimeout(this.#timer);
        this.#timer = null;
        for (const conversation of this.#unsaved)
            this.storage.saveConversation(conversation.toStored());
        this.#unsaved.clear();
        this.storage.saveList('confirming', this.confirming);
    }

    // A message to oneself: its copy may come before the answer that it is stored.
    #receiveOwn(conversation, frame) {
        const sent = this.outbox.find(message => message.to === conversation.key && message.state === 'sent' && message.text === frame.text && !message.id);
        if (sent)
            conversation.settle(sent, frame.id);
        else
            conversation.insert({ ...entryOf(frame), own: true, state: 'delivered' });
        this.changed(conversation);
        this.#confirm([frame.id]);
    }

    // First into the history, then to the server.
    #confirm(ids) {
        for (const id of ids)
            this.#confirming.add(id);
        this.save();
        this.dispatchEvent(new CustomEvent('confirm', { detail: ids }));
    }

    #saveConfirmingSoon() {
        this.#timer ??= setTimeout(() => this.save(), 50);
    }

    // Behind all that waits already, also when the clock has been set back.
    #nextSort() {
        const latest = this.outbox.reduce((most, message) => Math.max(most, Number(message.sort.slice(1)) || 0), 0);
        return `~${Math.max(Date.now(), latest + 1)}`;
    }

    #keyOf(frame) {
        if (frame.group !== undefined)
            return keyOf.group(frame.group);
        return frame.from === '*' ? keyOf.notices : keyOf.person(frame.from);
    }

    #saveOutbox() {
        this.storage.saveList('outbox', this.outbox);
    }

    // What was stored before the page was closed is in the history, and not sent again.
    #restoreOutbox() {
        for (const message of this.storage.list('outbox')) {
            if (typeof message?.to === 'string' && typeof message.ref === 'string' && typeof message.text === 'string')
                this.#wait(message);
        }
    }

    #wait(message) {
        const conversation = this.open(message.to);
        if (conversation.messages.some(known => known.ref === message.ref))
            return;
        if (message.state !== 'failed')
            message.state = 'waiting';
        delete message.unanswered;
        this.outbox.push(message);
        conversation.insert(message);
    }
}

function entryOf(frame) {
    return { id: frame.id, sort: frame.id, key: frame.id, from: frame.from, text: frame.text, at: Date.parse(frame.time) };
}

function furthest(...of) {
    return of.reduce((one, other) => states.indexOf(other) > states.indexOf(one) ? other : one);
}
