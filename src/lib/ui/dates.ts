import { getLocale } from '#lib/paraglide/runtime.js';
import type { PlainDate } from '../calendar/term.ts';

const tags = { ru: 'ru-RU', en: 'en-GB' };

/** Formats a plain date in the page's language; the day never shifts with a time zone. */
function format(date: PlainDate, options: Intl.DateTimeFormatOptions): string {
	const text = new Intl.DateTimeFormat(tags[getLocale()], { ...options, timeZone: 'UTC' }).format(
		new Date(`${date}T00:00:00Z`)
	);
	return text.replace(/ г\.$/, '').replace(/^(\d+) /, '$1 ');
}

/** «24 ноября», “24 November”. */
export const dayMonth = (date: PlainDate) => format(date, { day: 'numeric', month: 'long' });

/** «24 ноября 2026», “24 November 2026”. */
export const dayMonthYear = (date: PlainDate) =>
	format(date, { day: 'numeric', month: 'long', year: 'numeric' });

/** «24.11.2026», “24/11/2026”. */
export const numericDay = (date: PlainDate) =>
	format(date, { day: '2-digit', month: '2-digit', year: 'numeric' });

/** «вторник», “Tuesday”. */
export const weekday = (date: PlainDate) => format(date, { weekday: 'long' });

/** «Вторник, 24 ноября», “Tuesday, 24 November”. */
export function longDay(date: PlainDate): string {
	const name = weekday(date);
	return `${name[0]!.toUpperCase()}${name.slice(1)}, ${dayMonth(date)}`;
}

/** «ноябрь», “November”; `month` from 1 to 12. */
export const monthName = (month: number) =>
	format(`2026-${String(month).padStart(2, '0')}-01`, { month: 'long' });

/** «24 ноября 2026, 14:05» in the zone of the place, e.g. `Europe/Moscow`. */
export function moment(at: Date | string, timeZone: string): string {
	return new Intl.DateTimeFormat(tags[getLocale()], {
		day: 'numeric',
		month: 'long',
		year: 'numeric',
		hour: '2-digit',
		minute: '2-digit',
		timeZone
	})
		.format(new Date(at))
		.replace(/ г\.( в|,)/, ',')
		.replace(' at ', ', ');
}
