/**
 * The programmes of a school: one against each chosen risk, and the mid-term programme (domain.md §2.3,
 * §3.3: goal, tasks, indicators, methods, terms, measures, expected results, executors). Always in
 * Russian. Pure.
 */
import { approvalMark, dottedDate } from '../../office/description.ts';
import type { Block, OfficialDocument, Row, Table } from '../../office/description.ts';
import { centred, numbered, paragraphs } from '../../roadmap/half-year/paper.ts';
import type { RoadmapSnapshot, SnapshotMeasure } from '../../roadmap/snapshot.ts';
import { deficits, type Deficit } from '../factors/factors.ts';
import type { Indicator, LowResults } from './aims.ts';
import type { LevelOf } from './levels.ts';

export interface Programme {
	/** Full name of the school. */
	school: string;
	snapshot: RoadmapSnapshot;
	goal: string;
	tasks: readonly { factor: number; text: string }[];
	indicators: readonly Indicator[];
	/** null without a profile. */
	levels: readonly LevelOf[] | null;
	results: LowResults | null;
}

const levelWords = {
	high: 'высокая',
	medium: 'средняя',
	low: 'низкая',
	unknown: 'недостаточно данных'
};

/** The programme against one risk: the roadmap's measures that answer it. */
export function antiRiskPaper(programme: Programme, factor: number): OfficialDocument {
	const deficit = deficits.find(({ number }) => number === factor)!;
	const { levels, snapshot, goal } = programme;
	const own = snapshot.measures.filter(({ factors }) => factors.includes(factor));
	const level = levels?.find(({ number }) => number === factor) ?? null;
	const task = programme.tasks.find((one) => one.factor === factor);
	const indicators = programme.indicators.filter((one) => one.factor === factor);
	return paper(programme, `Антирисковая программа\n«${deficit.name.ru}»`, [
		['Обоснование', paragraphs(reasonOf(deficit, level))],
		['Цель', paragraphs(`${antiGoal(deficit)}. Общая цель школы: ${lower(goal)}.`)],
		['Задачи', paragraphs(tasksOf(task?.text ?? null, own))],
		['Целевые показатели', indicatorTable(indicators)],
		['Методы сбора и обработки информации', paragraphs(methods)],
		['Сроки реализации', paragraphs(termsOf(snapshot))],
		['Меры и мероприятия', measureTable(own, false)],
		['Ожидаемые результаты', resultsOf(own)],
		['Исполнители', paragraphs(executors(own))]
	]);
}

/** The school's mid-term development programme: all risks that the roadmap answers. */
export function midTermPaper(programme: Programme): OfficialDocument {
	const { snapshot, goal, tasks, indicators } = programme;
	const factors = factorsOf(snapshot);
	const taskTexts = tasks.map(({ text }) => text);
	return paper(programme, 'Среднесрочная программа развития', [
		['Паспорт программы', [passport(programme, taskTexts)]],
		['Анализ состояния: рисковый профиль школы', analysis(programme)],
		[
			'Цель и задачи',
			paragraphs(
				`Цель: ${lower(goal)}.\n${listed(taskTexts.map((text, i) => `${i + 1}) ${lower(text)}`))}`
			)
		],
		['Целевые показатели', indicatorTable(indicators)],
		['Методы сбора и обработки информации', paragraphs(methods)],
		['Меры и мероприятия по направлениям риска', measureTable(snapshot.measures, true)],
		[
			'Ожидаемые конечные результаты',
			paragraphs(
				[
					...indicators.map(({ name, target }) => `${name}: ${target}.`),
					`Снижение значимости факторов риска: ${factors.map((one) => `«${lower(nameOf(one))}»`).join(', ')}.`
				].join('\n')
			)
		],
		['Исполнители', paragraphs(executors(snapshot.measures))],
		['Управление программой', paragraphs(management)]
	]);
}

