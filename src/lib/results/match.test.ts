import { describe, expect, it } from 'vitest';
import { foldName, foldWritten, matchSchools, type KnownSchool } from './match.ts';

const school = (id: string, shortName: string, code: string | null = null): KnownSchool => ({
	...{ id, code, shortName },
	name: `МБОУ «${shortName}»`
});
const known = [
	school('p', 'Песчанская СОШ', '0101'),
	school('o', 'Ольховская ООШ', '102'),
	school('z2', 'Заречная СОШ № 2', '103'),
	school('z12', 'Заречная СОШ № 12', '104'),
	school('b', 'Берёзовская СОШ')
];
const match = (written: string, name = '', aliases = new Map<string, string>()) =>
	matchSchools([{ written, name }], known, aliases)[0]!;

describe('schools of a file', () => {
	it.each([
		['0101', '', 'p', 'code'],
		// Excel takes the zero away
		['101', '', 'p', 'code'],
		['102', 'Песчанская СОШ', 'o', 'code'],
		['Берёзовская СОШ', '', 'b', 'name'],
		['БЕРЕЗОВСКАЯ  сош', '', 'b', 'name'],
		['МБОУ "Ольховская ООШ"', '', 'o', 'name'],
		['777', 'Ольховская ООШ', 'o', 'name']
	])('%s %s is found', (written, name, id, how) => {
		expect(match(written, name)).toEqual({ schoolId: id, how, suggestions: [] });
	});

	it.each([
		['Песчанская средняя общеобразовательная школа', ['p']],
		['МКОУ «Заречная средняя школа №2»', ['z2']],
		['СОШ № 12 г. Заречный', ['z12']],
		['Лицей № 77', []],
		// a kind of school alone tells nothing
		['СОШ', []],
		['Ольховская', ['o']]
	])('%s is a question', (written, suggestions) => {
		const found = match(written);
		expect(found.schoolId).toBeNull();
		expect(found.suggestions.slice(0, Math.max(1, suggestions.length))).toEqual(suggestions);
	});

	it('takes what a person confirmed, as long as the school is there', () => {
		const aliases = new Map([[foldWritten({ written: 'Школа у реки', name: '' }), 'z2']]);
		expect(match('школа  у РЕКИ', '', aliases)).toMatchObject({ schoolId: 'z2', how: 'alias' });
		const gone = new Map([[foldWritten({ written: 'Школа у реки', name: '' }), 'gone']]);
		expect(match('Школа у реки', '', gone).schoolId).toBeNull();
	});

	it('asks where a code or a name is that of two schools', () => {
		const twins = [school('a', 'СОШ № 1', '7'), school('b', 'СОШ № 1', '7')];
		for (const written of ['7', 'СОШ № 1']) {
			const [found] = matchSchools([{ written, name: '' }], twins, new Map());
			expect(found).toEqual({ schoolId: null, how: null, suggestions: ['a', 'b'] });
		}
	});

	it('folds what is written in many ways', () => {
		expect(foldName('Муниципальное казённое общеобразовательное учреждение')).toBe('');
		expect(foldName('МБОУ Средняя общеобразовательная школа №5')).toBe('сош 5');
	});

	it('finds forty thousand unknown names among as many schools in little time', () => {
		const many = Array.from({ length: 40_000 }, (_, i) =>
			school(String(i), `Село${i % 2000}ское поселение СОШ № ${i % 97}`)
		);
		const files = many.slice(0, 4_000).map(({ shortName }) => ({
			written: `${shortName} имени героя`,
			name: ''
		}));
		expect(matchSchools(files, many, new Map())).toHaveLength(4_000);
	});
});
