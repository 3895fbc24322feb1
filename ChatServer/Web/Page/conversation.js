// A conversation with a person or a group: its messages in the order of the server.

import { keptMessages } from './storage.js';
import { newRef, sortKeyOf, timeOfId } from './ids.js';

/** How far an own message has come; it only goes forward. */
export const states = ['waiting', 'sent', 'stored', 'delivered', 'read'];

/** The key of the conversation with a person (`u:bob`), of a group (`g:dev`), and of what the server itself says. */
export const keyOf = { person: id => `u:${id}`, group: name => `g:${name}`, notices: 'n:*' };

const nameOf = message => message.id ?? message.key;

export class Conversation {
    /** In their order; changed only by the methods of this class. */
    messages = [];
    /** How many messages nobody has seen yet. */
    unread = 0;
    /** A group: whether we are one of its members. Null until the server has said. */
    isMember = null;
    /** A person: whether this browser has ever seen a sign of them. */
    wasHere = false;
    /** When it was opened first; it has its place in the list before the first message. */
    at = Date.now();
    #byName = new Map();
    #isOpen = false;
    #trimAt = 2 * keptMessages;

    constructor(key) {
        this.key = key;
        this.kind = { u: 'person', g: 'group', n: 'notices' }[key[0]];
        this.name = key.slice(2);
    }

    static restore(stored) {
        const conversation = new Conversation(stored.key);
        conversation.at = stored.at ?? conversation.at;
        for (const message of stored.messages) {
            if (typeof message?.text === 'string' && typeof message.sort === 'string')
                conversation.insert(message);
        }
        conversation.wasHere = stored.wasHere ?? conversation.messages.some(message => !message.own || message.state === 'delivered' || message.state === 'read');
        return conversation;
    }

    /** What is stored: the newest messages, but no own ones that wait, which are in the outbox. */
    toStored() {
        const newest = [];
        for (let i = this.messages.length - 1; i >= 0 && newest.length < keptMessages; i--) {
            const message = this.messages[i];
            if (!message.own || message.id)
                newest.push(message);
        }
        return { key: this.key, at: this.at, wasHere: this.wasHere, messages: newest.reverse() };
    }

    get last() {
        return this.messages.findLast(message => message.kind !== 'event') ?? null;
    }

    /** When something was said last, by the clock of the server once it has the message; before that, when it was opened first. */
    get lastAt() {
        const { last } = this;
        if (last === null)
            return this.at;
        return last.id ? last.at : Math.max(last.at, this.messages.findLast(message => message.id)?.at ?? 0);
    }

    /** The message of an id; or of a key, if it has no id. */
    find(name) {
        return this.#byName.get(name);
    }

    /** Puts a message to its place: by the server's id, those without one at the end. */
    insert(message) {
        const place = this.#placeOf(message.sort);
        if (place === this.messages.length)
            this.messages.push(message);
        else
            this.messages.splice(place, 0, message);
        this.#byName.set(nameOf(message), message);
        if (message.read === false)
            this.unread++;
        if (!this.#isOpen && this.messages.length >= this.#trimAt)
            this.#trim();
    }

    remove(message) {
        const place = this.messages.lastIndexOf(message);
        if (place < 0)
            return;
        this.messages.splice(place, 1);
        this.#byName.delete(nameOf(message));
        if (message.read === false)
            this.unread--;
    }

    /** Somebody has seen a message. */
    markRead(message) {
        if (message.read !== false)
            return;
        message.read = true;
        this.unread--;
    }

    /** In front of somebody, or not any more. Nothing disappears while it is. */
    setOpen(isOpen) {
        this.#isOpen = isOpen;
        if (!isOpen)
            this.#trim();
    }

    /** The server has stored an own message: it has an id, a time and a place now. */
    settle(message, id) {
        this.remove(message);
        message.id = id;
        message.sort = id;
        message.at = timeOfId(id);
        this.insert(message);
    }

    /** Somebody joined or left: after all that the server has sent so far, whatever the clock of this browser says. */
    addEvent(event, who) {
        const sort = this.messages.findLast(message => message.id || message.kind === 'event')?.sort ?? sortKeyOf(0);
        this.insert({ kind: 'event', event, from: who, text: '', at: Date.now(), sort, key: `event-${newRef()}` });
    }

    /** An operator tells everybody something. The server does not keep it, so it has no id. */
    addAnnouncement(text) {
        const sort = this.messages.at(-1)?.sort ?? sortKeyOf(0);
        const message = { from: '*', text, at: Date.now(), sort, key: `announcement-${newRef()}`, read: false };
        this.insert(message);
        return message;
    }

    // Behind the messages that sort the same; nearly always at the end.
    #placeOf(sort) {
        let low = 0;
        let high = this.messages.length;
        if (high === 0 || this.messages[high - 1].sort <= sort)
            return high;
        while (low < high) {
            const middle = (low + high) >> 1;
            if (this.messages[middle].sort <= sort)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    // The newest stay, and what nobody has seen or the server has not, however much it is.
    #trim() {
        const firstKept = this.messages.length - keptMessages;
        if (firstKept > 0) {
            const stays = (message, i) => i >= firstKept || message.read === false || message.own && !message.id;
            for (const dropped of this.messages.filter((message, i) => !stays(message, i)))
                this.#byName.delete(nameOf(dropped));
            this.messages = this.messages.filter(stays);
        }
        this.#trimAt = this.messages.length + keptMessages;
    }
}
