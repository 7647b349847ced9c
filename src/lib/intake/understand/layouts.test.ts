import { describe, expect, it } from 'vitest';
import { sketch } from '../corpus/build.ts';
import type { Draft } from '../draft.ts';
import { A, B, C, HEAD, outline, plain, read, TITLE } from '../corpus/outline.ts';
import { understand } from './understand.ts';

describe('columns', () => {
	it('reads a plain table', () => {
		expect(outline(read(TITLE, [HEAD, A, B, C]))).toEqual(plain);
	});

	it('reads columns in any order', () => {
		const order = [4, 2, 0, 3, 1];
		const rows = [HEAD, A, B, C].map((row) => order.map((at) => row[at]!));
		expect(outline(read(TITLE, rows))).toEqual(plain);
	});

	it.each([
		['Содержание деятельности', 'Сроки исполнения', 'Исполнители', 'Прогнозируемый результат'],
		['Наименование', 'Дата', 'Отв.', 'Итог'],
		['Виды работ', 'Период', 'Ответственные лица', 'Выход'],
		['Действия', 'Когда', 'Кто', 'Подтверждающий документ'],
		['Шаги', 'Сроки реализации', 'Исполнитель', 'Планируемые результаты'],
		[
			'Содержание работы',
			'Дата проведения',
			'Ответственный за исполнение',
			'Показатель результативности'
		],
		['Основные мероприятия', 'Время проведения', 'Соисполнители', 'Индикаторы'],
		['Перечень мероприятий', 'Планируемый срок', 'ФИО ответственного', 'Ожидаемый продукт'],
		['Меры', 'Календарные сроки', 'Ответственный (ФИО, должность)', 'Результат (документ)'],
		[
			'Наименование мероприятия',
			'Срок (период) реализации',
			'Ответственные исполнители',
			'Ожидаемые конечные результаты'
		]
	])('knows the heads «%s», «%s», «%s», «%s»', (...heads) => {
		expect(outline(read(TITLE, [['№', ...heads], A, B, C]))).toEqual(plain);
	});

	it('drops a row of column numbers', () => {
		expect(outline(read(TITLE, [HEAD, ['1', '2', '3', '4', '5'], A, B, C]))).toEqual(plain);
	});

	it('reads a head over two rows with begin and end', () => {
		const draft = read(TITLE, [
			[
				{ text: '№', rowSpan: 2 },
				{ text: 'Мероприятие', rowSpan: 2 },
				{ text: 'Срок', span: 2 },
				{ text: 'Ответственный', rowSpan: 2 }
			],
			['начало', 'окончание'],
			['1', 'Провести семинар', '01.03.2024', '15.03.2024', 'Соколова Е.П.'],
			['2', 'Собрать отчёты школ', 'апрель', 'май', 'Лебедев А.В.']
		]);
		expect(outline(draft)).toEqual([
			'1 |  | Провести семинар | 01.03.2024 – 15.03.2024 | Соколова Е.П. | null',
			'2 |  | Собрать отчёты школ | апрель – май | Лебедев А.В. | null'
		]);
		expect(draft.measures.map((measure) => measure.term.window)).toEqual([
			{ from: '2024-03-01', to: '2024-03-15' },
			{ from: '2024-04-01', to: '2024-05-31' }
		]);
	});

	it.each([
		[['сен', 'окт', 'ноя', 'дек', 'янв']],
		[['Сентябрь', 'Октябрь', 'Ноябрь', 'Декабрь', 'Январь']],
		[['IX', 'X', 'XI', 'XII', 'I']],
		[['09', '10', '11', '12', '01']]
	])('reads months as columns: %j', (months) => {
		const draft = read('План работы на 2024-2025 учебный год', [
			['№', 'Мероприятия', ...months, 'Ответственный'],
			['1', 'Педагогический совет школы', '+', '', '', '+', '', 'директор'],
			['2', 'Посещение уроков молодых учителей', '', 'x', 'х', '', '', 'Соколова Е.П.'],
			['3', 'Анализ итогов полугодия', '', '', '', '', { text: '', shaded: true }, 'завуч']
		]);
		expect(outline(draft)).toEqual([
			'1 |  | Педагогический совет школы | сентябрь, декабрь | директор | null',
			'2 |  | Посещение уроков молодых учителей | октябрь, ноябрь | Соколова Е.П. | null',
			'3 |  | Анализ итогов полугодия | январь | завуч | null'
		]);
		expect(draft.measures[0]!.term.occurrences).toEqual([
			{ from: '2024-09-01', to: '2024-09-30' },
			{ from: '2024-12-01', to: '2024-12-31' }
		]);
		expect(draft.measures[2]!.term.window).toEqual({ from: '2025-01-01', to: '2025-01-31' });
	});

	it('reads columns without a head by what stands in them', () => {
		const draft = read(TITLE, [A, B, C]);
		expect(outline(draft)).toEqual(plain);
		expect(draft.warnings.map((warning) => warning.code)).toContain('no-head');
	});

	it('keeps notes and other columns apart from results', () => {
		const draft = read(TITLE, [
			[...HEAD, 'Отметка о выполнении', 'Участники'],
			[...A, 'выполнено', 'учителя'],
			[...B, '', 'директора']
		]);
		expect(outline(draft)).toEqual(plain.slice(0, 2));
		expect(draft.measures[0]!.notes).toBe('Отметка о выполнении: выполнено; Участники: учителя');
	});

	it('reads two columns of responsible under one head', () => {
		const draft = read(TITLE, [
			[
				{ text: '№', rowSpan: 2 },
				{ text: 'Мероприятие', rowSpan: 2 },
				{ text: 'Ответственные', span: 2 },
				{ text: 'Срок', rowSpan: 2 }
			],
			['муниципальный уровень', 'школьный уровень'],
			['1', 'Провести мониторинг знаний', 'Орлова Т.С.', 'директора школ', 'апрель']
		]);
		expect(outline(draft)).toEqual([
			'1 |  | Провести мониторинг знаний | апрель | Орлова Т.С. + директора школ | null'
		]);
	});

	it('reads a sheet that holds a title, the plan and another table under it', () => {
		const line = (text: string) => [text, '', '', '', ''];
		const draft = read([
			line(TITLE),
			line('I. Кадры'),
			HEAD,
			A,
			line('II. Контроль'),
			B,
			line('Финансирование'),
			['Источник финансирования', '2024, тыс. руб.', 'Всего', '', ''],
			['Бюджет района', '100', '100', '', '']
		]);
		expect(draft.title).toBe(TITLE);
		expect(outline(draft)).toEqual([
			plain[0]!.replace('|  |', '| I. Кадры |'),
			plain[1]!.replace('|  |', '| II. Контроль |')
		]);
	});

	it('obeys a person who changed what a column means', () => {
		const document = sketch([
			TITLE,
			[
				['№', 'Что', 'Когда', 'Разное'],
				['1', 'Провести семинар', 'март', 'Справка'],
				['2', 'Собрать отчёты', 'май', 'Отчёт']
			]
		]);
		const draft = understand(document, {
			columns: { 1: ['number', 'text', 'term', 'result'] },
			plan: { from: '2025-01-01', to: '2025-12-31' }
		});
		expect(outline(draft)[0]).toBe('1 |  | Провести семинар | март |  | Справка');
		expect(draft.measures[0]!.term.window).toEqual({ from: '2025-03-01', to: '2025-03-31' });
	});
});

