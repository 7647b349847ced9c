import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { wordPlace, wordWarning } from './warnings.ts';
import { english, russian } from './wordings.ts';

/** Codes as they stand in the reader's own files. */
function codesInUse(): string[] {
	const folder = new URL('./understand/', import.meta.url);
	const source = readdirSync(folder)
		.filter((file) => file.startsWith('doubts'))
		.map((file) => readFileSync(new URL(file, folder), 'utf8'))
		.join('\n');
	return [...source.matchAll(/(?:whole|add|tell|about)\(\s*'([a-z-]+)'/g)].map(
		(match) => match[1]!
	);
}

describe('wordings', () => {
	it('has a sentence for every code in both languages', () => {
		expect(Object.keys(english.warnings).sort()).toEqual(Object.keys(russian.warnings).sort());
		expect(codesInUse().length).toBeGreaterThan(10);
		for (const code of codesInUse()) expect(russian.warnings, code).toHaveProperty([code]);
	});

	it('says which measure, where, and what to do', () => {
		const warning = {
			code: 'missing-number',
			measure: 2,
			field: 'number' as const,
			source: { page: 3, table: 1, row: 7, column: 1 },
			values: { missing: '3', label: '4', position: 3 }
		};
		expect(wordWarning(warning, 'ru')).toBe(
			'Мероприятие № 4, стр. 3, таблица 1, строка 7, графа 1: перед этим номером пропущен 3. Проверьте, не потерялась ли строка в самом документе.'
		);
		expect(wordWarning(warning, 'en')).toMatch(
			/^Measure № 4, page 3, table 1, row 7, column 1: number 3/
		);
	});

	it('names a place only as far as it is known', () => {
		expect(wordPlace({ page: null, table: null, row: null, line: 12 }, 'ru')).toBe(
			'строка текста 12'
		);
		expect(wordPlace(null, 'ru')).toBe('');
	});

	it('gives the word of the file reader where the warning is its', () => {
		const warning = { code: 'encoding', measure: null, values: { detail: 'koi8-r' } };
		expect(wordWarning(warning, 'ru')).toContain('koi8-r');
	});
});
