import { describe, expect, it } from 'vitest';
import { readFigures } from './figures.ts';
import { wordProblem } from './problem.ts';

async function read(text: string, options = {}) {
	return readFigures(
		(async function* () {
			yield Buffer.from(text);
		})(),
		options
	);
}

const head = 'school;year;procedure;participants;low\n';
/** Row, column and code of each problem. */
async function problemsOf(rows: string, options = {}) {
	const { problems } = await read(rows, options);
	return problems.map((problem) => [
		problem.row,
		'column' in problem ? problem.column : '',
		problem.code
	]);
}

describe('a table of results', () => {
	it('is read by its names, in any order, below titles, with more columns', async () => {
		const figures = await read(
			'Результаты за два года\n\nLOW;Participants;примечание;school; Procedure ;year\n' +
				'3;10;;  Школа   № 1 ;ОГЭ,  математика;2025\n0;;нет;Школа № 1;ЕГЭ;2024\n"1 000";1000,0;;Б;ЕГЭ;2025\n'
		);
		expect(figures.problems).toEqual([]);
		expect(figures.years).toEqual([2024, 2025]);
		expect([...figures.schools()]).toMatchObject([
			{
				school: 'Школа № 1',
				kind: null,
				results: [
					{ procedure: 'ОГЭ, математика', year: 2025, participants: 10, low: 3, level: 'ООО' },
					{ procedure: 'ЕГЭ', year: 2024, participants: 0, low: 0, level: null }
				]
			},
			{
				school: 'Б',
				kind: null,
				results: [{ procedure: 'ЕГЭ', year: 2025, participants: 1000, low: 1000, level: null }]
			}
		]);
	});

	it('takes levels and kinds where they are', async () => {
		const figures = await read(
			'school,year,procedure,participants,low,level,kind\nА,2025,ЕГЭ,5,1,СОО,вечерняя\n'
		);
		expect([...figures.schools()]).toMatchObject([
			{ kind: 'вечерняя', results: [{ level: 'СОО' }] }
		]);
	});

	it.each([
		['А;2025;ОГЭ;10;11', [2, '', 'low-above-participants']],
		['А;2025;ОГЭ;;1', [2, 'participants', 'empty-cell']],
		['А;2025;ОГЭ;10;', [2, 'low', 'empty-cell']],
		['А;2025;ОГЭ;десять;1', [2, 'participants', 'not-a-number']],
		['А;2025;ОГЭ;10;-1', [2, 'low', 'not-a-number']],
		['А;2025;ОГЭ;10;2,5', [2, 'low', 'not-a-number']],
		['А;2025;ОГЭ;1e3;2', [2, 'participants', 'not-a-number']],
		['А;2025;ОГЭ;12 34;2', [2, 'participants', 'not-a-number']],
		['А;45658;ОГЭ;10;2', [2, 'year', 'not-a-year']],
		['А;01.09.2025;ОГЭ;10;2', [2, 'year', 'not-a-year']],
		['А;;ОГЭ;10;2', [2, 'year', 'empty-cell']],
		[';2025;ОГЭ;10;2', [2, 'school', 'empty-cell']],
		['А;2025; ;10;2', [2, 'procedure', 'empty-cell']],
		['А;2025;ОГЭ;10;2\nА;2025;ОГЭ;10;2', [3, '', 'twice']],
		['А\ufffd;2025;ОГЭ;10;2', [2, 'school', 'spoilt-text']],
		['А;2025', [2, 'procedure', 'empty-cell']]
	])('%s is a problem with its place', async (rows, expected) => {
		expect((await problemsOf(head + rows))[0]).toEqual(expected);
	});

	it('names every problem of a row and goes on', async () => {
		expect(await problemsOf(`${head};x;ОГЭ;y;z\nА;2025;ОГЭ;1;2\n`)).toEqual([
			[2, 'school', 'empty-cell'],
			[2, 'year', 'not-a-year'],
			[2, 'participants', 'not-a-number'],
			[2, 'low', 'not-a-number'],
			[3, '', 'low-above-participants']
		]);
	});

	it.each([
		['school;year;procedure;participants\nА;2025;ОГЭ;1', [1, '', 'column-missing']],
		['school;year;procedure;participants;low;low\nА;2025;ОГЭ;1;1;1', [1, 'low', 'column-twice']],
		['а;б\n1;2', [1, '', 'no-head']],
		[head, [1, '', 'no-rows']]
	])('%j has no proper head', async (text, expected) => {
		expect(await problemsOf(text)).toEqual([expected]);
	});

	it('asks for levels where the rule does', async () => {
		const options = { needsLevels: true };
		expect(await problemsOf(`${head}А;2025;ОГЭ;1;1\n`, options)).toEqual([[2, '', 'no-level']]);
	});

	it('takes levels from the catalogue where the table has none', async () => {
		const { problems, schools } = await read(`${head}А;2025;ОГЭ по математике;1;1\n`, {
			needsLevels: true
		});
		expect(problems).toEqual([]);
		expect([...schools()]).toMatchObject([{ results: [{ level: 'ООО' }] }]);
	});

	it('counts what it no longer keeps', async () => {
		const { problems, problemCount } = await read(head + 'А;2025;ОГЭ;1;2\n'.repeat(1_500));
		expect([problems.length, problemCount]).toEqual([1_000, 1_500]);
	});

	it('words a problem with its place', async () => {
		const [problem] = (await read(`${head}А;2025;ОГЭ;1;x\n`)).problems;
		expect(wordProblem(problem!, 'ru')).toBe('строка 2, столбец low: «x» – не целое число.');
		expect(wordProblem(problem!, 'en')).toBe('row 2, column low: «x» is not a whole number.');
	});
});

