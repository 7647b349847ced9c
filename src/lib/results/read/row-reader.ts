/** One row of a table of results: a school's counts, or one pupil who is counted and forgotten. */

import { findProcedure } from '../procedures.ts';
import { shown, tidy, wholeNumber } from './cells.ts';
import type { Columns, Counting, Head, WantedColumn } from './columns.ts';
import type { Problem } from './problem.ts';

interface Counts {
	participants: number;
	low: number;
}

export interface Entry extends Counts {
	school: string;
	year: number;
	procedure: string;
	/** '' where the table does not say. */
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
	#thresholds = new Map<string, { mark: number | null; score: number | null }>();

	constructor({ columns, counting }: Head, sheet: string, add: (problem: Problem) => void) {
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
		const procedure = this.#text(cells, 'procedure', row);
		const year = this.#year(cells, row);
		if (this.counting !== 'school' && this.#problems > before) return null;
		const counts =
			this.counting === 'school'
				? this.#counts(cells, row)
				: this.#pupil(cells, row, procedure, year, this.counting);
		if (!counts || this.#problems > before) return null;
		return {
			school,
			year,
			procedure,
			participants: counts.participants,
			low: counts.low,
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

	#year(cells: readonly string[], row: number): number {
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
		const counts = { participants: participants ?? 0, low: low ?? 0 };
		if (low === null && counts.participants > 0) {
			this.#add({ code: 'empty-cell', row, sheet, column: 'low' });
		} else if (participants === null && counts.low > 0) {
			this.#add({ code: 'empty-cell', row, sheet, column: 'participants' });
		} else if (counts.low > counts.participants) {
			this.#add({ code: 'low-above-participants', row, sheet, ...counts });
		}
		return counts;
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
		if (value === null && cell.trim() === '') return { participants: 0, low: 0 };
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
		return { participants: 1, low: value <= highestLow ? 1 : 0 };
	}

	/** The highest mark or points that are still low; outside of the catalogue a mark of two is. */
	#highestLow(procedure: string, year: number, column: 'mark' | 'score'): number | null {
		const key = `${year} ${procedure}`;
		let known = this.#thresholds.get(key);
		if (known === undefined) {
			const low = findProcedure(procedure, year)?.low;
			const isScore = low?.kind === 'score-below';
			const mark = low?.kind === 'mark-at-most' ? low.value : 2;
			known = { mark: isScore ? null : mark, score: isScore ? low.value - 1 : null };
			this.#thresholds.set(key, known);
		}
		return known[column];
	}
}
