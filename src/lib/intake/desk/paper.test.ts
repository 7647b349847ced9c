import { describe, expect, it } from 'vitest';
import type { Cell, Row, SourceDocument, Table } from '../source.ts';
import { leafFinder, leafOf, spotOf } from './paper.ts';
import { draftRead, measureRead } from './sample.testing.ts';

const cell = (column: number, text: string, given: Partial<Cell> = {}): Cell => ({
	column,
	span: 1,
	rowSpan: 1,
	text,
	bold: false,
	shaded: false,
	box: null,
	page: null,
	...given
});

const row = (number: number, cells: Cell[], page: number | null = null): Row => ({
	number,
	page,
	cells,
	repeatedHead: false,
	continues: null
});

function document(rows: Row[], page: number | null = null): SourceDocument {
	const table: Table = { kind: 'table', number: 1, sheet: null, columns: 2, rows, page };
	return { format: 'docx', blocks: [table], pages: null, pageSizes: [], notes: [] };
}

describe('leafOf', () => {
	it('follows the pages of the document', () => {
		const paged = document([row(1, [cell(0, 'а')], 1), row(2, [cell(0, 'б')], 2)], 1);
		expect(leafOf(paged, 2)).toMatchObject({ kind: 'page', number: 2, of: 2 });
		expect(leafFinder(paged)({ table: 1, row: 2 })).toBe(2);
	});

	it('cuts a long table without pages into light parts and loses no row', () => {
		const rows = Array.from({ length: 500 }, (_, at) =>
			row(at + 1, [cell(0, 'слово '.repeat(30))])
		);
		const long = document(rows);
		const { of } = leafOf(long, 1);
		const numbers = Array.from({ length: of }, (_, at) =>
			leafOf(long, at + 1).blocks.flatMap((block) =>
				block.kind === 'table' ? block.rows.map(({ number }) => number) : []
			)
		);
		expect(numbers.flat()).toEqual(rows.map(({ number }) => number));
		expect(Math.max(...numbers.map(({ length }) => length))).toBeLessThanOrEqual(80);
	});

	it('carries a cell that is merged over the edge to the next leaf', () => {
		const merged = cell(0, 'Этап', { rowSpan: 3 });
		const cut = document(
			[row(1, [merged, cell(1, 'а')], 1), row(2, [cell(1, 'б')], 2), row(3, [cell(1, 'в')], 2)],
			1
		);
		const [table] = leafOf(cut, 2).blocks;
		expect(table).toMatchObject({
			rows: [{ cells: [{ text: 'Этап', rowSpan: 2 }, { text: 'б' }] }, {}]
		});
	});

	it('gives an empty leaf of an empty document', () => {
		const empty = { ...document([]), blocks: [] };
		expect(leafOf(empty, 7)).toMatchObject({ number: 1, of: 1, blocks: [] });
	});
});

describe('spotOf', () => {
	const { tables } = draftRead();

	it('finds the column of an empty cell by its role', () => {
		expect(spotOf(measureRead(5), 'responsible', tables)).toMatchObject({ row: 5, column: 3 });
	});

	it('prefers the place that the reader gave', () => {
		const places = { term: { page: null, table: 1, row: 6, column: 4 } };
		expect(spotOf(measureRead(5, { places }), 'term', tables)).toMatchObject({ row: 6, column: 3 });
	});
});
