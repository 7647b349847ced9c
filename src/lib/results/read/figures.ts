/** Results as they come, row by row, kept small: a country's file fits into some tens of megabytes. */

import type { TakeRow } from '../../intake/rows/row.ts';
import { readRows } from '../../intake/rows/rows.ts';
import type { Result } from '../identify.ts';
import { findProcedure } from '../procedures.ts';
import { flat } from './cells.ts';
import { readHead, type WantedColumn } from './columns.ts';
import { MarksSheet, readMarksHead, readMarksTitle } from './marks-sheet.ts';
import type { Problem } from './problem.ts';
import { RowReader, type Entry } from './row-reader.ts';

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
	/** What is wrong, in the order of the file, at most a thousand; `problemCount` counts all. */
	problems: Problem[];
	problemCount: number;
	/** Sheets without a head, which were passed over. */
	passedSheets: string[];
}

/**
 * Reads the columns `school, year, procedure` with `participants, low`, and `level` and `kind` where
 * they are. An empty or zero number of participants is a result that cannot be evaluated. With
 * `mark` or `score` instead each row is one pupil: added up while reading, nothing of it is kept.
 * «Статистика по отметкам» of ФИС ОКО is read as well, a sheet a procedure.
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
	/** Reads the rows below the head of the present sheet. */
	#reader: RowReader | null = null;
	/** The present sheet as «Статистика по отметкам», with the row of its head. */
	#marks: { sheet: MarksSheet; row: number } | null = null;
	/** Cells above the head of the present sheet. */
	#titles: string[] = [];
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
		if (this.#reader) {
			const entry = this.#reader.read(cells, row);
			if (entry) this.#keep(entry, row, this.#reader.counting !== 'school');
		} else if (this.#marks) this.#marks.sheet.take(cells, row);
		else if (this.#looked++ < headRows) this.#takeHead(cells, row);
	};

	#openSheet(sheet: string): void {
		this.#closeSheet();
		this.#sheet = sheet;
		this.#reader = null;
		this.#marks = null;
		this.#titles = [];
		this.#looked = 0;
		this.#nearest = null;
	}

	#closeSheet(): void {
		if (this.#sheet === null || this.#reader) return;
		if (this.#marks) return this.#closeMarks(this.#marks.sheet, this.#marks.row);
		if (this.#nearest) {
			const { row, missing: columns } = this.#nearest;
			this.#add({ code: 'column-missing', row, sheet: this.#sheet, columns });
		} else this.#passedSheets.push(this.#sheet);
	}

	#closeMarks(sheet: MarksSheet, row: number): void {
		const title = readMarksTitle(this.#titles);
		if (!title) return this.#add({ code: 'no-title', row, sheet: this.#sheet! });
		for (const { entry, row } of sheet.finish(title)) this.#keep(entry, row, false);
	}

	#takeHead(cells: readonly string[], row: number): void {
		const add = (problem: Problem): void => this.#add(problem);
		const marksHead = readMarksHead(cells);
		if (marksHead) {
			this.#marks = { sheet: new MarksSheet(marksHead, this.#sheet!, add), row };
			this.#heads++;
			return;
		}
		const head = readHead(cells);
		const { missing, doubled } = head;
		if (missing.length > 0) {
			// A row that names most columns is meant as the head.
			if (missing.length <= 2 && !this.#nearest) this.#nearest = { row, missing };
			this.#titles.push(...cells);
			return;
		}
		this.#reader = new RowReader(head, this.#sheet!, add);
		this.#heads++;
		for (const column of doubled) {
			this.#add({ code: 'column-twice', row, sheet: this.#sheet!, column });
		}
	}

	/** Keeps a result, or adds a pupil to those of the school that came before. */
	#keep(entry: Entry, row: number, isPupil: boolean): void {
		const { school, year, participants, low } = entry;
		const number = this.#numberOf(entry, row);
		if (number === null) return;
		let kept = this.#schools.get(school);
		if (!kept) {
			const own = flat(school);
			kept = { school: own, kind: entry.kind === '' ? null : flat(entry.kind), cells: [] };
			this.#schools.set(own, kept);
		}
		this.#rows++;
		const key = year * mostProcedures + number;
		for (let at = 0; at < kept.cells.length; at += 4) {
			if (kept.cells[at] !== key) continue;
			if (isPupil) {
				kept.cells[at + 1]! += participants;
				kept.cells[at + 2]! += low;
			} else this.#addTwice(entry, row, kept.cells[at + 3]!);
			return;
		}
		kept.cells.push(key, participants, low, row);
		this.#years.add(year);
	}

	#addTwice({ school, procedure, year }: Entry, row: number, before: number): void {
		this.#add({ code: 'twice', row, sheet: this.#sheet!, school, procedure, year, before });
	}

	#numberOf({ procedure, year, level: own }: Entry, row: number): number | null {
		const known = this.#procedures.get(procedure);
		if (known !== undefined) return known;
		const number = this.#procedures.size;
		if (number >= mostProcedures) {
			this.#add({ code: 'too-many-procedures', row, sheet: this.#sheet!, most: mostProcedures });
			return null;
		}
		this.#procedures.set(flat(procedure), number);
		const level = own === '' ? (findProcedure(procedure, year)?.level ?? '') : own;
		if (level !== '') this.#levels.set(flat(procedure), flat(level));
		else if (this.#needsLevels) {
			this.#add({ code: 'no-level', row, sheet: this.#sheet!, procedure });
		}
		return number;
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
