import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTasks } from './read.ts';
import {
	classTables,
	fewestPupils,
	shownClasses,
	weakestSkills,
	type TaskResult
} from './skills.ts';

const result = (
	task: string,
	skill: string,
	solved: number,
	participants = 20,
	more: Partial<TaskResult> = {}
): TaskResult => ({
	...{ year: 2026, procedure: 'vpr-math-6', class: '', task, skill, participants, solved },
	...more
});
const mean = (task: string, share: number) => ({
	procedure: 'vpr-math-6',
	task,
	participants: 1000,
	solved: 1000 * share
});

describe('the weakest skills', () => {
	const means = ['1', '2', '3', '4', '5'].map((task) => mean(task, 0.6));

	it('are the three farthest below the municipality, with the years before', () => {
		const results = [
			result('1', 'дроби', 4),
			result('2', 'дроби', 6),
			result('3', 'задачи', 10),
			result('4', 'графики', 13),
			result('5', 'единицы', 8),
			result('1', 'дроби', 9, 18, { year: 2025, procedure: 'vpr-math-5' })
		];
		const found = weakestSkills(results, means, 2026);
		expect(found.map(({ skill }) => skill)).toEqual(['дроби', 'единицы', 'задачи']);
		expect(found[0]).toMatchObject({
			tasks: ['1', '2'],
			school: 0.25,
			municipality: 0.6,
			before: [{ year: 2025, share: 0.5 }]
		});
	});

	it('say nothing of fewer than five pupils, nor of tasks that the municipality did not have', () => {
		expect(
			weakestSkills([result('1', 'дроби', 0, 4), result('9', 'другое', 0)], means, 2026)
		).toEqual([]);
	});
});

describe('classes', () => {
	it('under five are not shown, nor what would let them be reckoned', () => {
		expect(
			shownClasses(
				40,
				new Map([
					['6А', 20],
					['6Б', 20]
				])
			)
		).toEqual(['6А', '6Б']);
		expect(
			shownClasses(
				24,
				new Map([
					['6А', 20],
					['6Б', 4]
				])
			)
		).toEqual([]);
		expect(
			shownClasses(
				44,
				new Map([
					['6А', 20],
					['6Б', 20],
					['6В', 4]
				])
			)
		).toEqual(['6Б']);
		expect(
			shownClasses(
				48,
				new Map([
					['6А', 20],
					['6Б', 20],
					['6В', 4],
					['6Г', 4]
				])
			)
		).toEqual(['6А', '6Б']);
	});

	it('never leave between one and four pupils to be reckoned', () => {
		fc.assert(
			fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 6 }), (sizes) => {
				const named = new Map(sizes.map((size, n) => [String(n), size]));
				const whole = sizes.reduce((total, size) => total + size, 0);
				const shown = shownClasses(whole, named);
				expect(shown.every((name) => named.get(name)! >= fewestPupils)).toBe(true);
				const left = whole - shown.reduce((total, name) => total + named.get(name)!, 0);
				expect(shown.length === 0 || left === 0 || left >= fewestPupils).toBe(true);
			})
		);
	});

	it('stand beside the whole school, task by task', () => {
		const classes = (name: string, solved: number, participants: number) => [
			result('2', 'дроби', solved, participants, { class: name }),
			result('10', 'задачи', solved, participants, { class: name })
		];
		const results = [...classes('', 20, 40), ...classes('6А', 5, 20), ...classes('6Б', 15, 20)];
		expect(classTables(results, 2026)).toEqual([
			{
				...{ procedure: 'vpr-math-6', classes: ['6А', '6Б'], hidden: 0 },
				tasks: [
					{ task: '2', skill: 'дроби', whole: 0.5, shares: [0.25, 0.75] },
					{ task: '10', skill: 'задачи', whole: 0.5, shares: [0.25, 0.75] }
				]
			}
		]);
	});
});

describe('a table of tasks', () => {
	const read = (text: string) =>
		readTasks(
			(async function* () {
				yield Buffer.from(text);
			})()
		);

	it('is read by shares and by points', async () => {
		const { rows, problems } = await read(
			'ВПР 2026\nКод ОО;Год;Процедура;Класс;Задание;Проверяемое умение;Участников;Выполнение, %\n' +
				'102;2026;vpr-math-6;6А;1;дроби;20;67,5\n102;2026;vpr-math-6;;1;дроби;40;50 %\n'
		);
		expect(problems).toEqual([]);
		expect(rows.map(({ class: name, solved, row }) => [name, solved, row])).toEqual([
			['6А', 13.5, 3],
			['', 20, 4]
		]);
		const points = await read(
			'school,year,procedure,task,skill,participants,points,max\n102,2026,vpr,1,дроби,10,15,2\n102,2026,vpr,2,дроби,0,0,2\n'
		);
		expect(points.rows.map(({ solved }) => solved)).toEqual([7.5]);
	});

	it('tells each error with its row and column', async () => {
		const head = 'school,year,procedure,task,skill,participants,share\n';
		const { problems } = await read(
			`${head},2026,vpr,1,a,10,50\n1,двадцать,vpr,1,a,10,50\n1,2026,vpr,1,a,десять,50\n1,2026,vpr,1,a,10,101\n1,2026,vpr,1,a,10,50\n1,2026,vpr,1,a,10,60\n1,2026,vpr,2,a,10,\n`
		);
		expect(problems.map((one) => [one.row, one.code])).toEqual([
			[2, 'empty'],
			[3, 'bad-year'],
			[4, 'bad-number'],
			[5, 'bad-share'],
			[7, 'twice'],
			[8, 'empty']
		]);
		expect(
			(await read('school,year,procedure,task,participants,points,max\n')).problems
		).toMatchObject([{ code: 'missing', columns: ['skill'] }]);
		expect((await read('a,b\n1,2\n')).problems).toMatchObject([{ code: 'no-head' }]);
		expect((await read(head)).problems).toMatchObject([{ code: 'no-rows' }]);
		expect(
			(
				await read(
					'school,year,procedure,task,skill,participants,points,max\n1,2026,vpr,1,a,10,30,2\n'
				)
			).problems
		).toMatchObject([{ code: 'points-above', most: 20 }]);
	});
});
