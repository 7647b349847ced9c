import { dayOf, partsOf, toDay, toSpan, toWindow } from './days.ts';
import type { Span } from './days.ts';
import type { PlainDate, Window } from './term.ts';

/**
 * The parts of a school year as first and last month and day. Schools set their own days; whole
 * months are what a plan means by them (the calendar the Ministry recommends differs by a few
 * days each year). `year` is 0 in the year of 1 September, 1 in the next.
 */
export interface SchoolPart {
	year: 0 | 1;
	from: [month: number, day: number];
	to: [month: number, day: number];
}

/** I … IV четверть. */
export const SCHOOL_QUARTERS: SchoolPart[] = [
	{ year: 0, from: [9, 1], to: [10, 31] },
	{ year: 0, from: [11, 1], to: [12, 31] },
	{ year: 1, from: [1, 1], to: [3, 31] },
	{ year: 1, from: [4, 1], to: [5, 31] }
];

/** I … III триместр; the second crosses New Year. */
export const TRIMESTERS: SchoolPart[] = [
	{ year: 0, from: [9, 1], to: [11, 30] },
	{ year: 0, from: [12, 1], to: [2, 28] },
	{ year: 1, from: [3, 1], to: [5, 31] }
];

/** I and II полугодие of a school year. */
export const SCHOOL_HALVES: SchoolPart[] = [
	{ year: 0, from: [9, 1], to: [12, 31] },
	{ year: 1, from: [1, 1], to: [5, 31] }
];

/** Holidays by season as the grammar numbers them: 1 winter, 2 spring, 3 summer, 4 autumn. */
export const VACATIONS: Record<number, SchoolPart> = {
	1: { year: 0, from: [12, 31], to: [1, 8] },
	2: { year: 1, from: [3, 24], to: [3, 31] },
	3: { year: 1, from: [6, 1], to: [8, 31] },
	4: { year: 0, from: [10, 27], to: [11, 4] }
};

/** 1 September to 31 August. `first` is the year of September. */
export function schoolYearSpan(first: number): Span {
	return { from: dayOf(first, 9, 1), to: dayOf(first + 1, 8, 31) };
}

/** The part in the calendar year in which it begins; an end in February takes the leap day. */
export function partSpan(part: SchoolPart, year: number): Span {
	const [month, day] = part.from;
	const from = dayOf(year, month, day);
	const [endMonth, endDay] = part.to;
	const endYear = endMonth < month ? year + 1 : year;
	const to = endMonth === 2 ? dayOf(endYear, 3, 1) - 1 : dayOf(endYear, endMonth, endDay);
	return { from, to };
}

/** The school year a date lies in: `{ first: 2026, window: 2026-09-01 … 2027-08-31 }`. */
export function schoolYearOf(date: PlainDate): { first: number; window: Window } {
	const first = firstSchoolYear(toDay(date));
	return { first, window: toWindow(schoolYearSpan(first)) };
}

/** The year of 1 September of the school year that holds the day. */
export function firstSchoolYear(day: number): number {
	const { year, month } = partsOf(day);
	return month >= 9 ? year : year - 1;
}

/**
 * Whether a plan runs by school years: it crosses New Year, begins after June and ends between
 * April and August (one school year or several), or begins in July … September for about a year.
 */
export function yearKindOf(plan: Window): 'calendar' | 'school' {
	const span = toSpan(plan);
	const begin = partsOf(span.from);
	const end = partsOf(span.to);
	if (end.year === begin.year || begin.month < 7) return 'calendar';
	if (end.month >= 4 && end.month <= 8) return 'school';
	const about = span.to - span.from + 1;
	return begin.month <= 9 && about >= 240 && about <= 400 ? 'school' : 'calendar';
}

/** Holidays of the school year that begins in `first`, in order; those of summer left out. */
export function vacationsOf(first: number): Window[] {
	return [VACATIONS[4]!, VACATIONS[1]!, VACATIONS[2]!].map((part) =>
		toWindow(partSpan(part, first + part.year))
	);
}
