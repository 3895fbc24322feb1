// Times as people read them, in the language of the page.

import { language, t } from './language.js';

// A formatter takes a tenth of a millisecond to make, and a conversation has hundreds of times.
const formatters = new Map();

/** 14:03 */
export function clock(milliseconds) {
    return format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, milliseconds);
}

/** Today, Yesterday, or the date. */
export function day(milliseconds, now = Date.now()) {
    const days = daysBetween(milliseconds, now);
    if (days === 0)
        return t('today');
    if (days === 1)
        return t('yesterday');
    const year = new Date(milliseconds).getFullYear() === new Date(now).getFullYear() ? undefined : 'numeric';
    return format({ weekday: 'long', day: 'numeric', month: 'long', year }, milliseconds);
}

/** The time of today, the day of the week of this week, else the date: for lists. */
export function brief(milliseconds, now = Date.now()) {
    const days = daysBetween(milliseconds, now);
    if (days <= 0)
        return clock(milliseconds);
    const style = days < 7 ? { weekday: 'short' } : { day: 'numeric', month: 'short' };
    return format(style, milliseconds);
}

/** Day and time, for machines and tooltips. */
export function full(milliseconds) {
    return format({ dateStyle: 'full', timeStyle: 'medium' }, milliseconds);
}

/** Whether two times are on the same day here. */
export function sameDay(one, other) {
    return daysBetween(one, other) === 0;
}

function format(style, milliseconds) {
    const key = `${language()} ${Object.entries(style)}`;
    let formatter = formatters.get(key);
    if (formatter === undefined)
        formatters.set(key, formatter = new Intl.DateTimeFormat(language(), style));
    return formatter.format(milliseconds);
}

function daysBetween(earlier, later) {
    const midnight = milliseconds => {
        const date = new Date(milliseconds);
        return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
    };
    return (midnight(later) - midnight(earlier)) / 86_400_000;
}
