/**
 * How far the work is: every figure of progress is defined here, once. Measures are the unit
 * (docs/decisions/0011). The formulas are told in docs/guide/progress.md; their twin for queries over
 * many roadmaps is `opora.measure_standing` (migration 0260), and a test holds the two together. Pure.
 */
import type { PlainDate } from '../calendar/term.ts';
import type { Occurrence } from './execution/model.ts';
import { workOf, type WorkState } from './execution/work.ts';

/** «Реализовано не менее 55 % мероприятий»: the line, in per cent of the whole. */
export const LINE_PERCENT = 55;

export const standingStates = [
	'done',
	'reported',
	'returned',
	'late',
	'under-way',
	'not-begun',
	'not-done'
] as const satisfies readonly WorkState[];
/** States of a measure that counts, in the order in which a meter shows them. */
export type StandingState = (typeof standingStates)[number];

/** Where one measure stands on a day. */
export interface Standing {
	state: StandingState;
	/**
	 * The day by which all of it is to be done: the last day of its occurrences, or the end of the
	 * period where one of them has no day of its own.
	 */
	plannedOn: PlainDate;
	/** Something of it was due by today, today included; never what has no day of its own. */
	due: boolean;
	/** All that was due by today is verified. */
	kept: boolean;
	/** All that was due by today is reported, and some of it waits for a verdict. */
	waiting: boolean;
	/** Something of it was closed as not done: it cannot be carried out any more. */
	lost: boolean;
	/** Of a measure that is done: the last day on which work was done. */
	doneOn: PlainDate | null;
}

/** Numbers of measures; the states add up to the whole. */
export interface Tally {
	whole: number;
	done: number;
	/** To be done entirely by today. */
	planned: number;
	due: number;
	kept: number;
	waiting: number;
	lost: number;
	states: Record<StandingState, number>;
}

/**
 * `occurrences` of one measure without withdrawn ones; `periodTo` is the roadmap's last day. null: none
 * of them counts (there are none, or all are cancelled), and neither does the measure.
 */
export function standingOf(
	occurrences: readonly Occurrence[],
	periodTo: PlainDate,
	today: PlainDate
): Standing | null {
	const counted = occurrences.filter(({ stage }) => stage !== 'cancelled');
	const work = workOf(counted, today);
	if (!work || work.state === 'cancelled') return null;
	const due = counted.filter(({ to, neverLate }) => to !== null && to <= today && !neverLate);
	const kept = due.length > 0 && due.every(({ stage }) => stage === 'verified');
	const days = counted.flatMap(({ to }) => to ?? []);
	const isDated = counted.every(({ to, neverLate }) => to !== null && !neverLate);
	return {
		state: work.state,
		plannedOn: latest(isDated ? days : [...days, periodTo]),
		due: due.length > 0,
		kept,
		waiting:
			due.length > 0 &&
			!kept &&
			due.every(({ stage }) => stage === 'verified' || stage === 'reported'),
		lost: counted.some(({ stage }) => stage === 'not-done'),
		doneOn:
			work.state === 'done'
				? [latest(counted.map(({ doneOn }) => doneOn ?? today)), today].sort()[0]!
				: null
	};
}

const latest = (days: PlainDate[]): PlainDate => days.toSorted().at(-1)!;

export const emptyTally = (): Tally => ({
	whole: 0,
	done: 0,
	planned: 0,
	due: 0,
	kept: 0,
	waiting: 0,
	lost: 0,
	states: {
		done: 0,
		reported: 0,
		returned: 0,
		late: 0,
		'under-way': 0,
		'not-begun': 0,
		'not-done': 0
	}
});

export function tallyOf(standings: Iterable<Standing>, today: PlainDate): Tally {
	const tally = emptyTally();
	for (const standing of standings) {
		tally.whole += 1;
		tally.states[standing.state] += 1;
		tally.done += Number(standing.state === 'done');
		tally.planned += Number(standing.plannedOn <= today);
		tally.due += Number(standing.due);
		tally.kept += Number(standing.kept);
		tally.waiting += Number(standing.waiting);
		tally.lost += Number(standing.lost);
	}
	return tally;
}

export function sumTallies(tallies: Iterable<Tally>): Tally {
	const sum = emptyTally();
	for (const tally of tallies) {
		for (const state of standingStates) sum.states[state] += tally.states[state];
		for (const key of ['whole', 'done', 'planned', 'due', 'kept', 'waiting', 'lost'] as const)
			sum[key] += tally[key];
	}
	return sum;
}

/** 0 … 1, or null where there is nothing to have a share of. */
export function shareOf(part: number, whole: number): number | null {
	return whole === 0 ? null : part / whole;
}

/** How many measures of `whole` make the line. */
export function lineOf(whole: number): number {
	return Math.ceil((whole * LINE_PERCENT) / 100);
}

/**
 * In whole per cent, rounded down: 54.9 % is not the line yet. null where there is nothing to have a
 * share of.
 */
export function percentOf(part: number, whole: number): number | null {
	return whole === 0 ? null : Math.floor((part * 100) / whole);
}
