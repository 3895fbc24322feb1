// Between the session and the account: sends what waits, takes what comes, asks who is there.

import { keyOf } from './conversation.js';
import { config } from './config.js';
import { tooLong } from './draft.js';
import { t } from './language.js';
import { isError, replies } from './replies.js';

const storedReplies = new Set([replies.storedOnDisk, replies.storedInMemory]);
const receiptStates = new Map([
    [replies.delivered, 'delivered'],
    [replies.recipientConfirmed, 'read'],
    [replies.groupConfirmed, 'read'],
    [replies.givenUp, 'given-up'],
    [replies.groupGivenUp, 'given-up'],
]);
// Too fast, not on disk yet, a login is under way: the same message is sent again after a pause.
const holdReplies = new Set([replies.tooManyMessages, replies.notOnDiskYet, replies.logInFirst]);
const maxHold = 60;
const confirmsAtOnce = 50;
const traced = 50;
const askedAtOnce = 100;
const membersAfter = 500;
// The members of a group that has more than this are asked for less often.
const manyMembers = 100;
const manyMembersEvery = 30_000;

/** Events: `message` with each new message of somebody else, `presence` when somebody came or went, `created` when the login has made the account. */
export class Messenger extends EventTarget {
    /** Ids of people who are online, of those we know. */
    online = new Set();
    /** Ids of people whose presence the server has told on this connection. */
    asked = new Set();
    /** Members of the group whose conversation is open: name, count, online, offline; or null. */
    members = null;
    /** Whether the server has groups. */
    hasGroups = true;
    #session;
    #account;
    #openKey = null;
    #holdUntil = -Infinity;
    // When a message without an answer may be sent again.
    #retryAt = new WeakMap();
    #toConfirm = new Set();
    #confirming = 0;
    #timer = null;
    #memberTimer = null;
    #membersAskedAt = -Infinity;

