import { dayOf, partsOf, toDay, toPlainDate, weekdayOf } from './days.ts';
import type { Day } from './days.ts';
import { PUBLISHED_YEARS } from './production-years.ts';
import type { PlainDate } from './term.ts';

/**
 * Non-working holidays of article 112 of the Labour Code, as [month, day]. The first eight are
 * the New Year holidays (with Christmas): where they meet a weekend nothing moves by itself.
 */
const NEW_YEAR_HOLIDAYS = 8;
const MOVABLE_HOLIDAYS: [month: number, day: number][] = [
	[2, 23],
	[3, 8],
	[5, 1],
	[5, 9],
	[6, 12],
	[11, 4]
];

interface YearDays {
	off: Set<Day>;
	work: Set<Day>;
}

/** Each year is worked out once. */
const years = new Map<number, YearDays>();

function daysOf(year: number): YearDays {
	const known = years.get(year);
	if (known) return known;
	const published = PUBLISHED_YEARS[year];
	const days = published
		? { off: new Set(expand(year, published.off)), work: new Set(expand(year, published.work)) }
		: { off: holidaysByRule(year), work: new Set<Day>() };
	years.set(year, days);
	return days;
}

/** «01-01..01-08 02-23» as day numbers. */
function expand(year: number, list: string): Day[] {
	return list
		.split(' ')
		.filter(Boolean)
		.flatMap((entry) => {
			const [from = '', to = from] = entry.split('..');
			const begin = toDay(`${year}-${from}`);
			const end = toDay(`${year}-${to}`);
			return Array.from({ length: end - begin + 1 }, (_, i) => begin + i);
		});
}

/** Whether the government has published that year's transfers and they are in the data here. */
export function isPublishedYear(year: number): boolean {
	return PUBLISHED_YEARS[year] !== undefined;
}

/**
 * Holidays by rule, for a year without data: those of article 112, and for each of 23 February to
 * 4 November that falls on a weekend the next working day.
 */
function holidaysByRule(year: number): Set<Day> {
	const days = new Set<Day>();
	for (let day = 1; day <= NEW_YEAR_HOLIDAYS; day++) days.add(dayOf(year, 1, day));
	for (const [month, day] of MOVABLE_HOLIDAYS) days.add(dayOf(year, month, day));
	for (const [month, day] of MOVABLE_HOLIDAYS) {
		let moved = dayOf(year, month, day);
		if (weekdayOf(moved) < 6) continue;
		while (weekdayOf(moved) >= 6 || days.has(moved)) moved++;
		days.add(moved);
	}
	return days;
}

/** Whether people work on that day (five-day week); see {@link isWorkingDay}. */
export function isWorkingDayNumber(day: Day): boolean {
	const { off, work } = daysOf(partsOf(day).year);
	return work.has(day) || (weekdayOf(day) < 6 && !off.has(day));
}

/**
 * Whether a date is a working day of the five-day week by the Russian production calendar: as
 * published for the years in `production-years.ts`, by the rule of article 112 for others.
 * Throws `RangeError` where the text is not a date.
 */
export function isWorkingDay(date: PlainDate): boolean {
	return isWorkingDayNumber(toDay(date));
}

/**
 * The date `n` working days after (before, where negative) another; 0 gives the date itself.
 * Throws `RangeError` where the text is not a date.
 */
export function addWorkingDays(date: PlainDate, n: number): PlainDate {
	let day = toDay(date);
	const step = Math.sign(n);
	for (let left = Math.abs(Math.trunc(n)); left > 0;) {
		day += step;
		if (isWorkingDayNumber(day)) left--;
	}
	return toPlainDate(day);
}
