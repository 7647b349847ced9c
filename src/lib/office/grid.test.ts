import { describe, expect, it } from 'vitest';
import { placeRows } from './grid.ts';
import type { Table } from './description.ts';

const table: Table = {
	kind: 'table',
	columns: [1, 2, 3, 4].map((width) => ({ width, align: 'left' })),
	head: [
		[
			{ text: 'A', rowSpan: 2 },
			{ text: 'B', span: 2 },
			{ text: 'C', rowSpan: 2 }
		],
		[{ text: 'b1' }, { text: 'b2' }]
	],
	rows: [
		{ kind: 'section', depth: 2, text: 'S' },
		{ kind: 'cells', cells: [{ text: 'x', rowSpan: 2, span: 2 }, { text: 'y' }, { text: 'z' }] },
		{ kind: 'cells', cells: [{ text: 'v' }, { text: 'слово '.repeat(200) }] }
	]
};

describe('placeRows', () => {
	const rows = placeRows(table);
	const shown = (index: number) =>
		rows[index]!.cells.map(({ column, span, rows: down, text, continues }) =>
			continues ? `${column}+${span} ↓${down}` : `${column}+${span} ${text.slice(0, 1)}${down}`
		);

	it('gives each cell its column and rows', () => {
		expect(shown(0)).toEqual(['0+1 A2', '1+2 B1', '3+1 C2']);
		expect(shown(3)).toEqual(['0+2 x2', '2+1 y1', '3+1 z1']);
	});

	it('passes over what comes down from above', () => {
		expect(shown(1)).toEqual(['0+1 ↓1', '1+1 b1', '2+1 b1', '3+1 ↓1']);
		expect(shown(4)).toEqual(['0+2 ↓1', '2+1 v1', '3+1 с1']);
	});

	it('lays a section over the whole width', () => {
		expect(rows[2]).toMatchObject({ kind: 'section', depth: 2 });
		expect(shown(2)).toEqual(['0+4 S1']);
	});

	it('lets only very long rows break', () => {
		expect(rows.map(({ mayBreak }) => mayBreak)).toEqual([false, false, false, false, true]);
	});
});
