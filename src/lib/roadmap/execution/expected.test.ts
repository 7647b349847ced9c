import { describe, expect, it } from 'vitest';
import { expectedNumber, isMet } from './expected.ts';

describe('expectedNumber', () => {
	it.each([
		['Диагностику прошли не менее 90 % учителей', 90, '%', 'at-least'],
		['Доля не преодолевших порог — не более 20\u00a0%', 20, '%', 'at-most'],
		['Удостоверения о повышении квалификации, 5 человек', 5, 'человек', 'at-least'],
		['90 % учителей', 90, '%', 'at-least'],
		['Участвуют не менее 60 процентов семей', 60, '%', 'at-least'],
		['не ниже 55,5 %', 55.5, '%', 'at-least'],
		['Снижение до 12 %', 12, '%', 'at-most'],
		['Обучено 1 200 человек', 1200, 'человек', 'at-least'],
		['Выросла на 10 %, но не менее 40 %', 40, '%', 'at-least'],
		['5 человек, явка не менее 80 %', 80, '%', 'at-least'],
		['Маршруты для 23 обучающихся 5–9 классов', 23, 'обучающихся', 'at-least']
	])('reads «%s»', (text, value, unit, direction) => {
		expect(expectedNumber(text)).toEqual({ value, unit, direction });
	});

	it.each([
		null,
		'',
		'Приказ о назначении координатора',
		'Приказ № 187 от 12.10.2026',
		'Для обучающихся 9 классов',
		'до 15 октября 2026 года',
		'Доля выросла на 10 %',
		'План на 2026–2027 учебный год'
	])('finds nothing to compare in «%s»', (text) => {
		expect(expectedNumber(text)).toBeNull();
	});
});

it('compares with the bound included', () => {
	const least = expectedNumber('не менее 55 %')!;
	expect([54.9, 55, 60].map((actual) => isMet(least, actual))).toEqual([false, true, true]);
	const most = expectedNumber('не более 20 %')!;
	expect([19, 20, 20.1].map((actual) => isMet(most, actual))).toEqual([true, true, false]);
});
