/** Tables of pages → logical tables: one that goes on over page breaks is one table. */

import { type Rect, around, toBox } from './geometry.ts';
import type { Line } from './lines.ts';
import type { Cell, Row, Table } from '../source.ts';
import type { PlacedCell, PlacedTable } from './place.ts';
import { type Wording, joinLines } from './text.ts';

/** Part of a table on one page, in the table's own columns. */
export interface TablePart extends Rect {
	page: number;
	xs: number[];
	rows: PartRow[];
	openBottom: boolean;
}

interface PartRow {
	cells: (PlacedCell & { shaded: boolean })[];
}

/** Edges of columns on two pages may differ by so many points. */
const SAME_COLUMN = 3;
/** A head has at most so many rows, a row of column numbers included. */
const MOST_HEAD_ROWS = 4;
/** So many lines of a column surely fill it once. */
const MANY_LINES = 8;

/** One page's table as a part of a logical one; `isShaded` asks about a cell's ground. */
export function toPart(
	table: PlacedTable,
	page: number,
	isShaded: (cell: Rect) => boolean
): TablePart {
	const rows = Array.from({ length: table.ys.length - 1 }, (_, index) => ({
		cells: table.cells
			.filter((cell) => cell.row === index)
			.toSorted((a, b) => a.column - b.column)
			.map((cell) => ({ ...cell, shaded: isShaded(cell) }))
	}));
	const { x0, y0, x1, y1, xs, openBottom } = table;
	return { page, x0, y0, x1, y1, xs, rows, openBottom };
}

/** Adds to the part's end a row of one cell over all columns. */
export function addSectionRow(part: TablePart, lines: readonly Line[]): void {
	const box = around([part, ...lines]) ?? part;
	const cell = {
		row: part.rows.length,
		rowSpan: 1,
		column: 0,
		span: part.xs.length - 1,
		x0: part.x0,
		x1: part.x1,
		y0: part.y1,
		y1: box.y1,
		lines: [...lines],
		bold: lines.every((line) => line.bold),
		shaded: false
	};
	part.rows.push({ cells: [cell] });
	part.y1 = box.y1;
}

/**
 * Whether the part goes on with the table above the page break: same outer edges, and the columns
 * of one are found again in the other (a page may show only some of them).
 */
export function continues(above: readonly TablePart[], part: TablePart): boolean {
	const known = unite(above.map((each) => each.xs));
	const shift = (known[0] as number) - (part.xs[0] as number);
	const moved = part.xs.map((x) => x + shift);
	if (!near(known.at(-1) as number, moved.at(-1) as number)) return false;
	const has = (edges: readonly number[], x: number): boolean => edges.some((edge) => near(edge, x));
	const lost = known.filter((x) => !has(moved, x)).length;
	const added = moved.filter((x) => !has(known, x)).length;
	return lost === 0 || added === 0;
}

function near(a: number, b: number): boolean {
	return Math.abs(a - b) <= SAME_COLUMN;
}

/** The union of column edges, each once. */
function unite(all: readonly (readonly number[])[]): number[] {
	const edges: number[] = [];
	for (const xs of all) {
		const shift = edges.length > 0 ? (edges[0] as number) - (xs[0] as number) : 0;
		for (const x of xs) if (!edges.some((edge) => near(edge, x + shift))) edges.push(x + shift);
	}
	return edges.sort((a, b) => a - b);
}

