// The numbers of the server's replies, by their names in docs/protocol.md. A test compares them with the server's catalogue.

export const replies = Object.freeze({
    loggedIn: 201,
    storedOnDisk: 202,
    storedInMemory: 203,
    recipientConfirmed: 205,
    confirmed: 206,
    online: 211,
    trace: 212,
    givenUp: 217,
    delivered: 219,
    joined: 220,
    left: 221,
    memberJoined: 222,
    memberLeft: 223,
    members: 224,
    groups: 225,
    notForAll: 226,
    groupConfirmed: 228,
    groupGivenUp: 229,
    accountCreated: 230,
    messageRecalled: 234,
    membersChanged: 240,
    announcement: 250,
    logInFirst: 401,
    noSuchMessage: 405,
    notAMember: 407,
    tooManyMessages: 429,
    kicked: 450,
    passwordReset: 451,
    accountRemoved: 452,
    accountDisabled: 456,
    banned: 457,
    draining: 459,
    tooManyAccounts: 506,
    notOnDiskYet: 509,
});

/** Whether a reply says that something was not done. */
export function isError(reply) {
    return reply.code >= 400;
}

/** Whether the same request would be refused again. A code that this page does not know is judged by its first digit. */
export function isRefusal(reply) {
    return (isError(reply) && reply.code < 500) || reply.code === replies.tooManyAccounts;
}
