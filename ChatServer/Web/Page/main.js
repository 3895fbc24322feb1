// The page: puts the parts together, and draws when something has changed.

import { Account } from './account.js';
import { onLanguage, t, translate } from './language.js';
import { Messenger } from './messenger.js';
import { Notifier } from './notifier.js';
import { preferences } from './preferences.js';
import { parseRoute } from './route.js';
import { Session } from './session.js';
import { Storage } from './storage.js';
import { ConnectionView } from './view/connection.js';
import { ConversationView } from './view/conversation.js';
import { DetailsView } from './view/details.js';
import { announce, by, icon } from './view/dom.js';
import { ListView } from './view/list.js';
import { SettingsView } from './view/settings.js';
import { SignInView } from './view/sign-in.js';
import { StartView } from './view/start.js';
import { toId } from './ids.js';

const drawAfter = 16;

const session = new Session();
const messenger = new Messenger(session);
const notifier = new Notifier();
const connection = new ConnectionView(session);
const list = new ListView(session, messenger);
const conversationView = new ConversationView(session, messenger);
const details = new DetailsView(messenger, conversationView);
const start = new StartView(messenger);
const settings = new SettingsView(notifier, signOut);
const signIn = new SignInView(session, (id, password) => session.signIn(id, password));

let account = null;
// The account that this login has made, until somebody has read so.
let createdId = null;
let drawing = null;

for (const link of document.querySelectorAll('.back'))
    link.append(icon('back'));
for (const button of document.querySelectorAll('dialog .close')) {
    button.append(icon('close'));
    button.addEventListener('click', () => button.closest('dialog').close());
}
by('created').querySelector('.close').addEventListener('click', () => { createdId = null; draw(); });
by('created').querySelector('.sign-out').addEventListener('click', () => signOut(false));
for (const dialog of document.querySelectorAll('dialog'))
    dialog.addEventListener('click', event => event.target === dialog && dialog.close());
by('skip').addEventListener('click', event => {
    event.preventDefault();
    by('pane').focus();
});

session.addEventListener('online', () => {
    use();
    messenger.start();
});
session.addEventListener('state', () => stateChanged());
messenger.addEventListener('presence', draw);
messenger.addEventListener('message', event => tell(event.detail));
messenger.addEventListener('created', () => { createdId = session.id; draw(); });
onLanguage(() => {
    session.tellLanguage();
    draw();
});
addEventListener('hashchange', () => account !== null && navigate(true));
addEventListener('keydown', event => event.key === 'Escape' && escape(event));
addEventListener('pagehide', () => account?.save());
setInterval(tick, 250);
translate();
signIn.show();

function tell(received) {
    const { kind, key, name } = received.conversation;
    notifier.tell(received);
    if (key !== conversationView.key)
        announce(t('messageFrom', kind === 'notices' ? t('notices') : name));
}

// Called at every login, before the first message: after a kick another page may have written what is stored.
function use() {
    const isNew = account === null || account.id !== session.id || account.isFrozen;
    if (!isNew)
        return;
    const shown = conversationView.key;
    const unsent = account?.isFrozen && account.id === session.id ? account.outbox : [];
    account = new Account(session.id, new Storage(session.id, isFailing => connection.showStorageTrouble(isFailing)));
    account.adopt(unsent);
    preferences.set('last', account.id);
    account.addEventListener('change', draw);
    for (const part of [messenger, connection, list, conversationView, details])
        part.use(account);
    signIn.hide();
    by('app').hidden = false;
    navigate(shown === null);
}

function stateChanged() {
    const { name, reason } = session.state;
    // What is not saved yet comes again; the other page may have written already.
    if (name === 'kicked')
        account?.freeze();
    if (name === 'out' && account !== null) {
        account.save();
        leave();
    }
    if (name === 'out')
        signIn.show(reason);
    draw();
}

function signOut(isForgetting) {
    const { storage } = account;
    session.signOut();
    if (isForgetting) {
        storage.clear();
        storage.freeze();
        preferences.remove('last');
    }
    // Nothing of the person stays in the page either.
    history.replaceState(null, '', '#/');
    location.reload();
}

function leave() {
    conversationView.close();
    settings.close();
    by('details').close();
    by('app').hidden = true;
    account = null;
    document.title = t('chat');
}

// Shows what the address names; a conversation that is new starts.
function navigate(isAsked) {
    const route = parseRoute(location.hash);
    const key = route.key && canonical(route.key);
    const left = conversationView.key;
    document.body.dataset.pane = route.pane;
    if (key) {
        start.show(false);
        conversationView.open(account.open(key));
    } else {
        conversationView.close();
        start.show(true);
    }
    draw();
    if (isAsked)
        focusPane(route.pane, left);
}

function focusPane(pane, left) {
    drawNow();
    if (pane === 'conversation')
        conversationView.focus();
    else if (pane === 'start')
        start.focus();
    else if (account.conversations.size === 0 && by('start').checkVisibility())
        start.focus();
    else
        (list.linkOf(left) ?? list.firstLink ?? by('new-conversation')).focus();
}

function canonical(key) {
    if (key[0] === 'n')
        return key;
    const id = toId(key.slice(2));
    return id && key.slice(0, 2) + id;
}

// Dialogs close by themselves.
function escape(event) {
    if (account === null || document.querySelector('dialog[open]') || event.isComposing || location.hash === '#/')
        return;
    location.hash = '#/';
}

// Not by animation frames: those stop while the page is hidden, and its title must not.
function draw() {
    drawing ??= setTimeout(drawNow, drawAfter);
}

function drawNow() {
    clearTimeout(drawing);
    drawing = null;
    signIn.draw();
    if (account === null)
        return;
    drawCreated();
    connection.draw();
    list.draw(conversationView.key);
    conversationView.draw();
    details.draw();
    start.draw();
    const { unread } = account;
    document.title = unread === 0 ? t('chat') : `(${unread}) ${t('chat')}`;
}

// A mistyped id makes a new account.
function drawCreated() {
    const isShown = createdId === account.id;
    by('created').hidden = !isShown;
    const words = isShown ? t('created', createdId) : '';
    if (by('created-text').textContent !== words)
        by('created-text').textContent = words;
}

// Countdowns.
function tick() {
    if (session.state.name !== 'waiting')
        return;
    if (account === null)
        signIn.draw();
    else
        connection.draw();
}