describe('sections', () => {
	const rows = (...names: string[]) => names.map((name) => [{ text: name, span: 5 }]);
	const paths = (draft: Draft) => draft.measures.map((measure) => measure.sectionPath.join(' > '));

	it('reads merged rows of two depths', () => {
		const [one, two, three] = rows('1. Кадры', '1.1. Обучение', '2. Контроль');
		expect(paths(read(TITLE, [HEAD, one!, two!, A, B, three!, C]))).toEqual([
			'1. Кадры > 1.1. Обучение',
			'1. Кадры > 1.1. Обучение',
			'2. Контроль'
		]);
	});

	it('reads three depths with Roman numbers, words and numbers', () => {
		const [one, two, three, four] = rows(
			'Раздел I. Кадры',
			'1. Обучение',
			'1.1. Курсы',
			'Раздел II. Контроль'
		);
		expect(paths(read(TITLE, [HEAD, one!, two!, three!, A, four!, B]))).toEqual([
			'Раздел I. Кадры > 1. Обучение > 1.1. Курсы',
			'Раздел II. Контроль'
		]);
	});

	it('reads unmerged section rows: number and heading with nothing else', () => {
		const draft = read(TITLE, [
			HEAD,
			['I', 'Кадры', '', '', ''],
			A,
			B,
			['II', 'Контроль', '', '', ''],
			C
		]);
		expect(paths(draft)).toEqual(['I Кадры', 'I Кадры', 'II Контроль']);
	});

	it('tells a numbered section from a measure by the numbers below it', () => {
		const draft = read(TITLE, [
			HEAD,
			['1', 'Кадры', '', '', ''],
			['1.1', 'Провести семинар', 'март', 'Соколова Е.П.', 'Справка'],
			['1.2', 'Провести опрос', '', '', ''],
			['2', 'Контроль', '', '', ''],
			['2.1', 'Собрать отчёты', 'май', 'Лебедев А.В.', 'Отчёт']
		]);
		expect(outline(draft)).toEqual([
			'1.1 | 1 Кадры | Провести семинар | март | Соколова Е.П. | Справка',
			'1.2 | 1 Кадры | Провести опрос |  |  | ',
			'2.1 | 2 Контроль | Собрать отчёты | май | Лебедев А.В. | Отчёт'
		]);
	});

	it('reads years as sections and narrows terms to them', () => {
		const [one, two] = rows('2023 год', '2024 год');
		const draft = read('Дорожная карта на 2023-2024 годы', [HEAD, one!, A, two!, B]);
		expect(paths(draft)).toEqual(['2023 год', '2024 год']);
		expect(draft.measures.map((measure) => measure.term.window)).toEqual([
			{ from: '2023-03-01', to: '2023-03-31' },
			{ from: '2024-01-01', to: '2024-05-15' }
		]);
	});

	it('reads months as sections: their rows need no term of their own', () => {
		const draft = read('План работы школы на 2024/2025 учебный год', [
			['Мероприятие', 'Ответственный'],
			[{ text: 'Сентябрь', span: 2 }],
			['Провести диагностику в 5 классах', 'завуч'],
			[{ text: 'Январь', span: 2 }],
			['Подвести итоги полугодия', 'директор']
		]);
		expect(outline(draft)).toEqual([
			'- | Сентябрь | Провести диагностику в 5 классах | Сентябрь | завуч | null',
			'- | Январь | Подвести итоги полугодия | Январь | директор | null'
		]);
		expect(draft.measures.map((measure) => measure.term.window?.from)).toEqual([
			'2024-09-01',
			'2025-01-01'
		]);
	});

	it('reads stage cells merged downwards', () => {
		const draft = read(TITLE, [
			['Этап', 'Мероприятия', 'Сроки', 'Ответственные'],
			[{ text: 'Подготовительный', rowSpan: 2 }, 'Создать рабочую группу', 'январь', 'директор'],
			['Провести диагностику', 'февраль', 'завуч'],
			['Основной', 'Обучить учителей', 'март', 'методист']
		]);
		expect(outline(draft)).toEqual([
			'- | Подготовительный | Создать рабочую группу | январь | директор | null',
			'- | Подготовительный | Провести диагностику | февраль | завуч | null',
			'- | Основной | Обучить учителей | март | методист | null'
		]);
		expect(draft.sections).toEqual(['Подготовительный', 'Основной']);
	});

	it('takes heading paragraphs between tables as sections', () => {
		const draft = read(
			TITLE,
			'1. Организационная работа',
			[HEAD, A],
			'2. Методическая работа',
			[HEAD, B],
			'3. Контроль',
			[HEAD, C]
		);
		expect(paths(draft)).toEqual([
			'1. Организационная работа',
			'2. Методическая работа',
			'3. Контроль'
		]);
	});

	it('goes on with a table whose later parts have no head', () => {
		const draft = read(
			'Дорожная карта на 2023-2024 годы',
			[HEAD, [{ text: '2023 год', span: 5 }], A],
			'2024 год',
			[B, C]
		);
		expect(paths(draft)).toEqual(['2023 год', '2024 год', '2024 год']);
	});

	it('takes terms from a stage that names its time', () => {
		const draft = read('Дорожная карта на 2024 год', [
			['№', 'Мероприятие', 'Ответственный'],
			[{ text: 'I этап. Подготовительный (январь – март 2024 г.)', span: 3 }],
			['1', 'Создать рабочую группу', 'директор'],
			['2', 'Провести диагностику школы', 'завуч']
		]);
		expect(draft.measures[1]!.term).toMatchObject({
			phrase: 'январь – март 2024 г.',
			window: { from: '2024-01-01', to: '2024-03-31' }
		});
	});
});

