import type { Box, Cell, Row, Table } from '../source.ts';
import { clean } from './words.ts';

/** A cell of the source with its text as one line and the place where it begins. */
export interface GridCell {
	/** One line, see `clean`. */
	text: string;
	/** As the file has it, lines apart. */
	raw: string;
	bold: boolean;
	shaded: boolean;
	column: number;
	span: number;
	rowSpan: number;
	/** Row number of the source in which the cell begins. */
	row: number;
	page: number | null;
	box: Box | null;
	/** Line of running text, null in tables. */
	line: number | null;
}

export interface GridRow {
	/** Row number of the source. */
	number: number;
	page: number | null;
	/** By column: the cell that covers it, from above too; null where the grid has a hole. */
	cells: (GridCell | null)[];
	/** The cells that begin in this row, from left to right. */
	own: GridCell[];
	/** The own cells that hold text. */
	filled: GridCell[];
	repeatedHead: boolean;
	continues: boolean | null;
}

/** A table whose merged cells are laid out: every row knows what stands in every column. */
export interface Grid {
	table: number;
	sheet: string | null;
	page: number | null;
	columns: number;
	rows: GridRow[];
}

/** Lays a source table out on its grid. */
export function toGrid(table: Table): Grid {
	const pending: { cell: GridCell; left: number }[] = [];
	const rows = table.rows.map((row) => {
		const cells = new Array<GridCell | null>(table.columns).fill(null);
		for (const above of pending) {
			if (above.left > 0) cover(cells, above.cell);
			above.left--;
		}
		const own = row.cells.map((cell) => toGridCell(cell, row));
		for (const cell of own) {
			cover(cells, cell);
			if (cell.rowSpan > 1) pending.push({ cell, left: cell.rowSpan - 1 });
		}
		return {
			number: row.number,
			page: row.page,
			cells,
			own,
			filled: own.filter((cell) => cell.text !== ''),
			repeatedHead: row.repeatedHead,
			continues: row.continues
		};
	});
	return {
		table: table.number,
		sheet: table.sheet,
		page: table.page,
		columns: table.columns,
		rows
	};
}

function toGridCell(cell: Cell, row: Row): GridCell {
	return {
		text: clean(cell.text),
		raw: cell.text,
		bold: cell.bold,
		shaded: cell.shaded,
		column: cell.column,
		span: cell.span,
		rowSpan: cell.rowSpan,
		row: row.number,
		page: cell.page ?? row.page,
		box: cell.box,
		line: null
	};
}

function cover(cells: (GridCell | null)[], cell: GridCell): void {
	const end = Math.min(cells.length, cell.column + cell.span);
	for (let column = cell.column; column < end; column++) cells[column] = cell;
}

/** Whether the cell begins in this row (and does not reach into it from above). */
export function isOwn(row: GridRow, cell: GridCell | null | undefined): cell is GridCell {
	return cell !== null && cell !== undefined && cell.row === row.number;
}
