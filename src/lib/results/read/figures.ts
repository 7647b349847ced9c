/** Results as they come, row by row, kept small: a country's file fits into some tens of megabytes. */

import type { TakeRow } from '../../intake/rows/row.ts';
import { readRows } from '../../intake/rows/rows.ts';
import type { Result } from '../identify.ts';
import { findProcedure, type FindProcedure } from '../procedures.ts';
import { flat, shown } from './cells.ts';
import {
	mappedHead,
	readHead,
	signatureOf,
	type Counting,
	type Head,
	type Mapping,
	type WantedColumn
} from './columns.ts';
import { MarksSheet, readMarksHead, readMarksTitle } from './marks-sheet.ts';
import type { Problem } from './problem.ts';
import { RowReader, type Entry } from './row-reader.ts';

/** Different procedures of one file: a catalogue of a year names about thirty. */
const mostProcedures = 1_000;
/** Ways to write them that are remembered while a file is read. */
const mostCodes = 10_000;
/** Rows in which the head is looked for: titles stand above it. */
const headRows = 20;
/** Problems that are kept with their place; the rest is counted. */
const keptProblems = 1_000;
/** Of a row that is shown to a person: columns, and characters of a cell. */
const shownColumns = 60;

/** A school as its results come in: eight numbers a result, one after another. */
interface Kept {
	school: string;
	name: string;
	kind: string | null;
	/** Key (year × procedures + procedure), participants, low, row, marks 2 to 5 or −1. */
	cells: number[];
}
const stride = 8;

/** A result with the place where the file says so. */
export interface ReadResult extends Result {
	/** Counts of the marks 2, 3, 4, 5, where they are known. */
	marks: number[] | null;
	/** Of several rows that were added up, the first. */
	row: number;
}

/** The first rows of a table whose head was not understood. */
export interface Sample {
	sheet: string;
	rows: { row: number; cells: string[] }[];
}

/** How a table is read. */
export interface ReadOptions {
	/** A procedure without a level of education is a problem. */
	needsLevels?: boolean;
	/** Finds procedures; without it the shipped catalogue does. */
	find?: FindProcedure;
	/** A procedure that is not found is a problem; those found are named by their code. */
	onlyKnown?: boolean;
	/** What persons said of tables, by the signatures of their heads. */
	mappings?: ReadonlyMap<string, Mapping>;
	/** How many problems are kept with their place. */
	keptProblems?: number;
	/** Is told now and then how many rows were read. */
	onRows?: (rows: number) => void;
}

/** What a file of results holds. */
export interface Figures {
	/** The schools in the order of the file. */
	schools(): Iterable<{ school: string; name: string; kind: string | null; results: ReadResult[] }>;
	/** Years of the file, ascending. */
	years: number[];
	/** What is wrong, in the order of the file, at most a thousand; `problemCount` counts all. */
	problems: Problem[];
	problemCount: number;
	/** Sheets without a head, which were passed over. */
	passedSheets: string[];
	/** What the first table counts; null where no head was understood. */
	counting: Counting | 'marks-sheet' | null;
	/** Rows below heads, good and bad. */
	rows: number;
	/** Of a file without any understood head: how its tables begin. */
	sample: Sample | null;
}

/**
 * Reads the columns `school, year, procedure` with `participants, low`, and `level` and `kind` where
 * they are. An empty or zero number of participants is a result that cannot be evaluated. With
 * `mark` or `score` instead each row is one pupil: added up while reading, nothing of it is kept.
 * «Статистика по отметкам» of ФИС ОКО is read as well, a sheet a procedure.
 * @throws Refusal where the file cannot be read at all
 */
export async function readFigures(
	source: AsyncIterable<Uint8Array>,
	options: ReadOptions = {}
): Promise<Figures> {
	const table = new Table(options);
	await readRows(source, table.take);
	return table.finish();
}

class Table {
	#schools = new Map<string, Kept>();
	#procedures = new Map<string, number>();
	/** Codes of what was written, by year. */
	#codes = new Map<string, string | null>();
	#levels = new Map<string, string>();
	#years = new Set<number>();
	#problems: Problem[] = [];
	#problemCount = 0;
	/** Results that were kept. */
	#rows = 0;
	#read = 0;
	#counting: Figures['counting'] = null;
	#sample: Sample | null = null;
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
	/** The row before, while a head is looked for: a merged cell has its title there. */
	#above: string[] = [];
	#options: ReadOptions;
	#find: FindProcedure;
	/** What the last row said, and its number: neighbours mostly say the same. */
	#last = { procedure: '', year: 0, number: -1 };

