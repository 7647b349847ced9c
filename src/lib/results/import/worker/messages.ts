/** What the application and the reading process of a file of results tell each other. */

import type { Counting, Mapping } from '../../read/columns.ts';
import type { Sample } from '../../read/figures.ts';
import type { Problem } from '../../read/problem.ts';
import type { Procedure } from '../../procedures.ts';

/** The order for a process; the file itself comes by its standard input. */
export type Order =
	| {
			kind: 'read';
			/** What persons said of tables with these heads. */
			mappings: [string, Mapping][];
			/** Procedures that the place added to the catalogue, the nearer place's first. */
			own: (Procedure & { year: number })[];
			keptProblems: number;
			batch: number;
	  }
	| {
			/** Writes the same table with a column of errors to its standard output. */
			kind: 'mend';
			/** Sentences by sheet and row. */
			errors: { sheet: string; row: number; text: string }[];
			/** Of heads that only a person's mapping tells. */
			signatures: string[];
	  };

/** Asks for the next results, or ends the process. */
export type Ask = { kind: 'next' } | { kind: 'end' };

/** What a file holds, without its results. */
export interface Summary {
	counting: Counting | 'marks-sheet' | null;
	years: number[];
	/** Rows below heads, and results that came of them. */
	rows: number;
	results: number;
	problems: Problem[];
	problemCount: number;
	passedSheets: string[];
	sample: Sample | null;
	schools: { written: string; name: string }[];
}

/** Schools from number `from` on with their results, column by column as arrays of PostgreSQL. */
export interface Batch {
	from: number;
	schools: {
		years: string;
		procedures: string;
		participants: string;
		low: string;
		/** null where none of the results has marks. */
		marks: string | null;
		rows: string;
	}[];
}

export type Answer =
	| { kind: 'progress'; rows: number; bytes: number }
	| { kind: 'read'; summary: Summary }
	| { kind: 'batch'; batch: Batch }
	| { kind: 'done' }
	| { kind: 'refused'; code: string; detail: string }
	| { kind: 'failed'; message: string };
