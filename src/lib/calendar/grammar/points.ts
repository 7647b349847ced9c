import { dayOf, daySpan, monthLength, monthsSpan, weekdayOf } from '../days.ts';
import type { Span } from '../days.ts';
import { isWorkingDayNumber } from '../production-calendar.ts';
import {
	SCHOOL_HALVES,
	SCHOOL_QUARTERS,
	TRIMESTERS,
	VACATIONS,
	partSpan,
	schoolYearSpan
} from '../school-year.ts';
import type { SchoolPart } from '../school-year.ts';
import type { Point, PointSize, YearRef } from './meaning.ts';

function point(size: PointSize, month: number, at: Point['at']): Point {
	return { size, month, at, year: null };
}

/** «5 октября». The last day of February moves with the leap year, 29 February may not exist. */
export function dayPoint(day: number, month: number): Point {
	return { ...point('day', month, (year) => daySpan(year, month, day)), isEdge: true };
}

/** «октябрь», or several months from it («I квартал», «лето»). */
export function monthsPoint(month: number, count = 1): Point {
	const size = count === 1 ? 'month' : count === 3 ? 'quarter' : 'season';
	return point(size, month, (year) => monthsSpan(year, month, count));
}

/** The n-th half-year: of the calendar, and of the school year where the plan runs by it. */
export function halfYearPoint(half: number): Point {
	const inSchoolYear = schoolPoint(SCHOOL_HALVES[half - 1]!);
	return { ...monthsPoint(half === 1 ? 1 : 7, 6), inSchoolYear };
}

function schoolPoint(part: SchoolPart): Point {
	return point('quarter', part.from[0], (year) => partSpan(part, year));
}

/** «I четверть» … «IV четверть». */
export function schoolQuarterPoint(number: number): Point {
	return schoolPoint(SCHOOL_QUARTERS[number - 1]!);
}

export function trimesterPoint(number: number): Point {
	return schoolPoint(TRIMESTERS[number - 1]!);
}

/** Holidays of a season: 1 winter … 4 autumn. */
export function vacationPoint(season: number): Point {
	return schoolPoint(VACATIONS[season]!);
}

/** The first month of a season; winter begins in December. */
export function seasonMonth(season: number): number {
	return season === 1 ? 12 : season * 3 - 3;
}

/** Days `from` … `to` of a month; `to` past its end is its end. */
export function monthPartPoint(month: number, from: number, to: number): Point {
	return {
		...point('part', month, (year) => monthPart(year, month, from, to)),
		isEdge: true
	};
}

export function monthPart(year: number, month: number, from: number, to: number): Span {
	const length = monthLength(year, month);
	return { from: dayOf(year, month, from), to: dayOf(year, month, Math.min(to, length)) };
}

/** Beginning, middle, end of a month, as days: thirds of ten. */
export const MONTH_THIRDS: Record<number, [from: number, to: number]> = {
	1: [1, 10],
	2: [11, 20],
	3: [21, 31]
};

/** A whole year as printed; `isYearPair` where two bare years may be one school year. */
export function yearPoint(ref: YearRef, isYearPair = false): Point {
	return { ...yearSpanPoint(ref), year: ref, isYearPair };
}

function yearSpanPoint(ref: YearRef): Point {
	if (ref.kind === 'years') {
		return ref.school
			? point('year', 9, () => ({
					from: schoolYearSpan(ref.first).from,
					to: schoolYearSpan(ref.last).to
				}))
			: point('year', 1, () => ({ from: dayOf(ref.first, 1, 1), to: dayOf(ref.last, 12, 31) }));
	}
	const isSchool = ref.kind === 'school' || (ref.kind === 'relative' && ref.school);
	return isSchool
		? point('year', 9, (year) => schoolYearSpan(year))
		: point('year', 1, (year) => ({ from: dayOf(year, 1, 1), to: dayOf(year, 12, 31) }));
}

/** A point that is as many days as another function of the month says: «вторая среда марта». */
export function dayOfMonthPoint(
	month: number,
	at: (year: number, month: number) => Span | null
): Point {
	return { ...point('day', month, (year) => at(year, month)), isEdge: true };
}

/**
 * The n-th (-1: last) day of a month that is a given weekday (null: any) and, where asked, a
 * working day. Holidays are those of the Russian production calendar.
 */
export function nthDay(
	n: number,
	weekday: number | null,
	working: boolean
): (year: number, month: number) => Span | null {
	return (year, month) => {
		const { from, to } = monthsSpan(year, month);
		const isAsked = (day: number) =>
			(weekday === null || weekdayOf(day) === weekday) && (!working || isWorkingDayNumber(day));
		const step = n > 0 ? 1 : -1;
		let left = Math.abs(n);
		for (let day = n > 0 ? from : to; day >= from && day <= to; day += step) {
			if (isAsked(day)) left--;
			if (left === 0) return { from: day, to: day };
		}
		return null;
	};
}

/** The n-th (-1: last) week of a month: its days 1–7, 8–14, 15–21, 22–28; the last seven. */
export function nthWeek(n: number): (year: number, month: number) => Span | null {
	return (year, month) => {
		const length = monthLength(year, month);
		if (n === -1) return monthPart(year, month, length - 6, length);
		return n <= 5 && (n - 1) * 7 < length ? monthPart(year, month, n * 7 - 6, n * 7) : null;
	};
}
