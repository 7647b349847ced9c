/** One row of a table of results: a school's counts, or one pupil who is counted and forgotten. */

import { findProcedure, type FindProcedure } from '../procedures.ts';
import { shown, tidy, wholeNumber } from './cells.ts';
import {
	markColumns,
	type Columns,
	type Counting,
	type Head,
	type WantedColumn
} from './columns.ts';
import type { Problem } from './problem.ts';

/** One mark as the counts of two, three, four, five. */
const oneMark: readonly (readonly number[])[] = [0, 1, 2, 3].map((place) =>
	[0, 1, 2, 3].map((at) => Number(at === place))
);

interface Counts {
	participants: number;
	low: number;
	/** How many have the marks 2, 3, 4, 5; null where the row does not say. */
	marks: readonly number[] | null;
}

export interface Entry extends Counts {
	school: string;
	year: number;
	procedure: string;
	/** The school's name beside its code. '' where the table does not say, as below. */
	name: string;
	level: string;
	kind: string;
}

/** Reads the rows below a head; what is wrong goes to `add`. */
export class RowReader {
	readonly counting: Counting;
	#columns: Columns;
	#sheet: string;
	#add: (problem: Problem) => void;
	#problems = 0;
	#find: FindProcedure;
	#year: number | null;
	#procedure: string | null;
	#hasMarks: boolean;
	#thresholds = new Map<string, { mark: number | null; score: number | null }>();