/** Deficits that a roadmap's measures answer, those of most measures first. */
export function factorsOf({ measures }: Pick<RoadmapSnapshot, 'measures'>): number[] {
	const counts = Map.groupBy(
		measures.flatMap(({ factors }) => factors),
		(factor) => factor
	);
	return [...counts]
		.sort((a, b) => b[1].length - a[1].length || a[0] - b[0])
		.map(([factor]) => factor);
}

function paper(
	{ school, snapshot }: Programme,
	title: string,
	chapters: [string, Block[]][]
): OfficialDocument {
	const { order, signatory } = snapshot;
	return {
		title: `${title.replace('\n', ' ')}. ${school}`,
		parts: [
			{
				orientation: 'portrait',
				leftMargin: 30,
				blocks: [
					order ? approvalMark(order, 'УТВЕРЖДЕНА') : { kind: 'mark', lines: ['ПРОЕКТ'] },
					{ kind: 'title', text: title },
					centred(school),
					...numbered(chapters),
					{
						kind: 'signature',
						post: signatory?.post ?? 'Директор',
						name: signatory?.name ?? '________________'
					}
				]
			}
		]
	};
}

function reasonOf({ name, explanation }: Deficit, level: LevelOf | null): string {
	const standing =
		level === null
			? 'Рисковый профиль школы ещё не составлен, фактор выбран школой.'
			: `По рисковому профилю значимость фактора – ${levelWords[level.level]}${
					level.score === null ? '' : ` (балл ${decimal(level.score)} из 100)`
				}.${level.reason ? ` Куратор: ${level.reason}` : ''}`;
	return `Фактор риска: ${lower(name.ru)}. ${standing}\n${explanation.ru}`;
}

function antiGoal({ name }: Deficit): string {
	return `Снизить значимость фактора риска «${lower(name.ru)}»`;
}

/** The factor's task; without one, what its measures are to do. */
function tasksOf(task: string | null, measures: readonly SnapshotMeasure[]): string {
	const texts = task ? [task] : measures.slice(0, 5).map(({ text }) => text);
	return listed(texts.map((text, i) => `${i + 1}) ${lower(text)}`));
}

/** Items of a list, a semicolon after each but the last. */
function listed(items: readonly string[]): string {
	return items.map((item, i) => `${item}${i === items.length - 1 ? '.' : ';'}`).join('\n');
}

const methods = [
	'Анкетирование руководителя, учителей, обучающихся и родителей, контекстные данные школы, результаты оценочных процедур; балл фактора считается по открытой формуле рискового профиля.',
	'Ход мероприятий – по отчётам ответственных с подтверждающими документами, которые проверяет куратор. Промежуточный мониторинг – апрель и ноябрь.'
].join('\n');

const management = [
	'Программу координирует директор школы. Школьный координатор вносит сведения о ходе мероприятий, куратор проверяет их и посещает школу не реже одного раза в 3–4 недели.',
	'Отчёт о выполнении – в апреле и ноябре. Программа считается выполненной, если реализовано не менее 55 % мероприятий.',
	'По итогам мониторинга программа может корректироваться: изменения утверждаются приказом.'
].join('\n');

function termsOf({ period }: RoadmapSnapshot): string {
	return `С ${dottedDate(period.from)} по ${dottedDate(period.to)}.`;
}

function executors(measures: readonly SnapshotMeasure[]): string {
	const names = new Map(
		measures.flatMap(({ responsible }) => responsible).map((name) => [name.toLowerCase(), name])
	);
	// roles stand in small letters, people and organisations keep their names
	const isName = (text: string): boolean => /[А-ЯЁ]\.|\s[А-ЯЁ]/.test(text);
	const all = [...names.values()].map((text) => (isName(text) ? text : lower(text))).join('; ');
	return all === ''
		? 'Исполнителей назначает директор школы.'
		: `${all[0]!.toUpperCase()}${all.slice(1)}.`;
}

