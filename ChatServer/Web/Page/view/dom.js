// Making elements. Texts only ever become text nodes.

import { firstCharacter } from '../shorten.js';

const svg = 'http://www.w3.org/2000/svg';

// Paths on a grid of 24.
const paths = {
    plus: 'M12 5v14M5 12h14',
    back: 'M15 5l-7 7 7 7',
    close: 'M6 6l12 12M18 6L6 18',
    send: 'M4 12l16-8-6 16-3-7z M11 13l9-9',
    info: 'M12 11v6M12 7.5v.1 M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z',
    down: 'M6 9l6 6 6-6',
    people: 'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z M2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6 M16 4.5a3.5 3.5 0 0 1 0 6.3M18 14.5c2 .8 3.2 2.6 3.5 5.5',
    bell: 'M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15zM10 20.5a2 2 0 0 0 4 0',
    waiting: 'M12 7v5l3 2 M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z',
    sent: 'M12 19V6M6.5 11.5L12 6l5.5 5.5',
    stored: 'M5 12.5l4.5 4.5L19 7.5',
    delivered: 'M2 12.5l4.5 4.5L15 7.5M11 16l1 1L21.5 7.5',
    read: 'M2 12s3.5-6.5 10-6.5S22 12 22 12s-3.5 6.5-10 6.5S2 12 2 12z M12 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
    failed: 'M12 7.5v6M12 16.8v.1 M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z',
    'given-up': 'M7 7l10 10M17 7L7 17',
};

/**
 * Makes an element.
 * @param {string} name of the element
 * @param {Object<string, any>} properties attributes; `class`, `text`, `data` and listeners (`onclick`) besides
 * @param {(Node | string | null)[]} children
 */
export function el(name, properties = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(properties)) {
        if (value === null || value === undefined || value === false)
            continue;
        if (key === 'text')
            element.textContent = value;
        else if (key === 'data')
            Object.assign(element.dataset, value);
        else if (key.startsWith('on'))
            element.addEventListener(key.slice(2), value);
        else
            element.setAttribute(key, value === true ? '' : value);
    }
    element.append(...children.filter(child => child !== null));
    return element;
}

/** Finds an element that the page has. */
export function by(id) {
    return document.getElementById(id);
}

/** A drawing without words; what it means is said beside it. */
export function icon(name) {
    const drawing = document.createElementNS(svg, 'svg');
    drawing.setAttribute('viewBox', '0 0 24 24');
    drawing.setAttribute('class', 'icon');
    drawing.setAttribute('aria-hidden', 'true');
    const lines = document.createElementNS(svg, 'path');
    lines.setAttribute('d', paths[name]);
    drawing.append(lines);
    return drawing;
}

/** The lines of a drawing. */
export function pathOf(name) {
    return paths[name];
}

/** Words for those who hear the page. */
export function hidden(text) {
    return el('span', { class: 'visually-hidden', text });
}

/** The first character of a name on a colour of its own. */
export function avatar(name, isGroup = false) {
    const element = el('span', { class: 'avatar', 'aria-hidden': 'true' });
    paintAvatar(element, name, isGroup);
    return element;
}

/** Makes an element the avatar of a name. */
export function paintAvatar(element, name, isGroup = false) {
    element.className = `avatar hue-${hueOf(name)}${isGroup ? ' of-group' : ''}`;
    element.replaceChildren(isGroup ? icon('people') : firstCharacter(name).toLocaleUpperCase());
}

/** The colour of a name, from 0 to 7: the same everywhere. */
export function hueOf(name) {
    return Array.from(name).reduce((sum, character) => (sum * 31 + character.codePointAt(0)) % 997, 7) % 8;
}

/** A text that changes is announced once, in its live region. */
export function announce(text) {
    by('announcement').textContent = text;
}