    constructor(session) {
        super();
        this.#session = session;
        session.addEventListener('frame', event => this.#receive(event.detail));
        session.addEventListener('state', () => !session.isOnline && this.#stop());
    }

    /** Whose messages they are. */
    use(account) {
        this.#account = account;
        account.addEventListener('confirm', event => this.#confirm(event.detail));
    }

    /** After every login: confirms, sends and asks what waited for it. */
    async start() {
        const { id } = this.#account;
        const receipts = await this.#session.ask({ cmd: 'Receipt', value: 'all' });
        if (receipts !== null && isError(receipts))
            this.#session.send({ cmd: 'Receipt', value: 'on' });
        if (id !== this.#account.id || !this.#session.isOnline)
            return;
        // Only with receipts on they are answered, and so forgotten.
        this.#confirm(this.#account.confirming);
        this.#pump();
        this.#askGroups();
        // Receipts that came while we were away were not kept for us.
        for (const message of this.#account.unsettled.slice(0, traced))
            this.#session.send({ cmd: 'Trace', id: message.id });
        this.#membersAskedAt = -Infinity;
        this.#timer ??= setInterval(() => this.#askPresence(), config.heartbeatSeconds * 1000);
        this.#askPresence();
    }

    /** Writes a message and sends it, now or when there is a connection. */
    write(conversation, text) {
        this.#account.write(conversation, text);
        this.#pump();
    }

    /** Sends a message again that failed. */
    tryAgain(message) {
        this.#retryAt.delete(message);
        this.#account.setOutboxState(message, 'waiting');
        this.#pump();
    }

    /** The conversation that is open; the members of a group are asked for. */
    look(key) {
        if (this.#openKey === key)
            return;
        this.#openKey = key;
        this.members = null;
        this.#askPresence();
    }

    /** Joins a group. Null if it worked, else the server's words. */
    async join(name) {
        const answer = await this.#session.ask({ cmd: 'Join', group: name });
        if (answer?.code !== replies.joined)
            return answer?.text ?? '';
        const conversation = this.#account.open(keyOf.group(name));
        conversation.isMember = true;
        this.#account.changed(conversation);
        this.#membersAskedAt = -Infinity;
        this.#askMembers();
        return null;
    }

    /** Leaves a group. Null if it worked, else the server's words. */
    async leave(conversation) {
        const answer = await this.#session.ask({ cmd: 'Leave', group: conversation.name });
        if (answer !== null && answer.code !== replies.left && answer.code !== replies.notAMember)
            return answer.text;
        if (answer === null)
            return '';
        conversation.isMember = false;
        this.#account.changed(conversation);
        return null;
    }

    #stop() {
        clearInterval(this.#timer);
        this.#timer = null;
        this.#toConfirm.clear();
        this.#retryAt = new WeakMap();
        this.asked.clear();
        for (const message of this.#account?.outbox ?? []) {
            if (message.state === 'sent')
                this.#account.setOutboxState(message, 'waiting');
        }
    }

    // One message of a conversation is under way at a time, so a refused one cannot be overtaken by the next.
    #pump() {
        const now = performance.now();
        if (!this.#session.isOnline || now < this.#holdUntil)
            return;
        const busy = new Set(this.#account.outbox.filter(message => message.state === 'sent').map(message => message.to));
        for (const message of this.#account.outbox) {
            if (message.state !== 'waiting' || busy.has(message.to))
                continue;
            if (now < this.#retryAt.get(message)) {
                // The second time it does not hold up the others any more.
                if (message.unanswered < 2)
                    busy.add(message.to);
                continue;
            }
            // The limits of the server may have been others when it was written.
            const excess = tooLong(message.text, config);
            if (excess !== null) {
                this.#account.setOutboxState(message, 'failed', t(excess.what === 'characters' ? 'tooManyCharacters' : 'tooManyBytes', excess.has, excess.most));
                continue;
            }
            busy.add(message.to);
            this.#account.setOutboxState(message, 'sent');
            this.#send(message);
        }
    }

    async #send(message) {
        const name = message.to.slice(2);
        const request = message.to[0] === 'g' ? { cmd: 'Say', group: name } : { cmd: 'Chat', to: name };
        const answer = await this.#session.ask({ ...request, text: message.text, ref: message.ref });
        // What has a ref is noticed in #receive, also when it comes late or without the tag.
        if (answer === null)
            this.#noAnswer(message);
        else if (isError(answer) && answer.ref === undefined)
            this.#refused(message, answer);
    }

    // Stored or not, nobody knows: the same ref is sent again, and stored once. Without a connection it waits for the next one.
    #noAnswer(message) {
        if (!this.#session.isOnline || message.state !== 'sent' || !this.#account.outbox.includes(message))
            return;
        this.#account.setUnanswered(message);
        const pause = Math.min(5 * 2 ** message.unanswered, maxHold) * 1000;
        this.#retryAt.set(message, performance.now() + pause);
        setTimeout(() => this.#pump(), pause + 50);
        this.#pump();
    }

    #refused(message, answer) {
        // An answer to an earlier try may come when a later one has been answered.
        if (!this.#account.outbox.includes(message) || message.state === 'failed')
            return;
        if (holdReplies.has(answer.code))
            this.#hold(message, answer.seconds ?? 5);
        else
            this.#account.setOutboxState(message, 'failed', answer.text);
        this.#pump();
    }

    #hold(message, seconds) {
        this.#account.setOutboxState(message, 'waiting');
        const pause = Math.min(seconds, maxHold) * 1000;
        this.#holdUntil = performance.now() + pause;
        setTimeout(() => this.#pump(), pause + 50);
    }

    // Many at once would fill the queues of both sides: the next goes when an earlier one is answered.
    #confirm(ids) {
        if (!this.#session.isOnline)
            return;
        for (const id of ids)
            this.#toConfirm.add(id);
        while (this.#confirming < confirmsAtOnce && this.#toConfirm.size > 0) {
            const [id] = this.#toConfirm;
            this.#toConfirm.delete(id);
            this.#confirmOne(id);
        }
    }

    async #confirmOne(id) {
        this.#confirming++;
        await this.#session.ask({ cmd: 'Confirm', id });
        this.#confirming--;
        this.#confirm([]);
    }

    #receive(frame) {
        const { code } = frame;
        if (frame.type === 'message')
            this.#receiveMessage(frame);
        else if (frame.ref !== undefined && storedReplies.has(code))
            this.#stored(frame);
        else if (frame.ref !== undefined && isError(frame))
            this.#refusedRef(frame);
        else if (receiptStates.has(code))
            this.#account.receipt(frame.id, receiptStates.get(code));
        else if (code === replies.confirmed || code === replies.noSuchMessage)
            this.#account.confirmed(frame.id);
        else if (code === replies.messageRecalled)
            this.#account.recalled(frame.id);
        else if (code === replies.trace)
            this.#receiveTrace(frame);
        else if (code === replies.memberJoined || code === replies.memberLeft)
            this.#onMember(frame);
        else if (code === replies.membersChanged)
            this.#askMembersSoon();
        else if (code === replies.notForAll)
            this.#account.noteMissed(frame.id, frame.ids);
        else if (code === replies.announcement)
            this.dispatchEvent(new CustomEvent('message', { detail: this.#account.announce(frame.announcement) }));
        else if (code === replies.accountCreated)
            this.dispatchEvent(new Event('created'));
    }

    #receiveMessage(frame) {
        const received = this.#account.receive(frame);
        if (received)
            this.dispatchEvent(new CustomEvent('message', { detail: received }));
    }

    #stored(frame) {
        this.#account.stored(frame.ref, frame.id);
        this.#pump();
    }

    #refusedRef(frame) {
        const message = this.#account.outbox.find(waiting => waiting.ref === frame.ref);
        if (message)
            this.#refused(message, frame);
    }

    #receiveTrace(frame) {
        if (frame.state === 'confirmed')
            this.#account.receipt(frame.id, 'read');
        else if (frame.state === 'given-up')
            this.#account.receipt(frame.id, 'given-up');
        else if (frame.state === 'recalled')
            this.#account.recalled(frame.id);
        else if (frame.deliveries > 0)
            this.#account.receipt(frame.id, 'delivered');
    }

    #onMember(frame) {
        const conversation = this.#account.open(keyOf.group(frame.group));
        conversation.addEvent(frame.code === replies.memberJoined ? 'joined' : 'left', frame.id);
        this.#account.changed(conversation);
        this.#askMembersSoon();
    }

    #askMembersSoon() {
        // Many may come at once.
        this.#memberTimer ??= setTimeout(() => {
            this.#memberTimer = null;
            this.#askMembers();
        }, membersAfter);
    }

