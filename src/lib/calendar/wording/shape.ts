import { dayOf, monthLength, partsOf } from '../days.ts';
import type { Span } from '../days.ts';

/** From 1 January to 31 December, of one year or several. */
export function isWholeYears({ from, to }: Span): boolean {
	const [begin, end] = [partsOf(from), partsOf(to)];
	return from === dayOf(begin.year, 1, 1) && to === dayOf(end.year, 12, 31);
}

/** From the first day of a month to the last of the same or another. */
export function isWholeMonths({ from, to }: Span): boolean {
	const end = partsOf(to);
	return partsOf(from).day === 1 && end.day === monthLength(end.year, end.month);
}

/** Exactly one calendar month. */
export function isWholeMonth(span: Span): boolean {
	const [begin, end] = [partsOf(span.from), partsOf(span.to)];
	return isWholeMonths(span) && begin.year === end.year && begin.month === end.month;
}
