/** A sheet of rows (spreadsheet, CSV) as paragraphs and one table. */

import { limits } from '../limits.ts';
import { Refusal, type Block, type Cell, type Row } from '../source.ts';
import { tightenGrid } from './grid.ts';

export interface SheetCell {
	column: number;
	span: number;
	rowSpan: number;
	text: string;
	bold: boolean;
	shaded: boolean;
}

export interface SheetRow {
	/** 1-based number in the sheet; rows that are wholly empty are not listed. */
	number: number;
	/** Marked to be repeated on each printed page. */
	head: boolean;
	/** From left to right. */
	cells: SheetCell[];
}

/**
 * Lines above the grid (a title, an approval block) and lines below it that an empty row parts
 * from it become paragraphs; all between is one table in which every row has all its cells.
 */
export function sheetBlocks(rows: SheetRow[], sheet: string | null): Block[] {
	const filled = rows.map((row) => row.cells.filter((cell) => cell.text !== '').length);
	const begin = gridBegin(rows, filled);
	const end = gridEnd(rows, filled, begin);
	const blocks: Block[] = rows.slice(0, begin).flatMap(paragraphsOf);
	if (begin < end) blocks.push(tableOf(rows.slice(begin, end), sheet));
	blocks.push(...rows.slice(end).flatMap(paragraphsOf));
	return blocks;
}

/** The first row of the grid; as many as there are where nothing looks like a grid. */
function gridBegin(rows: SheetRow[], filled: number[]): number {
	let begin = rows.findIndex((row, i) => filled[i]! > 1 || row.cells.some((c) => c.rowSpan > 1));
	if (begin < 0) return rows.length;
	const widest = filled.reduce((most, count) => Math.max(most, count), 0);
	// «Согласовано … Утверждаю» stand side by side above a wider grid, parted by an empty row.
	for (let i = begin; i < rows.length && widest > 2 && filled[i]! <= 2; i++) {
		const next = rows[i + 1];
		if (next && next.number > lastLine(rows[i]!) + 1) begin = i + 1;
	}
	while (begin < rows.length && filled[begin]! <= 1 && !rows[begin]!.head) {
		if (rows[begin]!.cells.some((cell) => cell.rowSpan > 1)) break;
		begin++;
	}
	return begin;
}

function gridEnd(rows: SheetRow[], filled: number[], begin: number): number {
	let end = rows.length;
	for (let i = rows.length - 1; i > begin && filled[i]! <= 1; i--) {
		if (rows[i]!.number > lastLine(rows[i - 1]!) + 1) end = i;
	}
	return end;
}

function lastLine(row: SheetRow): number {
	return row.number + Math.max(1, ...row.cells.map((cell) => cell.rowSpan)) - 1;
}

function paragraphsOf(row: SheetRow): Block[] {
	return row.cells
		.filter((cell) => cell.text !== '')
		.map(({ text }) => ({
			kind: 'paragraph',
			text,
			page: null,
			line: row.number,
			heading: null,
			box: null
		}));
}

function tableOf(rows: SheetRow[], sheet: string | null): Block {
	const columns = tightenGrid(rows.map((row) => row.cells));
	if (columns * rows.length > limits.cells) {
		throw new Refusal('too-many-rows', String(limits.rows));
	}
	const covered = new Array<number>(columns).fill(0);
	const made = rows.map((row): Row => {
		const cells: Cell[] = [];
		let column = 0;
		for (const cell of row.cells) {
			fillGap(cells, covered, column, cell.column);
			cells.push(cellOf(cell));
			column = cell.column + cell.span;
			for (let at = cell.column; at < column; at++) {
				covered[at] = row.number + cell.rowSpan;
			}
		}
		fillGap(cells, covered, column, columns);
		return { number: row.number, page: null, cells, repeatedHead: row.head, continues: null };

		function fillGap(into: Cell[], until: number[], from: number, to: number): void {
			for (let at = from; at < to; at++) {
				if (until[at]! <= row.number) into.push(cellOf({ ...blank, column: at }));
			}
		}
	});
	return { kind: 'table', number: 0, sheet, columns, rows: made, page: null };
}

const blank: SheetCell = {
	column: 0,
	span: 1,
	rowSpan: 1,
	text: '',
	bold: false,
	shaded: false
};

function cellOf({ column, span, rowSpan, text, bold, shaded }: SheetCell): Cell {
	return { column, span, rowSpan, text, bold, shaded, box: null, page: null };
}
