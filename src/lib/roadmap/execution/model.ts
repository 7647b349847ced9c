import type { PlainDate } from '../../calendar/term.ts';

/** Where an occurrence comes from: the term, a continuous measure's check-in, no date yet, a person. */
export type OccurrenceKind = 'term' | 'check-in' | 'undated' | 'added';

export const stages = [
	'open',
	'begun',
	'reported',
	'returned',
	'verified',
	'not-done',
	'cancelled'
] as const;
/** What people did. */
export type Stage = (typeof stages)[number];

export const states = [
	'planned',
	'undated',
	'due-soon',
	'under-way',
	'late',
	'reported',
	'returned',
	'verified',
	'done-late',
	'not-done',
	'cancelled'
] as const;
/** What the day makes of the stage (`stateOf`). */
export type State = (typeof states)[number];

/** One period in which a measure is due. */
export interface Occurrence {
	id: string;
	measureId: string;
	kind: OccurrenceKind;
	/** Both or none: an external schedule, an event or need has no date until somebody knows it. */
	from: PlainDate | null;
	to: PlainDate | null;
	/** Its day is not the roadmap's own: it can pass, but the work is never late. */
	neverLate: boolean;
	stage: Stage;
	doneOn: PlainDate | null;
	/** Why it was cancelled or not done. */
	reason: string | null;
	reportId: string | null;
	revision: number;
}
