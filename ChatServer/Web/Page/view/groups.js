// Which messages stand together: several of one sender, with one name, one time and one state.

import { sameDay } from '../times.js';

// Milliseconds from the first to the last of a group.
const together = 5 * 60_000;

/**
 * How each message from start to end stands among its neighbours.
 * @param {object[]} messages
 * @param {number} start
 * @param {number} end
 * @param {string | null} firstNew key of the message above which the new ones start
 * @returns {{isFirst: boolean, showsMeta: boolean}[]} whether it starts a group, and whether time and state are shown at it
 */
export function groupsOf(messages, start, end, firstNew) {
    const groups = [];
    let first = null;
    for (let i = start; i < end; i++) {
        const message = messages[i];
        const previous = i === start ? null : messages[i - 1];
        const isFirst = previous === null || !isSameSender(previous, message) || message.key === firstNew
            || !sameDay(previous.at, message.at) || message.at - first.at > together;
        if (isFirst)
            first = message;
        const before = groups.at(-1);
        if (before && !isFirst)
            before.showsMeta = isDifferent(previous, message);
        groups.push({ isFirst, showsMeta: true });
    }
    return groups;
}

function isSameSender(one, other) {
    return one.from === other.from && one.kind === other.kind && one.own === other.own;
}

// A state stands once for all messages before it that have the same.
function isDifferent(message, next) {
    return message.state !== next.state || Boolean(message.missed) || message.state === 'failed';
}
