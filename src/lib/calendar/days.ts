import type { PlainDate, Window } from './term.ts';

/** A day as a whole number: days since 1970-01-01. */
export type Day = number;

/** A closed range of days. */
export interface Span {
	from: Day;
	to: Day;
}

const MS_PER_DAY = 86_400_000;

/** Day number of a date of the proleptic Gregorian calendar; `month` is 1 … 12. */
export function dayOf(year: number, month: number, day: number): Day {
	return Math.floor(Date.UTC(year, month - 1, day) / MS_PER_DAY);
}

/** Year, month (1 … 12) and day of the month of a day number. */
export function partsOf(day: Day): { year: number; month: number; day: number } {
	const date = new Date(day * MS_PER_DAY);
	return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
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
	const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
	if (!found) return null;
	return daySpan(Number(found[1]), Number(found[2]), Number(found[3]))?.from ?? null;
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
	const pad = (value: number, width: number) => String(value).padStart(width, '0');
	return `${pad(year, 4)}-${pad(month, 2)}-${pad(number, 2)}`;
}

export function toWindow(span: Span): Window {
	return { from: toPlainDate(span.from), to: toPlainDate(span.to) };
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
