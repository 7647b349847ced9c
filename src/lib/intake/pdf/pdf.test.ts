import { describe, expect, test } from 'vitest';
import type { SourceDocument, Table } from '../source.ts';
import { grid, handmadePdf, text } from './fixtures/handmade.ts';
import { readPdf } from './pdf.ts';

function tablesOf(document: SourceDocument): Table[] {
	return document.blocks.filter((block) => block.kind === 'table');
}

function textsOf(table: Table | undefined): string[][] {
	return (table?.rows ?? []).map((row) => row.cells.map((cell) => cell.text));
}

function paragraphsOf(document: SourceDocument): string[] {
	return document.blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.text] : []));
}

const XS = [50, 100, 300, 400];
const YS = [700, 670, 640, 610];
const TABLE =
	grid(XS, YS) +
	// Drawn column by column and from below: the order of drawing must not matter.
	text(305, 625, 'May') +
	text(305, 655, 'April') +
	text(305, 685, 'Term', 'F2') +
	text(105, 625, 'Second') +
	text(105, 614, 'measure') +
	text(105, 655, 'First measure') +
	text(105, 685, 'Measure', 'F2') +
	text(55, 625, '2') +
	text(55, 655, '1') +
	text(55, 685, 'No', 'F2');
const EXPECTED = [
	['No', 'Measure', 'Term'],
	['1', 'First measure', 'April'],
	['2', 'Second\nmeasure', 'May']
];
const A4 = { width: 595, height: 842 };