	constructor(options: ReadOptions) {
		this.#options = options;
		this.#find = options.find ?? findProcedure;
	}

	readonly take: TakeRow = (cells, row, sheet) => {
		if (sheet !== this.#sheet) this.#openSheet(sheet);
		this.#lastRow = row;
		if (this.#reader) {
			this.#count();
			const entry = this.#reader.read(cells, row);
			if (entry) {
				const { counting } = this.#reader;
				this.#keep(entry, row, counting === 'mark' || counting === 'score');
			}
		} else if (this.#marks) {
			this.#count();
			this.#marks.sheet.take(cells, row);
		} else if (this.#looked++ < headRows) this.#takeHead(cells, row);
	};

	#count(): void {
		if ((++this.#read & 0x1fff) === 0) this.#options.onRows?.(this.#read);
	}

	#openSheet(sheet: string): void {
		this.#closeSheet();
		this.#sheet = sheet;
		this.#reader = null;
		this.#marks = null;
		this.#titles = [];
		this.#looked = 0;
		this.#nearest = null;
		this.#above = [];
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
		const title = readMarksTitle(this.#titles, this.#find);
		if (!title) return this.#add({ code: 'no-title', row, sheet: this.#sheet! });
		for (const { entry, row } of sheet.finish(title)) this.#keep(entry, row, false);
	}

	#takeHead(cells: readonly string[], row: number): void {
		const add = (problem: Problem): void => this.#add(problem);
		const marksHead = readMarksHead(cells);
		if (marksHead) {
			this.#marks = { sheet: new MarksSheet(marksHead, this.#sheet!, add), row };
			this.#heads++;
			this.#counting ??= 'marks-sheet';
			return;
		}
		const head = this.#headIn(cells);
		const { missing, doubled } = head;
		if (missing.length > 0) {
			// A row that names most columns is meant as the head.
			if (missing.length <= 2 && !this.#nearest) this.#nearest = { row, missing };
			this.#titles.push(...cells);
			this.#above = [...cells];
			this.#show(cells, row);
			return;
		}
		this.#reader = new RowReader(head, this.#sheet!, add, this.#find);
		this.#heads++;
		this.#counting ??= head.counting;
		for (const column of doubled) {
			this.#add({ code: 'column-twice', row, sheet: this.#sheet!, column });
		}
	}

	/** By its own titles, with those of merged cells above, or as a person said of such a table. */
	#headIn(cells: readonly string[]): Head {
		const whole = Array.from(
			{ length: Math.max(cells.length, this.#above.length) },
			(_, at) => (cells[at]?.trim() ? cells[at] : this.#above[at]) ?? ''
		);
		const heads: Head[] = [];
		for (const titles of [cells, whole]) {
			const mapping = this.#options.mappings?.get(signatureOf(titles));
			const mapped = mapping ? mappedHead(titles, mapping) : null;
			if (mapped) return mapped;
			heads.push(readHead(titles));
		}
		return heads.find(({ missing }) => missing.length === 0) ?? heads[0]!;
	}

	/** Keeps a row for a person who must say what its columns are. */
	#show(cells: readonly string[], row: number): void {
		if (!this.#options.onlyKnown) return;
		this.#sample ??= { sheet: this.#sheet!, rows: [] };
		if (this.#sample.sheet !== this.#sheet) return;
		this.#sample.rows.push({
			row,
			cells: cells.slice(0, shownColumns).map((cell) => flat(shown(cell)))
		});
	}

	/** Keeps a result, or adds a pupil to those of the school that came before. */
	#keep(entry: Entry, row: number, isPupil: boolean): void {
		const { school, year, participants, low, marks } = entry;
		const number = this.#numberOf(entry, row);
		if (number === null) return;
		let kept = this.#schools.get(school);
		if (!kept) {
			const own = flat(school);
			kept = {
				school: own,
				name: flat(entry.name),
				kind: entry.kind === '' ? null : flat(entry.kind),
				cells: []
			};
			this.#schools.set(own, kept);
		}
		this.#rows++;
		const key = year * mostProcedures + number;
		const { cells } = kept;
		for (let at = 0; at < cells.length; at += stride) {
			if (cells[at] !== key) continue;
			if (isPupil) {
				cells[at + 1]! += participants;
				cells[at + 2]! += low;
				if (marks) addMarks(cells, at + 4, marks);
			} else this.#addTwice(entry, row, cells[at + 3]!);
			return;
		}
		if (marks) cells.push(key, participants, low, row, marks[0]!, marks[1]!, marks[2]!, marks[3]!);
		else cells.push(key, participants, low, row, -1, -1, -1, -1);
		this.#years.add(year);
	}

	#addTwice({ school, procedure, year }: Entry, row: number, before: number): void {
		this.#add({ code: 'twice', row, sheet: this.#sheet!, school, procedure, year, before });
	}

	#numberOf(entry: Entry, row: number): number | null {
		const last = this.#last;
		if (last.procedure === entry.procedure && last.year === entry.year) return last.number;
		const number = this.#options.onlyKnown ? this.#codeOf(entry, row) : this.#named(entry, row);
		if (number !== null) {
			this.#last = { procedure: flat(entry.procedure), year: entry.year, number };
		}
		return number;
	}

	/** Of the catalogue's code, so that two ways to write a procedure are one. */
	#codeOf(entry: Entry, row: number): number | null {
		const { procedure, year } = entry;
		const key = `${year} ${procedure}`;
		let code = this.#codes.get(key);
		if (code === undefined) {
			code = this.#find(procedure, year)?.code ?? null;
			if (this.#codes.size < mostCodes) this.#codes.set(key, code);
		}
		if (code !== null) return this.#named({ ...entry, procedure: code }, row);
		const sheet = this.#sheet!;
		const column = 'procedure';
		this.#add({ code: 'unknown-procedure', row, sheet, column, procedure: shown(procedure), year });
		return null;
	}

	#named({ procedure, year, level: own }: Entry, row: number): number | null {
		const known = this.#procedures.get(procedure);
		if (known !== undefined) return known;
		const number = this.#procedures.size;
		if (number >= mostProcedures) {
			this.#add({ code: 'too-many-procedures', row, sheet: this.#sheet!, most: mostProcedures });
			return null;
		}
		this.#procedures.set(flat(procedure), number);
		const level = own === '' ? (this.#find(procedure, year)?.level ?? '') : own;
		if (level !== '') this.#levels.set(flat(procedure), flat(level));
		else if (this.#options.needsLevels) {
			this.#add({ code: 'no-level', row, sheet: this.#sheet!, procedure });
		}
		return number;
	}

	#add(problem: Problem): void {
		if (++this.#problemCount <= (this.#options.keptProblems ?? keptProblems))
			this.#problems.push(problem);
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
				for (const { school, name, kind, cells } of schools.values()) {
					yield { school, name, kind, results: resultsOf(cells, procedures, levels) };
				}
			},
			years: [...this.#years].sort((a, b) => a - b),
			problems: this.#problems,
			problemCount: this.#problemCount,
			passedSheets: this.#passedSheets,
			counting: this.#counting,
			rows: this.#read,
			sample: this.#heads === 0 ? this.#sample : null
		};
	}
}

function resultsOf(
	cells: readonly number[],
	procedures: readonly string[],
	levels: ReadonlyMap<string, string>
): ReadResult[] {
	const results: ReadResult[] = [];
	for (let at = 0; at < cells.length; at += stride) {
		const key = cells[at]!;
		const procedure = procedures[key % mostProcedures]!;
		results.push({
			procedure,
			year: Math.floor(key / mostProcedures),
			participants: cells[at + 1]!,
			low: cells[at + 2]!,
			level: levels.get(procedure) ?? null,
			marks: cells[at + 4]! < 0 ? null : cells.slice(at + 4, at + stride),
			row: cells[at + 3]!
		});
	}
	return results;
}

function addMarks(cells: number[], at: number, marks: readonly number[]): void {
	// a pupil without a mark came first
	if (cells[at]! < 0) cells.fill(0, at, at + 4);
	for (let mark = 0; mark < 4; mark++) cells[at + mark]! += marks[mark]!;
}
