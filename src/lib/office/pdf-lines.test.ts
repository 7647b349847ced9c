import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasLongWord, pdfLines } from './pdf-lines.ts';

const plain = (text: string, fits: number) =>
	pdfLines(text, fits)
		.map((line) =>
			typeof line === 'string'
				? line
				: line.map((piece) => (typeof piece === 'string' ? piece : piece.whole)).join('')
		)
		.join('\n');

describe('pdfLines', () => {
	it('keeps what fits whole and lets the rest part', () => {
		expect(pdfLines('до 3–4 недель\nв школе-лидере', 15)).toEqual([
			['до ', { whole: '3–4' }, ' недель'],
			['в ', { whole: 'школе-лидере' }]
		]);
		expect(pdfLines('01.10.2026–31.05.2027', 15)).toEqual(['01.10.2026–31.05.2027']);
		expect(pdfLines('октябрь – ноябрь', 15)).toEqual(['октябрь – ноябрь']);
	});

	it('lets an endless word part anywhere', () => {
		expect(pdfLines('а'.repeat(30), 15)).toEqual([Array(30).fill('а').join('\u200b')]);
	});

	it('loses no letter', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 80 }), fc.nat(40), (text, fits) => {
				expect(plain(text, fits).replaceAll('\u200b', '')).toBe(text.replaceAll('\u200b', ''));
			})
		);
	});
});

describe('hasLongWord', () => {
	it('counts the parts of a double word apart', () => {
		expect(hasLongWord('психолого-педагогический', 15)).toBe(false);
		expect(hasLongWord('внутришкольный общеобразовательная', 15)).toBe(true);
	});
});
