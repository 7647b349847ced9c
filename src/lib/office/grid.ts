import type { Cell, Table } from './description.ts';

/** A row of a table with every cell in its place on the grid. */
export interface PlacedRow {
	kind: 'head' | 'section' | 'cells';
	/** Depth of a section's row, else 0. */
	depth: number;
	/** From left to right, without gaps where the description has none. */
	cells: PlacedCell[];
	/** The row is too long to be kept whole on one page. */
	mayBreak: boolean;
}

export interface PlacedCell {
	/** 0-based column of the grid. */
	column: number;
	span: number;
	/** How many rows it covers, this one included. */
	rows: number;
	text: string;
	bold: boolean;
	/** It began in a row above and only goes on here. */
	continues: boolean;
}

/** The rows of a table, head first; cells that come down from above stand in every row they cover. */
export function placeRows(table: Table): PlacedRow[] {
	const above: (PlacedCell | undefined)[] = [];
	const place = (kind: PlacedRow['kind'], depth: number, cells: Cell[]): PlacedRow => {
		const placed: PlacedCell[] = [];
		let column = 0;
		const passCovered = () => {
			for (let from = above[column]; from && from.rows > 1; from = above[column]) {
				const rest = { ...from, rows: from.rows - 1, text: '', continues: true };
				above[column] = rest;
				placed.push(rest);
				column += from.span;
			}
		};
		for (const { text, span = 1, rowSpan = 1, bold = false } of cells) {
			passCovered();
			const own = { column, span, rows: rowSpan, text, bold, continues: false };
			above[column] = own;
			placed.push(own);
			column += span;
		}
		passCovered();
		return { kind, depth, cells: placed, mayBreak: mayBreak(cells) };
	};
	return [
		...table.head.map((cells) => place('head', 0, cells)),
		...table.rows.map((row) =>
			row.kind === 'cells'
				? place('cells', 0, row.cells)
				: place('section', row.depth, [{ text: row.text, span: table.columns.length }])
		)
	];
}

/**
 * A row may be cut by a page break only where it is too long to be kept whole: cut rows are hard
 * to read on paper and to read back.
 */
function mayBreak(cells: Cell[]): boolean {
	return cells.some(({ text }) => text.length > 700 || text.split('\n').length > 15);
}
