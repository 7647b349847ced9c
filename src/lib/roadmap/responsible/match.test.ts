import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formsOf } from './declension.ts';
import { matcher, surnamesOf, type Known } from './match.ts';
import { namesIn, separate } from './names.ts';
import type { KnownPerson } from './people.ts';
import { surname } from './sample.testing.ts';

const person = (id: string, name: string, more: Partial<KnownPerson> = {}): KnownPerson => {
	const [surname = '', given = '', patronymic = ''] = name.split(' ');
	const place = { post: '', organisationId: 'authority', organisation: 'УО', near: true };
	return { id, surname, given, patronymic, ...place, ...more };
};
const school = { organisationId: 'school' };

const people = [
	person('suvalova', 'Сувалова Тамара Викторовна'),
	person('syuzyova', 'Сюжёва Марина Никитична'),
	person('gromov', 'Громов Пётр Андреевич'),
	person('lipov', 'Липов Олег'),
	person('vyazova', 'Вязова Нина Ивановна'),
	person('vyazova-2', 'Вязова Нонна Игоревна'),
	person('kravets', 'Кравец Степан Ильич'),
	person('bely', 'Бельский Марк Юрьевич'),
	person('belaya', 'Бельская Мила Юрьевна'),
	person('chernykh', 'Черных Зоя Львовна'),
	person('tkach', 'Ткаченко Анна Львовна'),
	person('kedrova', 'Кедрова Вера Павловна', school),
	person('kedrova-2', 'Кедрова Валентина Павловна'),
	person('osina', 'Осина Юлия Игоревна', { near: false }),
	person('head', 'Рябинина Алла Юрьевна', { ...school, post: 'директор' }),
	person('deputy', 'Ольхов Лев Ильич', { ...school, post: 'заместитель директора по УВР' }),
	person('deputy-2', 'Ивнева Ася Львовна', { ...school, post: 'заместитель директора по ВР' }),
	person('psychologist', 'Калинин Яков Янович', { ...school, post: 'педагог-психолог' }),
	person('librarian', 'Буков Ян Янович', { ...school, post: 'библиотекарь' }),
	person('librarian-2', 'Вишнева Яна Яновна', { ...school, post: 'библиотекарь' })
];
const known: Known = {
	ownerId: 'school',
	people,
	organisations: [
		{ id: 'school', kind: 'school', name: 'МКОУ Лесная СОШ', shortName: 'Лесная СОШ', near: true },
		{
			id: 'authority',
			kind: 'authority',
			name: 'Управление образования администрации Лесного района',
			shortName: 'Управление образования',
			near: true
		},
		{
			id: 'centre',
			kind: 'methodical-service',
			name: 'МКУ «Лесной методический центр»',
			shortName: 'Методический центр',
			near: true
		}
	],
	holders: [
		{ role: 'school-head', personId: 'head' },
		{ role: 'curator', personId: 'gromov' },
		{ role: 'curator', personId: 'lipov' }
	]
};
const match = matcher(known);

