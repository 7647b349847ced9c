import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportFormats, exportRoadmap, fileName } from './export.ts';
import { sampleSnapshot } from './sample.testing.ts';

describe('exportRoadmap', () => {
	it.each(exportFormats)('gives a .%s with its name and type', async (format) => {
		const file = await exportRoadmap(sampleSnapshot(), format);
		expect(file.bytes.length).toBeGreaterThan(500);
		expect(file.name).toMatch(new RegExp(`^Дорожная карта .* год\\.${format}$`));
		expect(file.type).toMatch(/^(application|text)\/[\w.+-]+(; charset=utf-8)?$/);
		const begin = Buffer.from(file.bytes.subarray(0, 5)).toString('latin1');
		const expected = { docx: 'PK', xlsx: 'PK', pdf: '%PDF-', json: '{', ics: 'BEGIN', csv: '' };
		expect(begin.startsWith(expected[format])).toBe(true);
	});
});

describe('fileName', () => {
	it.each([
		['План «Школа»: 2026/2027', 'План Школа 2026 2027.pdf'],
		['../../etc/passwd', 'etc passwd.pdf'],
		['   ', 'Дорожная карта.pdf'],
		['Карта.', 'Карта.pdf']
	])('%s', (title, expected) => {
		expect(fileName(title, 'pdf')).toBe(expected);
	});

	it('is safe and short for any title', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (title) => {
				const name = fileName(title, 'docx');
				expect(name).toMatch(/^[^\\/:*?"<>|\p{Cc}]+\.docx$/u);
				expect(name.startsWith('.')).toBe(false);
				expect([...name].length).toBeLessThanOrEqual(105);
			})
		);
	});
});
