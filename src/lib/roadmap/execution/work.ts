/** How far one measure is, from its occurrences. Pure. */
import { Temporal } from 'temporal-polyfill';
import type { PlainDate } from '../../calendar/term.ts';
import type { Occurrence } from './model.ts';
import { stateOf } from './state.ts';

export const workStates = [
	'late',
	'returned',
	'reported',
	'under-way',
	'not-begun',
	'done',
	'not-done',
	'cancelled'
] as const;
/** The state of a measure: of its occurrences the one that most needs somebody. */
export type WorkState = (typeof workStates)[number];

export interface Work {
	state: WorkState;
	/** Occurrences that count (not cancelled), and those of them that were verified. */
	counted: number;
	verified: number;
	/** The last day of the work that is due next, or on which the last of it was done. */
	day: PlainDate | null;
	/** First day of what is due next, where that is still to come. */
	begins: PlainDate | null;
	/** Days since the first late occurrence was due. */
	lateDays: number;
	/** The occurrence to report next, where something can be reported now. */
	next: Pick<Occurrence, 'id' | 'revision'> | null;
}

/** `occurrences` of one measure without withdrawn ones; null: it has none. */
export function workOf(occurrences: readonly Occurrence[], today: PlainDate): Work | null {
	if (occurrences.length === 0) return null;
	const states = occurrences.map((one) => ({ one, state: stateOf(one, today) }));
	const some = (...wanted: string[]) => states.some(({ state }) => wanted.includes(state));
	const counted = occurrences.filter(({ stage }) => stage !== 'cancelled');
	const verified = counted.filter(({ stage }) => stage === 'verified');
	const open = counted
		.filter(({ stage }) => stage === 'open' || stage === 'begun' || stage === 'returned')
		.sort((one, other) => (one.to ?? '9').localeCompare(other.to ?? '9'));
	const late = states.find(({ state }) => state === 'late')?.one;
	const lateSince = states
		.flatMap(({ one, state }) => (state === 'late' && one.to !== null ? [one.to] : []))
		.sort()[0];
	const state: WorkState =
		counted.length === 0
			? 'cancelled'
			: verified.length === counted.length
				? 'done'
				: late
					? 'late'
					: some('returned')
						? 'returned'
						: some('reported')
							? 'reported'
							: open.length === 0
								? 'not-done'
								: verified.length > 0 || open.some(({ stage }) => stage === 'begun')
									? 'under-way'
									: 'not-begun';
	const first = open[0];
	const lastDone = verified
		.map(({ doneOn }) => doneOn ?? '')
		.sort()
		.at(-1);
	const reportable =
		open.find(({ stage }) => stage === 'returned') ??
		open.find(({ from }) => from === null || from <= today);
	return {
		state,
		counted: counted.length,
		verified: verified.length,
		day: state === 'done' ? lastDone || null : (first?.to ?? null),
		begins: first?.from && first.from > today ? first.from : null,
		lateDays: lateSince
			? Temporal.PlainDate.from(lateSince).until(Temporal.PlainDate.from(today)).days
			: 0,
		next: reportable ? { id: reportable.id, revision: reportable.revision } : null
	};
}
