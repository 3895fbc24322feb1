// The language of the page: Chinese or English.

import { english } from './texts-en.js';
import { chinese } from './texts-zh.js';
import { preferences } from './preferences.js';

const tables = { en: english, zh: chinese };
const listeners = new Set();
let current = tables[preferences.get('language')] ? preferences.get('language') : preferred(navigator.languages ?? [navigator.language]);

/** The first language of the list decides: Chinese for zh and its variants, else English. */
export function preferred(languages) {
    return /^zh\b/i.test(languages[0] ?? '') ? 'zh' : 'en';
}

/** en or zh, as the server's command Lang takes it. */
export function language() {
    return current;
}

/** Changes the language, for this browser. */
export function speak(name) {
    current = name;
    preferences.set('language', name);
    translate();
    for (const listener of listeners)
        listener();
}

/** Tells when the language changes. */
export function onLanguage(listener) {
    listeners.add(listener);
}

/** The words of a key. */
export function t(key, ...values) {
    const words = tables[current][key] ?? english[key] ?? key;
    return typeof words === 'function' ? words(...values) : words;
}

/** Puts words into all elements of the document that name a key. */
export function translate(root = document) {
    document.documentElement.lang = current === 'zh' ? 'zh-CN' : 'en';
    for (const element of root.querySelectorAll('[data-text]'))
        element.textContent = t(element.dataset.text);
    for (const element of root.querySelectorAll('[data-label]')) {
        element.setAttribute('aria-label', t(element.dataset.label));
        element.title = t(element.dataset.label);
    }
    for (const element of root.querySelectorAll('[data-placeholder]'))
        element.placeholder = t(element.dataset.placeholder);
}
