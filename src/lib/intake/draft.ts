import type { PlainDate, Term, Window } from '../calendar/term.ts';

/** What was understood of a document: a roadmap that waits for a person's eye. */
export interface Draft {
	title: string | null;
	level: 'region' | 'municipality' | 'school' | null;
	/** Years the plan covers, in order. */
	years: number[];
	/** Date and number of the order that approves the plan, where the document names them. */
	documentDate: PlainDate | null;
	documentNumber: string | null;
	plan: Window | null;
	yearKind: 'calendar' | 'school' | null;
	/** Section headings in document order, as printed. */
	sections: string[];
	/** Names of the lanes (heads of a three-lane matrix) in column order; empty for ordinary plans. */
	lanes: string[];
	measures: DraftMeasure[];
	warnings: Warning[];
	/** Cells of measure tables that found no place in a measure: shown, never dropped. */
	unplaced: Unplaced[];
	/** How each measure table's columns were understood; a person may change it and read again. */
	tables: DraftTable[];
}

export interface DraftMeasure {
	number: string | null;
	section: string | null;
	sectionPath: string[];
	lane: string | null;
	text: string;
	responsible: string[];
	/** null only where the document has no such column. */
	result: string | null;
	/** Content of a «Примечание»/notes column, or null. */
	notes: string | null;
	term: Term;
	source: Source;
	/** Place of each field where it differs from `source`. */
	places: Partial<Record<MeasureField, Source>>;
	/** 0 … 1, the least of the fields' confidences. */
	confidence: number;
	confidences: Partial<Record<MeasureField, number>>;
}

export type MeasureField =
	'number' | 'section' | 'text' | 'term' | 'responsible' | 'result' | 'notes';

/** A place in the document, as shown to the user: 1-based page, table, row and column. */
export interface Source {
	page: number | null;
	table: number | null;
	row: number | null;
	column?: number | null;
	/** Line of plain text. */
	line?: number | null;
}

/**
 * What a column holds. `month:N`, `quarter:N` and `year:N` are columns of marks that say when;
 * `lane:N` holds the measures of one level; `section` a stage or direction, often merged downwards.
 */
export type ColumnRole =
	| 'number'
	| 'text'
	| 'term'
	| 'begin'
	| 'end'
	| 'responsible'
	| 'result'
	| 'section'
	| 'notes'
	| 'ignore'
	| `lane:${number}`
	| `month:${number}`
	| `quarter:${number}`
	| `year:${number}`;

export interface DraftTable {
	/** Number of the table in the source document. */
	table: number;
	columns: { role: ColumnRole; head: string; confidence: number }[];
}

export interface Unplaced {
	source: Source;
	text: string;
}

/** A doubt about what was read. `measure` is the index in `measures`, or null for the whole. */
export interface Warning {
	code: string;
	measure: number | null;
	field?: MeasureField;
	source?: Source;
	/** Values for the message's gaps. */
	values: Record<string, string | number>;
}

/** Corrections of a person that a second reading must respect. */
export interface ReadingHints {
	plan?: Window;
	/** Column roles by table number. */
	columns?: Record<number, ColumnRole[]>;
	level?: Draft['level'];
	/** Date of the document, where the person knows it better. */
	documentDate?: PlainDate;
}
