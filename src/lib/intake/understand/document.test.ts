import { describe, expect, it } from 'vitest';
import { sketch, type Part } from '../corpus/build.ts';
import { understand } from './understand.ts';

const TABLE = [
	['№', 'Мероприятие', 'Срок', 'Ответственный'],
	['1', 'Провести семинар для учителей', 'март', 'Соколова Е.П.'],
	['2', 'Составить график посещений', 'сентябрь', 'Лебедев А.В.']
];

function read(...parts: Part[]) {
	return understand(sketch([...parts, TABLE]));
}

describe('title', () => {
	it.each<[string[], string]>([
		[
			[
				'План мероприятий («дорожная карта»)',
				'Проекта поддержки школ,',
				'имеющих низкие результаты'
			],
			'План мероприятий («дорожная карта») Проекта поддержки школ, имеющих низкие результаты'
		],
		[
			['ПЛАН', 'работы методической службы', 'на 2024 год', 'Цель: помощь школам'],
			'ПЛАН работы методической службы на 2024 год'
		],
		[
			[
				'ПРИКАЗ',
				'Об утверждении дорожной карты',
				'1. Утвердить дорожную карту.',
				'Дорожная карта по поддержке школ',
				'Настоящая дорожная карта разработана для школ.'
			],
			'Дорожная карта по поддержке школ'
		],
		[
			['Антирисковая программа «Низкая мотивация»', 'Общие положения'],
			'Антирисковая программа «Низкая мотивация»'
		]
	])('%j', (lines, title) => {
		expect(read(...lines).title).toBe(title);
	});
});

describe('the order that approves it', () => {
	it.each<[string[], string | null, string | null]>([
		[['ПРИКАЗ', '29.03.2023 г.', '№ 121', 'План работы'], '2023-03-29', '121'],
		[['ПРИКАЗ', 'от «14» сентября 2023 года № 01-05/87', 'План работы'], '2023-09-14', '01-05/87'],
		[
			[
				'Приложение № 2',
				'к приказу управления образования',
				'от 03.02.2023 № 13-од',
				'План работы'
			],
			'2023-02-03',
			'13-од'
		],
		[['УТВЕРЖДЕНО', 'приказ № 45 от 01.09.2023', 'План работы'], '2023-09-01', '45'],
		[
			[
				'ПРИКАЗ',
				'15 января 2024 года № 12/1-од',
				'Об утверждении дорожной карты',
				'В соответствии с приказом министерства от 15.01.2020 № 48',
				'Приложение',
				'План работы'
			],
			'2024-01-15',
			'12/1-од'
		],
		[['В соответствии с приказом министерства от 22.03.2023 № 316', 'План работы'], null, null],
		[['ПРИКАЗ', 'от ________ № ____', 'План работы'], null, null]
	])('%j', (lines, date, number) => {
		const draft = read(...lines);
		expect([draft.documentDate, draft.documentNumber]).toEqual([date, number]);
	});
});

describe('the time that the plan covers', () => {
	it.each<[string, string, string, string]>([
		['План работы на 2024 год', '2024-01-01', '2024-12-31', 'calendar'],
		['План работы на 2023-2024 учебный год', '2023-09-01', '2024-08-31', 'school'],
		['План работы на 2023/24 уч. год', '2023-09-01', '2024-08-31', 'school'],
		['Дорожная карта на 2022 – 2024 годы', '2022-01-01', '2024-12-31', 'calendar'],
		['Дорожная карта на период с 01.09.2023 по 31.05.2024', '2023-09-01', '2024-05-31', 'school'],
		['Дорожная карта (сентябрь 2023 г. – май 2024 г.)', '2023-09-01', '2024-05-31', 'school'],
		['Дорожная карта на 2022-2023 и 2023-2024 учебные годы', '2022-09-01', '2024-08-31', 'school']
	])('%s', (title, from, to, kind) => {
		const draft = read(title);
		expect(draft.plan).toEqual({ from, to });
		expect(draft.yearKind).toBe(kind);
	});

	it('is unknown where nothing tells it, and says so', () => {
		const draft = read('План работы');
		expect(draft.plan).toBeNull();
		expect(draft.measures[0]!.term).toMatchObject({ phrase: 'март', kind: 'dates', window: null });
		expect(draft.warnings.map((warning) => warning.code)).toContain('no-period');
	});

	it('is taken from the date of the order where nothing else tells it', () => {
		const draft = read('Приложение к приказу от 10.01.2023 № 5', 'План работы');
		expect(draft.years).toEqual([2023]);
		expect(draft.warnings.map((warning) => warning.code)).toContain('period-guessed');
	});
});

describe('level', () => {
	it.each([
		['План работы МБОУ «Лесная школа»', 'school'],
		['Муниципальная дорожная карта поддержки школ', 'municipality'],
		['Региональный план поддержки школ', 'region']
	])('%s', (title, level) => {
		expect(read(title).level).toBe(level);
	});

	it('is not told by the schools of a list beside the plan', () => {
		const group = [
			['№', 'ФИО', 'Должность'],
			['1', 'Лебедев Антон Викторович', 'директор МБОУ «Лесная школа»'],
			['2', 'Орлова Тамара Сергеевна', 'директор МБОУ «Речная школа»']
		];
		const draft = read('Управление образования района', 'Состав группы', group, 'План работы');
		expect(draft.level).toBe('municipality');
	});
});
