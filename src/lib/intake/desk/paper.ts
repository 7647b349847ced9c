/** The document cut into leaves, so that a page shows only the part that is asked for. */

import type { DraftTable, MeasureField, Source } from '../draft.ts';
import type { Block, Cell, Paragraph, Row, SourceDocument, Table } from '../source.ts';

/** One page or part of the document. */
export interface Leaf {
	/** 1-based. */
	number: number;
	of: number;
	/** `page` is the document's own; a `part` is a stretch of it where the file knows no pages. */
	kind: 'page' | 'part';
	sheet: string | null;
	blocks: (PaperParagraph | PaperTable)[];
}

export interface PaperParagraph {
	kind: 'paragraph';
	line: number;
	text: string;
	heading: boolean;
}

export interface PaperTable {
	kind: 'table';
	number: number;
	columns: number;
	rows: { number: number; cells: PaperCell[] }[];
}

export interface PaperCell {
	column: number;
	span: number;
	rowSpan: number;
	text: string;
	bold: boolean;
}

/** Lines of text that one part of a document without pages may hold. */
const linesOfPart = 55;
/** Characters that one line of the paper takes. */
const lineLength = 95;
/** Rows of a spreadsheet or a page that is longer than paper: a page must stay light. */
const rowsOfLeaf = 80;

/** A stretch of the document: block indices and, for tables, the rows in it. */
interface Stretch {
	page: number | null;
	sheet: string | null;
	parts: { block: Block; from: number; to: number }[];
}

function stretchesOf(document: SourceDocument): Stretch[] {
	const paged = document.blocks.some(({ page }) => page !== null);
	const stretches: Stretch[] = [];
	let lines = 0;
	let rows = 0;
	const begin = (page: number | null, sheet: string | null): Stretch => {
		const stretch = { page, sheet, parts: [] };
		stretches.push(stretch);
		lines = rows = 0;
		return stretch;
	};
	let now: Stretch | null = null;
	const full = (page: number | null, sheet: string | null, more: number): boolean =>
		!now ||
		now.sheet !== sheet ||
		rows >= rowsOfLeaf ||
		(paged ? page !== now.page && page !== null : lines > 0 && lines + more > linesOfPart);
	for (const block of document.blocks) {
		if (block.kind === 'paragraph') {
			const height = Math.ceil(block.text.length / lineLength) + 0.5;
			if (full(block.page, null, height)) now = begin(block.page, null);
			now!.parts.push({ block, from: 0, to: 0 });
			lines += height;
			continue;
		}
		block.rows.forEach((row, at) => {
			const height = rowHeight(row, block.columns);
			const page = row.page ?? block.page;
			if (full(page, block.sheet, height)) now = begin(page, block.sheet);
			const last = now!.parts.at(-1);
			if (last?.block === block) last.to = at + 1;
			else now!.parts.push({ block, from: at, to: at + 1 });
			lines += height;
			rows += 1;
		});
	}
	return stretches;
}

function rowHeight(row: Row, columns: number): number {
	const heights = row.cells.map(({ text, span }) => {
		const width = Math.max(8, (lineLength * span) / columns);
		return text.split('\n').reduce((sum, line) => sum + Math.ceil((line.length || 1) / width), 0);
	});
	return Math.max(1, ...heights);
}

/** The leaf with this 1-based number (the nearest one where there is none). */
export function leafOf(document: SourceDocument, wanted: number): Leaf {
	const stretches = stretchesOf(document);
	const of = Math.max(1, stretches.length);
	const number = Math.min(Math.max(1, wanted), of);
	const stretch = stretches[number - 1];
	const pages = stretches.map(({ page }) => page);
	// pages that had to be cut have no number of their own any more
	const kind = pages.every((page, at) => page === at + 1) ? 'page' : 'part';
	return {
		number,
		of,
		kind,
		sheet: stretch?.sheet ?? null,
		blocks: (stretch?.parts ?? []).map(({ block, from, to }) =>
			block.kind === 'paragraph' ? paperParagraph(block) : paperTable(block, from, to)
		)
	};
}

/** Tells on which leaf a place lies; null where the document has no such place. */
export function leafFinder(
	document: SourceDocument
): (place: { table: number | null; row: number | null; line?: number | null }) => number | null {
	const leaves = new Map<string, number>();
	stretchesOf(document).forEach(({ parts }, at) => {
		for (const { block, from, to } of parts) {
			if (block.kind === 'paragraph') leaves.set(`l${block.line}`, at + 1);
			else
				for (const { number } of block.rows.slice(from, to))
					leaves.set(`t${block.number}r${number}`, at + 1);
		}
	});
	return ({ table, row, line }) =>
		leaves.get(table === null ? `l${line ?? 0}` : `t${table}r${row}`) ?? null;
}

function paperParagraph({ text, line, heading }: Paragraph): PaperParagraph {
	return { kind: 'paragraph', line, text, heading: heading !== null };
}

function paperTable(table: Table, from: number, to: number): PaperTable {
	const rows = table.rows.slice(from, to).map((row, at) => ({
		number: row.number,
		cells: [...(at === 0 ? reachingInto(table, from) : []), ...row.cells]
			.sort((one, other) => one.column - other.column)
			.map((cell) => paperCell(cell, to - from - at))
	}));
	return { kind: 'table', number: table.number, columns: table.columns, rows };
}

/** Cells of earlier rows that cover this one too, with what is left of them. */
function reachingInto(table: Table, row: number): Cell[] {
	return table.rows
		.slice(0, row)
		.flatMap((earlier, at) =>
			earlier.cells
				.filter((cell) => at + cell.rowSpan > row)
				.map((cell) => ({ ...cell, rowSpan: at + cell.rowSpan - row }))
		);
}

function paperCell({ column, span, rowSpan, text, bold }: Cell, rowsLeft: number): PaperCell {
	return { column, span, rowSpan: Math.min(rowSpan, rowsLeft), text, bold };
}

/** What is marked on the paper: the row or line, and the cell's 0-based grid column. */
export interface Spot {
	table: number | null;
	row: number | null;
	column: number | null;
	line: number | null;
}

/** Where a field was read: its own place, else the measure's row and the column of that role. */
export function spotOf(
	item: { source: Source | null; places: Partial<Record<MeasureField, Source>> },
	field: MeasureField | null,
	tables: DraftTable[]
): Spot | null {
	const own = field ? item.places[field] : undefined;
	const source = own ?? item.source;
	if (!source) return null;
	return {
		table: source.table,
		row: source.row,
		column: field
			? own || field === 'text'
				? zeroBased(source)
				: columnOf(source.table, field, tables)
			: null,
		line: source.line ?? null
	};
}

/** Places count columns from 1 as people do. */
function zeroBased({ column }: Source): number | null {
	return column ? column - 1 : null;
}

function columnOf(table: number | null, field: MeasureField, tables: DraftTable[]): number | null {
	const columns = tables.find((each) => each.table === table)?.columns ?? [];
	const roles = field === 'term' ? ['term', 'begin', 'end'] : [field];
	const at = columns.findIndex(({ role }) => roles.includes(role));
	return at < 0 ? null : at;
}
