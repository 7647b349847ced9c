import fc from 'fast-check';
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { readFigures } from './figures.ts';

async function read(text: string) {
	return readFigures(
		(async function* () {
			yield Buffer.from(text);
		})()
	);
}

const title = 'ВПР 2025. 6 класс;;;;;;\nСтатистика по отметкам;;;;;;\nПредмет: Математика;;;;;;\n';
const head = 'Группы участников;Кол-во ОО;Кол-во участников;2;3;4;5\n';
const sheet = `${title}Максимальный первичный балл:;16;;;;;\nДата:;18.04.2025;;;;;\n${head}`;

const resultsOf = async (rows: string, above = sheet) => {
	const { schools, problems } = await read(above + rows);
	expect(problems).toEqual([]);
	return [...schools()].map(({ school, results }) => [
		school,
		...results.flatMap(({ low, participants }) => [low, participants])
	]);
};
const codesOf = async (rows: string, above = sheet) =>
	(await read(above + rows)).problems.map(({ row, code }) => [row, code]);

describe('«Статистика по отметкам»', () => {
	it('gives the schools’ counts with procedure and year', async () => {
		const text =
			'Вся выборка;35587;1335644;3,61;26,57;46,9;22,92\nПриморская обл.;310;9000;10;40;40;10\n' +
			'Заречный район;2;53;20,75;37,74;28,3;13,21\n' +
			'Каменнобродская СОШ;1;27;40,74;29,63;22,22;7,41\nЗареченская СОШ;1;26;0;46,15;34,62;19,23\n';
		const { schools, problems } = await read(sheet + text);
		expect(problems).toMatchObject([]);
		expect([...schools()]).toMatchObject([
			{
				school: 'Каменнобродская СОШ',
				kind: null,
				results: [
					{
						procedure: 'ВПР, математика, 6 класс',
						year: 2025,
						participants: 27,
						low: 11,
						level: 'ООО'
					}
				]
			},
			expect.objectContaining({ school: 'Зареченская СОШ' })
		]);
	});

	it('takes the only school of a municipality once', async () => {
		const rows = 'Область;5;90;10;40;40;10\nРайон;1;10;30;30;40;0\nСОШ № 1;1;10;30;30;40;0\n';
		expect(await resultsOf(rows)).toEqual([['СОШ № 1', 3, 10]]);
	});

	it('takes schools without a number of schools, parts of one, and a head of two rows', async () => {
		const rows = 'Район;1;10;30;30;40;0\nСОШ № 1;;10;30%;30 %;40;\nСОШ № 2;;0;;;;\n';
		expect(await resultsOf(rows)).toEqual([
			['СОШ № 1', 3, 10],
			['СОШ № 2', 0, 0]
		]);
		const merged =
			title +
			'Группы участников;Кол-во ОО;Кол-во участников;Распределение отметок в %;;;\n;;;2;3;4;5\n';
		expect(await resultsOf('СОШ № 1;;8;0.25;0.25;0.5;0\n', merged)).toEqual([['СОШ № 1', 2, 8]]);
	});

	it.each([
		['А;1;10;30;30;30;0', 'shares-do-not-sum'],
		['А;1;10;33,33;33,33;33,34;0', 'shares-fit-no-counts'],
		['А;1;10;мало;30;30;40', 'not-a-share'],
		['А;1;десять;30;30;40;0', 'not-a-number'],
		['А;1;10;30;30;40;0\nБ;1;11;9,09;90,91;0;0\nА;1;10;30;30;40;0', 'twice']
	])('%s is a problem', async (rows, code) => {
		expect((await codesOf(`Район;9;900;25;25;25;25\n${rows}\n`)).at(0)?.[1]).toBe(code);
	});

	it('asks for its title and for marks', async () => {
		expect(await codesOf('А;1;10;30;30;40;0\n', head)).toEqual([[1, 'no-title']]);
		const noMarks = `${title}Группы участников;Кол-во ОО;Кол-во участников\n`;
		expect(await codesOf('А;1;10\n', noMarks)).toEqual([[5, 'no-marks']]);
	});

	it('reads a workbook of a sheet a subject, with numbers and percents of Excel', async () => {
		const workbook = new ExcelJS.Workbook();
		for (const subject of ['Русский язык', 'Математика']) {
			const one = workbook.addWorksheet(subject);
			one.addRows([['ВПР 2025. 6 класс'], [], [`Предмет: ${subject}`], []]);
			one.addRow(head.trim().split(';'));
			one.addRow(['Заречный район', 1, 3, 0.6667, 0.3333, 0, 0]);
			one.addRow(['Каменнобродская СОШ', 1, 3, 0.6667, 0.3333, 0, 0]);
			one.getRow(7).getCell(4).numFmt = '0.00%';
		}
		workbook.addWorksheet('Пояснения').addRow(['Как читать']);
		const bytes = new Uint8Array(await workbook.xlsx.writeBuffer());
		const { schools, problems, passedSheets } = await readFigures(
			(async function* () {
				yield bytes;
			})()
		);
		expect([problems, passedSheets]).toEqual([[], ['Пояснения']]);
		expect([...schools()]).toMatchObject([
			{
				school: 'Каменнобродская СОШ',
				results: [
					{ procedure: 'ВПР, русский язык, 6 класс', low: 2, participants: 3 },
					{ procedure: 'ВПР, математика, 6 класс', low: 2, participants: 3 }
				]
			}
		]);
	});

	it('finds every count again from shares of two decimals', async () => {
		const counts = fc.array(fc.nat(60), { minLength: 4, maxLength: 4 });
		await fc.assert(
			fc.asyncProperty(counts, async (all) => {
				const participants = all.reduce((sum, count) => sum + count, 0);
				fc.pre(participants > 0);
				const shares = all.map((count) => ((count / participants) * 100).toFixed(2));
				const row = `А;;${participants};${shares.join(';').replaceAll('.', ',')}\n`;
				expect(await resultsOf(row)).toEqual([['А', all[0], participants]]);
			})
		);
	});
});