function resultsOf(measures: readonly SnapshotMeasure[]): Block[] {
	const results = [...new Set(measures.flatMap(({ result }) => result ?? []))];
	return paragraphs(listed(results.map((result) => `– ${result.replace(/[\s.;]*$/, '')}`)));
}

function indicatorTable(indicators: readonly Indicator[]): Block[] {
	if (indicators.length === 0) return paragraphs('Показатели определяет школа.');
	return [
		table(
			[90, 45, 45],
			['Показатель', 'Исходное значение', 'Целевое значение'],
			indicators.map(({ name, baseline, target }) => cells([name, baseline, target]))
		)
	];
}

/** Measures in the roadmap's columns; by section where all are printed. */
function measureTable(measures: readonly SnapshotMeasure[], bySection: boolean): Block[] {
	let section = '';
	const rows = measures.flatMap((one, i): Row[] => {
		const head = one.sectionPath.join('. ');
		const isNew = bySection && head !== '' && head !== section;
		section = head;
		const row = cells([
			String(i + 1),
			one.text,
			one.term.phrase,
			one.responsible.join('\n'),
			one.result ?? ''
		]);
		return isNew ? [{ kind: 'section', depth: 0, text: head }, row] : [row];
	});
	const heads = ['№', 'Мероприятие', 'Срок', 'Исполнители', 'Ожидаемый результат'];
	return rows.length === 0
		? paragraphs('Мероприятий нет.')
		: [table([10, 58, 28, 40, 44], heads, rows)];
}

function passport({ snapshot, goal, school }: Programme, tasks: string[]): Table {
	const lines: [string, string][] = [
		['Наименование', 'Среднесрочная программа развития'],
		['Организация', school],
		['Основание', 'Рисковый профиль школы, дорожная карта'],
		['Сроки', termsOf(snapshot)],
		['Цель', goal],
		['Задачи', tasks.join('\n')],
		['Исполнители', executors(snapshot.measures)],
		['Контроль', 'Муниципальный координатор, куратор; отчёты в апреле и ноябре']
	];
	return table(
		[45, 135],
		['Раздел', 'Содержание'],
		lines.map((line) => cells(line))
	);
}

function analysis({ levels, results }: Programme): Block[] {
	const low = results
		? `По результатам ${results.year} года низкий результат получили ${decimal(results.lowShare)} % участников оценочных процедур; процедур, где таких 30 % и более, – ${decimal(results.lowProcedures)} %.`
		: 'Сведений о результатах оценочных процедур нет.';
	if (!levels) return paragraphs(`${low}\nРисковый профиль школы ещё не составлен.`);
	return [
		...paragraphs(low),
		table(
			[12, 98, 45, 25],
			['№', 'Фактор риска', 'Значимость', 'Балл'],
			levels.map(({ number, level, score }) =>
				cells([
					String(number),
					nameOf(number),
					levelWords[level],
					score === null ? '—' : decimal(score)
				])
			)
		)
	];
}

function table(widths: number[], heads: string[], rows: Row[]): Table {
	return {
		kind: 'table',
		columns: widths.map((width) => ({ width, align: width <= 12 ? 'center' : 'left' })),
		head: [heads.map((text) => ({ text, bold: true }))],
		rows
	};
}

function cells(texts: readonly string[]): Row {
	return { kind: 'cells', cells: texts.map((text) => ({ text })) };
}

function nameOf(factor: number): string {
	return deficits.find(({ number }) => number === factor)!.name.ru;
}

/** In the middle of a sentence; abbreviations stay. */
function lower(text: string): string {
	const body = text.replace(/[\s.]+$/, '');
	return /^[А-ЯЁ]{2}/.test(body) ? body : body[0]!.toLowerCase() + body.slice(1);
}

function decimal(value: number): string {
	return value.toLocaleString('ru-RU', { maximumFractionDigits: 1 });
}
