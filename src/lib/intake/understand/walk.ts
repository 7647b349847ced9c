import type { Unplaced } from '../draft.ts';
import { columnsOf, laneColumns, type Columns } from './columns.ts';
import { isOwn, type GridCell, type GridRow } from './grid.ts';
import { isNumberRow, repeatsHead } from './head-rows.ts';
import { continuationScore } from './joins.ts';
import { headingOf, isAside, learnHabit, type Habit } from './rows.ts';
import { isMarkedHeading, type Heading, type SectionStack } from './sections.ts';
import type { TableReading } from './tables.ts';
import { beginsLow, isBlank } from './words.ts';

/** A measure as cells, before its fields are read. */
export interface RawMeasure {
	/** Number of its table; null in running text. */
	table: number | null;
	columns: Columns;
	lane: number | null;
	/** First row. */
	row: GridRow;
	/** Cells by column, in order; more than one where a page break cut the row. */
	pieces: GridCell[][];
	sectionPath: string[];
	/** A page break cut it: rows were joined. */
	joined: boolean;
	/** A word was cut at its hyphen where the rows were joined. */
	cutWord: string | null;
	/** Its text cell covers several rows: terms and people of each are gathered. */
	gathered: boolean;
}

/** Reads the rows of measure tables one after another and keeps what spans tables. */
export class RowWalker {
	readonly measures: RawMeasure[] = [];
	readonly unplaced: Unplaced[] = [];
	private readonly sections: SectionStack;
	private last: RawMeasure[] = [];
	private stages: string[] = [];
	private readonly headings: { row: GridRow; table: number }[] = [];

	constructor(sections: SectionStack) {
		this.sections = sections;
	}

	/** A heading paragraph stands here: what follows is no rest of the row before it. */
	enter(heading: Heading): void {
		this.sections.enter(heading);
		this.last = [];
		this.stages = [];
	}

	/** The document ends: headings that no measure followed were none. */
	close(): void {
		const empty = new Set(this.sections.close());
		for (const { row, table } of this.headings) {
			if (row.filled.some((cell) => empty.has(cell.text))) this.setAside(row, table, row.filled);
		}
	}

	table(reading: TableReading): void {
		const { columns, body, grid, head } = reading;
		const habit = learnHabit(body, columns, grid.columns);
		let broken = reading.goesOn;
		if (!reading.goesOn) {
			this.last = [];
			this.stages = [];
		}
		body.forEach((row, at) => {
			if (row.filled.length === 0 && !row.own.some((cell) => cell.shaded)) return;
			if (row.repeatedHead || (head && repeatsHead(grid, head, row)) || isNumberRow(row)) {
				broken = true;
				return;
			}
			const above = body[at - 1] ?? null;
			const next = body.slice(at + 1).find((each) => each.filled.length > 0) ?? null;
			broken ||= above !== null && above.page !== row.page;
			this.row(reading, habit, row, next, broken, above?.continues ?? null);
			broken = false;
		});
	}

	private row(
		reading: TableReading,
		habit: Habit,
		row: GridRow,
		next: GridRow | null,
		broken: boolean,
		continues: boolean | null
	): void {
		const { columns, grid } = reading;
		if (isAside(row)) return this.setAside(row, grid.table, row.filled);
		const score = this.score(columns, habit, row, broken, continues);
		const heading = headingOf(row, columns, habit, {
			next,
			above: this.textAbove(columns.roles.indexOf('number'))
		});
		if (heading && !isRest(heading, score, row, habit)) {
			if (broken && this.sections.isOpen(heading.text)) return;
			this.sections.enter(heading);
			this.headings.push({ row, table: grid.table });
			this.last = [];
			this.stages = [];
			return;
		}
		if (score >= 1) return this.goOn(row, columns, grid.table);
		if (this.gathers(row, columns)) return this.gather(row, columns, grid.table);
		if (laneColumns(columns).length > 0) this.beginLanes(row, columns, grid.table);
		else this.begin(row, columns, grid.table);
	}

	private score(
		columns: Columns,
		habit: Habit,
		row: GridRow,
		broken: boolean,
		continues: boolean | null
	): number {
		const [first] = this.last;
		if (!first || first.columns.roles.length !== columns.roles.length) return -9;
		const above = columns.roles.map((_, column) => this.textAbove(column));
		return continuationScore({
			columns,
			above,
			row,
			broken,
			continues,
			numbered: habit.numbered >= 0.6,
			usual: habit.usual,
			low: habit.low,
			stages: this.stages
		});
	}

	private textAbove(column: number): string | null {
		if (column < 0) return null;
		for (const measure of this.last) {
			const pieces = measure.pieces[column]!;
			if (pieces.length > 0) return pieces.map((cell) => cell.text).join(' ');
		}
		return null;
	}

