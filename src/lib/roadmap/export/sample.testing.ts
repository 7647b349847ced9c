import fc from 'fast-check';
import type { Term, Window } from '../../calendar/term.ts';
import type { RoadmapSnapshot, SnapshotMeasure } from '../snapshot.ts';

/** A term of which only the phrase is known. */
export function phrase(text: string): Term {
	return {
		phrase: text,
		kind: 'unknown',
		window: null,
		occurrences: [],
		recurrence: null,
		confidence: 0,
		doubts: []
	};
}

/** A term whose periods are known. */
export function dated(text: string, kind: Term['kind'], occurrences: Window[]): Term {
	const first = occurrences[0];
	const last = occurrences.at(-1);
	const window = first && last ? { from: first.from, to: last.to } : null;
	return { ...phrase(text), kind, window, occurrences, confidence: 1 };
}

export function sampleMeasure(given: Partial<SnapshotMeasure> = {}): SnapshotMeasure {
	return {
		number: '1',
		sectionPath: [],
		lane: null,
		row: null,
		text: 'Сбор контекстных данных о школе',
		term: phrase('Октябрь'),
		responsible: ['Ермакова Н. В.'],
		result: 'Данные внесены в три раздела',
		notes: null,
		factors: [],
		...given
	};
}

export function sampleSnapshot(given: Partial<RoadmapSnapshot> = {}): RoadmapSnapshot {
	return {
		title:
			'Дорожная карта повышения качества образования МКОУ Каменнобродская СОШ на 2026–2027 учебный год',
		level: 'school',
		owner: 'МКОУ Каменнобродская СОШ',
		period: { from: '2026-09-01', to: '2027-08-31' },
		yearKind: 'school',
		order: { number: '187', date: '2026-11-20', issuer: 'МКОУ Каменнобродская СОШ' },
		signatory: { post: 'Директор', name: 'В. Г. Сорокина' },
		lanes: [],
		sections: [],
		measures: [sampleMeasure()],
		...given
	};
}

const texts = [
	'Анкетирование руководителя, учителей, обучающихся и родителей',
	'Семинар-практикум «Западающие темы ОГЭ: как учить иначе»',
	'Курсы «Читательская грамотность на уроках» (72 часа)',
	'Закрытие вакансии учителя физики: сетевой договор, заявка в программу «Земский учитель»',
	'Перекрёстная проверка работ; обсуждение на методическом совете (протокол)',
	'Проект «Школа "полного дня"» и кружки дома детского творчества',
	'=Пробный экзамен с независимыми наблюдателями',
	'Тренировочные работы и/или зачёты для обучающихся 5-9 и 10–11 классов, доля участия 85–90 %',
	'Ведение раздела https://school.example/plan/shkola на сайте школы',
	'Психолого-педагогическое сопровождение обучающихся с ОВЗ (ст. 79 Федерального закона № 273-ФЗ)',
	'Общеобразовательная программа: высокомотивированные обучающиеся, внутришкольный контроль',
	'Разработка положения о внутренней системе оценки качества, в котором названы критерии и сроки каждой проверки, порядок хранения работ, права учителя и обучающегося, порядок пересмотра отметки, а также ответственность членов комиссии; обсуждение проекта положения на заседаниях школьных методических объединений, педагогическом и управляющем советах, размещение принятого положения на сайте школы'
];
const terms = [
	'Октябрь',
	'до 15 октября',
	'Ежемесячно',
	'1 раз в четверть',
	'октябрь – ноябрь',
	'По отдельному графику',
	'не реже 1 раза в 3–4 недели',
	'В течение года',
	'декабрь, март',
	'до 25 числа каждого месяца',
	'по необходимости',
	'12 октября – 5 ноября 2026 г.',
	'01.10.2026 – 31.05.2027',
	'Сентябрь-октябрь 2026 г., апрель-май 2027 г.'
];
const parties = [
	'Ермакова Н. В.',
	'Титова О.П.',
	'Директор школы',
	'Классные руководители',
	'РМО учителей математики',
	'Заместитель директора по учебной работе',
	'Школьная психолого-педагогическая служба'
];
const results = [
	'Приказ о назначении координатора',
	'Не менее 60 % семей участвуют',
	'Диагностику прошли не менее 90 % учителей; составлены маршруты',
	'- план совместных дел - отчёт',
	'+2 балла к среднему результату',
	''
];
const headings = ['Организационные действия', 'Педагогические кадры', 'Работа с семьёй', 'Итоги'];

/**
 * Roadmaps as people write them: sections up to three deep with their numbers, gaps in numbers,
 * empty or several responsible parties, long texts, quotes, and what spreadsheets take for formulas.
 */
export const arbitrarySnapshot: fc.Arbitrary<RoadmapSnapshot> = fc
	.record({
		tree: fc.array(fc.array(fc.nat(2), { maxLength: 3 }), { minLength: 1, maxLength: 4 }),
		perSection: fc.integer({ min: 1, max: 3 }),
		picks: fc.array(fc.nat(), { minLength: 60, maxLength: 60 }),
		notes: fc.boolean(),
		factors: fc.boolean(),
		order: fc.boolean()
	})
	.map(({ tree, perSection, picks, notes, factors, order }) => {
		let next = 0;
		const pick = <T>(from: T[]): T => from[picks[next++ % picks.length]! % from.length]!;
		const paths = tree.flatMap((children, i) => {
			const top = `${i + 1}. ${pick(headings)}`;
			return [
				[top],
				...children.flatMap((deep, k) => {
					const middle = [top, `${i + 1}.${k + 1}. ${pick(headings)}`];
					const low = Array.from({ length: deep }, (_, n) => [
						...middle,
						`${i + 1}.${k + 1}.${n + 1}. ${pick(headings)}`
					]);
					return [middle, ...low];
				})
			];
		});
		let number = 0;
		const measures = paths.flatMap((sectionPath) =>
			Array.from({ length: perSection }, () => {
				number += pick([1, 1, 1, 2]);
				const first = pick(parties);
				const second = pick(parties.filter((party) => party !== first));
				return sampleMeasure({
					number: String(number),
					sectionPath,
					text: pick(texts),
					term: phrase(pick(terms)),
					responsible: pick([[first], [first, second], []]),
					result: pick(results),
					notes: notes ? pick(['Перенесено с прошлого года', 'Совместно с гимназией']) : null,
					factors: factors ? pick([[3, 7], [17], [5]]) : []
				});
			})
		);
		return sampleSnapshot({
			sections: paths.map((path) => ({ path })),
			measures,
			...(order ? {} : { order: null })
		});
	});
