import { dayOf, partsOf, weekdayOf } from './days.ts';
import type { Day, Span } from './days.ts';
import type { Point, YearRef } from './grammar/meaning.ts';
import { planYears, yearsInPlan } from './plan.ts';
import type { Plan } from './plan.ts';
import { settleYears } from './resolve-years.ts';
import type { DateItem } from './resolve-years.ts';
import type { TermDoubt } from './term.ts';

/** The days that dates of a phrase mean in a plan, or why they mean none. */
export interface Resolved {
	spans: Span[];
	/** Printed without a year in a plan of several: comes every year. */
	yearly: boolean;
	failure: 'impossible-date' | 'backwards-range' | null;
}

/** Works out date items; adds what is doubtful to `doubts`. */
export function resolveDates(items: DateItem[], plan: Plan, doubts: Set<TermDoubt>): Resolved {
	const resolved: Resolved = { spans: [], yearly: false, failure: null };
	for (const item of settleYears(items, plan, doubts)) {
		const one = resolveItem(item, plan, doubts);
		resolved.spans.push(...one.spans);
		resolved.yearly ||= one.yearly;
		resolved.failure ??= one.failure;
	}
	if (resolved.yearly) doubts.add('year-assumed');
	return resolved;
}

function resolveItem(item: DateItem, plan: Plan, doubts: Set<TermDoubt>): Resolved {
	if (isBackwardsYears(item)) return { spans: [], yearly: false, failure: 'backwards-range' };
	switch (item.type) {
		case 'plan-year':
			if (planYears(plan).length > 1) doubts.add('year-assumed');
			return found([{ from: plan.from, to: plan.to }]);
		case 'point':
			return resolvePoint(item.point, plan, doubts);
		case 'range':
			return resolveRange(item, plan, doubts);
		case 'until':
			return resolveLimit(item, plan, doubts);
		case 'since':
			return resolveBeginning(item, plan, doubts);
	}
}

/** «2024–2021 гг.» */
function isBackwardsYears(item: DateItem): boolean {
	if (item.type === 'plan-year') return false;
	const { year } = item.type === 'range' ? item.to : item.point;
	return year?.kind === 'years' && year.first > year.last;
}

function found(spans: (Span | null)[], yearly = false): Resolved {
	const real = spans.filter((span) => span !== null);
	const failure = real.length === spans.length && spans.length > 0 ? null : 'impossible-date';
	return { spans: real, yearly, failure };
}

/** The years in which something begins, from the printed year or the plan. */
function beginYears(
	year: YearRef | null,
	yearly: { month: number; at: (year: number) => Span | null },
	plan: Plan
): number[] {
	if (year === null || year.kind === 'relative') return yearsInPlan(plan, yearly);
	if (year.kind === 'calendar') return [year.year];
	if (year.kind === 'school') return [inSchoolYear(year.first, yearly.month)];
	if (year.kind === 'after-report') {
		const last = plan.isLong ? plan.lastYear : plan.firstYear;
		return yearsBetween(plan.firstYear + 1, last + 1);
	}
	if (year.school) {
		return yearsBetween(
			inSchoolYear(year.first, yearly.month),
			inSchoolYear(year.last, yearly.month)
		);
	}
	const span = yearly.at(year.first);
	const crosses = span !== null && partsOf(span.to).year > year.first;
	const last = crosses && year.last === year.first + 1 ? year.first : year.last;
	return yearsBetween(year.first, last);
}

/** September to December belong to the first year of a school year, the rest to the second. */
function inSchoolYear(first: number, month: number): number {
	return month >= 9 ? first : first + 1;
}

function yearsBetween(first: number, last: number): number[] {
	return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
}

function resolvePoint(point: Point, plan: Plan, doubts: Set<TermDoubt>): Resolved {
	if (point.size === 'year' && point.year?.kind === 'years')
		return found([point.at(point.year.first)]);
	const years = onWeekday(point, beginYears(point.year, point, plan), doubts);
	const spans = years.map((year) => point.at(year));
	const isEachYear = point.year === null || point.year.kind === 'after-report';
	return found(spans, isEachYear && years.length > 1);
}

/** «24 мая (ср)»: of several years the one in which the day is a Wednesday. */
function onWeekday(point: Point, years: number[], doubts: Set<TermDoubt>): number[] {
	if (point.weekday === undefined) return years;
	const fitting = years.filter((year) => {
		const span = point.at(year);
		return span !== null && weekdayOf(span.from) === point.weekday;
	});
	if (fitting.length === 0) doubts.add('weekday-mismatch');
	return fitting.length === 0 ? years : fitting;
}

type RangeItem = Extract<DateItem, { type: 'range' }>;

function resolveRange(item: RangeItem, plan: Plan, doubts: Set<TermDoubt>): Resolved {
	const { from, to } = item;
	if (item.until === 'habit') doubts.add('until-period');
	const endAt = (year: number) => endOfRange(item, year);
	if (isBackwardsInMonth(from, to)) return { spans: [], yearly: false, failure: 'backwards-range' };
	if (from.year && to.year) return fixedRange(item, endAt, plan);
	if (to.year && from.year === null) return rangeByEnd(item, endAt, plan);
	const at = (year: number) => rangeFrom(from, endAt, year);
	const years = beginYears(from.year, { month: from.month, at }, plan);
	const spans = years.map(at);
	const crosses = from.year === null && plan.kind === 'school' && spans.some(crossesSchoolYear);
	if (crosses) doubts.add('crosses-school-year');
	return found(spans, from.year === null && years.length > 1);
}

