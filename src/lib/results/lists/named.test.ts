import { expect, it } from 'vitest';
import { likelySchools, schoolFinder } from './known.ts';
import { readNamed } from './named.ts';

it('reads schools as lists write them', () => {
	const text = [
		'1. Песчанская СОШ',
		'2) МБОУ «Лебяжинская ООШ»; снижение за три года',
		'',
		'3\t102030\tОльховская ООШ\tпо итогам ЕГЭ',
		'  102031  ',
		'Школа № 4'
	].join('\r\n');
	expect(readNamed(text).map(({ written, name, basis }) => [written, name, basis])).toEqual([
		['Песчанская СОШ', '', ''],
		['МБОУ «Лебяжинская ООШ»', '', 'снижение за три года'],
		['102030', 'Ольховская ООШ', 'по итогам ЕГЭ'],
		['102031', '', ''],
		['Школа № 4', '', '']
	]);
});

it('finds a school by code and name, and offers likely ones where none is sure', () => {
	const school = (id: string, code: string | null, name: string, shortName: string) => ({
		...{ id, code, name, shortName }
	});
	const known = [
		school('1', '77001', 'МБОУ «Песчанская средняя школа»', 'Песчанская СОШ'),
		school('2', null, 'МБОУ «Берёзовская средняя школа»', 'Берёзовская СОШ'),
		school('3', '77003', 'МБОУ «Заречная школа № 3»', 'Школа № 3'),
		school('4', null, 'Вечерняя школа', 'Школа № 3')
	];
	const find = schoolFinder(known);
	expect(
		['77001', 'берёзовская  сош', 'Березовская СОШ', 'Школа № 3', 'Нет такой'].map(find)
	).toEqual([...['1', '2', '2'], ...[null, null]]);
	expect(likelySchools(known, 'Песчанской СОШ')).toEqual(['1']);
	expect(likelySchools(known, 'школа № 3')).toEqual(['3', '4']);
	expect(likelySchools(known, 'СОШ')).toEqual([]);
});
