import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { writeDocx } from './docx.ts';
import { hasLibreOffice, hasPoppler, pdfPages, throughLibreOffice } from './libreoffice.testing.ts';
import { samplePaper } from './sample.testing.ts';

const parts = async (rows?: number) => unzipSync(await writeDocx(samplePaper(rows)));
const xmlOf = async (rows?: number) => strFromU8((await parts(rows))['word/document.xml']!);
const count = (text: string, sought: RegExp) => [...text.matchAll(sought)].length;

describe('a Word document', () => {
	it('has the margins of the standard and turns the annex', async () => {
		const xml = await xmlOf(1);
		expect(count(xml, /<w:sectPr/g)).toBe(2);
		const [order, annex] = [...xml.matchAll(/<w:pgSz [^>]+>.*?<w:pgMar [^>]+>/g)].map(String);
		expect(order).toMatch(/w:w="11905" w:h="16837"/);
		expect(order).toMatch(/w:left="1700"/);
		expect(annex).toMatch(/w:w="16837" w:h="11905" w:orient="landscape"/);
		for (const margin of ['top="1133"', 'right="566"', 'bottom="1133"', 'left="1133"']) {
			expect(annex).toContain(`w:${margin}`);
		}
	});

	it('repeats both rows of the head and keeps short rows whole', async () => {
		const xml = await xmlOf(1);
		expect(count(xml, /<w:tblHeader\/>/g)).toBe(2);
		expect(count(xml, /<w:cantSplit\/>/g)).toBe(count(xml, /<w:tr>|<w:tr /g));
	});

	it('lets a very long row break', async () => {
		const paper = samplePaper(0);
		const table = paper.parts[1]!.blocks.find((block) => block.kind === 'table')!;
		table.rows = [
			{ kind: 'cells', cells: table.columns.map(() => ({ text: 'слово '.repeat(900) })) }
		];
		const xml = strFromU8(unzipSync(await writeDocx(paper))['word/document.xml']!);
		expect(count(xml.slice(xml.lastIndexOf('<w:tr>')), /<w:cantSplit\/>/g)).toBe(0);
	});

	it('merges cells across and downwards', async () => {
		const xml = await xmlOf(1);
		expect(count(xml, /<w:gridSpan w:val="5"\/>/g)).toBe(2);
		expect(count(xml, /<w:gridSpan w:val="2"\/>/g)).toBe(1);
		expect(count(xml, /<w:vMerge w:val="restart"\/>/g)).toBe(4);
		expect(count(xml, /<w:vMerge w:val="continue"\/>/g)).toBe(4);
	});

	it('numbers pages from the second one, in the middle of the top margin', async () => {
		const files = await parts(1);
		const headers = Object.entries(files)
			.filter(([name]) => /^word\/header\d+\.xml$/.test(name))
			.map(([, bytes]) => strFromU8(bytes));
		const numbered = headers.filter((xml) => /PAGE/.test(xml));
		expect(numbered).toHaveLength(2);
		for (const xml of numbered) expect(xml).toContain('<w:jc w:val="center"/>');
		expect(count(await xmlOf(1), /<w:titlePg\/>/g)).toBe(2);
	});

	it('leaves out what XML cannot hold', async () => {
		const paper = samplePaper(0);
		paper.parts[0]!.blocks = [{ kind: 'title', text: 'а\u0000б\u000bв\ud800г\ufffe' }];
		const xml = strFromU8(unzipSync(await writeDocx(paper))['word/document.xml']!);
		expect(xml).toContain('>абвг<');
	});

	it.skipIf(!hasLibreOffice || !hasPoppler)(
		'opens in LibreOffice with its text, repeated head and page numbers',
		async () => {
			const pages = pdfPages(throughLibreOffice(await writeDocx(samplePaper()), 'docx', 'pdf'));
			expect(pages.length).toBeGreaterThanOrEqual(3);
			expect(pages[0]).toContain('В. Г. Сорокина');
			expect(pages[1]).toContain('=1+1 <b> & "кавычки"');
			expect(pages.at(-1)).toContain('Окончание');
			expect(pages.at(-1)).toContain('Действие с номером 42');
			expect(pages.slice(0, 2).map((page) => /^\s*\d+\s*$/m.test(page.slice(0, 200)))).toEqual([
				false,
				false
			]);
			expect(pages[2]!.trimStart()).toMatch(/^2\s*\n/);
		},
		90_000
	);
});
