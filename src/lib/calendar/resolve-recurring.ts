import { clip, dayOf, inOrder, monthsSpan, partsOf, weekdayOf } from './days.ts';
import type { Span } from './days.ts';
import type { Every, MonthlyDay } from './grammar/meaning.ts';
import { planYears } from './plan.ts';
import type { Plan } from './plan.ts';
import { isWorkingDayNumber } from './production-calendar.ts';
import { SCHOOL_QUARTERS, TRIMESTERS, partSpan } from './school-year.ts';
import type { SchoolPart } from './school-year.ts';
import type { Recurrence } from './term.ts';
import { isWholeYears } from './wording/shape.ts';

/** The contract's name of an interval, or null where it has none («1 раз в два месяца»). */
export function recurrenceName(every: Every): Recurrence | null {
	const { unit, count } = every;
	if (unit === 'week') return count === 1 ? 'weekly' : `every-${count}-weeks`;
	if (count !== 1 && unit !== 'month') return null;
	if (unit === 'day' || unit === 'workday') return 'daily';
	if (unit === 'year') return 'yearly';
	if (unit === 'term') return 'quarterly';
	if (unit === 'trimester') return null;
	const names: Partial<Record<number, Recurrence>> = {
		1: 'monthly',
		3: 'quarterly',
		6: 'half-yearly',
		12: 'yearly'
	};
	return names[count] ?? null;
}

/**
 * An occurrence for each unit of the bounds, cut at their ends: calendar weeks, months, quarters,
 * half-years, years (school years in a school-year plan); other intervals are counted from the
 * first day of the bounds.
 */
export function unitsIn(every: Every, bounds: Span, plan: Plan): Span[] {
	const { unit, count } = every;
	switch (unit) {
		case 'day':
			return steps(bounds, count);
		case 'workday':
			return steps(bounds, 1).filter(({ from }) => isWorkingDayNumber(from));
		case 'week':
			return count === 1 ? calendarWeeks(bounds) : steps(bounds, count * 7);
		case 'month':
			return calendarMonths(bounds, count);
		case 'term':
			return plan.kind === 'school'
				? schoolParts(SCHOOL_QUARTERS, bounds)
				: calendarMonths(bounds, 3);
		case 'trimester':
			return schoolParts(TRIMESTERS, bounds);
		case 'year':
			return count === 1
				? planYears({ ...plan, ...bounds, ...yearsOf(bounds), kind: yearKind(bounds, plan) })
				: calendarMonths(bounds, count * 12);
	}
}

/** Whole calendar years that are printed stay calendar years in any plan. */
function yearKind(bounds: Span, plan: Plan): Plan['kind'] {
	return isWholeYears(bounds) ? 'calendar' : plan.kind;
}

function yearsOf(bounds: Span): { firstYear: number; lastYear: number } {
	return { firstYear: partsOf(bounds.from).year, lastYear: partsOf(bounds.to).year };
}

function steps(bounds: Span, days: number): Span[] {
	const spans: Span[] = [];
	for (let from = bounds.from; from <= bounds.to; from += days) {
		spans.push({ from, to: Math.min(from + days - 1, bounds.to) });
	}
	return spans;
}

function calendarWeeks(bounds: Span): Span[] {
	const firstSunday = bounds.from + 7 - weekdayOf(bounds.from);
	const head = { from: bounds.from, to: Math.min(firstSunday, bounds.to) };
	return [head, ...steps({ from: firstSunday + 1, to: bounds.to }, 7)];
}

/** Calendar units of `count` months; those that do not divide the year begin with the bounds. */
function calendarMonths(bounds: Span, count: number): Span[] {
	const { year, month } = partsOf(bounds.from);
	const isCalendarUnit = count === 1 || count === 3 || count === 6;
	const begin = isCalendarUnit ? month - ((month - 1) % count) : month;
	const spans: Span[] = [];
	for (let at = begin; dayOf(year, at, 1) <= bounds.to; at += count) {
		const span = clip(monthsSpan(year, at, count), bounds);
		if (span) spans.push(span);
	}
	return spans;
}

function schoolParts(parts: SchoolPart[], bounds: Span): Span[] {
	const { firstYear, lastYear } = yearsOf(bounds);
	const spans: Span[] = [];
	for (let year = firstYear - 1; year <= lastYear; year++) {
		for (const part of parts) {
			const span = clip(partSpan(part, year), bounds);
			if (span) spans.push(span);
		}
	}
	return inOrder(spans);
}

/** Each of the weekdays in the bounds; `step` 2 takes every second week of them. */
export function weekdaysIn(days: number[], step: number, bounds: Span): Span[] {
	const monday = bounds.from - weekdayOf(bounds.from) + 1;
	return steps(bounds, 1).filter(
		({ from }) => days.includes(weekdayOf(from)) && Math.floor((from - monday) / 7) % step === 0
	);
}

/**
 * A day of every month (of the last month of every `months` months). A report's day lies in the
 * month after and may leave the bounds; others that do are not due.
 */
export function monthlyDaysIn(day: MonthlyDay, months: number, bounds: Span): Span[] {
	const spans: Span[] = [];
	for (const unit of calendarMonths(bounds, months)) {
		const { year, month } = partsOf(unit.to);
		const last = month + months - 1 - ((month - 1) % months);
		const shift = day.afterReport ? 1 : (day.place ?? months) - months;
		const first = partsOf(dayOf(year, last + shift, 1));
		const at = day.at(first.year, first.month);
		if (!at) continue;
		const from = day.until ? dayOf(first.year, first.month, 1) : at.from;
		const span = { from, to: at.to };
		if (day.afterReport) spans.push(span);
		else if (at.to >= bounds.from && at.to <= bounds.to) spans.push(clip(span, bounds)!);
	}
	return spans;
}
