// The list of conversations: links, so that the keys and the words of every reader work as anywhere.

import { t } from '../language.js';
import { brief, full } from '../times.js';
import { routeOf } from '../route.js';
import { shorten } from '../shorten.js';
import { avatar, by, el, hidden, icon, paintAvatar } from './dom.js';

const nextOf = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };

export class ListView {
    #account;
    #messenger;
    #session;

    constructor(session, messenger) {
        this.#session = session;
        this.#messenger = messenger;
        by('new-conversation').append(icon('plus'));
        by('conversations').addEventListener('keydown', event => this.#moveFocus(event));
    }

    use(account) {
        this.#account = account;
    }

    /** The link of a conversation. */
    linkOf(key) {
        return [...by('conversations').querySelectorAll('a')].find(link => link.dataset.key === key);
    }

    get firstLink() {
        return by('conversations').querySelector('a');
    }

    draw(openKey) {
        this.#drawAccount();
        const list = this.#account.list();
        by('no-conversations').hidden = list.length > 0;
        const focused = document.activeElement?.dataset?.key;
        const old = new Map([...by('conversations').children].map(item => [item.dataset.key, item]));
        const items = list.map(conversation => this.#item(conversation, openKey, old.get(conversation.key)));
        const isSame = items.length === old.size && items.every((item, i) => by('conversations').children[i] === item);
        if (!isSame) {
            by('conversations').replaceChildren(...items);
            if (focused)
                this.linkOf(focused)?.focus();
        }
    }

    #drawAccount() {
        const { id } = this.#account;
        const button = by('open-account');
        const state = this.#session.isOnline ? 'youAreOnline' : this.#session.state.name === 'connecting' ? 'youAreConnecting' : 'youAreOffline';
        const drawn = `${id} ${state} ${t('account', id)}`;
        if (button.dataset.drawn === drawn)
            return;
        button.dataset.drawn = drawn;
        button.title = t('accountTitle');
        button.replaceChildren(
            avatar(id),
            el('span', { class: 'me-text' },
                el('bdi', { class: 'name', text: id }),
                el('span', { class: 'presence', data: { state: this.#session.isOnline ? 'online' : 'offline' }, text: t('youAre', t(state)) })),
            hidden(t('accountTitle')));
    }

    // An item is made again only when what it shows has changed.
    #item(conversation, openKey, old) {
        const { key, kind, name, last, unread } = conversation;
        const title = kind === 'notices' ? t('notices') : name;
        const isOnline = kind === 'person' && this.#session.isOnline && this.#messenger.online.has(name);
        const preview = last === null ? '' : this.#preview(conversation, last);
        const isOpen = key === openKey;
        const drawn = JSON.stringify([title, isOnline, preview, unread, isOpen, last && brief(last.at), last?.state, t('online')]);
        if (old?.dataset.drawn === drawn)
            return old;
        const link = el('a', { href: routeOf(key), data: { key }, 'aria-current': isOpen ? 'page' : null, class: unread > 0 ? 'has-unread' : null },
            el('span', { class: 'avatar-frame' }, this.#avatar(conversation, title), isOnline ? el('span', { class: 'dot' }) : null),
            el('span', { class: 'line' },
                el('bdi', { class: 'name', text: title }),
                isOnline ? hidden(`, ${t('online')}`) : null,
                kind === 'group' ? hidden(`, ${t('group')}`) : null,
                last === null ? null : el('time', { datetime: new Date(last.at).toISOString(), title: full(last.at), text: brief(last.at) })),
            el('span', { class: 'line' },
                el('span', { class: last?.state === 'failed' ? 'preview has-failed' : 'preview', dir: 'auto', text: preview }),
                unread === 0 ? null : el('span', { class: 'count' },
                    el('span', { 'aria-hidden': 'true', text: unread > 99 ? '99+' : String(unread) }), hidden(t('unread', unread)))));
        return el('li', { data: { key, drawn } }, link);
    }

    #avatar(conversation, title) {
        if (conversation.kind !== 'notices')
            return avatar(title, conversation.kind === 'group');
        const element = el('span', { 'aria-hidden': 'true' });
        paintAvatar(element, title);
        element.className = 'avatar of-notices';
        element.replaceChildren(icon('bell'));
        return element;
    }

    #preview(conversation, last) {
        const text = last.recalled ? t('recalled') : shorten(last.text, 120);
        if (last.own)
            return t('said', t(last.state === 'failed' ? 'state-failed' : 'you'), text);
        return conversation.kind === 'group' ? t('said', last.from, text) : text;
    }

    #moveFocus(event) {
        const step = nextOf[event.key];
        if (step === undefined || event.ctrlKey || event.altKey || event.metaKey)
            return;
        const links = [...by('conversations').querySelectorAll('a')];
        const at = links.indexOf(document.activeElement);
        links[Math.min(links.length - 1, Math.max(0, at + step))]?.focus();
        event.preventDefault();
    }
}
