import { getLocale } from '#lib/paraglide/runtime.js';
import type { PlainDate } from '../calendar/term.ts';

const tags = { ru: 'ru-RU', en: 'en-GB' };

/** Making one costs more than a hundred uses: each is made once. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/** Formats moments in the page's language. */
export function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
	const key = `${getLocale()} ${JSON.stringify(options)}`;
	const known = formatters.get(key);
	if (known) return known;
	const made = new Intl.DateTimeFormat(tags[getLocale()], options);
	formatters.set(key, made);
	return made;
}

/** Formats a plain date in the page's language; the day never shifts with a time zone. */
function format(date: PlainDate, options: Intl.DateTimeFormatOptions): string {
	const text = formatter({ ...options, timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
	return text.replace(/ г\.$/, '');
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

const monthNames = new Map<string, string[]>();

/** «ноябрь», “November”; `month` from 1 to 12. */
export function monthName(month: number): string {
	const locale = getLocale();
	const names =
		monthNames.get(locale) ??
		Array.from({ length: 12 }, (_, index) =>
			format(`2026-${String(index + 1).padStart(2, '0')}-01`, { month: 'long' })
		);
	monthNames.set(locale, names);
	return names[month - 1]!;
}

/** «24 ноября 2026, 14:05» in the zone of the place, e.g. `Europe/Moscow`. */
export function moment(at: Date | string, timeZone: string): string {
	return formatter({
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

/** «18 нояб.», “18 Nov”: for cells of tables. */
export const dayMonthShort = (date: PlainDate) => format(date, { day: 'numeric', month: 'short' });
