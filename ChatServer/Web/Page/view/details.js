// What there is to know and to do about the open conversation.

import { keyOf } from '../conversation.js';
import { t } from '../language.js';
import { routeOf } from '../route.js';
import { ask } from './ask.js';
import { avatar, by, el } from './dom.js';

export class DetailsView {
    #messenger;
    #account;
    #view;

    constructor(messenger, view) {
        this.#messenger = messenger;
        this.#view = view;
        by('open-details').addEventListener('click', () => this.#open());
        by('leave').addEventListener('click', () => this.#leave());
        by('forget').addEventListener('click', () => this.#forget());
    }

    use(account) {
        by('details').close();
        this.#account = account;
    }

    draw() {
        if (!by('details').open)
            return;
        const conversation = this.#conversation;
        if (!conversation) {
            by('details').close();
            return;
        }
        const { kind, name } = conversation;
        by('details-title').textContent = kind === 'group' ? t('membersTitle', name) : kind === 'notices' ? t('notices') : name;
        by('details-presence').textContent = by('conversation-presence').textContent;
        const isMember = kind === 'group' && conversation.isMember !== false;
        by('leave').hidden = !isMember;
        by('forget').hidden = by('forget-note').hidden = isMember;
        const members = kind === 'group' && this.#messenger.members?.name === name ? this.#messenger.members : null;
        const drawn = JSON.stringify([members, t('online')]);
        if (by('details-members').dataset.drawn === drawn)
            return;
        by('details-members').dataset.drawn = drawn;
        by('details-members').replaceChildren(...(members === null ? [] : this.#items(members)));
    }

    get #conversation() {
        return this.#account?.conversations.get(this.#view.key);
    }

    #open() {
        by('details-problem').textContent = '';
        by('details').showModal();
        this.draw();
    }

    #items(members) {
        const item = (id, isOnline) => el('li', {},
            avatar(id),
            el('bdi', { class: 'name', text: id }),
            el('span', { class: 'presence', data: { state: isOnline ? 'online' : 'offline' }, text: t(isOnline ? 'online' : 'offline') }),
            id === this.#account.id ? el('span', { class: 'self', text: t('you') })
                : el('button', { type: 'button', 'aria-label': t('writeTo', id), text: t('write'), onclick: () => this.#write(id) }));
        const items = [...members.online.map(id => item(id, true)), ...members.offline.map(id => item(id, false))];
        const more = members.count - items.length;
        return more > 0 ? [...items, el('li', { class: 'more', text: t('moreMembers', more) })] : items;
    }

    #write(id) {
        by('details').close();
        location.hash = routeOf(keyOf.person(id));
    }

    async #leave() {
        const problem = await this.#messenger.leave(this.#conversation);
        if (problem === null)
            by('details').close();
        else
            by('details-problem').textContent = problem || t('needConnection');
    }

    async #forget() {
        const account = this.#account;
        const conversation = this.#conversation;
        const { kind, name } = conversation;
        by('details').close();
        const title = t('forgetTitle', kind === 'notices' ? t('notices') : name);
        if (!await ask({ title, text: `${t('forgetText')} ${t('forgetNote')}`, yes: t('remove') }) || this.#account !== account)
            return;
        account.forget(conversation);
        location.hash = '#/';
    }
}
