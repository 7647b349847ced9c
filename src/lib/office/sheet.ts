import { columnWidths } from './description.ts';
import { placeRows } from './grid.ts';
import type { Block, OfficialDocument, Table } from './description.ts';

/** A document laid out on the grid of its table, as Excel and CSV need it. */
export interface Sheet {
	/** Widths in millimetres. */
	columns: number[];
	rows: SheetRow[];
}

export interface SheetRow {
	kind: 'plain' | 'title' | 'head' | 'section' | 'cell';
	cells: SheetCell[];
}

export interface SheetCell {
	/** 0-based column of the grid. */
	column: number;
	span: number;
	rows: number;
	text: string;
}

/** Width of a landscape page between its margins, millimetres. */
const WIDTH = 267;

/**
 * Texts stand in merged rows above and below the table; a mark in the corner lies over the right
 * third. A document with several tables of different widths keeps the grid of the widest.
 */
export function sheetOf(document: OfficialDocument): Sheet {
	const blocks = document.parts.flatMap((part) => part.blocks);
	const tables = blocks.filter((block): block is Table => block.kind === 'table');
	const widest = tables.toSorted((a, b) => b.columns.length - a.columns.length)[0];
	const columns = widest ? columnWidths(widest, WIDTH) : [WIDTH];
	return { columns, rows: blocks.flatMap((block) => rowsOf(block, columns)) };
}

function rowsOf(block: Block, columns: number[]): SheetRow[] {
	const count = columns.length;
	const across = (kind: SheetRow['kind'], text: string): SheetRow => ({
		kind,
		cells: [{ column: 0, span: count, rows: 1, text }]
	});
	switch (block.kind) {
		case 'mark':
			return block.lines.map((text) => ({
				kind: 'plain',
				cells: [cornerCell(text, columns)]
			}));
		case 'title':
			return block.text.split('\n').map((line) => across('title', line));
		case 'picture':
			return [across('plain', block.text)];
		case 'paragraph':
			return [across(block.bold ? 'title' : 'plain', block.text)];
		case 'spread':
			return [across('plain', `${block.left} ${block.right}`)];
		case 'signature':
			return [
				{ kind: 'plain', cells: [] },
				across('plain', `${block.post} ____________________ ${block.name}`)
			];
		case 'table':
			return tableRows(block);
	}
}

/** The columns at the right edge that together are wide enough for a mark of eight centimetres. */
function cornerCell(text: string, columns: number[]): SheetCell {
	let column = columns.length - 1;
	for (let width = columns[column] ?? 0; width < 70 && column > 0;) {
		column--;
		width += columns[column] ?? 0;
	}
	return { column, span: columns.length - column, rows: 1, text };
}

function tableRows(table: Table): SheetRow[] {
	return placeRows(table).map(({ kind, cells }) => ({
		kind: kind === 'cells' ? 'cell' : kind,
		cells: cells.filter(({ continues }) => !continues)
	}));
}