describe('a name', () => {
	it.each([
		['Сувалова Т.В.', 'suvalova', 'initials'],
		['Сувалова Т.В', 'suvalova', 'initials'],
		['Сувалова Т. В.', 'suvalova', 'initials'],
		['Сувалова Т В', 'suvalova', 'initials'],
		['Сувалова ТВ', 'suvalova', 'initials'],
		['Сувалова  Т.В.,', 'suvalova', 'initials'],
		['Сувалова\u00a0Т.\u00a0В.', 'suvalova', 'initials'],
		['СУВАЛОВА Т.В.', 'suvalova', 'initials'],
		['Т.В. Сувалова', 'suvalova', 'initials'],
		['Т.В.Сувалова', 'suvalova', 'initials'],
		['Сувалова Т.', 'suvalova', 'part-of-name'],
		['Сувалова Тамара Викторовна', 'suvalova', 'full-name'],
		['Тамара Викторовна Сувалова', 'suvalova', 'full-name'],
		['Суваловой Тамаре Викторовне', 'suvalova', 'declined'],
		['Суваловой Т.В.', 'suvalova', 'declined'],
		['Сувалову Т.В.', 'suvalova', 'declined'],
		['Сюжева М.Н.', 'syuzyova', 'initials'],
		['Сюжёву М. Н.', 'syuzyova', 'declined'],
		['Громовым П. А.', 'gromov', 'declined'],
		['Громова Петра Андреевича', 'gromov', 'declined'],
		['Кравца С.И.', 'kravets', 'declined'],
		['Кравецу С.И.', 'kravets', 'declined'],
		['Бельского М.Ю.', 'bely', 'declined'],
		['Бельской М.Ю.', 'belaya', 'declined'],
		['Бельскую М.Ю.', 'belaya', 'declined'],
		['Черных З.Л.', 'chernykh', 'initials'],
		['Ткаченко А.Л.', 'tkach', 'initials'],
		['О. Т. Липов, методист', 'lipov', 'part-of-name'],
		['директор школы Рябинина А.Ю.', 'head', 'initials'],
		['Рябинина А.Ю., директор школы', 'head', 'initials'],
		['заместителю директора по УВР Ольхову Л.И.', 'deputy', 'declined']
	])('«%s» is sure', (text, personId, reason) => {
		expect(match(text)).toMatchObject({ meaning: { personId }, sure: true, reason });
	});

	it.each([
		['Сюжёва М.К.', 'syuzyova', 'other-initials'],
		['Сюжёва Р.Н.', 'syuzyova', 'other-initials'],
		['Сувалава Т.В.', 'suvalova', 'slip'],
		['Громова П.А.', 'gromov', 'maybe-declined'],
		['Осина Ю.И.', 'osina', 'far'],
		['Кедрова В.П.', 'kedrova', 'nearest-of-several'],
		['Вязова Н.И.', 'vyazova', 'several-bear'],
		['ЛЦПМ Громов', 'gromov', 'surname-only']
	])('«%s» is offered and asked', (text, personId, reason) => {
		expect(match(text)).toMatchObject({ meaning: { personId }, sure: false, reason });
	});

	it('offers both who bear it', () => {
		const { meaning, others } = match('Вязова Н. И.');
		expect([meaning?.personId, ...others.map((each) => each.personId)].sort()).toEqual([
			'vyazova',
			'vyazova-2'
		]);
	});

	it.each(['Новикова А.А.', 'Сувалова Б.Г.', 'директор Новикова А.А.'])(
		'«%s» is nobody known',
		(text) => {
			expect(match(text)).toMatchObject({ meaning: null, reason: 'unknown-name' });
		}
	);

	it('keeps the duty that stands beside it', () => {
		expect(match('директор Рябинина А.Ю.').meaning).toEqual({
			personId: 'head',
			organisationId: null,
			role: 'school-head'
		});
	});

	it('does not choose among several in one party', () => {
		expect(match('Сувалова Т.В. Громов П.А.')).toMatchObject({
			meaning: null,
			sure: false,
			reason: 'several-named',
			others: [{ personId: 'suvalova' }, { personId: 'gromov' }]
		});
	});
});

describe('a title', () => {
	it.each([
		['Директор школы', 'head', 'school-head'],
		['директор', 'head', 'school-head'],
		['директора школы', 'head', 'school-head'],
		['директора школ', null, 'school-head'],
		['Руководитель ОО', 'head', 'school-head'],
		['Руководители ОУ', null, 'school-head'],
		['Школьный координатор', null, 'school-coordinator'],
		['школьные координаторы', null, 'school-coordinator'],
		['куратор', null, 'curator'],
		['Муниципальный координатор', null, 'municipal-coordinator'],
		['заместитель директора по УВР', 'deputy', null],
		['Зам. директора по ВР', 'deputy-2', null],
		['Заместителю директора по УВР', 'deputy', null],
		['педагог-психолог', 'psychologist', null]
	])('«%s»', (text, personId, role) => {
		expect(match(text)).toMatchObject({ meaning: { personId, role }, sure: true });
	});

	it.each(['директор Липов', 'Директор Дальней СОШ'])(
		'«%s» may be another than the holder',
		(text) => {
			expect(match(text)).toMatchObject({ meaning: { personId: 'head' }, sure: false });
		}
	);

	it('asks who of several has the post', () => {
		expect(match('Заместитель директора')).toMatchObject({ sure: false, reason: 'several-hold' });
		expect(match('библиотекарь').others).toHaveLength(2);
		expect(match('учитель-логопед')).toMatchObject({ sure: false, reason: 'nobody-holds' });
	});

	it.each([
		...['АУП', 'РМО', 'ШМО', 'РМО учителей математики', 'Руководители ШМО', 'предметные РМО'],
		...['Классные руководители', 'Учителя-предметники', 'Заместители директоров', 'Рабочая группа'],
		...['Школьная проектная команда', 'Муниципальный методический совет', 'Администрация школы'],
		...['Совместно с АУП и тьюторами', 'Руководители МГПОП', 'Школы с низкими результатами']
	])('«%s» is a group', (text) => {
		expect(match(text)).toMatchObject({ meaning: { personId: null, role: 'group' }, sure: true });
	});

	it.each(['Все', '—', 'по плану'])('«%s» says nothing', (text) => {
		expect(match(text)).toMatchObject({ meaning: null, sure: false });
	});
});