describe('a table of single pupils', () => {
	const counted = async (text: string) =>
		[...(await read(text)).schools()].flatMap(({ school, results }) =>
			results.map(({ procedure, participants, low }) => [school, procedure, low, participants])
		);

	it('is added up by marks, and knows no pupil', async () => {
		const text =
			'ФИО;Код школы;Год;Процедура;Отметка\n' +
			'Первый;101;2025;ОГЭ, математика;2\nВторой;101;2025;ОГЭ, математика;3\n' +
			'Третий;101;2025;ОГЭ, математика;\nЧетвёртый;102;2025;РДР;2\n';
		expect(await counted(text)).toEqual([
			['101', 'ОГЭ, математика', 1, 2],
			['102', 'РДР', 1, 1]
		]);
		expect(JSON.stringify([...(await read(text)).schools()])).not.toContain('Первый');
	});

	it('is added up by points with the minimum of the year', async () => {
		const rows = [23, 24, 27].map((score) => `101;2026;ЕГЭ, русский язык;${score}`);
		const maths = [26, 27].map((score) => `101;2026;ЕГЭ математика профильная;${score}`);
		expect(await counted(['school;year;procedure;score', ...rows, ...maths].join('\n'))).toEqual([
			['101', 'ЕГЭ, русский язык', 1, 3],
			['101', 'ЕГЭ математика профильная', 1, 2]
		]);
	});

	it.each([
		['mark', 'А;2025;ОГЭ, математика;1', 'not-a-mark'],
		['mark', 'А;2025;ОГЭ, математика;н/я', 'not-a-mark'],
		['mark', 'А;2025;ЕГЭ, русский язык;2', 'no-threshold'],
		['score', 'А;2025;ЕГЭ, русский язык;101', 'not-a-score'],
		['score', 'А;2025;ОГЭ, математика;15', 'no-threshold'],
		['score', 'А;2031;ЕГЭ, русский язык;50', 'no-threshold']
	])('%s: «%s» is a problem', async (column, row, code) => {
		const problems = await problemsOf(`school;year;procedure;${column}\n${row}\n`);
		expect(problems.map((problem) => problem[2])).toEqual([code]);
	});
});
