import { describe, expect, it } from 'vitest';
import { nameIn, partiesFinder, surnamesIn } from './parties.ts';

const person = (id: string, surname: string, given: string, patronymic = '') => ({
	id,
	surname,
	given,
	patronymic,
	organisationId: 'o1'
});

describe('nameIn', () => {
	it.each([
		['Ясенева В.П.', 'Ясенева', 'В', 'П'],
		['Ясенева В. П., директор школы', 'Ясенева', 'В', 'П'],
		['заместитель директора В. П. Ясенева', 'Ясенева', 'В', 'П'],
		['Ясенева-Липова В П', 'Ясенева-Липова', 'В', 'П'],
		['Ясенева В.', 'Ясенева', 'В', '']
	])('%s', (text, surname, first, second) => {
		expect(nameIn(text)).toEqual({ surname, first, second });
	});

	it.each(['директор школы', 'Управление образования', 'РМО учителей математики', ''])(
		'finds no name in «%s»',
		(text) => expect(nameIn(text)).toBeNull()
	);
});

describe('partiesFinder', () => {
	const people = [
		person('p1', 'Ясенева', 'Вера', 'Петровна'),
		person('p2', 'Ясенева', 'Варвара', 'Ильинична'),
		person('p3', 'Липов', 'Олег')
	];
	const find = partiesFinder(people);
	it('links the only one of that name', () => {
		expect(find('Ясенева В.П.').personId).toBe('p1');
		expect(find('О. Т. Липов, методист').personId).toBe('p3');
	});
	it('links nobody where two bear the name or none does', () => {
		expect(find('Ясенева В.').personId).toBeNull();
		expect(find('Ясенева А. П.').personId).toBeNull();
		expect(find('директор').personId).toBeNull();
	});
	it('keeps the text as printed', () => {
		expect(find(' Ясенева В.П. ').text).toBe(' Ясенева В.П. ');
	});
});

it('asks for each surname once', () => {
	expect(surnamesIn(['Ясенева В.П.', 'В. П. Ясенева', 'директор'])).toEqual(['Ясенева']);
});
