/** Roadmaps printed by LibreOffice, Chromium and Typst, read back measure by measure. */

import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { Table } from '../source.ts';
import { MEASURES } from './fixtures/measures.ts';
import { readPdf } from './pdf.ts';

async function tablesOf(name: string): Promise<Table[]> {
	const bytes = await readFile(new URL(`fixtures/${name}.pdf`, import.meta.url));
	const document = await readPdf(new Uint8Array(bytes));
	return document.blocks.filter((block) => block.kind === 'table');
}

/** Spaces and hyphens at line ends belong to the printing, not to the measure. */
function bare(text: string): string {
	return text.replace(/-\n/g, '').replace(/[\s-]+/g, '');
}

/** Rows of the table with rows cut by a page break put together again. */
function wholeRows(table: Table | undefined): string[][] {
	const rows: string[][] = [];
	for (const row of table?.rows ?? []) {
		if (row.repeatedHead) continue;
		const texts = row.cells.map((cell) => bare(cell.text));
		const before = rows.at(-1);
		if (before && texts[0] === '' && texts.length === before.length) {
			texts.forEach((text, index) => (before[index] += text));
		} else rows.push(texts);
	}
	return rows;
}

describe('a roadmap with number, measure, term, responsible and result', () => {
	test.each([
		['libreoffice-no-borders', 3],
		['libreoffice-level-lines', 3],
		['chromium-cut', 2],
		['typst-no-borders', 2]
	])('%s: every measure under its section', async (name, sections) => {
		const tables = await tablesOf(name);
		expect(tables).toHaveLength(1);
		expect(tables[0]?.columns).toBe(5);
		const rows = wholeRows(tables[0]);
		expect(rows.filter((row) => row.length === 1)).toHaveLength(sections);
		const expected = Array.from({ length: sections * MEASURES.length }, (_, index) => [
			`${index + 1}.`,
			...(MEASURES[index % MEASURES.length] ?? []).map(bare)
		]);
		expect(rows.filter((row) => /^\d+\.$/.test(row[0] ?? ''))).toEqual(expected);
	});
});

describe('stages merged downwards', () => {
	test('LibreOffice: the stage goes on below the repeated head', async () => {
		const [table] = await tablesOf('libreoffice-stages');
		const stages = table?.rows.flatMap((row) =>
			row.cells.filter((cell) => cell.column === 0).map((cell) => [cell.text, cell.rowSpan])
		);
		expect(stages).toEqual([
			['Этап', 1],
			['Подготовительный этап', 4],
			['Основной этап', 11],
			['Этап', 1],
			['Основной этап', 7],
			['Итоговый', 2]
		]);
	});

	test('Chromium: one cell over the page break, months turned upright, painted months', async () => {
		const [table] = await tablesOf('chromium-stages');
		const cells = table?.rows.map((row) => row.cells) ?? [];
		expect(cells[0]?.map((cell) => [cell.text, cell.span, cell.rowSpan])).toEqual([
			['Этап', 1, 2],
			['№', 1, 2],
			['Мероприятие', 1, 2],
			['2026 год', 4, 1],
			['Ответственный', 1, 2]
		]);
		expect(cells[1]?.map((cell) => cell.text)).toEqual([
			'сентябрь',
			'октябрь',
			'ноябрь',
			'декабрь'
		]);
		const main = cells.flat().find((cell) => cell.text === 'Основной этап');
		expect(main).toMatchObject({ column: 0, rowSpan: 12, page: 1 });
		const marks = cells[3]?.slice(3, 7).map((cell) => cell.shaded);
		expect(marks).toEqual([false, false, true, false]);
	});
});