it.each([
	['Лесная СОШ', 'school'],
	['МБОУ «Лесная СОШ»', 'school'],
	['Управление образования', 'authority'],
	['управление образования администрации Лесного района', 'authority'],
	['РОО', 'authority'],
	['Методическая служба', 'centre'],
	['Лесной методический центр', 'centre']
])('«%s» is an organisation', (text, organisationId) => {
	expect(match(text)).toMatchObject({ meaning: { organisationId }, sure: true });
});

it('parts names that only stand beside each other', () => {
	expect(separate('Сувалова Т.В. Громов П.А')).toEqual(['Сувалова Т.В.', 'Громов П.А']);
	expect(separate('Сувалова Т.В. и Громов П.А.')).toHaveLength(2);
	expect(separate('Сувалова Т.В. с Громовым П.А.')).toHaveLength(1);
	expect(separate('директор')).toEqual(['директор']);
});

describe('any name', () => {
	const capital = (word: string): string => word.replace(/^./, (letter) => letter.toUpperCase());
	const initial = fc.constantFrom(...'АБВГДЕЗИКЛМНОПРСТФЮЯ');
	const somebody = fc.record({ surname, first: initial, second: initial });
	const ways = [
		(s: string, a: string, b: string) => `${s} ${a}.${b}.`,
		(s: string, a: string, b: string) => `${s} ${a}. ${b}`,
		(s: string, a: string, b: string) => `${a}. ${b}. ${s}`,
		(s: string, a: string, b: string) => `${s}\u00a0${a}. ${b}., методист`,
		(s: string, a: string, b: string) => `директор школы ${s} ${a}.${b}.`
	];

	it('is known in every form and every way of writing', () => {
		fc.assert(
			fc.property(somebody, fc.nat(), fc.constantFrom(...ways), (who, at, write) => {
				const forms = [...formsOf(who.surname)];
				const form = forms[at % forms.length]!;
				const text = write(capital(form), who.first, who.second);
				const found = matcher({
					...known,
					people: [
						person('other', `${capital(who.surname)} Щ Щ`),
						person('who', `${capital(who.surname)} ${who.first}мя ${who.second}вна`)
					]
				})(text);
				expect(namesIn(text).map((name) => name.surname)).toEqual([form]);
				expect(found.meaning?.personId, text).toBe('who');
				if (form === who.surname) expect(found.sure, text).toBe(true);
				expect(surnamesOf([text])).toContain(who.surname);
			}),
			{ numRuns: 600 }
		);
	});

	it('never surely means somebody with other initials', () => {
		fc.assert(
			fc.property(somebody, somebody, fc.constantFrom(...ways), (who, other, write) => {
				fc.pre(who.first !== other.first || who.second !== other.second);
				const text = write(capital(who.surname), who.first, who.second);
				const one = person('one', `${capital(who.surname)} ${other.first}мя ${other.second}вна`);
				expect(matcher({ ...known, people: [one] })(text).sure).toBe(false);
			}),
			{ numRuns: 200 }
		);
	});
});
