import type { Block, Cell, Paragraph, SourceDocument, Table } from '../source.ts';

/** A cell of an invented table: its text, or more where it is merged, bold or painted. */
export type Sketch = string | Partial<Cell>;

/** A paragraph (a string) or a table (rows of cells). */
export type Part = string | Sketch[][];

/** An invented document for tests, as if a reader had read it from a Word file. */
export function sketch(parts: Part[], format: SourceDocument['format'] = 'docx'): SourceDocument {
	let tables = 0;
	const blocks = parts.map((part, at): Block => {
		if (typeof part === 'string') return toParagraph(part, at + 1);
		return toTable(part, ++tables);
	});
	return { format, blocks, pages: null, pageSizes: [], notes: [] };
}

function toParagraph(text: string, line: number): Paragraph {
	return { kind: 'paragraph', text, page: null, line, heading: null, box: null };
}

/** Cells take the next free columns, below what reaches down from above. */
function toTable(rows: Sketch[][], number: number): Table {
	const taken: number[] = [];
	let columns = 0;
	const built = rows.map((row, at) => {
		let column = 0;
		const cells = row.map((part): Cell => {
			const cell = typeof part === 'string' ? { text: part } : part;
			while ((taken[column] ?? 0) > at) column++;
			const full: Cell = {
				column,
				span: 1,
				rowSpan: 1,
				text: '',
				bold: false,
				shaded: false,
				box: null,
				page: null,
				...cell
			};
			for (let each = column; each < column + full.span; each++) taken[each] = at + full.rowSpan;
			column += full.span;
			columns = Math.max(columns, column);
			return full;
		});
		return { number: at + 1, page: null, cells, repeatedHead: false, continues: null };
	});
	return { kind: 'table', number, sheet: null, columns, rows: built, page: null };
}
