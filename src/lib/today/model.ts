import type { PlainDate } from '../calendar/term.ts';

/** A document that somebody must look at: read with questions, or not readable at all. */
export interface WaitingDocument {
	documentId: string;
	name: string;
	organisation: string;
	state: 'review' | 'refused';
	measures: number;
	questions: number;
}

/** A measure whose work ends on `due`: the end of one of its occurrences. */
export interface DueMeasure {
	id: string;
	roadmapId: string;
	number: string | null;
	text: string;
	owner: string;
	due: PlainDate;
}

/** A school with the roadmap whose period contains today. */
export interface SchoolState {
	id: string;
	name: string;
	kind: string;
	/** Place in the tree, for what the actor may do there. */
	path: string;
	roadmap: {
		id: string;
		from: PlainDate;
		to: PlainDate;
		order: string | null;
		measures: number;
	} | null;
}
