import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { printNumber } from './excel/number-format.ts';
import { drawn, paragraphsIn, tablesIn, xlsxOf, zipOf } from './samples.ts';
import { readXlsx } from './xlsx.ts';

const cell = (place: string, text: string, more = '') =>
	`<c r="${place}" t="inlineStr"${more}><is><t>${text}</t></is></c>`;
const row = (number: number, texts: string[], more = '') =>
	`<row r="${number}"${more}>${texts
		.map((text, i) => (text ? cell(`${'ABCDEFGH'[i]}${number}`, text) : ''))
		.join('')}</row>`;
const sheet = (rows: string[], after = '', before = '') =>
	`${before}<sheetData>${rows.join('')}</sheetData>${after}`;
const read = (xml: string, options = {}) => readXlsx(xlsxOf([{ name: 'План', xml }], options));
const table = (xml: string, options = {}) => drawn(tablesIn(read(xml, options))[0]);

describe('sheets', () => {
	it('become title lines and one table with all its cells', () => {
		const xml = sheet([
			row(1, ['Дорожная карта']),
			row(3, ['Согласовано', '', 'Утверждаю']),
			row(5, ['№', 'Мера', 'Срок']),
			row(6, ['1', 'Анализ']),
			row(7, ['Раздел 2']),
			row(9, ['2', 'Отчёт', 'май']),
			row(12, ['Начальник управления'])
		]);
		const document = read(xml);
		expect(paragraphsIn(document)).toEqual([
			'Дорожная карта',
			'Согласовано',
			'Утверждаю',
			'Начальник управления'
		]);
		expect(drawn(tablesIn(document)[0])).toEqual([
			'0+1:№ | 1+1:Мера | 2+1:Срок',
			'0+1:1 | 1+1:Анализ | 2+1:',
			'0+1:Раздел 2 | 1+1: | 2+1:',
			'0+1:2 | 1+1:Отчёт | 2+1:май'
		]);
		expect(tablesIn(document)[0]).toMatchObject({ sheet: 'План', number: 1 });
		expect(tablesIn(document)[0]!.rows.map(({ number }) => number)).toEqual([5, 6, 7, 9]);
	});

	it('keep merged cells, in both directions', () => {
		const xml = sheet(
			[
				row(1, ['Этап', 'Мера', 'Срок']),
				row(2, ['I', 'а', 'б']),
				row(3, ['', 'в', 'г']),
				row(4, ['Раздел'])
			],
			'<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="A4:C4"/></mergeCells>'
		);
		expect(table(xml)).toEqual([
			'0+1:Этап | 1+1:Мера | 2+1:Срок',
			'0+1v2:I | 1+1:а | 2+1:б',
			'1+1:в | 2+1:г',
			'0+3:Раздел'
		]);
	});

	it('leave out what is hidden and say so', () => {
		const xml = sheet(
			[
				row(1, ['№', 'тайна', 'Мера']),
				row(2, ['1', 'x', 'а']),
				row(3, ['2', 'y', 'б'], ' hidden="1"')
			],
			'',
			'<cols><col min="2" max="2" hidden="1"/></cols>'
		);
		const document = readXlsx(
			xlsxOf([
				{ name: 'План', xml },
				{ name: 'Черновик', xml: sheet([row(1, ['z', 'z'])]), state: 'hidden' }
			])
		);
		expect(tablesIn(document).map(drawn)).toEqual([['0+1:№ | 1+1:Мера', '0+1:1 | 1+1:а']]);
		expect(document.notes).toEqual([{ code: 'hidden-text', detail: '3' }]);
	});

	it('know repeated heads, bold and painted cells', () => {
		const styles = `<fonts><font/><font><b/></font></fonts>
<fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FF00FF00"/></patternFill></fill>
<fill><patternFill patternType="solid"><fgColor rgb="FFFFFFFF"/></patternFill></fill></fills>
<cellXfs><xf/><xf fontId="1"/><xf fillId="1"/><xf fillId="2"/></cellXfs>`;
		const workbook =
			'<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">План!$1:$1</definedName></definedNames>';
		const xml = sheet([
			`<row r="1">${cell('A1', 'а', ' s="1"')}${cell('B1', 'б')}</row>`,
			`<row r="2">${cell('A2', 'в', ' s="3"')}<c r="B2" s="2"/></row>`
		]);
		const rows = tablesIn(read(xml, { styles, workbook }))[0]!.rows;
		expect(rows.map(({ repeatedHead }) => repeatedHead)).toEqual([true, false]);
		expect(rows.flatMap(({ cells }) => cells.map((c) => [c.bold, c.shaded]))).toEqual([
			[true, false],
			[false, false],
			[false, false],
			[false, true]
		]);
	});

	it('read shared and rich text, values of formulas, truths and errors', () => {
		const strings = [
			'<t>общая</t>',
			'<r><t>бо</t></r><r><rPr><b/></rPr><t>гатая</t></r><rPh><t>нет</t></rPh>'
		];
		const xml = sheet([
			`<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c><f>1+1</f><v>2</v></c><c t="b"><v>1</v></c>
<c t="e"><v>#N/A</v></c><c t="str"><f>A1</f><v>строка</v></c><c><f>1/3</f></c><c t="s"><v>99</v></c></row>`
		]);
		const document = read(xml, { strings });
		expect(drawn(tablesIn(document)[0])).toEqual([
			'0+1:общая | 1+1:богатая | 2+1:2 | 3+1:ИСТИНА | 4+1:#N/A | 5+1:строка'
		]);
		expect(document.notes).toEqual([{ code: 'formula-without-value', detail: '1' }]);
	});

	it('read what another program wrote', async () => {
		const book = new ExcelJS.Workbook();
		const page = book.addWorksheet('Лист');
		page.addRow(['№', 'Мера', 'Срок']);
		page.addRow([1, 'Анализ', new Date(Date.UTC(2026, 8, 1))]).getCell(3).numFmt = 'mmmm yyyy';
		const bytes = new Uint8Array(await book.xlsx.writeBuffer());
		expect(drawn(tablesIn(readXlsx(bytes))[0])).toEqual([
			'0+1:№ | 1+1:Мера | 2+1:Срок',
			'0+1:1 | 1+1:Анализ | 2+1:сентябрь 2026'
		]);
	});

	it.each([
		['nothing', sheet([]), 'empty'],
		['painted emptiness', sheet(['<row r="1"><c r="A1" s="0"/></row>']), 'empty'],
		[
			'too many rows',
			sheet(Array.from({ length: 20_001 }, (_, i) => row(i + 1, ['а', 'б']))),
			'too-many-rows'
		],
		['broken XML', '<sheetData><row>', 'truncated']
	])('refuse %s', (_, xml, code) => {
		expect(() => read(xml)).toThrow(expect.objectContaining({ name: 'Refusal', code }));
	});

	it('refuse a workbook without its parts', () => {
		expect(() => readXlsx(zipOf({ 'xl/none.xml': '<a/>' }))).toThrow(
			expect.objectContaining({ code: 'truncated' })
		);
	});
});

