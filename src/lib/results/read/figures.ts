/** Results as they come, row by row, kept small: a country's file fits into some tens of megabytes. */

import type { TakeRow } from '../../intake/rows/row.ts';
import { readRows } from '../../intake/rows/rows.ts';
import type { Result } from '../identify.ts';
import { readHead, type Columns, type WantedColumn } from './columns.ts';
import type { Problem } from './problem.ts';

/** Different procedures of one file: a catalogue of a year names about thirty. */
const mostProcedures = 1_000;
/** Rows in which the head is looked for: titles stand above it. */
const headRows = 20;
/** Problems that are kept with their place; the rest is counted. */
const keptProblems = 1_000;

/** A school as its results come in: four numbers a result, one after another. */
interface Kept {
	school: string;
	kind: string | null;
	/** Key (year × procedures + procedure), participants, low, row. */
	cells: number[];
}

/** What a file of results holds. */
export interface Figures {
	/** The schools in the order of the file. */
	schools(): Iterable<{ school: string; kind: string | null; results: Result[] }>;
	/** Years of the file, ascending. */
	years: number[];
	/** Rows of results. */
	rows: number;
	/** What is wrong, in the order of the file, at most a thousand; `problemCount` counts all. */
	problems: Problem[];
	problemCount: number;
	/** Sheets without a head, which were passed over. */
	passedSheets: string[];
}

/**
 * Reads the columns `school, year, procedure, participants, low`, and `level` and `kind` where
 * they are. An empty or zero number of participants is a result that cannot be evaluated.
 * `needsLevels`: a procedure without a level of education is a problem.
 * @throws Refusal where the file cannot be read at all
 */
export async function readFigures(
	source: AsyncIterable<Uint8Array>,
	{ needsLevels = false } = {}
): Promise<Figures> {
	const table = new Table(needsLevels);
	await readRows(source, table.take);
	return table.finish();
}

class Table {
	#schools = new Map<string, Kept>();
	#procedures = new Map<string, number>();
	#levels = new Map<string, string>();
	#years = new Set<number>();
	#problems: Problem[] = [];
	#problemCount = 0;
	#rows = 0;
	#sheet: string | null = null;
	#columns: Columns | null = null;
	/** Of the present sheet: rows looked at in search of a head, and the best one. */
	#looked = 0;
	#nearest: { row: number; missing: WantedColumn[] } | null = null;
	#heads = 0;
	#passedSheets: string[] = [];
	#lastRow = 1;
	#needsLevels: boolean;

	constructor(needsLevels: boolean) {
		this.#needsLevels = needsLevels;
	}

