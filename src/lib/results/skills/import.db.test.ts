import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, type World } from '../../platform/testing/world.ts';
import { makeDistrict } from '../lists/lists.testing.ts';
import { importTasks, withWholeSchools } from './import.ts';
import { openSkills } from './open.ts';

let world: World;
beforeAll(() => {
	world = openWorld();
});
afterAll(() => world.close());

const file = (text: string) => ({
	...{ name: 'задания.csv', size: text.length },
	stream: async function* () {
		yield Buffer.from(text);
	}
});
const head = 'школа;год;процедура;класс;задание;умение;участников;выполнение, %';

async function district() {
	const made = await makeDistrict(world, [{}, {}, {}, {}, {}]);
	for (const [n, id] of made.schools.entries())
		await world.admin
			.updateTable('organisation')
			.set({ code: `${77000 + n}` })
			.where('id', '=', id)
			.execute();
	const load = (rows: string[]) =>
		importTasks(made.coordinator, made.place, file([head, ...rows].join('\n')));
	return { ...made, load };
}

/** Every school solves both tasks by 60 %, the first one by 20 % in two classes. */
const rows = [
	'77000;2026;vpr-math-6;6А;1;дроби;20;20',
	'77000;2026;vpr-math-6;6Б;1;дроби;4;20',
	...[1, 2, 3, 4].map((n) => `7700${n};2026;vpr-math-6;;1;дроби;20;60`)
];

describe('a file of tasks', () => {
	it('is added up to schools, compared with the municipality, and replaced by the next', async () => {
		const { schools, coordinator, load } = await district();
		expect(await load(rows)).toEqual({ schools: 5, rows: 6 });
		const page = await openSkills(coordinator, schools[0]!, null);
		expect(page.year).toBe(2026);
		expect(page.weakest).toMatchObject([{ skill: 'дроби', participants: 24 }]);
		expect(page.weakest[0]!.school).toBeCloseTo(0.2, 10);
		// 24 pupils at 20 % and 80 at 60 %
		expect(page.weakest[0]!.municipality).toBeCloseTo((24 * 0.2 + 80 * 0.6) / 104, 10);
		// 6Б has four pupils: with 6А shown it could be reckoned
		expect(page.tables).toMatchObject([
			{ classes: [], tasks: [{ whole: expect.closeTo(0.2, 10), shares: [] }] }
		]);
		await load(['77000;2026;vpr-math-6;;1;дроби;24;90']);
		expect((await openSkills(coordinator, schools[0]!, 2026)).weakest).toEqual([]);
	});

	it('is taken whole or not at all, each error with its row', async () => {
		const { schools, coordinator, load } = await district();
		const done = await load([
			...rows,
			'99999;2026;vpr-math-6;;1;дроби;20;60',
			'77001;2026;чтение;;2;дроби;20;60'
		]);
		expect(done).toMatchObject({
			problems: [
				{ code: 'unknown-school', row: 8 },
				{ code: 'unknown-procedure', row: 9 }
			]
		});
		expect(await load(['77000;2026;vpr-math-6;;1;дроби;20;160'])).toMatchObject({
			problems: [{ code: 'bad-share', row: 2 }]
		});
		expect((await openSkills(coordinator, schools[0]!, 2026)).tables).toEqual([]);
	});

	it('is loaded by whoever may, read by the school itself, and never a small class by anybody', async () => {
		const { schools, place, load, coordinator } = await district();
		await load(rows);
		const [mine, other] = schools as [string, string];
		const head = await world.actor(mine, 'school-head');
		await expect(importTasks(head, place, file(''))).rejects.toThrow();
		await expect(openSkills(head, other, 2026)).rejects.toThrow('not_found');
		expect((await openSkills(head, mine, 2026)).weakest).toHaveLength(1);
		for (const { personId } of [head, coordinator]) {
			const seen = await world.as(personId, (db) =>
				db
					.selectFrom('task_result')
					.select(['class', 'participants'])
					.where('class', '<>', '')
					.execute()
			);
			expect(seen).toEqual([{ class: '6А', participants: 20 }]);
		}
		const outside = await world.actor(await world.organisation(null), 'municipal-coordinator');
		await expect(openSkills(outside, mine, 2026)).rejects.toThrow('not_found');
	});
});

it('adds classes up only where the file has no whole school', () => {
	const row = {
		school_id: 'a',
		year: 2026,
		procedure: 'p',
		task: '1',
		skill: 's',
		class: '6А',
		participants: 10,
		solved: 5
	};
	const added = withWholeSchools([row, { ...row, class: '6Б', solved: 7 }]);
	expect(added.find((one) => one.class === '')).toMatchObject({ participants: 20, solved: 12 });
	expect(withWholeSchools([row, { ...row, class: '', solved: 1 }])).toHaveLength(2);
});
