import type { PlainDate } from '../calendar/term.ts';
import type { FullName } from '../people/names.ts';

/** What a measure asks of somebody, the most urgent first. */
export type WorkKind = 'returned' | 'late' | 'due' | 'reported';

/** A measure with the first of its occurrences that ask for the same. */
export interface WorkRow {
	kind: WorkKind;
	measureId: string;
	roadmapId: string;
	occurrenceId: string;
	number: string | null;
	text: string;
	owner: { id: string; shortName: string };
	/** Last day of that occurrence; null where none is known. */
	due: PlainDate | null;
	/** How many occurrences of the measure are of this kind. */
	times: number;
	/** With what, by whom and when it was returned. */
	returned: { comment: string; by: FullName | null; at: string } | null;
	mayReport: boolean;
	mayVerify: boolean;
}

/** A page of rows, and how many there are in all. */
export interface WorkPage {
	rows: WorkRow[];
	total: number;
}

/** Whether the people of an organisation that is late were reminded today. */
export interface RemindView {
	ownerId: string;
	/** How many were, and what became of their letters; null: nobody was. */
	told: { people: number; sent: number; failed: number } | null;
}

/** A school with late measures, for who follows it. */
export interface LateSchool {
	id: string;
	name: string;
	roadmapId: string;
	/** Late measures, and the numbers of the first of them. */
	count: number;
	numbers: string[];
	/** Since when the first of them is late. */
	since: PlainDate;
	/** null: the reader sends no reminders. */
	remind?: RemindView | null;
}

/** A roadmap whose next step is the actor's. */
export interface WaitingRoadmap {
	step: 'agree' | 'approve' | 'rework' | 'finish';
	id: string;
	title: string;
	owner: string;
	/** Day of the last step. */
	since: PlainDate | null;
	/** With what it came back. */
	comment: string | null;
}

export interface Mention {
	measureId: string;
	roadmapId: string;
	number: string | null;
	text: string;
	owner: string;
	author: string;
	said: string;
	day: PlainDate;
}

/** A document that somebody must look at: read with questions, or not readable at all. */
export interface WaitingDocument {
	documentId: string;
	name: string;
	organisation: string;
	state: 'review' | 'refused';
	measures: number;
	questions: number;
}

/** A list that was cut: `total` counts all. */
export interface Cut<T> {
	rows: T[];
	total: number;
}

/** A half-year report that the actor owes, that came back to him, or that waits for his decision. */
export interface WaitingReport {
	kind: 'write' | 'returned' | 'decide';
	roadmapId: string;
	title: string;
	owner: string;
	/** null: nobody began it. */
	reportId: string | null;
	dueOn: PlainDate;
	overdue: boolean;
}

/** A roadmap that will not reach the line of 55 % if the work goes on as it has so far. */
export interface Endangered {
	roadmapId: string;
	title: string;
	owner: string;
	/** Measures that the forecast expects to be done by the end, at most, and of how many. */
	high: number;
	whole: number;
	/** Last day of its period. */
	until: PlainDate;
}

/** A survey that runs at the actor's school. */
export interface RunningSurvey {
	id: string;
	title: string;
	school: string;
	/** The last day. */
	until: PlainDate;
}

/** What waits for the actor beside his own measures. */
export interface Waiting {
	/** Reports to be verified: by school, in alphabetical order; `total` counts reports. */
	verify: Cut<{ id: string; name: string; count: number }>;
	roadmaps: Cut<WaitingRoadmap>;
	mentions: Cut<Mention>;
	documents: Cut<WaitingDocument>;
	/** Schools without a roadmap that holds today, for which the actor may begin one. */
	missing: Cut<{ id: string; name: string }>;
	late: Cut<LateSchool>;
	/** Half-year reports to be written, mended or decided on. */
	halfYear: Cut<WaitingReport>;
}

/** A term of the two weeks that begin with this one, of whatever the actor may read. */
export interface DueMeasure {
	id: string;
	roadmapId: string;
	number: string | null;
	text: string;
	owner: string;
	due: PlainDate;
}
