import { Refusal, type Block, type Cell, type Row } from '../../source.ts';
import { limits } from '../../limits.ts';
import { liftFrame } from '../frame.ts';
import { tightenGrid } from '../grid.ts';

/** A cell of an HTML table with its place in the grid. */
export interface OpenCell {
	column: number;
	span: number;
	rowSpan: number;
	text: string;
	bold: boolean;
	shaded: boolean;
	content: Block[] | null;
	page: null;
}

interface OpenRow {
	head: boolean;
	shaded: boolean | null;
	cells: OpenCell[];
}

/** A table of HTML while it is read. */
export class OpenTable {
	inHead = false;
	cell: OpenCell | null = null;
	#rows: OpenRow[] = [];
	#row: OpenRow | null = null;
	/** For each column the first row (0-based) that no cell from above covers. */
	#free: number[] = [];

	get hasRow(): boolean {
		return this.#row !== null;
	}

	openRow(shaded: boolean | null): void {
		this.#row = { head: this.inHead, shaded, cells: [] };
		this.#rows.push(this.#row);
	}

	closeRow(): void {
		this.#row = null;
	}

	/** @throws Refusal bomb: spans that no table can have */
	openCell(span: number, rowSpan: number, shaded: boolean | null): void {
		if (!this.#row) this.openRow(null);
		const row = this.#row!;
		const index = this.#rows.length - 1;
		let column = 0;
		while ((this.#free[column] ?? 0) > index) column++;
		if (column + span > limits.columns * 4) throw new Refusal('bomb', 'columns');
		for (let at = column; at < column + span; at++) this.#free[at] = index + rowSpan;
		this.cell = {
			column,
			span,
			rowSpan,
			text: '',
			bold: false,
			shaded: shaded ?? row.shaded ?? false,
			content: null,
			page: null
		};
		row.cells.push(this.cell);
	}

	/** What stands in the document for this table; `nested` is told of tables in its cells. */
	close(nested: () => void): Block[] {
		const lifted = liftFrame(this.#rows.map((row) => row.cells));
		if (lifted) return lifted;
		if (this.#rows.some((row) => row.cells.some((cell) => cell.content))) nested();
		const columns = tightenGrid(this.#rows.map((row) => row.cells));
		if (columns === 0) return [];
		const rows = this.#rows.map((row, index): Row => ({
			number: index + 1,
			page: null,
			cells: row.cells.map((cell) => cellOf(cell, this.#rows.length - index)),
			repeatedHead: row.head,
			continues: null
		}));
		return [{ kind: 'table', number: 0, sheet: null, columns, rows, page: null }];
	}
}

function cellOf(cell: OpenCell, rowsLeft: number): Cell {
	const { column, span, text, bold, shaded } = cell;
	const rowSpan = Math.min(cell.rowSpan, rowsLeft);
	return { column, span, rowSpan, text, bold, shaded, box: null, page: null };
}
