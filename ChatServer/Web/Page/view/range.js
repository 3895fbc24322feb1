// Which messages of a conversation are drawn: all of them, unless there are very many.

const mostDrawn = 600;
const step = 200;

export class DrawnRange {
    #conversation;
    // The first and the last message that are drawn; null for the very first and the very last. Places would change with every insert.
    #first = null;
    #last = null;

    /** Around the first message that is new, else the newest. */
    constructor(conversation, firstNew) {
        this.#conversation = conversation;
        const { messages } = conversation;
        if (messages.length > mostDrawn)
            this.#set(firstNew < 0 ? messages.length - step : firstNew - step);
    }

    get isToEnd() {
        return this.#last === null;
    }

    /** The places of the messages that are drawn: the first one, and behind the last one. */
    get places() {
        const { messages } = this.#conversation;
        const start = this.#first === null ? 0 : messages.indexOf(this.#first);
        const end = this.#last === null ? messages.length : messages.indexOf(this.#last) + 1;
        return start < 0 || end <= start ? [Math.max(0, messages.length - step), messages.length] : [start, end];
    }

    /** Whoever reads the end loses the start from sight; whoever reads further up does not get the end. */
    limit(isAtEnd) {
        const { length } = this.#conversation.messages;
        const [start] = this.places;
        if (this.isToEnd && length - start > mostDrawn)
            this.#set(isAtEnd ? length - step : start);
    }

    /** Up to the end; as many before it as are drawn, if they are not too many. */
    extendToEnd() {
        this.#last = null;
        this.limit(true);
    }

    /** Some more before the first. */
    turnBack() {
        const [start, end] = this.places;
        const from = Math.max(0, start - step);
        this.#set(from, Math.min(end - from, mostDrawn));
    }

    /** Some more behind the last. */
    turnOn() {
        const [start, end] = this.places;
        this.#set(Math.max(start, Math.min(end + step, this.#conversation.messages.length) - mostDrawn));
    }

    #set(from, count = mostDrawn) {
        const { messages } = this.#conversation;
        const start = Math.max(0, from);
        this.#first = start === 0 ? null : messages[start];
        this.#last = start + count >= messages.length ? null : messages[start + count - 1];
    }
}