describe('numbers are printed as Excel shows them', () => {
	it.each([
		[46266, 'dd.mm.yyyy', '01.09.2026'],
		[46266, 'mmmm yyyy', 'сентябрь 2026'],
		[46266, '[$-419]mmmm\\ yyyy;@', 'сентябрь 2026'],
		[46266, '[$-FC19]d\\ mmmm\\ yyyy\\ "г."', '1 сентября 2026 г.'],
		[46266, 'd mmm yy', '1 сен 26'],
		[46266.5, 'dd.mm.yyyy h:mm', '01.09.2026 12:00'],
		[0.75, '[h]:mm', '18:00'],
		[59, 'dd.mm.yyyy', '28.02.1900'],
		[61, 'dd.mm.yyyy', '01.03.1900'],
		[-1, 'dd.mm.yyyy', '-1'],
		[1, '', '1'],
		[1.1, 'General', '1,1'],
		[0.1 + 0.2, '', '0,3'],
		[0.555, '0%', '56%'],
		[0.555, '0.0%', '55,5%'],
		[1234.5, '#,##0.00', '1 234,50'],
		[3, '0"."', '3.'],
		[7, '00', '07'],
		[-5, '0;(0)', '-5']
	])('%d as %s', (value, code, text) => {
		expect(printNumber(value, code, false)).toBe(text);
	});

	it('counts from 1904 where the workbook says so', () => {
		expect(printNumber(44804, 'dd.mm.yyyy', true)).toBe('01.09.2026');
	});
});
