import { hull, inOrder, overlaps, partsOf, toWindow } from './days.ts';
import type { Span } from './days.ts';
import { yearPoint } from './grammar/points.ts';
import type { Every, Item, Point, Reading } from './grammar/meaning.ts';
import type { Plan } from './plan.ts';
import { resolveDates } from './resolve-dates.ts';
import type { Resolved } from './resolve-dates.ts';
import { monthlyDaysIn, recurrenceName, unitsIn, weekdaysIn } from './resolve-recurring.ts';
import { isDateItem } from './resolve-years.ts';
import type { DateItem } from './resolve-years.ts';
import type { Recurrence, Term, TermDoubt, TermKind } from './term.ts';

/** How much each doubt takes from a confidence of 1; below 0.8 a person should look. */
const COST: Partial<Record<TermDoubt, number>> = {
	'year-assumed': 0.1,
	'mistyped-word': 0.1,
	'relative-year': 0.15,
	'until-period': 0.15,
	'missing-comma': 0.25,
	'outside-plan': 0.3,
	'crosses-school-year': 0.3,
	'words-ignored': 0.3,
	'weekday-mismatch': 0.3
};

interface Outcome {
	kind: TermKind;
	spans: Span[];
	/** Where it differs from the outer bounds of the occurrences. */
	window?: Span | null;
	recurrence: Recurrence | null;
}

/** What a read phrase means inside a plan. */
export function resolve(phrase: string, reading: Reading, plan: Plan): Term {
	const doubts = new Set(reading.doubts);
	const has = (type: Item['type']) => reading.items.some((item) => item.type === type);
	if (has('blank')) return term(phrase, { kind: 'blank', spans: [], recurrence: null }, new Set());
	if (reading.impossible) return unknown(phrase, 'impossible-date');
	const dateDoubts = new Set<TermDoubt>();
	const dates = resolveDates(reading.items.filter(isDateItem), plan, dateDoubts);
	if (dates.failure && reading.items.some(isDateItem)) return unknown(phrase, dates.failure);
	const isRecurring = has('every') || has('weekdays') || has('monthly-day');
	const outcome = isRecurring
		? recurring(reading.items, plan, doubts)
		: outcomeOf(reading.items, dates, plan);
	if (!isRecurring) for (const doubt of dateDoubts) doubts.add(doubt);
	if (!outcome) return unknown(phrase, reading.isEmpty ? 'empty-phrase' : 'nothing-understood');
	const isProse = has('external') || has('event') || has('need');
	if (reading.ignored > 0 && !isProse) doubts.add('words-ignored');
	const isOutside = outcome.spans.some((span) => leavesPlan(span, plan));
	if (isOutside && !reading.items.some(isReport)) doubts.add('outside-plan');
	return term(phrase, outcome, doubts);
}

function outcomeOf(items: Item[], dates: Resolved, plan: Plan): Outcome | null {
	const has = (type: Item['type']) => items.some((item) => item.type === type);
	const whole: Span = { from: plan.from, to: plan.to };
	if (has('external') || has('need')) {
		const kind = has('external') ? 'external' : 'need';
		return { kind, spans: [], window: hull(dates.spans), recurrence: null };
	}
	if (has('continuous')) {
		const spans = dates.spans.length > 0 ? dates.spans : [whole];
		return { kind: 'continuous', spans, recurrence: null };
	}
	if (dates.spans.length > 0) {
		return {
			kind: dates.yearly ? 'recurring' : 'dates',
			spans: dates.spans,
			recurrence: dates.yearly ? 'yearly' : null
		};
	}
	if (has('event')) return { kind: 'event', spans: [], window: null, recurrence: null };
	return has('once') ? { kind: 'dates', spans: [whole], recurrence: null } : null;
}

/** Something that recurs: its interval, the bounds it recurs in, and the days named within each. */
function recurring(said: Item[], plan: Plan, doubts: Set<TermDoubt>): Outcome {
	const items = beginAtFurther(said);
	const every = items.find((item) => item.type === 'every')?.every ?? null;
	const { inner, outer } = splitDates(items, every, plan);
	const outerDates = resolveDates(outer, plan, doubts);
	const bounds = outer.length > 0 ? inOrder(outerDates.spans) : [{ from: plan.from, to: plan.to }];
	const interval = every ?? intervalOf(items);
	const innerDoubts = new Set<TermDoubt>();
	const spans = bounds.flatMap((span) => {
		if (inner.length === 0) return occurrencesIn(items, interval, span, plan);
		return resolveDates(inner, partOfPlan(plan, span), innerDoubts).spans;
	});
	innerDoubts.delete('year-assumed');
	for (const doubt of innerDoubts) doubts.add(doubt);
	return {
		kind: 'recurring',
		spans,
		window: spans.length > 0 ? undefined : hull(bounds),
		recurrence: recurrenceName(interval)
	};
}