	constructor(
		{ columns, counting, year, procedure }: Head,
		sheet: string,
		add: (problem: Problem) => void,
		find: FindProcedure = findProcedure
	) {
		this.#find = find;
		this.#year = year;
		this.#procedure = procedure;
		this.#hasMarks = markColumns.every((column) => columns[column] >= 0);
		this.counting = counting;
		this.#columns = columns;
		this.#sheet = sheet;
		this.#add = (problem) => {
			this.#problems++;
			add(problem);
		};
	}

	/** What the row says, or null where something in it is wrong. */
	read(cells: readonly string[], row: number): Entry | null {
		const before = this.#problems;
		const school = this.#text(cells, 'school', row);
		const procedure =
			this.#columns.procedure < 0 && this.#procedure !== null
				? this.#procedure
				: this.#text(cells, 'procedure', row);
		const year =
			this.#columns.year < 0 && this.#year !== null ? this.#year : this.#yearIn(cells, row);
		if (this.counting !== 'school' && this.#problems > before) return null;
		const counts =
			this.counting === 'school'
				? this.#counts(cells, row)
				: this.counting === 'marks'
					? this.#marks(cells, row, procedure, year)
					: this.#pupil(cells, row, procedure, year, this.counting);
		if (!counts || this.#problems > before) return null;
		return {
			school,
			year,
			procedure,
			participants: counts.participants,
			low: counts.low,
			marks: counts.marks,
			name: this.#optional(cells, this.#columns.name),
			level: this.#optional(cells, this.#columns.level),
			kind: this.#optional(cells, this.#columns.kind)
		};
	}

	#cell(cells: readonly string[], column: keyof Columns): string {
		return cells[this.#columns[column]] ?? '';
	}

	#optional(cells: readonly string[], at: number): string {
		return at < 0 ? '' : tidy(cells[at] ?? '');
	}

	#text(cells: readonly string[], column: 'school' | 'procedure', row: number): string {
		const sheet = this.#sheet;
		const value = tidy(this.#cell(cells, column));
		if (value === '') this.#add({ code: 'empty-cell', row, sheet, column });
		else if (value.includes('\ufffd')) {
			this.#add({ code: 'spoilt-text', row, sheet, column, value });
		}
		return value;
	}

	#yearIn(cells: readonly string[], row: number): number {
		const cell = this.#cell(cells, 'year');
		const value = wholeNumber(cell);
		if (value !== null && value >= 1990 && value <= 2100) return value;
		const sheet = this.#sheet;
		if (cell.trim() === '') this.#add({ code: 'empty-cell', row, sheet, column: 'year' });
		else this.#add({ code: 'not-a-year', row, sheet, column: 'year', value: shown(cell) });
		return 0;
	}

	#counts(cells: readonly string[], row: number): Counts | null {
		const sheet = this.#sheet;
		const participants = this.#number(cells, 'participants', row);
		const low = this.#number(cells, 'low', row);
		if (participants === 'bad' || low === 'bad') return null;
		const marks = this.#hasMarks ? this.#markCounts(cells, row) : null;
		if (marks === 'bad') return null;
		const counts = { participants: participants ?? 0, low: low ?? 0, marks };
		if (low === null && counts.participants > 0) {
			this.#add({ code: 'empty-cell', row, sheet, column: 'low' });
		} else if (participants === null && counts.low > 0) {
			this.#add({ code: 'empty-cell', row, sheet, column: 'participants' });
		} else if (counts.low > counts.participants) {
			const { low, participants } = counts;
			this.#add({ code: 'low-above-participants', row, sheet, low, participants });
		}
		const sum = marks === null ? counts.participants : sumOf(marks);
		if (sum !== counts.participants) {
			const { participants } = counts;
			this.#add({ code: 'marks-do-not-sum', row, sheet, sum, participants });
		}
		return counts;
	}

	/** A school by its counts of marks: who is low follows from the procedure. */
	#marks(cells: readonly string[], row: number, procedure: string, year: number): Counts | null {
		const marks = this.#markCounts(cells, row);
		if (marks === 'bad') return null;
		if (marks === null) return { participants: 0, low: 0, marks: null };
		const highestLow = this.#highestLow(procedure, year, 'mark');
		if (highestLow === null) {
			this.#add({ code: 'no-threshold', row, sheet: this.#sheet, procedure, year, kind: 'mark' });
			return null;
		}
		return { participants: sumOf(marks), low: sumOf(marks.slice(0, highestLow - 1)), marks };
	}

	/** The counts of two to five, null where all four cells are empty. */
	#markCounts(cells: readonly string[], row: number): number[] | 'bad' | null {
		const found = markColumns.map((column) => this.#number(cells, column, row));
		if (found.includes('bad')) return 'bad';
		if (found.every((count) => count === null)) return null;
		return found.map((count) => Number(count ?? 0));
	}

	/** A whole number, null where the cell is empty. */
	#number(cells: readonly string[], column: WantedColumn, row: number): number | 'bad' | null {
		const cell = this.#cell(cells, column);
		const value = wholeNumber(cell);
		if (value !== null || cell.trim() === '') return value;
		this.#add({ code: 'not-a-number', row, sheet: this.#sheet, column, value: shown(cell) });
		return 'bad';
	}

	/** A pupil without a mark took no part. */
	#pupil(
		cells: readonly string[],
		row: number,
		procedure: string,
		year: number,
		column: 'mark' | 'score'
	): Counts | null {
		const cell = this.#cell(cells, column);
		const value = wholeNumber(cell);
		const sheet = this.#sheet;
		if (value === null && cell.trim() === '') return { participants: 0, low: 0, marks: null };
		const [least, most] = column === 'mark' ? [2, 5] : [0, 100];
		if (value === null || value < least || value > most) {
			this.#add({ code: `not-a-${column}`, row, sheet, column, value: shown(cell) });
			return null;
		}
		const highestLow = this.#highestLow(procedure, year, column);
		if (highestLow === null) {
			this.#add({ code: 'no-threshold', row, sheet, procedure, year, kind: column });
			return null;
		}
		return {
			participants: 1,
			low: value <= highestLow ? 1 : 0,
			marks: column === 'mark' ? oneMark[value - 2]! : null
		};
	}

	/** The highest mark or points that are still low; outside of the catalogue a mark of two is. */
	#highestLow(procedure: string, year: number, column: 'mark' | 'score'): number | null {
		const key = `${year} ${procedure}`;
		let known = this.#thresholds.get(key);
		if (known === undefined) {
			const low = this.#find(procedure, year)?.low;
			const isScore = low?.kind === 'score-below';
			const mark = low?.kind === 'mark-at-most' ? low.value : 2;
			known = { mark: isScore ? null : mark, score: isScore ? low.value - 1 : null };
			this.#thresholds.set(key, known);
		}
		return known[column];
	}
}

function sumOf(counts: readonly number[]): number {
	return counts.reduce((sum, count) => sum + count, 0);
}