describe('lanes', () => {
	it('reads a column for every level', () => {
		const draft = read('Дорожная карта', [
			['Муниципальный орган управления образованием', 'Муниципальная методическая служба', 'Школа'],
			[{ text: '1. Подготовка', span: 3 }],
			['Назначить координатора проекта', '', 'Создать команду проекта'],
			['Утвердить программу поддержки', 'Разработать программу поддержки', '']
		]);
		expect(draft.lanes).toHaveLength(3);
		expect(
			draft.measures.map((measure) => [measure.lane, measure.text, measure.source.row])
		).toEqual([
			['Муниципальный орган управления образованием', 'Назначить координатора проекта', 3],
			['Школа', 'Создать команду проекта', 3],
			['Муниципальный орган управления образованием', 'Утвердить программу поддержки', 4],
			['Муниципальная методическая служба', 'Разработать программу поддержки', 4]
		]);
		expect(draft.measures[0]!.result).toBeNull();
	});

	it('shares number and term between the lanes of a row', () => {
		const draft = read('Дорожная карта на 2024 год', [
			[
				{ text: '№', rowSpan: 2 },
				{ text: 'Мероприятия', span: 2 },
				{ text: 'Срок', rowSpan: 2 }
			],
			['Муниципальный уровень', 'Школьный уровень'],
			['1', 'Назначить координатора', 'Создать команду', 'март'],
			['2', 'Провести совещание', '', 'май']
		]);
		expect(outline(draft)).toEqual([
			'1 |  | Муниципальный уровень | Назначить координатора | март |  | null',
			'1 |  | Школьный уровень | Создать команду | март |  | null',
			'2 |  | Муниципальный уровень | Провести совещание | май |  | null'
		]);
	});
});