describe('readPdf', () => {
	test('reads a ruled table by places, with boxes from the top left corner', async () => {
		const document = await readPdf(handmadePdf([{ ...A4, content: TABLE }]));
		const [table] = tablesOf(document);
		expect(textsOf(table)).toEqual(EXPECTED);
		expect(table).toMatchObject({ number: 1, columns: 3, page: 1 });
		expect(table?.rows[0]?.cells.map((cell) => cell.bold)).toEqual([true, true, true]);
		expect(table?.rows[1]?.cells[1]).toMatchObject({ column: 1, bold: false, page: 1 });
		expect(table?.rows[1]?.cells[1]?.box).toEqual({ x: 100, y: 172, width: 200, height: 30 });
		expect(document).toMatchObject({ format: 'pdf', pages: 1, pageSizes: [A4] });
	});

	test.each([90, 180, 270])('turns a page with /Rotate %i upright', async (rotate) => {
		const turned: Record<number, string> = {
			90: '0 1 -1 0 595 0 cm\n',
			180: '-1 0 0 -1 595 842 cm\n',
			270: '0 -1 1 0 0 842 cm\n'
		};
		const content = `q ${turned[rotate]}${TABLE} Q`;
		const document = await readPdf(handmadePdf([{ ...A4, content, rotate }]));
		expect(textsOf(tablesOf(document)[0])).toEqual(EXPECTED);
		expect(document.pageSizes[0]?.width).toBe(rotate === 180 ? 595 : 842);
	});

	test('counts places from the corner of the crop box', async () => {
		const cropBox: [number, number, number, number] = [40, 100, 545, 742];
		const document = await readPdf(handmadePdf([{ ...A4, content: TABLE, cropBox }]));
		expect(document.pageSizes).toEqual([{ width: 505, height: 642 }]);
		expect(tablesOf(document)[0]?.rows[0]?.cells[0]?.box).toMatchObject({ x: 10, y: 42 });
	});

	test('finds cells merged across and downwards', async () => {
		const content =
			grid([50, 400], [700, 610]) +
			'50 670 m 400 670 l S 150 670 m 150 610 l S 150 640 m 400 640 l S 300 670 m 300 610 l S\n' +
			text(180, 685, 'Section') +
			text(55, 640, 'Stage') +
			text(155, 655, 'one') +
			text(305, 655, 'May') +
			text(155, 625, 'two') +
			text(305, 625, 'June');
		const [table] = tablesOf(await readPdf(handmadePdf([{ ...A4, content }])));
		expect(textsOf(table)).toEqual([['Section'], ['Stage', 'one', 'May'], ['two', 'June']]);
		expect(table?.rows[0]?.cells[0]).toMatchObject({ column: 0, span: 3, rowSpan: 1 });
		expect(table?.rows[1]?.cells[0]).toMatchObject({ column: 0, span: 1, rowSpan: 2 });
		expect(table?.rows[2]?.cells[0]).toMatchObject({ column: 1 });
	});

	test('joins a table over pages, knows the repeated head and the row that was cut', async () => {
		const content =
			TABLE +
			'50 610 m 50 590 l S 100 610 m 100 590 l S 300 610 m 300 590 l S 400 610 m 400 590 l S\n' +
			text(105, 597, 'Third');
		const second =
			grid(XS, [800, 770, 750, 720]) +
			text(55, 785, 'No', 'F2') +
			text(105, 785, 'Measure', 'F2') +
			text(305, 785, 'Term', 'F2') +
			text(105, 757, 'measure') +
			text(55, 735, '4') +
			text(105, 735, 'Fourth');
		const document = await readPdf(
			handmadePdf([
				{ ...A4, content },
				{ ...A4, content: second }
			])
		);
		const tables = tablesOf(document);
		expect(tables).toHaveLength(1);
		const rows = tables[0]?.rows ?? [];
		expect(rows.map((row) => [row.number, row.page, row.repeatedHead, row.continues])).toEqual([
			[1, 1, false, null],
			[2, 1, false, null],
			[3, 1, false, null],
			[4, 1, false, true],
			[5, 2, true, null],
			[6, 2, false, null],
			[7, 2, false, null]
		]);
	});

	test('tells painted cells from white ones', async () => {
		const content = `0.8 0.9 0.8 rg 100 640 200 30 re f 1 g 300 640 100 30 re f 0 g\n${TABLE}`;
		const [table] = tablesOf(await readPdf(handmadePdf([{ ...A4, content }])));
		expect(table?.rows[1]?.cells.map((cell) => cell.shaded)).toEqual([false, true, false]);
	});

	test('puts together letters that are placed one by one, and parts words by gaps', async () => {
		const places = { O: 50, r: 57.8, d: 61.1, e: 66.7, R: 72.2 };
		const letters = Object.entries(places).map(([letter, x]) => text(x, 700, letter));
		const content =
			letters.join('') + text(90, 700, 'No 5') + '\n2 Tc ' + text(50, 650, 'wide word');
		const document = await readPdf(handmadePdf([{ ...A4, content }]));
		expect(paragraphsOf(document)).toEqual(['OrdeR No 5', 'wide word']);
	});

	test('reads text turned by a quarter in a head cell', async () => {
		const content =
			grid([50, 80, 300], [700, 600, 580]) +
			'BT /F1 10 Tf 0 1 -1 0 70 610 Tm (September) Tj ET\n' +
			text(90, 650, 'Measure') +
			text(55, 587, 'x');
		const [table] = tablesOf(await readPdf(handmadePdf([{ ...A4, content }])));
		expect(textsOf(table)).toEqual([
			['September', 'Measure'],
			['x', '']
		]);
	});

	test('drops running heads and page numbers, and joins a paragraph over the page', async () => {
		const page = (number: number, lines: string[]) => ({
			...A4,
			content:
				text(50, 810, 'District of Riverside') +
				lines.map((line, index) => text(50, 700 - index * 12, line)).join('') +
				text(290, 30, String(number))
		});
		const document = await readPdf(
			handmadePdf([
				page(1, [
					'The order is to be carried out by all the schools',
					'that are named in its first annex, and all those which'
				]),
				page(2, ['the head of the department has signed this year.']),
				page(3, ['End.'])
			])
		);
		expect(paragraphsOf(document)).toEqual([
			'The order is to be carried out by all the schools\nthat are named in its first annex, and all those which\nthe head of the department has signed this year.',
			'End.'
		]);
	});

	test('sets raised figures on the line that carries them', async () => {
		const content =
			text(50, 700, 'until 12') + text(82.5, 704, '30', 'F1', 6) + text(93, 700, 'sharp');
		const document = await readPdf(handmadePdf([{ ...A4, content }]));
		expect(paragraphsOf(document)).toEqual(['until 1230 sharp']);
	});

	test('puts approval blocks that stand side by side one after the other', async () => {
		const content =
			text(50, 800, 'AGREED') +
			text(350, 800, 'APPROVED') +
			text(50, 786, 'head of the service') +
			text(350, 786, 'head of the department') +
			text(350, 772, '1 September 2026');
		const paragraphs = paragraphsOf(await readPdf(handmadePdf([{ ...A4, content }])));
		expect(paragraphs.join('\n')).toBe(
			'AGREED\nhead of the service\nAPPROVED\nhead of the department\n1 September 2026'
		);
	});

	test('makes a word whole that only the narrow cell cut, by the words of the document', async () => {
		const content =
			text(50, 760, 'On organisational work and other') +
			grid([50, 104, 300], [720, 680, 650]) +
			text(52, 705, 'organisatio') +
			text(52, 693, 'nal work') +
			text(110, 705, 'May') +
			text(52, 665, 'support') +
			text(52, 653, 'work') +
			text(110, 665, 'June');
		const [table] = tablesOf(await readPdf(handmadePdf([{ ...A4, content }])));
		expect(textsOf(table)).toEqual([
			['organisational work', 'May'],
			['support\nwork', 'June']
		]);
	});

	test('leaves underlined words and framed boxes alone', async () => {
		const content =
			grid([40, 420], [760, 560]) + TABLE + '105 653.5 m 166 653.5 l S\n' + text(50, 740, 'Title');
		const document = await readPdf(handmadePdf([{ ...A4, content }]));
		expect(textsOf(tablesOf(document)[0])).toEqual(EXPECTED);
		expect(paragraphsOf(document)).toEqual(['Title']);
	});
});