/** «май 2021, далее ежегодно» is «май, ежегодно с 2021»; «ноябрь, далее ежемесячно» since November. */
function beginAtFurther(items: Item[]): Item[] {
	const further = items.findIndex((item) => item.type === 'further');
	const after = items.slice(further + 1).find((item) => item.type === 'every');
	if (further < 0 || !after) return items;
	const isYearly = after.every.unit === 'year';
	return items.flatMap((item, at): Item[] => {
		if (at > further || item.type !== 'point') return [item];
		const { point } = item;
		if (!isYearly || point.size === 'year') return [{ type: 'since', point, after: false }];
		const bare: Item = { type: 'point', point: { ...point, year: null } };
		if (point.year?.kind !== 'calendar') return [bare];
		return [bare, { type: 'since', point: yearPoint(point.year), after: false }];
	});
}

function partOfPlan(plan: Plan, span: Span): Plan {
	return {
		...plan,
		...span,
		firstYear: partsOf(span.from).year,
		lastYear: partsOf(span.to).year,
		isLong: plan.isLong && span.to - span.from > 400
	};
}

/** The interval that weekdays or days of a month have by themselves. */
function intervalOf(items: Item[]): Every {
	const weekdays = items.find((item) => item.type === 'weekdays');
	return weekdays ? { unit: 'week', count: weekdays.step } : { unit: 'month', count: 1 };
}

function occurrencesIn(items: Item[], every: Every, bounds: Span, plan: Plan): Span[] {
	const monthly = items.filter((item) => item.type === 'monthly-day');
	if (monthly.length > 0) {
		const months =
			every.unit === 'month'
				? every.count
				: every.unit === 'year'
					? 12
					: every.unit === 'term'
						? 3
						: 1;
		return monthly.flatMap(({ day }) => monthlyDaysIn(day, months, bounds));
	}
	const weekdays = items.find((item) => item.type === 'weekdays');
	const isShort = every.unit === 'day' || every.unit === 'week' || every.unit === 'workday';
	if (weekdays && isShort) return weekdaysIn(weekdays.days, weekdays.step, bounds);
	return unitsIn(every, bounds, plan);
}

/** Longest inner period of an interval, in days; null where dates always bound it. */
function longestInner(every: Every | null): number | null {
	if (!every) return null;
	if (every.unit === 'year') return 364;
	if (every.unit === 'term' || every.unit === 'trimester') return 92;
	return every.unit === 'month' && every.count >= 2 ? every.count * 31 : null;
}

/** Dates after a colon or shorter than the interval are its occurrences, others its bounds. */
function splitDates(
	items: Item[],
	every: Every | null,
	plan: Plan
): { inner: DateItem[]; outer: DateItem[] } {
	const colon = items.findIndex((item) => item.type === 'colon');
	const isListed = colon > items.findIndex((item) => item.type === 'every') && every !== null;
	const longest = longestInner(every);
	const limits = items.filter((item) => item.type === 'until').length;
	const inner: DateItem[] = [];
	const outer: DateItem[] = [];
	items.forEach((item, at) => {
		if (!isDateItem(item)) return;
		const isNamed =
			(isListed && at > colon) || (longest !== null && fits(item, longest, every!, limits, plan));
		(isNamed ? inner : outer).push(item);
	});
	return { inner, outer };
}

function fits(item: DateItem, longest: number, every: Every, limits: number, plan: Plan): boolean {
	if (item.type === 'plan-year' || item.type === 'since') return false;
	if (item.type === 'until') {
		const isFree = item.point.year === null || item.point.year.kind === 'after-report';
		return isFree && item.point.size !== 'year' && (every.unit === 'year' || limits > 1);
	}
	if (item.type === 'point' && isYear(item.point)) return false;
	const { spans } = resolveDates([item], plan, new Set());
	return spans.length > 0 && spans.every((span) => span.to - span.from < longest);
}

function isYear(point: Point): boolean {
	return point.size === 'year';
}

/** Days that a period may outlast its plan: the rest of a month or quarter. */
const OVERRUN = 31;

/** Wholly outside the plan, or outlasting it by more than the rest of a month. */
function leavesPlan(span: Span, plan: Plan): boolean {
	return !overlaps(span, plan) || span.to > plan.to + OVERRUN;
}

/** A report comes after the period it reports on, so it may well come after the plan. */
function isReport(item: Item): boolean {
	if (item.type === 'monthly-day') return item.day.afterReport;
	if (item.type === 'range') return item.to.year?.kind === 'after-report';
	return (
		(item.type === 'point' || item.type === 'until') && item.point.year?.kind === 'after-report'
	);
}

function unknown(phrase: string, doubt: TermDoubt): Term {
	return {
		phrase,
		kind: 'unknown',
		window: null,
		occurrences: [],
		recurrence: null,
		confidence: 0,
		doubts: [doubt]
	};
}

function term(phrase: string, outcome: Outcome, doubts: Set<TermDoubt>): Term {
	const spans = inOrder(outcome.spans);
	const window = outcome.window === undefined ? hull(spans) : outcome.window;
	const cost = [...doubts].reduce((sum, doubt) => sum + (COST[doubt] ?? 0), 0);
	return {
		phrase,
		kind: outcome.kind,
		window: window && toWindow(window),
		occurrences: spans.map(toWindow),
		recurrence: outcome.recurrence,
		confidence: Math.round(Math.max(0.1, 1 - cost) * 100) / 100,
		doubts: [...doubts]
	};
}