/** The logical table of the parts, which follow one another over page breaks. */
export function toTable(parts: readonly TablePart[], number: number, wording: Wording): Table {
	const edges = unite(parts.map((part) => part.xs));
	const head = parts[0]?.rows.slice(0, MOST_HEAD_ROWS).map(rowText) ?? [];
	const rows: Row[] = [];
	parts.forEach((part, index) => {
		const padding = paddingOf(part);
		const fullest = fullestOf(part);
		const shift = (edges[0] as number) - (part.xs[0] as number);
		const columnAt = (edge: number): number => {
			const x = (part.xs[edge] as number) + shift;
			return edges.findIndex((known) => near(known, x));
		};
		const repeated = index === 0 ? 0 : repeatedRows(head, part.rows.map(rowText));
		part.rows.forEach((row, at) => {
			const last = at === part.rows.length - 1 && index < parts.length - 1;
			rows.push({
				number: rows.length + 1,
				page: part.page,
				cells: row.cells.map((cell) => ({
					...placeOf(cell, columnAt),
					text: joinLines(cell.lines, Math.min(cell.x1 - padding, fullest(cell)), wording),
					bold: cell.bold,
					shaded: cell.shaded,
					box: toBox(cell),
					page: part.page
				})),
				repeatedHead: at < repeated,
				continues: last && part.openBottom ? true : null
			});
		});
		if (index > 0) joinDownwards(rows, rows.length - part.rows.length, repeated);
	});
	return {
		kind: 'table',
		number,
		sheet: null,
		columns: edges.length - 1,
		rows,
		page: parts[0]?.page ?? null
	};
}

function placeOf(
	cell: PlacedCell,
	columnAt: (edge: number) => number
): { column: number; span: number; rowSpan: number } {
	const column = columnAt(cell.column);
	return { column, span: columnAt(cell.column + cell.span) - column, rowSpan: cell.rowSpan };
}

/** Room between border and text that the table leaves in its cells. */
function paddingOf(part: TablePart): number {
	const rooms = part.rows.flatMap((row) =>
		row.cells.flatMap((cell) => cell.lines.map((line) => line.x0 - cell.x0))
	);
	return rooms.length > 0 ? Math.max(0, Math.min(...rooms)) : 0;
}

/** Without upright lines a column's real end shows in its longest line, where there are many. */
function fullestOf(part: TablePart): (cell: PlacedCell) => number {
	const ends = new Map<string, number[]>();
	const keyOf = (cell: PlacedCell): string => `${cell.column}+${cell.span}`;
	for (const cell of part.rows.flatMap((row) => row.cells)) {
		const known = ends.get(keyOf(cell)) ?? [];
		ends.set(keyOf(cell), [...known, ...cell.lines.map((line) => line.x1)]);
	}
	return (cell) => {
		const own = ends.get(keyOf(cell)) ?? [];
		const inside = own.filter((x) => x <= cell.x1);
		return inside.length >= MANY_LINES ? Math.max(...inside) : Infinity;
	};
}

function rowText(row: PartRow): string {
	return row.cells.map((cell) => cell.lines.map((line) => line.text).join(' ')).join('\t');
}

/** How many first rows of a page repeat the table's first rows. */
function repeatedRows(head: readonly string[], rows: readonly string[]): number {
	let count = 0;
	while (count < head.length && count < rows.length && head[count] === rows[count]) count++;
	return rows.slice(0, count).some((text) => text.trim() !== '') ? count : 0;
}

/**
 * A cell merged downwards that the page break cut stands empty on the new page: it belongs to the
 * one above it, when that one reaches the page's end. Below a repeated head it cannot be one cell
 * with it any more, and bears the same text instead.
 */
function joinDownwards(rows: Row[], first: number, repeated: number): void {
	const row = rows[first + repeated];
	if (!row || first === 0) return;
	row.cells = row.cells.filter((cell) => {
		if (cell.text !== '') return true;
		const above = cellReaching(rows, first - 1, cell);
		if (!above || (above.rowSpan === 1 && cell.rowSpan === 1)) return true;
		if (repeated > 0) cell.text = above.text;
		else above.rowSpan += cell.rowSpan;
		return repeated > 0;
	});
}

function cellReaching(rows: readonly Row[], last: number, below: Cell): Cell | null {
	for (let at = last; at >= 0; at--) {
		const cell = rows[at]?.cells.find(
			(each) => each.column === below.column && each.span === below.span
		);
		if (cell) return at + cell.rowSpan === last + 1 ? cell : null;
	}
	return null;
}
