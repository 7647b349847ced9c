import type { Cell, Paragraph, Row, Table } from '../source.ts';

/** A piece of plain text that was recognised as a table, before it gets its number. */
export interface TextTable {
	columns: number;
	rows: Row[];
	/** Index of the first line after it. */
	end: number;
}

/** Reads a table that begins at a line; null where none begins there. */
export type TableFinder = (lines: string[], at: number) => TextTable | null;

const BOLD = /^\s*(?:<b>[\s\S]*<\/b>|\*\*[\s\S]*\*\*|__[^_][\s\S]*[^_]__)\s*$/i;

/** A cell of plain text; HTML's and Markdown's signs of bold are taken off. */
export function toCell(text: string, column: number, span = 1, rowSpan = 1): Cell {
	return {
		column,
		span,
		rowSpan,
		text: unmark(text)
			.split('\n')
			.map((line) => line.replace(/\s+/g, ' ').trim())
			.filter((line) => line !== '')
			.join('\n'),
		bold: BOLD.test(text),
		shaded: false,
		box: null,
		page: null
	};
}

/** A row of a table in plain text; `number` counts from 1. */
export function toRow(number: number, cells: Cell[]): Row {
	return { number, page: null, cells, repeatedHead: false, continues: null };
}

/** One cell for each text. */
export function toCells(texts: string[]): Cell[] {
	return texts.map((text, column) => toCell(text, column));
}

/** A table block. */
export function toTable(table: TextTable, number: number): Table {
	return {
		kind: 'table',
		number,
		sheet: null,
		columns: table.columns,
		rows: table.rows,
		page: null
	};
}

/** A paragraph block; Markdown's heading marks become its level. */
export function toParagraph(line: string, number: number): Paragraph {
	const heading = /^\s*(#{1,6})\s+/.exec(line);
	const text = heading ? line.slice(heading[0].length) : line;
	return {
		kind: 'paragraph',
		text: unmark(text).replace(/\s+/g, ' ').trim(),
		page: null,
		line: number,
		heading: heading ? heading[1]!.length : null,
		box: null
	};
}

/** Without the debris that converters leave: tags of bold, asterisks, bookmarks. */
function unmark(text: string): string {
	return text
		.replace(/<\/?(?:b|i|u|em|strong|p|span)>/gi, '')
		.replace(/<br\s*\/?>/gi, '\n')
		.replace(/\*\*|\[bookmark:[^\]]*\]|\\(?=[|*_])/g, '');
}
