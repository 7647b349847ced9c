/** A table of a Word document while it is read, and its making into the common shape. */

import { Refusal, type Block, type Cell, type Row, type Table } from '../../source.ts';
import { liftFrame } from '../frame.ts';
import { tightenGrid } from '../grid.ts';
import type { Attributes } from '../xml.ts';
import { isOn } from './styles.ts';

/** Grid lines nearer than 2 mm (in twentieths of a point) are one line drawn unevenly. */
const near = 113;
const mostSpan = 1_000;

/** A cell as the file has it, before merges are resolved. */
export class OpenCell {
	column: number;
	span = 1;
	merge: 'none' | 'restart' | 'continue' = 'none';
	mergedLeft = false;
	shaded = false;
	deleted = false;
	page: number | null = null;
	text = '';
	bold = false;
	/** Kept only where a table lies inside: the cell may be a mere frame around it. */
	content: Block[] | null = null;
	constructor(column: number) {
		this.column = column;
	}
}

class OpenRow {
	cells: OpenCell[] = [];
	column = 0;
	head = false;
	dropped: 'deleted' | 'hidden' | null = null;
	page: number | null = null;
}

/** Tells the document what a table left out. */
export interface TableNews {
	change(): void;
	hidden(): void;
	nested(): void;
}

export class OpenTable {
	#edges: number[] = [0];
	#rows: OpenRow[] = [];
	#row: OpenRow | null = null;
	#cell: OpenCell | null = null;
	#news: TableNews;
	constructor(news: TableNews) {
		this.#news = news;
	}

	get cell(): OpenCell | null {
		return this.#cell;
	}

	gridColumn(attributes: Attributes): void {
		if (this.#edges.length > mostSpan) return;
		this.#edges.push(this.#edges.at(-1)! + Math.max(0, Number(attributes.get('w:w')) || 0));
	}

	openRow(): void {
		if (this.#cell) throw new Refusal('truncated');
		this.#row = new OpenRow();
	}

	/** A property of the row at hand (`w:trPr`). */
	rowProperty(name: string, attributes: Attributes): void {
		const row = this.#row;
		if (!row) return;
		if (name === 'w:gridBefore') row.column = spanOf(attributes, 0);
		else if (name === 'w:tblHeader') row.head = isOn(attributes);
		else if (name === 'w:hidden' && isOn(attributes)) row.dropped = 'hidden';
		else if (name === 'w:del') row.dropped = 'deleted';
	}

	openCell(): OpenCell {
		if (!this.#row || this.#cell) throw new Refusal('truncated');
		this.#cell = new OpenCell(this.#row.column);
		return this.#cell;
	}

	/** A property of the cell at hand (`w:tcPr`). */
	cellProperty(name: string, attributes: Attributes): void {
		const cell = this.#cell;
		if (!cell) return;
		const value = attributes.get('w:val');
		if (name === 'w:gridSpan') cell.span = spanOf(attributes, 1);
		else if (name === 'w:vMerge') cell.merge = value === 'restart' ? 'restart' : 'continue';
		else if (name === 'w:hMerge') cell.mergedLeft = value !== 'restart';
		else if (name === 'w:cellDel') cell.deleted = true;
		else if (name === 'w:shd') cell.shaded = isShaded(attributes);
	}

	closeCell(): void {
		const row = this.#row;
		const cell = this.#cell;
		if (!row || !cell) throw new Refusal('truncated');
		this.#cell = null;
		row.column += cell.span;
		if (row.column > mostSpan * 2) throw new Refusal('bomb', 'columns');
		if (cell.deleted) {
			this.#news.change();
			return;
		}
		const left = row.cells.at(-1);
		if (cell.mergedLeft && left) {
			left.span += cell.span;
			left.text = joined(left.text, cell.text);
			return;
		}
		row.cells.push(cell);
	}

	closeRow(page: number | null): void {
		const row = this.#row;
		if (!row || this.#cell) throw new Refusal('truncated');
		this.#row = null;
		row.page = row.cells[0]?.page ?? page;
		if (row.dropped === 'deleted') this.#news.change();
		else if (row.dropped === 'hidden') this.#news.hidden();
		else if (row.cells.length > 0) this.#rows.push(row);
	}

	/** What stands in the document for this table: the table, or what a mere frame held. */
	close(): Block[] {
		if (this.#row || this.#cell) throw new Refusal('truncated');
		const lifted = liftFrame(this.#rows.map((row) => row.cells));
		if (lifted) return lifted;
		if (this.#rows.some((row) => row.cells.some((cell) => cell.content))) this.#news.nested();
		const columns = tightenGrid(
			this.#rows.map((row) => row.cells),
			this.#edges.length > 2 ? this.#edges : [],
			near
		);
		if (columns === 0) return [];
		const rows = mergeDown(this.#rows);
		const page = rows[0]?.page ?? null;
		return [{ kind: 'table', number: 0, sheet: null, columns, rows, page } satisfies Table];
	}
}

function spanOf(attributes: Attributes, least: number): number {
	const span = Number(attributes.get('w:val'));
	return Number.isInteger(span) ? Math.min(Math.max(span, least), mostSpan) : least;
}

function joined(before: string, after: string): string {
	return before && after ? `${before}\n${after}` : before || after;
}

function isShaded(attributes: Attributes): boolean {
	const fill = (attributes.get('w:fill') ?? 'auto').toLowerCase();
	const pattern = attributes.get('w:val') ?? 'clear';
	if (!/^(auto|ffffff)$/.test(fill)) return true;
	return pattern === 'solid' ? attributes.get('w:color') !== 'FFFFFF' : /^pct[1-9]/.test(pattern);
}

/**
 * Resolves cells merged downwards. A continuation without a beginning is a cell of its own, as
 * Word shows it; text inside a continuation joins the cell that covers it, so that none is lost.
 */
function mergeDown(open: OpenRow[]): Row[] {
	let above = new Map<number, Cell>();
	return open.map((row, index) => {
		const covering = new Map<number, Cell>();
		const cells: Cell[] = [];
		for (const cell of row.cells) {
			const lead = cell.merge === 'continue' ? above.get(cell.column) : undefined;
			if (lead) {
				lead.rowSpan++;
				lead.text = joined(lead.text, cell.text);
				covering.set(cell.column, lead);
				continue;
			}
			const made = cellOf(cell);
			cells.push(made);
			if (cell.merge !== 'none') covering.set(cell.column, made);
		}
		above = covering;
		return {
			number: index + 1,
			page: row.page,
			cells,
			repeatedHead: row.head,
			continues: null
		};
	});
}

function cellOf(cell: OpenCell): Cell {
	const { column, span, text, bold, shaded, page } = cell;
	return { column, span, rowSpan: 1, text, bold, shaded, box: null, page };
}