describe('readPdf refuses', () => {
	const page = { ...A4, content: TABLE };

	test('what is no PDF', async () => {
		const bytes = new TextEncoder().encode('Дорожная карта');
		await expect(readPdf(bytes)).rejects.toMatchObject({ code: 'unknown-format' });
	});

	test('a file whose end is missing', async () => {
		const whole = handmadePdf([page]);
		const bytes = whole.slice(0, Math.floor(whole.length / 2));
		await expect(readPdf(bytes)).rejects.toMatchObject({ code: 'truncated' });
	});

	test('a file with a password', async () => {
		const key = '(0123456789abcdef0123456789abcdef)';
		const trailer = `/ID [(0123456789abcdef) (0123456789abcdef)] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O ${key} /U ${key} >>`;
		const bytes = handmadePdf([page], { trailer });
		await expect(readPdf(bytes)).rejects.toMatchObject({ code: 'encrypted' });
	});

	test('pictures of pages, even with a scanner’s mark on them', async () => {
		const image =
			'<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Length 1 >>\nstream\n0\nendstream';
		for (const content of ['', text(50, 20, 'Scanned copy')]) {
			const bytes = handmadePdf([{ ...A4, content }], { objects: [image] });
			await expect(readPdf(bytes)).rejects.toMatchObject({ code: 'picture' });
		}
	});

	test('empty pages', async () => {
		const bytes = handmadePdf([{ ...A4, content: '' }]);
		await expect(readPdf(bytes)).rejects.toMatchObject({ code: 'empty' });
	});

	test('more pages than the limit', async () => {
		const bytes = handmadePdf(Array.from({ length: 301 }, () => page));
		await expect(readPdf(bytes)).rejects.toMatchObject({ code: 'too-large' });
	});
});
