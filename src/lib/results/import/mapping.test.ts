import { describe, expect, it } from 'vitest';
import { mappedHead, signatureOf, titleKeys } from '../read/columns.ts';
import { readFigures } from '../read/figures.ts';
import { wordWhat } from '../read/problem.ts';
import { finderWith, proceduresOf } from '../procedures.ts';
import { guessColumns, guessMapping, isWide } from './mapping.ts';
import { readMapping } from './steps.ts';

const heads = ['Код организации', 'Организация', 'Писали работу', 'Ниже минимального', ''];
const given = {
	'column-0': 'school',
	'column-1': 'name',
	'column-2': 'participants',
	'column-3': 'low',
	year: '2025',
	procedure: 'oge-math'
};

async function read(text: string, options = {}) {
	const figures = await readFigures(
		(async function* () {
			yield Buffer.from(text);
		})(),
		{ onlyKnown: true, ...options }
	);
	return { ...figures, all: [...figures.schools()] };
}

describe('columns of an unknown table', () => {
	it('are guessed by their words', () => {
		expect(guessColumns(heads)).toEqual(['school', 'name', 'participants', 'low', '']);
		const rows = [
			{ row: 1, cells: ['Итоги района', '', '', ''] },
			{ row: 3, cells: heads },
			{ row: 4, cells: ['101', 'Школа', '10', '3'] }
		];
		expect(guessMapping({ sheet: '', rows }).row).toBe(3);
	});

	it('are known again by their titles, wherever a column of errors or blanks stands', () => {
		expect(signatureOf(['Ошибка', ...heads])).toBe(signatureOf(heads));
		expect(titleKeys(['Отметка', ' отметка ', ''])).toEqual(['отметка', 'отметка#2', '']);
		const mapping = readMapping(heads, given);
		const head = mappedHead(['Ошибка', ...heads], mapping);
		expect(head).toMatchObject({ columns: { school: 1, low: 4 }, missing: [], year: 2025 });
		expect(mappedHead(['Другое'], mapping)).toBeNull();
	});

	it('give results once a person said what they hold', async () => {
		const mappings = new Map([[signatureOf(heads), readMapping(heads, given)]]);
		const table = `${heads.join(';')}\n101;Школа;10;3;\n`;
		expect((await read(table)).sample?.rows).toHaveLength(2);
		const { all, problems } = await read(table, { mappings });
		expect(problems).toEqual([]);
		expect(all).toMatchObject([
			{ school: '101', name: 'Школа', results: [{ procedure: 'oge-math', year: 2025, low: 3 }] }
		]);
	});

	it.each([
		[{ 'column-0': '', 'column-1': '' }, { columns: 'results_map_need_school' }],
		[{ year: '' }, { year: 'results_map_need_year' }],
		[{ year: '25' }, { year: 'results_map_year' }],
		[{ procedure: '' }, { procedure: 'results_map_need_procedure' }],
		[{ 'column-3': '' }, { columns: 'results_map_need_counts' }],
		[{ 'column-3': 'participants' }, { 'column-3': 'results_map_twice' }],
		[{ 'column-4': 'level' }, { 'column-4': 'results_map_no_title' }]
	])('%j is refused with its field', (change, fields) => {
		expect(() => readMapping(heads, { ...given, ...change })).toThrow(
			expect.objectContaining({ fields: expect.objectContaining(fields) as object }) as Error
		);
	});
});

describe('tables that are brought in', () => {
	it('take the titles of merged heads from the row above', async () => {
		const { all } = await read(
			'Код ОО;Год;Процедура;Всего;\n;;;Участников;Ниже порога\n101;2025;oge-math;10;3\n'
		);
		expect(all).toMatchObject([{ school: '101', results: [{ participants: 10, low: 3 }] }]);
	});

	it('count marks, and take their sum for the participants', async () => {
		const head = 'Код ОО;Год;Процедура;2;3;4;5';
		const { all, counting } = await read(
			`${head}\n101;2025;oge-math;1;2;3;4\n102;2025;oge-math;;;;\n`
		);
		expect(counting).toBe('marks');
		expect(all.map(({ results }) => results[0])).toMatchObject([
			{ participants: 10, low: 1, marks: [1, 2, 3, 4] },
			{ participants: 0, low: 0, marks: null }
		]);
		const both = await read(
			`Код ОО;Год;Процедура;Участников;Ниже порога;2;3;4;5\n101;2025;oge-math;9;1;1;2;3;4\n`
		);
		expect(both.problems).toMatchObject([{ code: 'marks-do-not-sum', sum: 10, participants: 9 }]);
	});

	it('know two ways to write a procedure as one', async () => {
		const { problems } = await read(
			'school;year;procedure;participants;low\n1;2025;ОГЭ, математика;9;1\n1;2025;oge-math;9;2\n'
		);
		expect(problems).toMatchObject([{ code: 'twice', row: 3, before: 2 }]);
	});

	it('say that a date is no year, and which procedure the catalogue lacks', async () => {
		const { problems } = await read(
			'school;year;procedure;participants;low\n1;01.09.2025;ОГЭ, математика;9;1\n1;2025;Пение;9;2\n'
		);
		expect(problems.map((problem) => wordWhat(problem, 'ru'))).toEqual([
			'«01.09.2025» – это дата, а нужен год: 2025.',
			'процедуры «Пение» нет в каталоге 2025 года: исправьте название или добавьте её в каталог.'
		]);
	});

	it('find what a place added, the nearer place first, also instead of a shipped one', () => {
		const shipped = proceduresOf(2025)!.procedures.find(({ code }) => code === 'oge-math')!;
		const own = { ...shipped, year: 2025, certainty: 'own' as const };
		const find = finderWith([
			{ ...own, name: 'ОГЭ района' },
			{ ...own, name: 'ОГЭ области' },
			{ ...own, code: 'rdr-1', name: 'РДР «Физика», 8 класс' }
		]);
		expect(find('ОГЭ, математика', 2025)?.name).toBe('ОГЭ района');
		expect(find('рдр физика  8 КЛАСС', 2025)?.code).toBe('rdr-1');
		expect(find('РДР «Физика», 8 класс', 2024)).toBeNull();
		expect(find('ЕГЭ, русский язык', 2025)?.code).toBe('ege-rus');
	});

	it.each([
		[
			['Школа', 'Русский 5 кл. писали', 'ниже порога', 'Математика 5 кл. писали', 'ниже порога'],
			true
		],
		[['Код ОО', 'ОГЭ, русский язык', '', 'ОГЭ, математика', ''], true],
		[heads, false],
		[['Школа', 'ОГЭ, математика', '2025', '10', '3'], false]
	])('sees whether procedures stand side by side: %j', (cells, wide) => {
		expect(isWide(cells)).toBe(wide);
	});

	it('does not take a grade for a mark', () => {
		expect(
			guessColumns(['Школа', 'Математика, 5 кл.', 'Русский язык 4-й класс', 'Пятёрок: 5'])
		).toEqual([...['school', '', '', 'mark5']]);
	});
});
