import type { PlainDate, Window } from '../../calendar/term.ts';
import type { State } from '../execution/model.ts';
import type { Period } from './period.ts';

/** Создан, готов, на рассмотрении, на доработке, принят (domain.md §3.3). */
export const reportStages = ['created', 'ready', 'sent', 'returned', 'accepted'] as const;
export type ReportStage = (typeof reportStages)[number];

/** With `none` for what nobody began. */
export const listedStages = ['none', ...reportStages] as const;
export type ListedStage = (typeof listedStages)[number];

/**
 * What a measure is in the half-year: of its occurrences the one that most needs an explanation.
 * `ahead` was done before the half-year in which it is due, `done-undated` had no day; `under-way` has
 * nothing that was due yet; `undated` waits for a date from outside.
 */
export const rowStates = [
	'late',
	'not-done',
	'returned',
	'waiting',
	'done-late',
	'done',
	'ahead',
	'done-undated',
	'under-way',
	'undated',
	'cancelled'
] as const;
export type RowState = (typeof rowStates)[number];

/** A confirming document as the report names it; personal data are told by their kind alone. */
export interface FactEvidence {
	kind: string;
	/** Number of a paper, name of a file or the text of a link; null: not to be told. */
	name: string | null;
	date: PlainDate | null;
}

/** One period of a measure, as it stood when the report was filled. */
export interface FactOccurrence {
	id: string;
	from: PlainDate | null;
	to: PlainDate | null;
	state: State;
	doneOn: PlainDate | null;
	/** What was done, and what came out of it. */
	done: string | null;
	result: string | null;
	evidence: FactEvidence[];
	/** Why it was not done or cancelled. */
	reason: string | null;
}

export interface FactRow {
	measureId: string;
	number: string | null;
	text: string;
	/** Headings from the outermost; empty outside any section. */
	section: string[];
	/** «Срок» as printed. */
	term: string;
	responsible: string[];
	/** Expected result. */
	expected: string | null;
	state: RowState;
	occurrences: FactOccurrence[];
}

/** Numbers of measures, but for the last two pairs; together `planned` = the first six. */
export interface Figures {
	/** With something due in the half-year or still open from before it, without cancelled ones. */
	planned: number;
	done: number;
	doneLate: number;
	waiting: number;
	returned: number;
	late: number;
	notDone: number;
	/** Done before its time or without a day; not told by reports filled before it was counted. */
	doneAhead?: number;
	/** Due later; without a date; cancelled: not among the planned. */
	underWay: number;
	undated: number;
	cancelled: number;
	/** By `progress.ts` on the half-year's last day: kept of what was due by then. */
	dueDone: number;
	due: number;
	/** Carried out of the whole plan. */
	allDone: number;
	all: number;
}

/** Everything that the system knows for a report. */
export interface HalfYearFacts {
	/** The half-year. */
	period: Window;
	/** The day whose states these are. */
	countedOn: PlainDate;
	figures: Figures;
	rows: FactRow[];
	/** Measures with work in the next half-year, by number or text. */
	next: { period: Window; measures: string[] } | null;
}

export const textFields = ['summary', 'problems', 'requests', 'plans'] as const;
export type TextField = (typeof textFields)[number];
export type Texts = Record<TextField, string>;

export interface Signatory {
	post: string;
	name: string;
}

/** What differs between two fillings, for a measure. */
export interface Change {
	measureId: string;
	/** «2.3», or the text where there is no number. */
	name: string;
	/** null: it is not there. Both alike: something else of it changed (a result, evidence). */
	before: RowState | null;
	after: RowState | null;
}

/** A report as it is sent, printed and kept: nothing in it depends on later changes. */
export interface HalfYearContent {
	roadmap: { title: string; owner: string; ownerShort: string };
	order: { number: string; date: PlainDate; issuer: string } | null;
	report: Period;
	facts: HalfYearFacts;
	/** Why a measure is late or not done, by its id: the hand's words, else the system's. */
	explanations: Record<string, string>;
	texts: Texts;
	signatory: Signatory;
}
