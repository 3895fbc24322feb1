// What this browser keeps for an account: its conversations, what waits to be sent, what waits to be confirmed.

const prefix = 'chat:account:';

/** Messages that are kept of a conversation ... */
export const keptMessages = 200;
// ... and when there is no room.
const keptWithoutRoom = 50;
const everything = '*';

export class Storage {
    #area;
    #failed = new Set();
    #prefix;
    #isFrozen = false;
    #onTrouble;

    /** @param {(isFailing: boolean) => void} onTrouble told when writing starts to fail, and when it works again */
    constructor(id, onTrouble = () => {}, area = undefined) {
        this.#prefix = `${prefix}${id}:`;
        this.#onTrouble = onTrouble;
        try {
            this.#area = area ?? localStorage;
        } catch {
            this.#area = null;
        }
    }

    /** Every stored conversation. */
    conversations() {
        const found = [];
        try {
            for (let i = 0; i < this.#area.length; i++) {
                const key = this.#area.key(i);
                if (key.startsWith(`${this.#prefix}with:`))
                    found.push(this.#read(key.slice(this.#prefix.length)));
            }
        } catch {
            this.#setFailed(everything, true);
        }
        return found.filter(conversation => typeof conversation?.key === 'string' && Array.isArray(conversation.messages));
    }

    /** A list that {@link saveList} stored. */
    list(name) {
        const value = this.#read(name);
        return Array.isArray(value) ? value : [];
    }

    saveList(name, values) {
        return this.#write(name, values);
    }

    saveConversation(conversation) {
        const copy = { ...conversation, messages: conversation.messages.slice(-keptMessages) };
        return this.#write(`with:${conversation.key}`, copy, () => ({ ...copy, messages: copy.messages.slice(-keptWithoutRoom) }));
    }

    removeConversation(key) {
        this.#remove(`with:${key}`);
    }

    /** Removes all that is kept for the account. */
    clear() {
        try {
            const keys = Array.from({ length: this.#area.length }, (_, i) => this.#area.key(i));
            for (const key of keys.filter(key => key.startsWith(this.#prefix)))
                this.#area.removeItem(key);
        } catch {
            // Then nothing is kept.
        }
    }

    /** From now on another page of this account writes, and this one does not. */
    freeze() {
        this.#isFrozen = true;
    }

    #read(name) {
        try {
            return JSON.parse(this.#area.getItem(this.#prefix + name));
        } catch {
            return null;
        }
    }

    #write(name, value, smaller = null) {
        if (this.#isFrozen)
            return false;
        try {
            this.#area.setItem(this.#prefix + name, JSON.stringify(value));
        } catch {
            if (smaller !== null)
                return this.#write(name, smaller());
            this.#setFailed(name, true);
            return false;
        }
        this.#setFailed(name, false);
        return true;
    }

    #remove(name) {
        if (this.#isFrozen)
            return;
        try {
            this.#area.removeItem(this.#prefix + name);
            this.#setFailed(name, false);
        } catch {
            // It was not stored.
        }
    }

    #setFailed(name, isFailed) {
        const wasFailing = this.#failed.size > 0;
        if (isFailed)
            this.#failed.add(name);
        else
            this.#failed.delete(name);
        if (wasFailing !== this.#failed.size > 0)
            this.#onTrouble(!wasFailing);
    }
}
