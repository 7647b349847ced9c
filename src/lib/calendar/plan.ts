import { overlaps, partsOf, toSpan, dayOf, clip } from './days.ts';
import type { Day, Span } from './days.ts';
import { firstSchoolYear, yearKindOf } from './school-year.ts';
import type { TermContext } from './term.ts';
import { parseDay } from './days.ts';

/** A plan's period as the resolver asks about it. */
export interface Plan extends Span {
	kind: 'calendar' | 'school';
	/** Calendar years it touches. */
	firstYear: number;
	lastYear: number;
	/** Longer than a year: what is printed without a year then comes again and again. */
	isLong: boolean;
	/** When the document was written, or null. */
	written: Day | null;
}

/** Days a plan may be longer than a year and still be a plan of one year. */
const LONGEST_YEAR = 400;

/** Throws `RangeError` where the plan's dates are not dates or stand in the wrong order. */
export function planOf(context: TermContext): Plan {
	const span = toSpan(context.plan);
	if (span.from > span.to) {
		throw new RangeError(
			`The plan ends before it begins: ${context.plan.from}..${context.plan.to}`
		);
	}
	return {
		...span,
		kind: yearKindOf(context.plan),
		firstYear: partsOf(span.from).year,
		lastYear: partsOf(span.to).year,
		isLong: span.to - span.from + 1 > LONGEST_YEAR,
		written: context.written ? parseDay(context.written) : null
	};
}

/** Something that comes once a year: its days in the year in which it begins. */
export interface Yearly {
	month: number;
	at: (year: number) => Span | null;
}

/**
 * The years in which something printed without a year happens in the plan. In a plan of one year
 * there is one: the best covered by the plan, else the one that the kind of year gives (September
 * to December the first, January to August the second of a school year). In a longer plan it is
 * every year in which it touches the plan.
 */
export function yearsInPlan(plan: Plan, yearly: Yearly): number[] {
	const all = Array.from(
		{ length: plan.lastYear - plan.firstYear + 1 },
		(_, i) => plan.firstYear + i
	);
	const inside = all.filter((year) => {
		const span = yearly.at(year);
		return span !== null && overlaps(span, plan);
	});
	if (inside.length === 0) return [yearByKind(plan, yearly)];
	if (plan.isLong || inside.length === 1) return inside;
	const covered = (year: number) => {
		const shared = clip(yearly.at(year)!, plan)!;
		return shared.to - shared.from;
	};
	return [inside.reduce((best, year) => (covered(year) > covered(best) ? year : best))];
}

function yearByKind(plan: Plan, yearly: Yearly): number {
	if (plan.kind === 'calendar' || yearly.month >= 9) return plan.firstYear;
	return Math.min(plan.firstYear + 1, plan.lastYear);
}

/** The calendar or school years of the plan as spans, cut at its ends. */
export function planYears(plan: Plan): Span[] {
	const begins = plan.kind === 'school' ? [firstSchoolYear(plan.from), 9] : [plan.firstYear, 1];
	const spans: Span[] = [];
	const [first = 0, month = 1] = begins;
	for (let year = first; ; year++) {
		const span = clip({ from: dayOf(year, month, 1), to: dayOf(year + 1, month, 1) - 1 }, plan);
		if (span) spans.push(span);
		else if (dayOf(year, month, 1) > plan.to) return spans;
	}
}
