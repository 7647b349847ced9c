import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { Refusal } from '../../source.ts';
import { canConvert, convert } from '../convert.ts';
import { readFile } from '../files.ts';
import { docxOf, drawn, p, paragraphsIn, tablesIn, tbl, tc, tr } from '../samples.ts';
import { lastTable } from './last-table.ts';
import { readOldParagraphs } from './paragraphs.ts';

describe.skipIf(!canConvert())('a .doc that ends with its table', () => {
	const wide = '<w:gridSpan w:val="3"/>';
	let bytes: Uint8Array = new Uint8Array();
	beforeAll(async () => {
		const docx = docxOf(
			p('Дорожная карта') +
				tbl([tr([tc('другая'), tc('таблица')])], [2000, 2000]) +
				p('Раздел') +
				tbl(
					[
						tr([tc('№'), tc('Мера'), tc('Срок')]),
						tr([tc('Организация', wide)]),
						tr([tc('1', '<w:vMerge w:val="restart"/>'), tc(p('Анализ') + p('и свод')), tc('май')]),
						tr([tc('', '<w:vMerge/>'), tc('Отчёт'), tc('')])
					],
					[600, 4000, 1500]
				)
		);
		bytes = await convert(docx, 'docx', 'doc');
	});

	it('is read with the table, whatever LibreOffice makes of it', async () => {
		const document = await readFile(bytes, 'план.doc');
		expect(document.format).toBe('doc');
		expect(paragraphsIn(document)).toEqual(['Дорожная карта', 'Раздел']);
		expect(tablesIn(document).map(({ number }) => number)).toEqual([1, 2]);
		expect(drawn(tablesIn(document)[1])).toEqual([
			'0+1:№ | 1+1:Мера | 2+1:Срок',
			'0+3:Организация',
			'0+1v2:1 | 1+1:Анализ\nи свод | 2+1:май',
			'1+1:Отчёт | 2+1:'
		]);
	});

	it('gives paragraphs or a refusal, however it is spoilt', () => {
		const change = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255));
		fc.assert(
			fc.property(
				fc.array(change, { minLength: 1, maxLength: 30 }),
				fc.nat(bytes.length),
				(changes, cut) => {
					const spoilt = bytes.slice(0, cut % 4 === 0 ? cut : undefined);
					for (const [at, byte] of changes) if (at < spoilt.length) spoilt[at] = byte;
					try {
						lastTable(readOldParagraphs(spoilt));
					} catch (error) {
						if (!(error instanceof Refusal)) throw error;
					}
				}
			),
			{ numRuns: 1_500 }
		);
	});
});

describe('the last table', () => {
	const plain = { inTable: true, rowEnd: false, edges: [], merges: [] };
	const cell = (text: string) => ({ ...plain, text, mark: '\u0007' });
	const end = { ...plain, rowEnd: true, text: '', mark: '\u0007' };

	it('is none where a paragraph follows', () => {
		const after = { ...plain, inTable: false, text: 'после', mark: '\r' };
		expect(lastTable([cell('1'), end, after])).toBeNull();
	});

	it('reads fields, hyphens and breaks as they are shown', () => {
		const field = '\u0013 HYPERLINK "x" \u0014сайт\u0015 где\u001eто\u000bтут';
		expect(drawn(lastTable([cell(field), end]) ?? undefined)).toEqual(['0+1:сайт где-то\nтут']);
	});
});