    async #askGroups() {
        const answer = await this.#session.ask({ cmd: 'Groups' });
        if (answer === null)
            return;
        this.hasGroups = answer.code === replies.groups;
        const mine = new Set((answer.groups ?? []).map(group => group.group));
        for (const name of mine)
            this.#account.open(keyOf.group(name));
        for (const conversation of this.#account.conversations.values()) {
            if (conversation.kind === 'group')
                conversation.isMember = mine.has(conversation.name);
        }
        this.#account.changed();
    }

    #askPresence() {
        if (!this.#session.isOnline)
            return;
        this.#askMembers();
        this.#askWho();
    }

    async #askWho() {
        const people = this.#account.list().filter(conversation => conversation.kind === 'person');
        // Only so many are asked for; whoever is in front of the person is one of them.
        people.sort((one, other) => (other.key === this.#openKey) - (one.key === this.#openKey));
        const ids = people.slice(0, askedAtOnce).map(conversation => conversation.name);
        if (ids.length === 0)
            return;
        const answer = await this.#session.ask({ cmd: 'Who', ids });
        if (answer?.code !== replies.online)
            return;
        this.online = new Set(answer.ids);
        this.asked = new Set(ids);
        this.#account.wereHere(answer.ids);
        this.dispatchEvent(new Event('presence'));
    }

    async #askMembers() {
        const conversation = this.#account?.conversations.get(this.#openKey);
        if (!this.#session.isOnline || conversation?.kind !== 'group' || conversation.isMember === false)
            return;
        if (this.members?.count > manyMembers && performance.now() - this.#membersAskedAt < manyMembersEvery)
            return;
        this.#membersAskedAt = performance.now();
        const answer = await this.#session.ask({ cmd: 'Members', group: conversation.name });
        if (answer === null || this.#openKey !== conversation.key)
            return;
        const isMember = answer.code === replies.members;
        this.members = isMember ? { name: conversation.name, count: answer.count, online: answer.online, offline: answer.offline } : null;
        if (conversation.isMember !== isMember) {
            conversation.isMember = isMember;
            this.#account.changed(conversation);
        }
        this.dispatchEvent(new Event('presence'));
    }
}
