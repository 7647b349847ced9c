import { describe, expect, it } from 'vitest';
import { stem, wordsOf } from './words.ts';

describe('words', () => {
	it.each([
		['мотивация мотивации мотивацией мотивацию'],
		['учитель учителя учителей учителями'],
		['родители родителей родителям'],
		['оснащение оснащения оснащением'],
		['дисциплина дисциплины дисциплине'],
		['олимпиада олимпиады олимпиадах'],
		['язык языка языком'],
		['травля травли травле']
	])('%s share a stem', (forms) => {
		expect(new Set(forms.split(' ').map(stem)).size).toBe(1);
	});

	it('leaves short words and other alphabets alone', () => {
		expect(stem('овз')).toBe('овз');
		expect(stem('roadmap')).toBe('roadmap');
		expect(stem('')).toBe('');
	});

	it('keeps sentences apart and hyphens as breaks', () => {
		const words = wordsOf('Мастер-класс. Урок');
		expect(words.map(({ folded }) => folded)).toEqual(['мастер', 'класс', 'урок']);
		expect(words[2]!.at - words[1]!.at).toBeGreaterThan(50);
	});
});
