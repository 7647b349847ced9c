/** Words of the import of results: a file, from its upload to the results in force. */

/**
 * `waiting` and `reading` go on in the background; `mapping`, `faulty`, `matching` and `ready` wait
 * for a person; `failed`: the file cannot be read at all.
 */
export const importStates = [
	'waiting',
	'reading',
	'mapping',
	'faulty',
	'matching',
	'ready',
	'applied',
	'undone',
	'failed',
	'dropped'
] as const;
export type ImportState = (typeof importStates)[number];

/** What a file counts: schools, schools by marks, ФИС ОКО's sheets, single pupils. */
export type ImportKind = 'counts' | 'marks' | 'marks-sheet' | 'pupils';

/** A line of the list of imports. */
export interface ImportRow {
	id: string;
	fileName: string;
	place: string;
	state: ImportState;
	kind: ImportKind | null;
	years: number[];
	rowCount: number;
	added: number | null;
	changed: number | null;
	/** «Вершинина М. С.»; null for who may not be seen. */
	by: string | null;
	at: string;
}

/** A region or a municipality whose results the person may import. */
export interface Place {
	id: string;
	name: string;
	path: string;
}

/** What is in force of one year. */
export interface YearSum {
	year: number;
	schools: number;
	results: number;
	participants: number;
	low: number;
}
