import { strToU8, zipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRows } from './rows.ts';

type Row = [number, string[], string];

/** The rows of `bytes` when they come in pieces of `size` bytes. */
async function rowsOf(bytes: Uint8Array, size = bytes.length): Promise<Row[]> {
	async function* pieces(): AsyncGenerator<Uint8Array> {
		for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
	}
	const rows: Row[] = [];
	await readRows(pieces(), (cells, number, sheet) => rows.push([number, [...cells], sheet]));
	return rows;
}

const cellsOf = async (text: string) => (await rowsOf(Buffer.from(text))).map(([, cells]) => cells);

function utf16(text: string, bigEndian = false): Uint8Array {
	const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
	return bigEndian ? bytes.swap16() : bytes;
}

/** Russian capitals and small letters of windows-1251. */
function cp1251(text: string): Uint8Array {
	return Uint8Array.from(text, (sign) => {
		const code = sign.charCodeAt(0);
		return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : code;
	});
}

const table =
	'school;procedure\r\nСредняя школа;Русский язык\r\nГимназия района;Математика и физика\r\n';
const expected: Row[] = [
	[1, ['school', 'procedure'], ''],
	[2, ['Средняя школа', 'Русский язык'], ''],
	[3, ['Гимназия района', 'Математика и физика'], '']
];

describe('separated text', () => {
	it.each([
		['UTF-8', Buffer.from(table)],
		['UTF-8 with a mark', Buffer.from(`\ufeff${table}`)],
		['windows-1251', cp1251(table)],
		['UTF-16', utf16(table)],
		['UTF-16, big end first', utf16(table, true)],
		['sep= above', Buffer.from(`sep=;\r\n${table}`)],
		['without the last line end', Buffer.from(table.trimEnd())],
		['line ends of an old Macintosh', Buffer.from(table.replaceAll('\r\n', '\r'))]
	])('reads %s', async (_, bytes) => {
		expect(await rowsOf(bytes)).toEqual(expected);
	});

	it('tells the encoding where Russian begins late', async () => {
		const latin = 'school,year\n'.repeat(20_000);
		const rows = await rowsOf(cp1251(`${latin}Средняя школа,2025\n`), 70_000);
		expect(rows.at(-1)).toEqual([20_001, ['Средняя школа', '2025'], '']);
	});

	it.each([
		['comma', 'a,b\n1,2\n'],
		['tab', 'a\tb\n1\t2\n'],
		['semicolon', 'a;b\n1;2\n']
	])('finds the %s', async (_, text) => {
		expect(await cellsOf(text)).toEqual([
			['a', 'b'],
			['1', '2']
		]);
	});

	it('keeps separators, line ends and quotes inside of quotes', async () => {
		expect(await cellsOf('a;b\n"x;y";"1\n2"\n"say ""yes""";"z" \n')).toEqual([
			['a', 'b'],
			['x;y', '1\n2'],
			['say "yes"', 'z ']
		]);
	});

	it('takes a quote that never closes as text', async () => {
		expect(await cellsOf('a;b\n1;"two\n3;4\n')).toEqual([
			['a', 'b'],
			['1', '"two'],
			['3', '4']
		]);
	});

	it('counts empty rows and leaves them out', async () => {
		expect(await rowsOf(Buffer.from('a;b\n\n ; \n1;2'))).toEqual([
			[1, ['a', 'b'], ''],
			[4, ['1', '2'], '']
		]);
	});

	it('reads what was written, however the pieces come', async () => {
		const field = fc.string({ unit: fc.constantFrom('а', 'Z', '"', ';', '\n', '\r\n', ' ', '1') });
		const records = fc.array(fc.tuple(field, field, fc.constant('x')), {
			minLength: 1,
			maxLength: 6
		});
		const quote = (value: string) => `"${value.replaceAll('"', '""')}"`;
		await fc.assert(
			fc.asyncProperty(records, fc.integer({ min: 1, max: 9 }), async (rows, size) => {
				const text = rows.map((row) => row.map(quote).join(';')).join('\n');
				const long = `"head";"head";"head"\n${' '.repeat(65_500)}\n${text}`;
				const read = await rowsOf(Buffer.from(long), 65_521 + size);
				expect(read.slice(1).map(([, cells]) => cells)).toEqual(rows);
			}),
			{ numRuns: 100 }
		);
	});

	it.each([
		['nothing', new Uint8Array(), 'empty'],
		['empty lines', Buffer.from('\n \n;;\n'), 'empty'],
		['an old workbook', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3), 'unknown-format'],
		['a quote over two million signs', Buffer.from(`a;b\n"${'x\n'.repeat(1e6)}`), 'too-large']
	])('refuses %s', async (_, bytes, code) => {
		await expect(rowsOf(bytes, 300_000)).rejects.toMatchObject({ code });
	});
});

