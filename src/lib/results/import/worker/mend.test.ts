import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { readRows } from '../../../intake/rows/rows.ts';
import { writeMended } from './mend.ts';

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
	yield bytes;
}

type Errors = Parameters<typeof writeMended>[1];

async function mend(bytes: Uint8Array, errors: Errors, signatures: string[] = []) {
	const out = new PassThrough();
	const written = buffer(out);
	await writeMended(one(bytes), errors, signatures, out);
	return written;
}

async function rowsOf(bytes: Uint8Array): Promise<[string, number, string[]][]> {
	const rows: [string, number, string[]][] = [];
	await readRows(one(bytes), (cells, number, sheet) => rows.push([sheet, number, [...cells]]));
	return rows;
}

const head = 'school;year;procedure;participants;low';

describe('a table with its errors', () => {
	it('keeps rows and texts where they were', async () => {
		const table = `Итоги\n\n${head}\n"А; Б";2025;ОГЭ;"1 ""x""";2\nВ;2025;ОГЭ;3;1\n`;
		const errors = [
			{ sheet: '', row: 4, text: 'Первая.' },
			{ sheet: '', row: 4, text: 'Вторая.' }
		];
		expect(await rowsOf(await mend(Buffer.from(table), errors))).toEqual([
			['', 1, ['', 'Итоги']],
			['', 3, ['Ошибка', ...head.split(';')]],
			['', 4, ['Первая. Вторая.', 'А; Б', '2025', 'ОГЭ', '1 "x"', '2']],
			['', 5, ['', 'В', '2025', 'ОГЭ', '3', '1']]
		]);
	});

	it('has one column of errors, however often it goes round', async () => {
		const first = await mend(Buffer.from(`${head}\nА;2025;ОГЭ;1;2\n`), [
			{ sheet: '', row: 2, text: 'Было.' }
		]);
		const second = await mend(first, [{ sheet: '', row: 2, text: 'Стало.' }]);
		expect((await rowsOf(second)).map(([, , cells]) => cells)).toEqual([
			['Ошибка', ...head.split(';')],
			['Стало.', 'А', '2025', 'ОГЭ', '1', '2']
		]);
	});

	it('marks the head that only a person told', async () => {
		const bytes = await mend(Buffer.from('Что;Где\n1;2\n'), [], ['что|где']);
		expect((await rowsOf(bytes))[0]![2]).toEqual(['Ошибка', 'Что', 'Где']);
	});

	it('comes back from a workbook as a workbook with the same sheets', async () => {
		const { Workbook } = await import('exceljs').then((module) => module.default);
		const book = new Workbook();
		for (const name of ['Лист & 1', 'Лист 2']) {
			const sheet = book.addWorksheet(name);
			sheet.addRow(head.split(';'));
			sheet.addRow([]);
			sheet.addRow(['=1+1 <b>', 2025, 'ОГЭ', 10, 12]);
		}
		const bytes = await mend(new Uint8Array(await book.xlsx.writeBuffer()), [
			{ sheet: 'Лист 2', row: 3, text: 'Больше.' }
		]);
		const titles = ['Ошибка', ...head.split(';')];
		const cells = ['=1+1 <b>', '2025', 'ОГЭ', '10', '12'];
		expect(await rowsOf(bytes)).toEqual([
			['Лист & 1', 1, titles],
			['Лист & 1', 3, ['', ...cells]],
			['Лист 2', 1, titles],
			['Лист 2', 3, ['Больше.', ...cells]]
		]);
		const again = new Workbook();
		await again.xlsx.load(
			bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer
		);
		expect(again.getWorksheet('Лист 2')!.getCell('A3').value).toBe('Больше.');
	});
});
