// Small things that this browser remembers for whoever uses it. Without storage they last as long as the page.

const prefix = 'chat:';
const inMemory = new Map();

export const preferences = {
    get(name) {
        try {
            return localStorage.getItem(prefix + name) ?? inMemory.get(name) ?? null;
        } catch {
            return inMemory.get(name) ?? null;
        }
    },

    set(name, value) {
        inMemory.set(name, value);
        try {
            localStorage.setItem(prefix + name, value);
        } catch {
            // It lasts as long as the page.
        }
    },

    remove(name) {
        inMemory.delete(name);
        try {
            localStorage.removeItem(prefix + name);
        } catch {
            // It was not stored.
        }
    },
};
