import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readTerm } from '../../calendar/calendar.ts';
import { deficits } from '../factors/factors.ts';
import { readLibraryFilter, searchLibrary } from './find.ts';
import {
	findLibraryMeasure,
	libraryLevels,
	libraryMeasures,
	neighboursOf,
	type LibraryMeasure
} from './measures.ts';

const plan = { from: '2026-09-01', to: '2027-08-31' };

describe('the library of measures', () => {
	it('has at least 120 measures, each id, text and title once', () => {
		expect(libraryMeasures.length).toBeGreaterThanOrEqual(120);
		for (const field of ['id', 'text', 'title'] as const)
			expect(repeated(libraryMeasures.map((measure) => measure[field]))).toEqual([]);
	});

	it('reads every file of its data', () => {
		const files = readdirSync(new URL('./data/', import.meta.url));
		expect(files).toHaveLength(18);
	});

	it('answers every deficit at each of the three levels', () => {
		const table = deficits.map(({ number }) =>
			libraryLevels.map(
				(level) =>
					libraryMeasures.filter((one) => one.level === level && one.factors.includes(number))
						.length
			)
		);
		expect(table.map((row) => row.every((count) => count >= 1))).toEqual(deficits.map(() => true));
		expect(Math.min(...table.map((row) => row.reduce((a, b) => a + b)))).toBeGreaterThanOrEqual(5);
	});

	it.each(libraryMeasures.map((measure) => [measure.id, measure.term]))(
		'%s: the calendar understands «%s»',
		(_, term) => {
			const { kind, confidence, doubts } = readTerm(term, { plan });
			expect(kind).not.toBe('unknown');
			expect(confidence).toBeGreaterThanOrEqual(0.8);
			expect(doubts).toEqual([]);
		}
	);

	it('names a measurable indicator in every result', () => {
		// «100 %», «не менее шести», «вдвое», «каждый учитель»
		const numberWord =
			/\d|(?<!\p{L})(кажд|втрое|вдвое|трет|полови|одн|дв[аеу]|тр[её]|четыр|пят|шест|восьм|девят|десят|все(?!\p{L})|нет(?!\p{L})|ежедневно)/iu;
		expect(
			libraryMeasures.filter(({ result }) => !numberWord.test(result)).map(({ id }) => id)
		).toEqual([]);
	});

	it('names roles, never persons', () => {
		const initials = /[А-ЯЁ]\.\s*[А-ЯЁ]\./u;
		for (const { text, responsible, result } of libraryMeasures)
			expect([text, result, ...responsible].filter((one) => initials.test(one))).toEqual([]);
	});

	it('asks first for measures that there are, without a circle', () => {
		for (const { after } of libraryMeasures)
			for (const id of after) expect(findLibraryMeasure(id), id).not.toBeNull();
		for (const measure of libraryMeasures) expect(reaches(measure, measure.id)).toBe(false);
	});

	it('knows what waits for a measure', () => {
		const { before, following } = neighboursOf(findLibraryMeasure('programme-curators')!);
		expect(before.map(({ id }) => id)).toEqual(['programme-coordinator']);
		expect(following.map(({ id }) => id)).toContain('programme-curator-visits');
	});
});

describe('search of the library', () => {
	const all = readLibraryFilter(new URLSearchParams());
	const ids = (words: string, rest = {}): string[] =>
		searchLibrary({ ...all, words, ...rest }).map(({ id }) => id);

	it('finds words in any form, in any order', () => {
		expect(ids('мастер-классами')).toContain('competence-masterclass');
		expect(ids('травлей')).toContain('climate-antibullying');
		expect(ids('школьника родной язык')).toEqual(ids('язык родного школьники'));
		expect(ids('наставнику')).toEqual(expect.arrayContaining(['staff-mentoring']));
	});

	it('finds English words and beginnings', () => {
		expect(ids('bullying')).toContain('climate-antibullying');
		expect(ids('профориент')).toContain('career-lessons');
	});

	it('puts measures whose own text says it first', () => {
		const found = ids('родителей');
		const own = (id: string): boolean => /родител/.test(findLibraryMeasure(id)!.text);
		expect(found.map(own).lastIndexOf(true)).toBe(found.filter(own).length - 1);
	});

	it('filters by deficit, level and effort', () => {
		const found = searchLibrary({ ...all, factor: 16, level: 'school', effort: 'small' });
		expect(found.length).toBeGreaterThan(0);
		for (const one of found)
			expect([one.factors.includes(16), one.level, one.effort]).toEqual([true, 'school', 'small']);
	});

	it('takes any address', () => {
		const odd = new URLSearchParams('q=%20&factor=99&level=x&effort=%00&page=-1&roadmap=');
		expect(readLibraryFilter(odd)).toEqual(all);
		expect(ids('')).toHaveLength(libraryMeasures.length);
		expect(ids('ъъъ')).toEqual([]);
	});
});

function repeated(values: string[]): string[] {
	return values.filter((value, index) => values.indexOf(value) !== index);
}

function reaches(from: LibraryMeasure, goal: string, seen = new Set<string>()): boolean {
	return from.after.some((id) => {
		if (id === goal) return true;
		if (seen.has(id)) return false;
		seen.add(id);
		return reaches(findLibraryMeasure(id)!, goal, seen);
	});
}
