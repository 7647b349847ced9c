import { describe, expect, it } from 'vitest';
import { catalogueYears, findProcedure, proceduresOf } from './procedures.ts';

describe('the catalogue', () => {
	it('covers 2019 to 2026, each code once a year, each entry with its source', () => {
		expect(catalogueYears).toEqual([2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026]);
		for (const year of catalogueYears) {
			const { procedures } = proceduresOf(year)!;
			expect(new Set(procedures.map(({ code }) => code)).size).toBe(procedures.length);
		}
	});

	it('finds each of its procedures by name and by code', () => {
		for (const year of catalogueYears) {
			for (const procedure of proceduresOf(year)!.procedures) {
				expect(findProcedure(procedure.name, year)).toBe(procedure);
				expect(findProcedure(procedure.code, year)).toBe(procedure);
			}
		}
	});

	it.each([
		['ВПР 6 кл. Математика', 2025, 'vpr-math-6'],
		['ЕГЭ по математике профильного уровня', 2026, 'ege-math-profile'],
		['ege-rus', 2020, 'ege-rus'],
		['ОГЭ, математика', 2020, undefined],
		['ЕГЭ, математика (база)', 2021, undefined],
		['ЕГЭ, математика', 2026, undefined],
		['ВПР, русский язык', 2025, undefined],
		['ВПР, математика, 9 класс', 2025, undefined],
		['РДР, математика', 2025, undefined],
		['ОГЭ, математика', 2018, undefined]
	])('«%s» of %i is %s', (text, year, code) => {
		expect(findProcedure(text, year)?.code).toBe(code);
	});
});
