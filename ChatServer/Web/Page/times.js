// Times as people read them, in the language of the page.

import { language, t } from './language.js';

/** 14:03 */
export function clock(milliseconds) {
    return new Intl.DateTimeFormat(language(), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(milliseconds);
}

/** Today, Yesterday, or the date. */
export function day(milliseconds, now = Date.now()) {
    const days = daysBetween(milliseconds, now);
    if (days === 0)
        return t('today');
    if (days === 1)
        return t('yesterday');
    const year = new Date(milliseconds).getFullYear() === new Date(now).getFullYear() ? undefined : 'numeric';
    return new Intl.DateTimeFormat(language(), { weekday: 'long', day: 'numeric', month: 'long', year }).format(milliseconds);
}

/** The time of today, the day of the week of this week, else the date: for lists. */
export function brief(milliseconds, now = Date.now()) {
    const days = daysBetween(milliseconds, now);
    if (days <= 0)
        return clock(milliseconds);
    const style = days < 7 ? { weekday: 'short' } : { day: 'numeric', month: 'short' };
    return new Intl.DateTimeFormat(language(), style).format(milliseconds);
}

/** Day and time, for machines and tooltips. */
export function full(milliseconds) {
    return new Intl.DateTimeFormat(language(), { dateStyle: 'full', timeStyle: 'medium' }).format(milliseconds);
}

/** Whether two times are on the same day here. */
export function sameDay(one, other) {
    return daysBetween(one, other) === 0;
}

function daysBetween(earlier, later) {
    const midnight = milliseconds => {
        const date = new Date(milliseconds);
        return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
    };
    return (midnight(later) - midnight(earlier)) / 86_400_000;
}