const space = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A workbook whose sheets hold these rows as XML. */
function workbook(sheets: Record<string, string>, prefix = ''): Uint8Array {
	const names = Object.keys(sheets);
	const relation = (id: number, type: string, target: string) =>
		`<Relationship Id="r${id}" Type="${office}/${type}" Target="${target}"/>`;
	const wrap = (all: string) =>
		`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all}</Relationships>`;
	const own = prefix === '' ? 'xmlns' : `xmlns:${prefix.slice(0, -1)}`;
	const parts: Record<string, string> = {
		'_rels/.rels': wrap(relation(1, 'officeDocument', 'xl/workbook.xml')),
		'xl/workbook.xml': `<workbook xmlns="${space}" xmlns:r="${office}"><sheets>${names
			.map((name, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="r${i + 1}"/>`)
			.join('')}</sheets></workbook>`,
		'xl/_rels/workbook.xml.rels': wrap(
			names.map((_, i) => relation(i + 1, 'worksheet', `worksheets/sheet${i + 1}.xml`)).join('') +
				relation(90, 'sharedStrings', 'sharedStrings.xml') +
				relation(91, 'styles', 'styles.xml')
		),
		'xl/sharedStrings.xml': `<sst xmlns="${space}"><si><t>школа</t></si><si><t>год</t></si></sst>`,
		'xl/styles.xml': `<styleSheet xmlns="${space}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="1"/></cellXfs></styleSheet>`
	};
	names.forEach((name, i) => {
		parts[`xl/worksheets/sheet${i + 1}.xml`] =
			`<?xml version="1.0"?><${prefix}worksheet ${own}="${space}"><${prefix}sheetData>${sheets[name]}</${prefix}sheetData></${prefix}worksheet>`;
	});
	return zipSync(
		Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)]))
	);
}

describe('workbooks', () => {
	it('gives texts, numbers with all digits, and dates as Excel prints them', async () => {
		const rows =
			'<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c></row>' +
			'<row r="3"><c r="A3" t="inlineStr"><is><t>Лицей &amp; сад</t></is></c><c r="B3" s="1"><v>45658</v></c><c r="C3" s="2"><v>2.6</v></c></row>' +
			'<row r="4"><c r="A4"><f>1+1</f><v>2</v></c></row><row r="5"><c r="A5"/></row>';
		expect(await rowsOf(workbook({ Лист: rows, Пустой: '' }))).toEqual([
			[2, ['школа', '', 'год'], 'Лист'],
			[3, ['Лицей & сад', '01.01.2025', '2.6'], 'Лист'],
			[4, ['2'], 'Лист']
		]);
	});

	it('reads sheets that are inflated in many pieces, with a prefix of their own', async () => {
		const rows = Array.from(
			{ length: 30_000 },
			(_, i) => `<x:row r="${i + 1}"><x:c r="A${i + 1}"><x:v>${i * 7}</x:v></x:c></x:row>`
		).join('');
		const read = await rowsOf(workbook({ Данные: rows }, 'x:'), 10_000);
		expect(read).toHaveLength(30_000);
		expect(read.at(-1)).toEqual([30_000, [String(29_999 * 7)], 'Данные']);
	});

	it('refuses a workbook cut short, and one whose sheet was changed', async () => {
		const whole = workbook({ Лист: '<row r="1"><c r="A1"><v>1</v></c></row>'.repeat(500) });
		await expect(rowsOf(whole.subarray(0, whole.length - 60))).rejects.toMatchObject({
			code: 'truncated'
		});
		const bent = whole.slice();
		const at = Buffer.from(bent).indexOf('sheet1.xml') + 40;
		bent[at] = bent[at]! ^ 0xff;
		await expect(rowsOf(bent)).rejects.toMatchObject({ name: 'Refusal' });
	});

	it('refuses a sheet that inflates without end', async () => {
		const bomb = workbook({
			Лист: `<row r="1"><c r="A1"><v>${'1'.repeat(30_000_000)}</v></c></row>`
		});
		await expect(rowsOf(bomb)).rejects.toMatchObject({ name: 'Refusal' });
	});
});
