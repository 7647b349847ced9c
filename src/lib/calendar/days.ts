import type { PlainDate, Window } from './term.ts';

/** A day as a whole number: days since 1970-01-01. */
export type Day = number;

/** A closed range of days. */
export interface Span {
	from: Day;
	to: Day;
}

/** Days from 0000-03-01 to 1970-01-01, and in 400 years. */
const EPOCH = 719_468;
const DAYS_PER_ERA = 146_097;

/**
 * Day number of a date of the proleptic Gregorian calendar. `month` outside 1 … 12 and `day`
 * outside the month run on into the neighbouring years and months. Whole-number arithmetic on
 * years that begin in March (Hinnant's `days_from_civil`): terms make these by the hundred.
 */
export function dayOf(year: number, month: number, day: number): Day {
	const fromMarch = month - 3;
	const shifted = year + Math.floor(fromMarch / 12);
	const era = Math.floor(shifted / 400);
	const yearOfEra = shifted - era * 400;
	const monthOfYear = fromMarch - Math.floor(fromMarch / 12) * 12;
	const dayOfYear = Math.floor((153 * monthOfYear + 2) / 5) + day - 1;
	const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
	return era * DAYS_PER_ERA + yearOfEra * 365 + leapDays + dayOfYear - EPOCH;
}

/** Year, month (1 … 12) and day of the month of a day number. */
export function partsOf(day: Day): { year: number; month: number; day: number } {
	const shifted = day + EPOCH;
	const era = Math.floor(shifted / DAYS_PER_ERA);
	const dayOfEra = shifted - era * DAYS_PER_ERA;
	const leapDays =
		Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
	const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
	const dayOfYear =
		dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
	const monthOfYear = Math.floor((5 * dayOfYear + 2) / 153);
	const month = monthOfYear < 10 ? monthOfYear + 3 : monthOfYear - 9;
	return {
		year: era * 400 + yearOfEra + (month <= 2 ? 1 : 0),
		month,
		day: dayOfYear - Math.floor((153 * monthOfYear + 2) / 5) + 1
	};
}

/** 1 Monday … 7 Sunday. */
export function weekdayOf(day: Day): number {
	return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** Number of days in a month. */
export function monthLength(year: number, month: number): number {
	return dayOf(year, month + 1, 1) - dayOf(year, month, 1);
}

/** First to last day of `count` months from the given one; `month` may lie outside 1 … 12. */
export function monthsSpan(year: number, month: number, count = 1): Span {
	return { from: dayOf(year, month, 1), to: dayOf(year, month + count, 1) - 1 };
}

/** One day as a span, or null where the month has no such day. */
export function daySpan(year: number, month: number, day: number): Span | null {
	if (month < 1 || month > 12 || day < 1 || day > monthLength(year, month)) return null;
	const at = dayOf(year, month, day);
	return { from: at, to: at };
}

/** Day number of an ISO date, or null where it is not one or does not exist. */
export function parseDay(text: string): Day | null {
	if (!/^\d{4}-\d\d-\d\d$/.test(text)) return null;
	const [year, month, day] = [text.slice(0, 4), text.slice(5, 7), text.slice(8)];
	return daySpan(Number(year), Number(month), Number(day))?.from ?? null;
}

/** Day number of an ISO date. Throws `RangeError` where it is not a real date. */
export function toDay(text: PlainDate): Day {
	const day = parseDay(text);
	if (day === null) throw new RangeError(`Not a date: ${text}`);
	return day;
}

/** ISO date of a day number. */
export function toPlainDate(day: Day): PlainDate {
	const { year, month, day: number } = partsOf(day);
	const monthText = month < 10 ? `0${month}` : month;
	const dayText = number < 10 ? `0${number}` : number;
	return `${String(year).padStart(4, '0')}-${monthText}-${dayText}`;
}

export function toWindow(span: Span): Window {
	const from = toPlainDate(span.from);
	return { from, to: span.to === span.from ? from : toPlainDate(span.to) };
}

export function toSpan(window: Window): Span {
	return { from: toDay(window.from), to: toDay(window.to) };
}

export function overlaps(a: Span, b: Span): boolean {
	return a.from <= b.to && b.from <= a.to;
}

/** The days two spans share, or null. */
export function clip(span: Span, bounds: Span): Span | null {
	const shared = { from: Math.max(span.from, bounds.from), to: Math.min(span.to, bounds.to) };
	return shared.from <= shared.to ? shared : null;
}

/** The smallest span that holds all the given ones; null for none. */
export function hull(spans: Span[]): Span | null {
	if (spans.length === 0) return null;
	let { from, to } = spans[0]!;
	for (const span of spans) {
		from = Math.min(from, span.from);
		to = Math.max(to, span.to);
	}
	return { from, to };
}

/** In order of beginning, then of end, without repetitions. */
export function inOrder(spans: Span[]): Span[] {
	return [...spans]
		.sort((a, b) => a.from - b.from || a.to - b.to)
		.filter(
			(span, i, all) => i === 0 || span.from !== all[i - 1]!.from || span.to !== all[i - 1]!.to
		);
}
