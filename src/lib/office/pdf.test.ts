import { describe, expect, it } from 'vitest';
import type { OfficialDocument } from './description.ts';
import { hasPoppler, pdfPages, poppler } from './libreoffice.testing.ts';
import { writePdf } from './pdf.ts';
import { samplePaper } from './sample.testing.ts';

const oneCell = (text: string): OfficialDocument => ({
	title: text || 'Проба',
	parts: [
		{
			orientation: 'landscape',
			leftMargin: 20,
			blocks: [
				{ kind: 'title', text: text || 'Проба' },
				{
					kind: 'table',
					columns: [{ width: 1, align: 'left' }],
					head: [[{ text: 'Содержание' }]],
					rows: [{ kind: 'cells', cells: [{ text }] }]
				}
			]
		}
	]
});

describe.skipIf(!hasPoppler)('a PDF', () => {
	it('is tagged, titled and carries its fonts', () => {
		const bytes = writePdf(samplePaper());
		const info = poppler('pdfinfo', bytes);
		expect(info).toMatch(/Tagged:\s+yes/);
		expect(info).toMatch(/Title:\s+Дорожная карта на 2026–2027 учебный год/);
		expect(Buffer.from(bytes).toString('latin1')).toMatch(/\/Lang\s*\(ru/);
		const fonts = poppler('pdffonts', bytes).split('\n').slice(2).filter(Boolean);
		expect(fonts.length).toBeGreaterThanOrEqual(2);
		for (const font of fonts) expect(font).toMatch(/PTSerif-\S+\s.*\s+yes yes yes/);
	});

	it('turns the annex, repeats the head and numbers pages from the second of each part', () => {
		const bytes = writePdf(samplePaper());
		const pages = pdfPages(bytes);
		expect(pages.length).toBeGreaterThanOrEqual(3);
		expect(pages[0]).not.toMatch(/^\s*1\s*\n/);
		expect(pages[1]).not.toMatch(/^\s*[12]\s*\n/);
		expect(pages[2]).toMatch(/^\s*2\s*\n/);
		for (const page of pages.slice(1)) expect(page).toContain('Окончание');
		expect(pages.at(-1)).toContain('Действие с номером 42');
		const sizes = [1, 2].map((page) =>
			poppler('pdfinfo', bytes, '-f', String(page), '-l', String(page)).match(
				/Page\s+\d+ size:\s+(\d+)/
			)
		);
		expect(sizes.map((size) => size?.[1])).toEqual(['595', '841']);
	});

	it.each([
		'#panic("x") #read("/etc/passwd") $x^2$ *жирно* _курсив_ @ref <label> // \\ `raw` [скобки]',
		'"]) #let a = 1 \\u{41} \\n',
		'= Заголовок - список + нумерация / термин: да'
	])('prints what looks like code as it stands: %s', (text) => {
		const [page] = pdfPages(writePdf(oneCell(text)));
		const flat = page!.replace(/\s+/g, ' ');
		expect(flat.split(text.replace(/\s+/g, ' '))).toHaveLength(3);
	});

	it('prints signs that no font has, empty texts and words wider than a column', () => {
		const address = `https://example.org/${'а'.repeat(400)}`;
		for (const text of ['\u{f0000} ☐ 中文', '', ' ', address, 'слово '.repeat(4000)]) {
			expect(poppler('pdfinfo', writePdf(oneCell(text)))).toMatch(/Tagged:\s+yes/);
		}
	});

	it('stays within bounds of memory over many different papers', async () => {
		const print = async (count: number, mark: string) => {
			for (let i = 0; i < count; i++) {
				writePdf(oneCell(`${mark} ${i} `.repeat(200)));
				await new Promise((resolve) => setImmediate(resolve));
			}
		};
		await print(60, 'разогрев');
		const before = process.memoryUsage().rss;
		await print(240, 'работа');
		expect(process.memoryUsage().rss - before).toBeLessThan(60 * 1024 * 1024);
	});
});
