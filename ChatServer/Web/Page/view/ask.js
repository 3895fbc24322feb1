// Asks before something that cannot be undone.

import { by } from './dom.js';

/**
 * Asks a question in a dialog. Escape and a click beside it mean no.
 * @param {{title: string, text: string, yes: string}} words
 * @returns {Promise<boolean>}
 */
export function ask({ title, text, yes }) {
    const dialog = by('ask');
    by('ask-title').textContent = title;
    by('ask-text').textContent = text;
    by('ask-yes').textContent = yes;
    dialog.returnValue = '';
    dialog.showModal();
    return new Promise(resolve => dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true }));
}
