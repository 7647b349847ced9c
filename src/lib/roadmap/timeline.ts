import type { PlainDate, Term, Window } from '../calendar/term.ts';
import { monthsOf } from './filters.ts';
import { hasDates, type TimeState } from './state.ts';

const DAY = 86_400_000;
/** Repeats nearer than this to each other, in percent, would touch: they become one bar. */
const CLOSEST_MARKS = 3;
/** A period of at most so many days is a mark at its end, not a bar. */
const MARK_DAYS = 3;
/** Up to so many months each has a column; longer plans show quarters, then years. */
const MOST_MONTHS = 18;
const MOST_QUARTERS = 24;

/** All places are percent of the period's width, 0 … 100. */
export interface Axis {
	period: Window;
	unit: 'month' | 'quarter' | 'year';
	columns: AxisColumn[];
	/** Today's line, or null outside the period. */
	today: number | null;
}

export interface AxisColumn {
	/** First day of the column. */
	from: PlainDate;
	x: number;
	width: number;
	/** Today lies in it. */
	now: boolean;
	/** The column begins a calendar year (or the axis). */
	newYear: boolean;
}

export interface Track {
	/** Ranges, in order. */
	bars: { x: number; width: number; state: TimeState; window: Window }[];
	/** Repeats and single days. */
	marks: { x: number; state: TimeState; window: Window }[];
	/** The dotted line under repeats. */
	line: { from: number; to: number } | null;
}

/** Columns of months, quarters or years over the whole period. */
export function axisOf(period: Window, today: PlainDate): Axis {
	const months = monthsOf(period);
	const unit =
		months.length <= MOST_MONTHS
			? 'month'
			: months.length / 3 <= MOST_QUARTERS
				? 'quarter'
				: 'year';
	const starts = months.filter((month, i) => i === 0 || begins(month, unit));
	const place = placer(period);
	const columns = starts.map((month, i) => {
		const from = i === 0 ? period.from : `${month}-01`;
		const next = starts[i + 1];
		const x = place.start(from);
		const end = next ? place.start(`${next}-01`) : 100;
		return {
			from,
			x,
			width: end - x,
			now: from <= today && (next ? today < `${next}-01` : today <= period.to),
			newYear: i === 0 || month.endsWith('-01')
		};
	});
	const inside = period.from <= today && today <= period.to;
	return { period, unit, columns, today: inside ? place.middle(today) : null };
}

function begins(month: string, unit: Axis['unit']): boolean {
	const number = Number(month.slice(5));
	return unit === 'month' || (unit === 'quarter' ? number % 3 === 1 : number === 1);
}

/**
 * Where a term lies on the axis; null where it has no dates of its own or none inside the period.
 * Each place is cut to the period.
 */
export function trackOf(term: Term, period: Window, today: PlainDate): Track | null {
	if (!term.window || !hasDates(term)) return null;
	const place = placer(period);
	const windows = (term.occurrences.length > 0 ? term.occurrences : [term.window]).flatMap(
		(window) => cut(window, period)
	);
	if (windows.length === 0) return null;
	const stateOf = ({ from, to }: Window): TimeState =>
		today < from ? 'ahead' : today > to ? 'past' : 'current';
	const bar = (window: Window) => {
		const x = place.start(window.from);
		return { x, width: place.end(window.to) - x, state: stateOf(window), window };
	};
	const mark = (window: Window) => ({
		x: place.middle(window.to),
		state: stateOf(window),
		window
	});
	if (term.recurrence !== null && windows.length > 1) {
		const marks = windows.map(mark);
		if (distance(marks) < CLOSEST_MARKS) {
			const whole = { from: windows[0]!.from, to: windows.at(-1)!.to };
			return { bars: [bar(whole)], marks: [], line: null };
		}
		return { bars: [], marks, line: { from: marks[0]!.x, to: marks.at(-1)!.x } };
	}
	const short = (window: Window): boolean =>
		daysBetween(window.from, window.to) < MARK_DAYS || isDeadline(term, window, period);
	return {
		bars: windows.filter((window) => !short(window)).map(bar),
		marks: windows.filter(short).map(mark),
		line: null
	};
}

/** «до 15 октября» runs from the plan's first day, but what counts is its end. */
function isDeadline(term: Term, { from, to }: Window, period: Window): boolean {
	return (
		from === period.from &&
		to < period.to &&
		/^\s*(в\s+срок\s+)?(до|к|не\s+позднее)(?!\p{L})/iu.test(term.phrase)
	);
}

function cut({ from, to }: Window, period: Window): Window[] {
	const start = from < period.from ? period.from : from;
	const end = to > period.to ? period.to : to;
	return start <= end ? [{ from: start, to: end }] : [];
}

/** Mean distance: a last period that the plan's end cuts short does not count alone. */
function distance(marks: { x: number }[]): number {
	return (marks.at(-1)!.x - marks[0]!.x) / (marks.length - 1);
}

function placer(period: Window) {
	const days = daysBetween(period.from, period.to) + 1;
	const share = (count: number): number => Math.round((count / days) * 10_000) / 100;
	return {
		start: (date: PlainDate) => share(daysBetween(period.from, date)),
		middle: (date: PlainDate) => share(daysBetween(period.from, date) + 0.5),
		end: (date: PlainDate) => share(daysBetween(period.from, date) + 1)
	};
}

function daysBetween(from: PlainDate, to: PlainDate): number {
	return Math.round((Date.parse(to) - Date.parse(from)) / DAY);
}
