/** Tables without upright lines, drawn as lines of words at exact places. */

import { expect, test } from 'vitest';
import { findOpenTables } from './columns.ts';
import { type Line, makeLine } from './lines.ts';
import type { Word } from './words.ts';

const LETTER = 5;
const LEADING = 12;

type Piece = [x: number, text: string];

function lineOf(pieces: readonly Piece[], base: number, bold = false): Line {
	const words = pieces.flatMap(([left, text]) => {
		let x = left;
		return text.split(' ').map((part): Word => {
			const [start, end] = [x, x + part.length * LETTER];
			x = end + LETTER / 2;
			const box = { x0: start, x1: end, y0: base - 8, y1: base + 2 };
			const flags = { bold, spaceBefore: false, spaceAfter: false, artifact: false };
			return { ...box, text: part, turn: 0, base, start, end, size: 10, order: 0, ...flags };
		});
	});
	return makeLine(words);
}

/** Rows of cells at the given columns; '\n' begins the cell's next line. One cell is bold. */
function page(xs: readonly number[], rows: readonly (readonly string[])[]): Line[] {
	let base = 50;
	return rows.flatMap((row) => {
		const cells = row.map((cell) => cell.split('\n'));
		const height = Math.max(...cells.map((cell) => cell.length));
		const lines = Array.from({ length: height }, (_, at) => {
			const pieces = cells.flatMap((cell, column): Piece[] =>
				cell[at] ? [[xs[column] as number, cell[at]]] : []
			);
			return lineOf(pieces, (base += LEADING), row.length === 1);
		});
		if (row.length > 1) base += LEADING / 2;
		return lines;
	});
}

function textsOf(lines: readonly Line[]): string[][][] {
	return findOpenTables(lines, [], null).tables.map((table) => {
		const rows: string[][] = [];
		for (const cell of table.cells) {
			(rows[cell.row] ??= []).push(cell.lines.map((line) => line.text).join(' '));
		}
		return rows;
	});
}

const XS = [50, 80, 260, 340, 450];
const HEAD = ['№', 'Мероприятие', 'Срок', 'Ответственный', 'Результат'];
const ROWS = [
	['1', 'Провести семинар для\nучителей района', 'март', 'Соколова Е.П.', 'Справка'],
	['2', 'Составить график\nпосещений школ', 'до 15 мая', 'Лебедев А.В.', 'График'],
	['3', 'Подвести итоги\nполугодия', 'декабрь', 'методист', 'Приказ'],
	['4', 'Собрать отчёты\nшкол района', 'ноябрь', 'Соколова Е.П.', 'Отчёт'],
	['5', 'Обсудить итоги\nна совещании', 'май', 'Лебедев А.В.', 'Протокол']
];
const flat = (rows: readonly (readonly string[])[]) =>
	rows.map((row) => row.map((cell) => cell.replaceAll('\n', ' ')));

test('a head with words of its own', () => {
	const head = ['№', 'Что делаем', 'Когда', 'Кто отвечает', 'Чего ждём'];
	expect(textsOf(page(XS, [head, ...ROWS]))).toEqual([flat([head, ...ROWS])]);
});

test('a word that spills over into the next column', () => {
	const long = ['6', 'Разослать письмо', 'июнь', 'отдел\nmethodist@zarechie.example', 'Письмо'];
	const rows = [HEAD, ...ROWS, long, ...ROWS];
	expect(textsOf(page(XS, rows))).toEqual([flat(rows)]);
});

test('a chance gap inside one column parts nothing', () => {
	const terms = ['IV квартал года', 'в течение года', 'не позднее мая', 'до 15 мая', 'май - июнь'];
	const rows = ROWS.map((row, at) => row.map((cell, column) => (column === 2 ? terms[at]! : cell)));
	expect(textsOf(page(XS, [HEAD, ...rows]))).toEqual([flat([HEAD, ...rows])]);
});

test('a page that begins with the rest of one long cell', () => {
	const known = { xs: [48, 75, 250, 330, 440, 520], head: [] };
	const rest = ['', '', '', 'руководители\nшколы и\nкураторы\nот района\nи методисты\nцентра', ''];
	const { tables, rest: left } = findOpenTables(page(XS, [rest, ...ROWS]), [], known);
	expect(left).toEqual([]);
	expect(tables[0]?.cells[3]?.lines).toHaveLength(6);
});

test('a short bold line in the first column heads a section', () => {
	const rows = ROWS.map((row) => row.slice(1));
	const lines = page(XS.slice(1), [...rows, ['Контроль'], ...rows]);
	expect(textsOf(lines)[0]?.map((row) => row[0])).toEqual(
		flat([...rows, ['Контроль'], ...rows]).map((row) => row[0])
	);
});

test('what stands above a number is the rest of the row before', () => {
	const known = { xs: [48, 75, 250, 330, 440, 520], head: [] };
	const lines = page(XS, [['', 'и кураторов\nшкол района', '', '', ''], ...ROWS]);
	lines.slice(2).forEach((line) => (line.base -= LEADING / 2));
	const { tables } = findOpenTables(lines, [], known);
	const numbers = tables[0]?.cells.filter((cell) => cell.column === 0);
	expect(numbers?.map((cell) => cell.lines.map((line) => line.text).join(' '))).toEqual([
		'',
		...ROWS.map(([number]) => number)
	]);
});
