import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { hasLibreOffice, throughLibreOffice } from './libreoffice.testing.ts';
import { samplePaper } from './sample.testing.ts';
import { writeXlsx } from './xlsx.ts';

const files = unzipSync(writeXlsx(samplePaper()));
const sheet = strFromU8(files['xl/worksheets/sheet1.xml']!);

describe('an Excel workbook', () => {
	it('is made of well-formed parts', () => {
		for (const bytes of Object.values(files)) {
			const parser = new SaxesParser();
			parser.on('error', (error) => {
				throw error;
			});
			parser.write(strFromU8(bytes)).close();
		}
	});

	it('holds texts only, never a formula', () => {
		expect(sheet).not.toMatch(/<f[ >]/);
		expect(sheet).toContain('>=1+1 &lt;b&gt; &amp; &quot;кавычки&quot;\nвторая строка</t>');
		const formats = strFromU8(files['xl/styles.xml']!).match(/<cellXfs.*<\/cellXfs>/)![0];
		const kinds = [...formats.matchAll(/numFmtId="(\d+)"/g)].map(([, kind]) => kind);
		expect(new Set(kinds)).toEqual(new Set(['49']));
	});

	it('merges sections and cells, freezes and repeats the head, prints on A4 landscape', () => {
		const merged = [...sheet.matchAll(/<mergeCell ref="([^"]+)"/g)].map(([, ref]) => ref);
		const first = Number(/<pane ySplit="(\d+)"/.exec(sheet)![1]);
		expect(merged).toContain(`D${first - 1}:E${first - 1}`);
		expect(merged).toContain(`A${first - 1}:A${first}`);
		expect(merged).toContain(`A${first + 1}:E${first + 1}`);
		expect(merged).toContain(`A${first + 2}:A${first + 3}`);
		expect(strFromU8(files['xl/workbook.xml']!)).toContain(
			`Print_Titles" localSheetId="0">'Дорожная карта'!$${first - 1}:$${first}<`
		);
		expect(sheet).toContain('paperSize="9" orientation="landscape"');
	});

	it('cuts a text that Excel would refuse', () => {
		const paper = samplePaper(0);
		paper.parts[1]!.blocks = [{ kind: 'title', text: 'а'.repeat(40_000) }];
		const xml = strFromU8(unzipSync(writeXlsx(paper))['xl/worksheets/sheet1.xml']!);
		expect(/а{30000,}/.exec(xml)![0]).toHaveLength(32_767);
	});

	it.skipIf(!hasLibreOffice)(
		'opens in LibreOffice with every text in its place',
		() => {
			const lines = throughLibreOffice(writeXlsx(samplePaper(1)), 'xlsx', 'csv').toString();
			expect(lines).toContain('"=1+1 <b> & ""кавычки""\nвторая строка";05.10.2026');
			expect(lines).toMatch(/Второй этап;3;Действие с\snомером 3|Второй этап;3;/);
		},
		90_000
	);
});