/** «20–10 октября»: no year makes sense of it. */
function isBackwardsInMonth(from: Point, to: Point): boolean {
	if (from.size !== 'day' || to.size !== 'day' || from.month !== to.month) return false;
	if (from.year && to.year) return false;
	const [begin, end] = [from.at(2000), to.at(2000)];
	return begin !== null && end !== null && begin.from > end.to;
}

function endOfRange(item: RangeItem, year: number): Day | null {
	const end = item.to.at(year);
	if (!end) return null;
	return item.until === 'before' ? end.from - 1 : end.to;
}

/** From its beginning in `year` to the next end after it: across New Year where need be. */
function rangeFrom(from: Point, endAt: (year: number) => Day | null, year: number): Span | null {
	const begin = from.at(year);
	if (!begin) return null;
	const same = endAt(year);
	const end = same !== null && same >= begin.from ? same : endAt(year + 1);
	return end === null || end < begin.from ? null : { from: begin.from, to: end };
}

function fixedRange(item: RangeItem, endAt: (year: number) => Day | null, plan: Plan): Resolved {
	const firstYear = beginYears(item.from.year, item.from, plan)[0];
	const lastYear = beginYears(item.to.year, item.to, plan).at(-1);
	const begin = firstYear === undefined ? null : item.from.at(firstYear);
	const end = lastYear === undefined ? null : endAt(lastYear);
	if (!begin || end === null) return found([null]);
	if (begin.from > end) return { spans: [], yearly: false, failure: 'backwards-range' };
	return found([{ from: begin.from, to: end }]);
}

/** «декабрь – май 2022», «сентябрь – май 2021/2022 учебного года»: the year is that of the end. */
function rangeByEnd(item: RangeItem, endAt: (year: number) => Day | null, plan: Plan): Resolved {
	const year = item.to.year!;
	if (year.kind === 'calendar') {
		const end = endAt(year.year);
		const same = item.from.at(year.year);
		if (end === null || !same) return found([null]);
		const begin = same.from <= end ? same : item.from.at(year.year - 1);
		return found([begin && { from: begin.from, to: end }]);
	}
	const at = (begin: number) => rangeFrom(item.from, endAt, begin);
	const years = beginYears(year, { month: item.from.month, at }, plan);
	return found(years.map(at), years.length > 1);
}

function crossesSchoolYear(span: Span | null): boolean {
	if (!span) return false;
	const { year } = partsOf(span.to);
	const september = dayOf(year, 9, 1);
	return span.from < september && span.to >= september;
}

type LimitItem = Extract<DateItem, { type: 'until' }>;

/** «до X» runs from the first day of the plan; in a plan of several years each one from its own. */
function resolveLimit(item: LimitItem, plan: Plan, doubts: Set<TermDoubt>): Resolved {
	const { point, limit } = item;
	if (limit === 'habit') doubts.add('until-period');
	const endAt = (year: number): Span | null => {
		const span = point.at(year);
		if (!span) return null;
		const end = limit === 'before' ? span.from - 1 : span.to;
		return { from: end, to: end };
	};
	const wholeYears = point.size === 'year' && point.year?.kind === 'years' ? point.year : null;
	const years = wholeYears
		? [wholeYears.first]
		: beginYears(point.year, { month: point.month, at: endAt }, plan);
	const isFree = point.year === null;
	const ends = onWeekday(point, years, doubts).map((year) => {
		const end = endAt(year);
		return isFree && end && end.to < plan.from && limit === 'before' ? endAt(year + 1) : end;
	});
	const spans = ends.map(
		(end, i) => end && limitSpan(end.to, plan, i > 0 || point.year?.kind === 'after-report')
	);
	return found(spans, isFree && spans.length > 1);
}

function limitSpan(end: Day, plan: Plan, ownYear: boolean): Span {
	const { year, month } = partsOf(end);
	const yearStart =
		plan.kind === 'school' ? dayOf(month >= 9 ? year : year - 1, 9, 1) : dayOf(year, 1, 1);
	const from = ownYear ? Math.max(plan.from, yearStart) : plan.from;
	return { from: Math.min(from, end), to: end };
}

type BeginningItem = Extract<DateItem, { type: 'since' }>;

/** «с 4 сентября» runs to the end of the plan, from the first one not before it was written. */
function resolveBeginning(item: BeginningItem, plan: Plan, doubts: Set<TermDoubt>): Resolved {
	const { point, after } = item;
	const years = beginYears(point.year, point, plan);
	if (point.year === null && years.length > 1) doubts.add('year-assumed');
	const begins = years.map((year) => point.at(year));
	const written = plan.written;
	const chosen =
		begins.find((span) => span !== null && written !== null && span.to >= written) ?? begins[0];
	if (!chosen) return found([null]);
	const from = after ? chosen.to + 1 : chosen.from;
	return found([{ from, to: Math.max(from, plan.to) }]);
}