	readonly take: TakeRow = (cells, row, sheet) => {
		if (sheet !== this.#sheet) this.#openSheet(sheet);
		this.#lastRow = row;
		if (this.#columns) this.#takeResult(cells, row, this.#columns);
		else if (this.#looked++ < headRows) this.#takeHead(cells, row);
	};

	#openSheet(sheet: string): void {
		this.#closeSheet();
		this.#sheet = sheet;
		this.#columns = null;
		this.#looked = 0;
		this.#nearest = null;
	}

	#closeSheet(): void {
		if (this.#sheet === null || this.#columns) return;
		if (this.#nearest) {
			const { row, missing: columns } = this.#nearest;
			this.#add({ code: 'column-missing', row, sheet: this.#sheet, columns });
		} else this.#passedSheets.push(this.#sheet);
	}

	#takeHead(cells: readonly string[], row: number): void {
		const { columns, missing, doubled } = readHead(cells);
		if (missing.length > 0) {
			// A row that names most columns is meant as the head.
			if (missing.length <= 2 && !this.#nearest) this.#nearest = { row, missing };
			return;
		}
		this.#columns = columns;
		this.#heads++;
		for (const column of doubled) {
			this.#add({ code: 'column-twice', row, sheet: this.#sheet!, column });
		}
	}

	#takeResult(cells: readonly string[], row: number, columns: Columns): void {
		const before = this.#problemCount;
		const school = this.#text(cells, 'school', row, columns);
		const procedure = this.#text(cells, 'procedure', row, columns);
		const year = this.#year(cells[columns.year] ?? '', row);
		const participants = this.#number(cells[columns.participants] ?? '', 'participants', row);
		const low = this.#number(cells[columns.low] ?? '', 'low', row);
		if (this.#problemCount > before) return;
		const sheet = this.#sheet!;
		if (low === null && (participants ?? 0) > 0) {
			return this.#add({ code: 'empty-cell', row, sheet, column: 'low' });
		}
		if (participants === null && (low ?? 0) > 0) {
			return this.#add({ code: 'empty-cell', row, sheet, column: 'participants' });
		}
		const counts = { participants: participants ?? 0, low: low ?? 0 };
		if (counts.low > counts.participants) {
			return this.#add({ code: 'low-above-participants', row, sheet, ...counts });
		}
		this.#keep(cells, row, columns, { school, procedure, year, ...counts });
	}

	#keep(
		cells: readonly string[],
		row: number,
		columns: Columns,
		result: Omit<Result, 'level'> & { school: string }
	): void {
		const { school, procedure, year, participants, low } = result;
		const number = this.#numberOf(procedure, cells, columns, row);
		if (number === null) return;
		let kept = this.#schools.get(school);
		if (!kept) {
			const kind = columns.kind < 0 ? '' : tidy(cells[columns.kind] ?? '');
			const own = flat(school);
			kept = { school: own, kind: kind === '' ? null : flat(kind), cells: [] };
			this.#schools.set(own, kept);
		}
		const key = year * mostProcedures + number;
		for (let at = 0; at < kept.cells.length; at += 4) {
			if (kept.cells[at] !== key) continue;
			const before = kept.cells[at + 3]!;
			return this.#add({
				code: 'twice',
				row,
				sheet: this.#sheet!,
				school,
				procedure,
				year,
				before
			});
		}
		kept.cells.push(key, participants, low, row);
		this.#years.add(year);
		this.#rows++;
	}

	#numberOf(
		procedure: string,
		cells: readonly string[],
		columns: Columns,
		row: number
	): number | null {
		const known = this.#procedures.get(procedure);
		if (known !== undefined) return known;
		const number = this.#procedures.size;
		if (number >= mostProcedures) {
			this.#add({ code: 'too-many-procedures', row, sheet: this.#sheet!, most: mostProcedures });
			return null;
		}
		this.#procedures.set(flat(procedure), number);
		const level = columns.level < 0 ? '' : tidy(cells[columns.level] ?? '');
		if (level !== '') this.#levels.set(flat(procedure), flat(level));
		else if (this.#needsLevels) {
			this.#add({ code: 'no-level', row, sheet: this.#sheet!, procedure });
		}
		return number;
	}

	#text(
		cells: readonly string[],
		column: 'school' | 'procedure',
		row: number,
		columns: Columns
	): string {
		const value = tidy(cells[columns[column]] ?? '');
		if (value === '') this.#add({ code: 'empty-cell', row, sheet: this.#sheet!, column });
		else if (value.includes('\ufffd')) {
			this.#add({ code: 'spoilt-text', row, sheet: this.#sheet!, column, value });
		}
		return value;
	}

	#year(cell: string, row: number): number {
		const value = wholeNumber(cell);
		if (value !== null && value >= 1990 && value <= 2100) return value;
		const sheet = this.#sheet!;
		if (cell.trim() === '') this.#add({ code: 'empty-cell', row, sheet, column: 'year' });
		else this.#add({ code: 'not-a-year', row, sheet, column: 'year', value: shown(cell) });
		return 0;
	}

	/** A whole number, null where the cell is empty. */
	#number(cell: string, column: 'participants' | 'low', row: number): number | null {
		const value = wholeNumber(cell);
		if (value !== null || cell.trim() === '') return value;
		this.#add({ code: 'not-a-number', row, sheet: this.#sheet!, column, value: shown(cell) });
		return null;
	}

	#add(problem: Problem): void {
		if (++this.#problemCount <= keptProblems) this.#problems.push(problem);
	}

	finish(): Figures {
		this.#closeSheet();
		if (this.#heads === 0 && this.#problemCount === 0) {
			this.#add({ code: 'no-head', row: 1, sheet: '' });
		} else if (this.#rows === 0 && this.#problemCount === 0) {
			this.#add({ code: 'no-rows', row: this.#lastRow, sheet: this.#sheet ?? '' });
		}
		const procedures = [...this.#procedures.keys()];
		const levels = this.#levels;
		const schools = this.#schools;
		return {
			*schools() {
				for (const { school, kind, cells } of schools.values()) {
					yield { school, kind, results: resultsOf(cells, procedures, levels) };
				}
			},
			years: [...this.#years].sort((a, b) => a - b),
			rows: this.#rows,
			problems: this.#problems,
			problemCount: this.#problemCount,
			passedSheets: this.#passedSheets
		};
	}
}

function resultsOf(
	cells: readonly number[],
	procedures: readonly string[],
	levels: ReadonlyMap<string, string>
): Result[] {
	const results: Result[] = [];
	for (let at = 0; at < cells.length; at += 4) {
		const key = cells[at]!;
		const procedure = procedures[key % mostProcedures]!;
		results.push({
			procedure,
			year: Math.floor(key / mostProcedures),
			participants: cells[at + 1]!,
			low: cells[at + 2]!,
			level: levels.get(procedure) ?? null
		});
	}
	return results;
}

/** «12», «1 234», «12,0»; null for all else. At most a hundred million. */
function wholeNumber(cell: string): number | null {
	let value = 0;
	for (let at = 0; at < cell.length; at++) {
		const digit = cell.charCodeAt(at) - 48;
		if (digit < 0 || digit > 9 || at > 8) return wholeNumberWithSigns(cell);
		value = value * 10 + digit;
	}
	return cell.length === 0 ? null : value;
}

function wholeNumberWithSigns(cell: string): number | null {
	const text = cell.trim();
	if (!/^(?:\d{1,8}|\d{1,3}(?:[ \u00a0\u202f]\d{3}){1,2})(?:[.,]0+)?$/.test(text)) return null;
	return Number(text.replace(/[ \u00a0\u202f]/g, '').replace(/[.,]0+$/, ''));
}

/** White space as one space, without any at the ends; the usual text passes untouched. */
function tidy(cell: string): string {
	let before = 32;
	for (let at = 0; at < cell.length; at++) {
		const code = cell.charCodeAt(at);
		const isUntidy = code < 32 || code === 160 || code > 0x1680 || (code === 32 && before === 32);
		if (isUntidy) return cell.replace(/\s+/g, ' ').trim();
		before = code;
	}
	return before === 32 ? cell.trim() : cell;
}

function shown(cell: string): string {
	return cell.trim().slice(0, 60);
}

/** A copy of its own: a cut text would keep the whole piece of the file in memory. */
function flat(text: string): string {
	return Buffer.from(text, 'utf16le').toString('utf16le');
}
