import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordRuns, type Run } from './words.ts';

const joined = (runs: Run[]) => runs.map(({ text }) => text).join('');

describe('words that differ', () => {
	it('are told apart from those that stay', () => {
		const { before, after } = wordRuns(
			'Маршруты для 23 обучающихся',
			'Маршруты для 25 обучающихся'
		);
		expect(before).toEqual([
			{ text: 'Маршруты для ', own: false },
			{ text: '23 ', own: true },
			{ text: 'обучающихся', own: false }
		]);
		expect(after[1]).toEqual({ text: '25 ', own: true });
	});

	it('are all of them where little is shared', () => {
		expect(wordRuns('до 20 ноября', 'ежемесячно').before).toEqual([
			{ text: 'до 20 ноября', own: true }
		]);
		expect(wordRuns('', 'Справка')).toEqual({
			before: [],
			after: [{ text: 'Справка', own: true }]
		});
	});

	it('make both texts whole again, and the shared ones are the same', () => {
		const text = fc
			.array(fc.constantFrom('план', 'школа', '23', 'до', 'марта'), { maxLength: 12 })
			.map((all) => all.join(' '));
		fc.assert(
			fc.property(text, text, (one, other) => {
				const { before, after } = wordRuns(one, other);
				expect(joined(before)).toBe(one);
				expect(joined(after)).toBe(other);
				const shared = (runs: Run[]) =>
					joined(runs.filter(({ own }) => !own))
						.split(/\s+/)
						.filter(Boolean);
				expect(shared(before)).toEqual(shared(after));
			})
		);
	});
});
