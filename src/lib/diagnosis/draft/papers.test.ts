import { strFromU8, unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { exportPaper } from '../../roadmap/half-year/export.ts';
import { deficits } from '../factors/factors.ts';
import { libraryMeasures } from '../library/measures.ts';
import { antiRiskPaper, factorsOf, midTermPaper, type Programme } from './papers.ts';
import { draftSchool } from './school.ts';
import { acceptedOf } from './snapshot.ts';

const plan = { from: '2026-12-01', to: '2027-08-31' };
const levels = deficits.map(({ code, number }) => ({
	...{ factor: code, number, reason: null },
	...(number === 3
		? { level: 'high' as const, score: 72.4 }
		: number === 13
			? { level: 'medium' as const, score: 50 }
			: { level: 'unknown' as const, score: null })
}));
const results = { year: 2026, lowShare: 34.6, lowProcedures: 50 };
const content = draftSchool(
	{
		school: { shortName: 'Липовская СОШ' },
		chosen: levels.filter(({ score }) => score !== null),
		profile: null,
		results,
		plan
	},
	libraryMeasures
);
const programme: Programme = {
	school: 'МКОУ Липовская СОШ',
	snapshot: acceptedOf(content, 'school', plan).snapshot,
	...{ goal: content.goal, tasks: content.tasks, indicators: content.indicators, levels, results }
};

async function wordsOf(paper: ReturnType<typeof midTermPaper>): Promise<string> {
	const { bytes } = await exportPaper(paper, 'docx');
	return strFromU8(unzipSync(bytes)['word/document.xml']!).replace(/<[^>]+>|\u00a0/g, ' ');
}

it('prints a programme against one risk with its own measures and indicators alone', async () => {
	const words = await wordsOf(antiRiskPaper(programme, 3));
	for (const part of ['Обоснование', 'Цель', 'Задачи', 'Целевые показатели', 'Методы сбора'])
		expect(words).toContain(part);
	for (const part of [
		'Сроки реализации',
		'Меры и мероприятия',
		'Ожидаемые результаты',
		'Исполнители'
	])
		expect(words).toContain(part);
	expect(words).toContain('балл 72,4 из 100');
	for (const { text, factors } of programme.snapshot.measures)
		expect(words.includes(text), text).toBe(factors.includes(3));
	expect(words).not.toContain('«психологический климат» по рисковому профилю');
});

it('prints the mid-term programme with the whole profile and all measures by direction', async () => {
	const words = await wordsOf(midTermPaper(programme));
	expect(words).toContain('Паспорт программы');
	for (const { name } of deficits) expect(words).toContain(name.ru);
	expect(words).toContain('недостаточно данных');
	expect(words).toContain('34,6 %');
	for (const { text } of programme.snapshot.measures) expect(words).toContain(text);
});

it('says what is missing where there is neither profile nor results', async () => {
	const bare = { ...programme, levels: null, results: null, indicators: [], tasks: [] };
	const words = await wordsOf(midTermPaper(bare));
	expect(words).toContain('профиль школы ещё не составлен');
	expect(await wordsOf(antiRiskPaper(bare, 13))).toContain('Показатели определяет школа');
});

it('keeps the names of people among roles', async () => {
	const [first] = programme.snapshot.measures;
	const measures = [{ ...first!, responsible: ['Директор школы', 'Ясенева В. П.'] }];
	const named = { ...programme, snapshot: { ...programme.snapshot, measures } };
	expect(await wordsOf(midTermPaper(named))).toContain('Директор школы; Ясенева В. П.');
});

it('names factors by how many measures answer them', () => {
	const [first] = factorsOf(programme.snapshot);
	expect([3, 13]).toContain(first);
});
