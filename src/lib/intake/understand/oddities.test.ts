/** Layouts that few documents have, each with what once misled the reader. */

import { describe, expect, it } from 'vitest';
import { sketch, type Sketch } from '../corpus/build.ts';
import type { Draft } from '../draft.ts';
import { understand } from './understand.ts';

const TITLE = 'План мероприятий («дорожная карта») на 2024 год';
const HEAD = ['№', 'Мероприятие', 'Срок', 'Ответственный', 'Результат'];

function read(rows: Sketch[][], title = TITLE): Draft {
	return understand(sketch([title, rows]));
}

describe('lanes', () => {
	it.each([
		[['Учредитель', 'ИМЦ', 'Школа-участница']],
		[['Муниципальный уровень', 'Уровень методической службы', 'Школьный уровень']],
		[['Муниципальный координатор', 'Куратор школы', 'Администрация школы']],
		[['Деятельность управления образования', 'Деятельность МКУ «ИМЦ»', 'Деятельность ОО']]
	])('are known by their names %j', (names) => {
		const draft = read([
			names,
			['Назначить координатора проекта', 'Разработать программу поддержки', 'Создать команду'],
			['Провести совещание директоров', '', 'Подготовить отчёт о работе школы']
		]);
		expect(draft.lanes).toEqual(names);
		expect(draft.measures.map((measure) => names.indexOf(measure.lane!))).toEqual([0, 1, 2, 0, 2]);
	});
});

describe('sections', () => {
	it('has numbers of its own among measures that are numbered through', () => {
		const draft = read([
			HEAD,
			['1', 'Кадры', '', '', ''],
			['1', 'Провести семинар', 'март', 'завуч', 'Справка'],
			['2', 'Провести опрос', 'апрель', 'завуч', 'Справка'],
			['2', 'Контроль', '', '', ''],
			['3', 'Собрать отчёты', 'май', 'методист', 'Отчёт'],
			['4', 'Подвести итоги', 'июнь', 'директор', 'Приказ']
		]);
		expect(draft.sections).toEqual(['1 Кадры', '2 Контроль']);
		expect(draft.measures.map((measure) => measure.number)).toEqual(['1', '2', '3', '4']);
	});

	it('goes on under a stage that the new page prints again', () => {
		const draft = read([
			['Этап', 'Мероприятие', 'Ответственный', 'Срок'],
			[
				'Основной этап',
				'Провести семинар для учителей',
				'методист, заместитель директора по',
				'март'
			],
			['Этап', 'Мероприятие', 'Ответственный', 'Срок'],
			['Основной этап', '', 'УВР Соколова Е.П.', ''],
			['Основной этап', 'Составить график посещений', 'методист', 'май']
		]);
		expect(draft.measures.map((measure) => measure.responsible)).toEqual([
			['методист', 'заместитель директора по УВР Соколова Е.П.'],
			['методист']
		]);
		expect(draft.unplaced).toEqual([]);
	});

	it('does not take a sentence about a site’s section for one', () => {
		const draft = read([
			HEAD,
			['1', 'Разместить отчёт', 'март', 'завуч', 'Раздел на сайте обновлён'],
			['', 'Раздел на сайте дополнить отчётами школ', 'май', 'завуч', 'Отчёт']
		]);
		expect(draft.sections).toEqual([]);
		expect(draft.measures).toHaveLength(2);
	});
});

describe('columns', () => {
	it('reads months under a school year, merged or flattened', () => {
		const body = [
			['1', 'Провести педагогический совет', '+', '', '', '+', 'директор'],
			['2', 'Посетить уроки молодых учителей', '', '+', '+', '', 'завуч']
		];
		const [first, second] = [
			[
				{ text: '№', rowSpan: 2 },
				{ text: 'Мероприятие', rowSpan: 2 },
				{ text: '2024-2025 учебный год', span: 4 },
				{ text: 'Ответственный', rowSpan: 2 }
			],
			['№', 'Мероприятие', '2024-2025 учебный год', '', '', '', 'Ответственный']
		];
		const months = ['ноя', 'дек', 'янв', 'фев'];
		const title = 'План работы на 2024-2025 учебный год';
		for (const draft of [
			read([first!, months, ...body], title),
			read([second!, ['', '', ...months, ''], ...body], title)
		]) {
			expect(draft.measures.map((measure) => measure.term.window)).toEqual([
				{ from: '2024-11-01', to: '2025-02-28' },
				{ from: '2024-12-01', to: '2025-01-31' }
			]);
		}
	});

	it('reads terms below the years of a plan, each in its year', () => {
		const draft = read(
			[
				['№', 'Мероприятие', '2022', '2023', '2024', 'Ответственный'],
				['1', 'Провести семинар', 'март', '', 'март', 'завуч'],
				['2', 'Собрать отчёты', '', 'до 15 мая', '', 'методист']
			],
			'Дорожная карта на 2022-2024 годы'
		);
		expect(draft.measures.map((measure) => measure.term.occurrences)).toEqual([
			[
				{ from: '2022-03-01', to: '2022-03-31' },
				{ from: '2024-03-01', to: '2024-03-31' }
			],
			[{ from: '2023-01-01', to: '2023-05-15' }]
		]);
	});

	it('joins a number that its narrow column broke', () => {
		const draft = read([HEAD, ['1.1.\n1', 'Провести семинар', 'март', 'завуч', 'Справка']]);
		expect(draft.measures[0]!.number).toBe('1.1.1');
	});

	it('takes the form of a result for a result', () => {
		const draft = read([
			['№', 'Вид деятельности', 'Дата', 'Ответственный', 'Форма представления результата'],
			['1', 'Провести семинар', 'март', 'завуч', 'Справка'],
			['2', 'Собрать отчёты', 'май', 'методист', 'Отчёт']
		]);
		expect(draft.measures.map((measure) => measure.result)).toEqual(['Справка', 'Отчёт']);
	});
});

describe('words that a PDF breaks at its line ends', () => {
	const texts = (cells: string[]) => {
		const rows = cells.map((text, at) => [String(at + 1), text, 'март', 'завуч', 'Справка']);
		const document = { ...sketch([TITLE, [HEAD, ...rows]]), format: 'pdf' as const };
		return understand(document).measures.map((measure) => measure.text);
	};

	it('are joined where a program hyphenates, compounds keep their hyphen', () => {
		expect(
			texts([
				'Провести незави-\nсимую оценку',
				'Собрать ана-\nлитические справки',
				'Обсудить по-\nложение о школе',
				'Направить на се-\nминар учителей-\nпредметников',
				'Поддержать про-\nект учителей школы',
				'Сентябрь-\nоктябрь, апрель-\nмай'
			])
		).toEqual([
			'Провести независимую оценку',
			'Собрать аналитические справки',
			'Обсудить положение о школе',
			'Направить на семинар учителей-предметников',
			'Поддержать проект учителей школы',
			'Сентябрь-октябрь, апрель-май'
		]);
	});

	it('keep the hyphen where nothing else is hyphenated', () => {
		expect(texts(['Направить учителей-\nпредметников', 'Провести семинар'])[0]).toBe(
			'Направить учителей-предметников'
		);
	});
});
