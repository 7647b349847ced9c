import { expect, it } from 'vitest';
import { likenessOf } from './likeness.ts';

const named = (given: string, patronymic: string) => ({ surname: 'Сюжёва', given, patronymic });

it.each([
	['Мила', 'Никитична', 'Мила', 'Никитична', 'same-name'],
	['Алёна', 'Львовна', 'Алена', 'Львовна', 'same-name'],
	['М.', 'Н.', 'Мила', 'Никитична', 'same-initials'],
	['М', 'Н', 'М.', 'Н.', 'same-initials'],
	['Мила', '', 'М.', 'Н.', 'part-of-name'],
	['', '', 'Мила', 'Никитична', 'part-of-name'],
	['М.', 'Н.', 'М.', 'К.', 'one-initial'],
	['Мила', 'Никитична', 'Мила', 'Кирилловна', 'one-initial'],
	['Мила', 'Никитична', 'Майя', 'Никитична', 'one-initial'],
	['Мила', 'Никитична', 'Анна', 'Кирилловна', null],
	['Мила', '', 'Анна', '', null],
	['Мила', '', 'Анна', 'Никитична', null]
])('%s %s and %s %s: %s', (a, b, c, d, likeness) => {
	expect(likenessOf(named(a, b), named(c, d))).toBe(likeness);
	expect(likenessOf(named(c, d), named(a, b))).toBe(likeness);
});
