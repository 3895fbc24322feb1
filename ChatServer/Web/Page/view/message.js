// How one message looks.

import { splitAtLinks } from '../links.js';
import { t } from '../language.js';
import { withoutPiles } from '../shorten.js';
import { clock, full } from '../times.js';
import { avatar, el, hueOf, icon, pathOf } from './dom.js';

/**
 * The item of a message.
 * @param {object} message
 * @param {{isGroup: boolean, isFirst: boolean, onRetry(message): void, onDiscard(message): void}} options isFirst: the first of several of one sender
 */
export function messageItem(message, options) {
    const item = el('li', { class: `message ${message.own ? 'own' : 'other'}`, data: { key: message.key } });
    item.classList.toggle('first', options.isFirst);
    const isNamed = options.isGroup && options.isFirst && !message.own;
    if (isNamed)
        item.append(avatar(message.from));
    item.append(el('div', { class: 'bubble', title: full(message.at) },
        el('p', { class: isNamed ? `sender hue-${hueOf(message.from)}` : 'visually-hidden' }, el('bdi', { text: message.own ? t('you') : withoutPiles(message.from) })),
        el('div', { class: 'line' },
            message.recalled
                ? el('p', { class: 'text recalled', text: t('recalled') })
                : el('p', { class: 'text', dir: 'auto' }, ...textWithLinks(message.text)),
            el('p', { class: 'meta' },
                el('time', { datetime: new Date(message.at).toISOString(), text: clock(message.at) }),
                message.own ? state() : null))));
    if (message.missed)
        item.append(el('p', { class: 'note', text: t('notFor', message.missed) }));
    if (message.state === 'failed')
        item.append(problem(message.problem || t('state-failed'), message, options, true));
    else if (message.unanswered)
        item.append(problem(t('noAnswer'), message, options, false));
    drawState(item, message, options.isGroup);
    return item;
}

/** What the server itself says, or who joined and left. */
export function noticeItem(message) {
    const words = message.kind === 'event' ? t(message.event, message.from) : message.text;
    return el('li', { class: 'message notice', data: { key: message.key } },
        el('p', { dir: 'auto' }, ...textWithLinks(words), ' ',
            el('time', { datetime: new Date(message.at).toISOString(), title: full(message.at), text: clock(message.at) })));
}

/** What the item is made of; when it changes the item is made again. The state is drawn in place. */
export function drawnOf(message, isFirst) {
    return JSON.stringify([message.state === 'failed' && message.problem, Boolean(message.unanswered), message.at, isFirst, message.missed, message.recalled, t('you')]);
}

/** Shows time and state of a message, or leaves them to the next one of the same group; screen readers always get them. */
export function showMeta(item, isShown) {
    item.querySelector('.meta')?.classList.toggle('visually-hidden', !isShown);
}

/** Draws the state of an own message. Attributes only: a screen reader does not announce every step. */
export function drawState(item, message, isGroup) {
    const element = item.querySelector('.state');
    const key = message.state === 'read' && isGroup ? 'state-read-group' : `state-${message.state}`;
    if (element === null || element.dataset.drawn === t(key))
        return;
    element.dataset.drawn = t(key);
    element.dataset.state = message.state;
    element.title = t(key);
    element.setAttribute('aria-label', t(key));
    element.querySelector('path').setAttribute('d', pathOf(message.state));
}

function state() {
    return el('span', { class: 'state', role: 'img' }, icon('waiting'));
}

// What may be stored already cannot be discarded.
function problem(words, message, options, canDiscard) {
    return el('div', { class: 'failure', role: 'group', 'aria-label': t('state-failed') },
        el('p', { text: words }),
        el('button', { type: 'button', text: t('tryAgain'), onclick: () => options.onRetry(message) }),
        canDiscard ? el('button', { type: 'button', text: t('discard'), onclick: () => options.onDiscard(message) }) : null);
}

function textWithLinks(text) {
    return splitAtLinks(text).map(part => part.href === undefined
        ? document.createTextNode(part.text)
        : el('a', { href: part.href, rel: 'noopener noreferrer nofollow', target: '_blank', text: part.text }));
}
