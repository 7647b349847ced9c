/** How the plan and the work run over the months of a period. Pure. */
import type { PlainDate, Window } from '../../calendar/term.ts';
import { monthsOf } from '../filters.ts';
import type { Standing } from '../progress.ts';

/** Measures by the end of a month: those to be done entirely by then, and those whose work was. */
export interface CurvePoint {
	/** `2026-11` */
	month: string;
	plan: number;
	fact: number;
}

/** Months of a roadmap as its counts hold them: not added up, from the month of `first` on. */
export interface MonthCounts {
	first: PlainDate;
	plan: number[];
	fact: number[];
}

/** One element a month, not added up. */
export function monthlyOf({ first, plan, fact }: MonthCounts): CurvePoint[] {
	const [year, month] = first.split('-').map(Number) as [number, number];
	return plan.map((planned, n) => {
		const at = year * 12 + month - 1 + n;
		const name = `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
		return { month: name, plan: planned, fact: fact[n]! };
	});
}

/** Adds up months of many roadmaps, each month with all before it. */
export function addUp(months: readonly CurvePoint[]): CurvePoint[] {
	const byMonth = Map.groupBy(months, ({ month }) => month);
	let [plan, fact] = [0, 0];
	return [...byMonth.keys()].sort().map((month) => {
		for (const each of byMonth.get(month)!) {
			plan += each.plan;
			fact += each.fact;
		}
		return { month, plan, fact };
	});
}

/** A point for each month of the period; what lies outside it counts at its nearest end. */
export function curveOf(standings: readonly Standing[], period: Window): CurvePoint[] {
	const months = monthsOf(period);
	const upTo = (days: PlainDate[], place: number): number =>
		place === months.length - 1
			? days.length
			: days.filter((day) => day.slice(0, 7) <= months[place]!).length;
	const planned = standings.map(({ plannedOn }) => plannedOn);
	const done = standings.flatMap(({ doneOn }) => doneOn ?? []);
	return months.map((month, place) => ({
		month,
		plan: upTo(planned, place),
		fact: upTo(done, place)
	}));
}
