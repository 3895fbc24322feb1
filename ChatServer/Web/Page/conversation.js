// A conversation with a person or a group: its messages in the order of the server.

import { keptMessages } from './storage.js';
import { sortKeyOf, timeOfId } from './ids.js';

/** How far an own message has come; it only goes forward. */
export const states = ['waiting', 'sent', 'stored', 'delivered', 'read'];

/** The key of the conversation with a person (`u:bob`), of a group (`g:dev`), and of what the server itself says. */
export const keyOf = { person: id => `u:${id}`, group: name => `g:${name}`, notices: 'n:*' };

export class Conversation {
    messages = [];
    /** A group: whether we are one of its members. Null until the server has said. */
    isMember = null;
    /** When it was opened first; it has its place in the list before the first message. */
    at = Date.now();

    constructor(key) {
        this.key = key;
        this.kind = { u: 'person', g: 'group', n: 'notices' }[key[0]];
        this.name = key.slice(2);
    }

    static restore(stored) {
        const conversation = new Conversation(stored.key);
        conversation.at = stored.at ?? conversation.at;
        conversation.messages = stored.messages.filter(message => typeof message?.text === 'string' && typeof message.sort === 'string');
        return conversation;
    }

    /** What is stored: all but own messages that wait, which are in the outbox. */
    toStored() {
        return { key: this.key, at: this.at, messages: this.messages.filter(message => !message.own || message.id) };
    }

    get last() {
        return this.messages.findLast(message => message.kind !== 'event') ?? null;
    }

    /** When something happened last. */
    get lastAt() {
        return this.messages.length === 0 ? this.at : Math.max(this.at, this.messages.at(-1).at);
    }

    get unread() {
        return this.messages.reduce((count, message) => message.read === false ? count + 1 : count, 0);
    }

    find(id) {
        return this.messages.findLast(message => message.id === id);
    }

    /** Puts a message to its place: by the server's id, those without one at the end. */
    insert(message) {
        let place = this.messages.length;
        while (place > 0 && this.messages[place - 1].sort > message.sort)
            place--;
        this.messages.splice(place, 0, message);
        this.#trim();
    }

    remove(message) {
        const place = this.messages.indexOf(message);
        if (place >= 0)
            this.messages.splice(place, 1);
    }

    /** The server has stored an own message: it has an id, a time and a place now. */
    settle(message, id) {
        this.remove(message);
        message.id = id;
        message.sort = id;
        message.at = timeOfId(id);
        this.insert(message);
    }

    /** Somebody joined or left. */
    addEvent(event, who) {
        const at = Math.max(Date.now(), this.messages.findLast(message => message.id)?.at ?? 0);
        this.insert({ kind: 'event', event, from: who, text: '', at, sort: sortKeyOf(at), key: `event-${at}-${who}-${event}` });
    }

    // What nobody has seen stays, however much it is.
    #trim() {
        let excess = this.messages.length - keptMessages;
        if (excess > 0)
            this.messages = this.messages.filter(message => message.read === false || message.own && !message.id || excess-- <= 0);
    }
}
