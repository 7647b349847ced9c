import { expect, it } from 'vitest';
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
