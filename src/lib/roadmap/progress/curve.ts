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