	/** Adds the rest of a cut row to the measures that are open. */
	private goOn(row: GridRow, columns: Columns, table: number): void {
		for (const cell of row.filled) {
			const owners = this.last.filter(
				(measure) =>
					measure.lane === null ||
					laneOf(columns, cell.column) === null ||
					laneOf(columns, cell.column) === measure.lane
			);
			const [owner] = owners;
			if (!owner) {
				this.setAside(row, table, [cell]);
				continue;
			}
			for (const measure of owners) {
				const before = measure.pieces[cell.column]!.at(-1);
				const tail = before && /(\S+[-‐‑])$/.exec(before.text);
				if (tail && beginsLow(cell.text)) {
					measure.cutWord = `${tail[1]!} ${cell.text.split(' ')[0]!}`;
				}
				measure.pieces[cell.column]!.push(cell);
				measure.joined = true;
			}
		}
	}

	/** The text cell reaches down into this row: it is one measure with several terms or people. */
	private gathers(row: GridRow, columns: Columns): boolean {
		const [text] = columnsOf(columns, 'text');
		const [first] = this.last;
		if (text === undefined || !first) return false;
		const cell = row.cells[text] ?? null;
		if (cell === null || cell.row === row.number) return false;
		return cell.text !== '' && first.pieces[text]!.includes(cell);
	}

	private gather(row: GridRow, columns: Columns, table: number): void {
		const measure = this.last[0]!;
		for (const cell of row.filled) {
			if (columns.roles[cell.column] === 'ignore') this.setAside(row, table, [cell]);
			else measure.pieces[cell.column]!.push(cell);
		}
		measure.gathered = true;
	}

	private begin(row: GridRow, columns: Columns, table: number): void {
		const [text] = columnsOf(columns, 'text');
		const cell = row.cells[text!];
		if (!isOwn(row, cell) || isBlank(cell.text)) {
			this.readStages(row, columns);
			this.setAside(
				row,
				table,
				row.filled.filter((each) => !this.isStage(each, columns))
			);
			return;
		}
		this.setAsideIgnored(row, columns, table);
		this.last = [this.open(row, columns, table, null)];
		this.measures.push(...this.last);
		this.sections.measure();
	}

	private beginLanes(row: GridRow, columns: Columns, table: number): void {
		const lanes = laneColumns(columns).filter((column) => {
			const cell = row.cells[column];
			return isOwn(row, cell) && cell.column === column && !isBlank(cell.text);
		});
		if (lanes.length === 0) return this.setAside(row, table, row.filled);
		this.setAsideIgnored(row, columns, table);
		this.last = lanes.map((column) => this.open(row, columns, table, laneOf(columns, column)));
		this.measures.push(...this.last);
		this.sections.measure();
	}

	private open(row: GridRow, columns: Columns, table: number, lane: number | null): RawMeasure {
		const stages = this.readStages(row, columns);
		const pieces = columns.roles.map((role, column): GridCell[] => {
			const cell = row.cells[column];
			if (!cell || (cell.column !== column && isOwn(row, cell))) return [];
			if (cell.column !== column || (cell.text === '' && !cell.shaded)) return [];
			const other = role.startsWith('lane:') && laneOf(columns, column) !== lane;
			return other || role === 'section' ? [] : [cell];
		});
		return {
			table,
			columns,
			lane,
			row,
			pieces,
			sectionPath: [...this.sections.path, ...stages],
			joined: false,
			cutWord: null,
			gathered: false
		};
	}

	private isStage(cell: GridCell, columns: Columns): boolean {
		return columns.roles[cell.column] === 'section';
	}

	/** Stage cells: their text holds until another stands in the column. */
	private readStages(row: GridRow, columns: Columns): string[] {
		columnsOf(columns, 'section').forEach((column, depth) => {
			const text = row.cells[column]?.text ?? '';
			if (text === '' || text === this.stages[depth]) return;
			this.stages = [...this.stages.slice(0, depth), text];
			this.sections.all.push(text);
		});
		return this.stages.filter((stage) => stage !== undefined && stage !== '');
	}

	private setAsideIgnored(row: GridRow, columns: Columns, table: number): void {
		const ignored = row.filled.filter((cell) => columns.roles[cell.column] === 'ignore');
		this.setAside(row, table, ignored);
	}

	private setAside(row: GridRow, table: number, cells: GridCell[]): void {
		for (const cell of cells) {
			if (isBlank(cell.text)) continue;
			this.unplaced.push({
				source: { page: cell.page, table, row: row.number, column: cell.column + 1 },
				text: cell.text
			});
		}
	}
}

/** A lonely cell that reads like a heading may be the rest of the row above. */
function isRest(heading: Heading, score: number, row: GridRow, habit: Habit): boolean {
	if (isMarkedHeading(heading.text)) return false;
	const narrow = habit.merges && row.filled[0]!.span === 1;
	return score >= (narrow || beginsLow(heading.text) ? 1 : 2);
}

/** Index of the lane that a column holds, or null. */
function laneOf(columns: Columns, column: number): number | null {
	const role = columns.roles[column];
	return role?.startsWith('lane:') ? Number(role.slice(5)) : null;
}