describe('rows', () => {
	it('joins a row that a page break cut, with the head repeated', () => {
		const draft = read(TITLE, [
			HEAD,
			['1', 'Провести семинар для', 'март', 'Соколова Е.П.', 'Справка о работе'],
			HEAD,
			['', 'учителей-предметников', '', '', 'школ района'],
			B
		]);
		expect(outline(draft)).toEqual([
			'1 |  | Провести семинар для учителей-предметников | март | Соколова Е.П. | Справка о работе школ района',
			plain[1]
		]);
		expect(draft.warnings.map((warning) => warning.code)).toContain('row-joined');
	});

	it('joins a word cut at its hyphen with one space and says so', () => {
		const draft = read(TITLE, [
			HEAD,
			['1', 'Провести семинар-', 'ноябрь-', 'Соколова Е.П.', 'Справка'],
			['', 'совещание директоров', 'декабрь', '', ''],
			B
		]);
		expect(draft.measures[0]!.text).toBe('Провести семинар- совещание директоров');
		expect(draft.warnings.map((warning) => warning.code)).toContain('word-cut');
	});

	it('does not join a measure that only lacks its number', () => {
		const draft = read(TITLE, [HEAD, A, ['', ...B.slice(1)], C]);
		expect(outline(draft)).toEqual([plain[0], `-${plain[1]!.slice(1)}`, plain[2]]);
		expect(draft.warnings.map((warning) => warning.code)).toContain('no-number');
	});

	it('takes numbers out of the text where there is no number column', () => {
		const draft = read(TITLE, [
			HEAD.slice(1),
			['1.1. Провести семинар', ...A.slice(2)],
			['1.2 Собрать отчёты', ...B.slice(2)]
		]);
		expect(draft.measures.map((measure) => [measure.number, measure.text])).toEqual([
			['1.1', 'Провести семинар'],
			['1.2', 'Собрать отчёты']
		]);
	});

	it('gives a term or a person merged downwards to every row', () => {
		const draft = read(TITLE, [
			HEAD,
			[
				'1',
				'Провести семинар',
				{ text: 'март', rowSpan: 2 },
				{ text: 'Соколова Е.П.', rowSpan: 2 },
				'Справка'
			],
			['2', 'Собрать отчёты школ', 'Отчёт']
		]);
		expect(outline(draft)[1]).toBe('2 |  | Собрать отчёты школ | март | Соколова Е.П. | Отчёт');
	});

	it('notices gaps, repetitions and restarts in the numbering', () => {
		const draft = read(TITLE, [HEAD, A, C, C, ['1', ...B.slice(1)]]);
		const codes = draft.warnings.map((warning) => warning.code);
		expect(codes).toContain('missing-number');
		expect(codes).toContain('duplicate-number');
		expect(codes).toContain('numbering-restarts');
	});

	it('keeps what it cannot place, and sums are no measures', () => {
		const draft = read(TITLE, [HEAD, A, ['Итого:', '', '', '', '5 справок'], B]);
		expect(outline(draft)).toEqual(plain.slice(0, 2));
		expect(draft.unplaced.map((each) => each.text)).toEqual(['Итого:', '5 справок']);
	});
});
