import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { watchQueries } from '../../platform/database.ts';
import { openWorld, type World } from '../../platform/testing/world.ts';
import { addSchool, makeDistrict, type Told } from './lists.testing.ts';
import {
	openSchoolResults,
	openYear,
	readYearFilter,
	recordOrder,
	runYear,
	takeForYear,
	withdrawOrder,
	type OfficialKind
} from './lists.ts';

let world: World;
beforeAll(() => {
	world = openWorld();
});
afterAll(() => world.close());

const low: Told = {
	2024: { 'oge-math': [4, 10], 'oge-rus': [1, 10] },
	2025: { 'oge-math': [4, 10], 'oge-rus': [5, 10] },
	2026: { 'oge-math': [4, 10], 'oge-rus': [5, 10] }
};
const better: Told = {
	2024: low[2024]!,
	2025: low[2025]!,
	2026: { 'oge-math': [1, 10], 'oge-rus': [0, 10] }
};
const good: Told = { 2025: { 'oge-math': [0, 10] }, 2026: { 'oge-math': [2, 10] } };
const risky: Told = { 2026: { 'oge-math': [3, 10], 'oge-rus': [3, 10] } };
const filter = (text: string) => readYearFilter(new URLSearchParams(text));
const order = (schools: string[], kind: OfficialKind = 'low-results') => ({
	...{ year: 2026, kind, number: '142', dated: '2026-09-14', issuer: 'управление образования' },
	entries: schools.map((schoolId) => ({ schoolId, basis: '' }))
});

async function district() {
	const made = await makeDistrict(world, [low, better, good, risky, {}]);
	await runYear(made.coordinator, made.place, 2025, '2025');
	await runYear(made.coordinator, made.place, 2026, '2025');
	const statuses = async (address = 'year=2026') => {
		const list = await openYear(made.coordinator, filter(address), 2026);
		return new Map(list!.rows.map((row) => [row.schoolId, row]));
	};
	return { ...made, statuses };
}

describe('a year', () => {
	it('counts the second year, sees who left, and shows each status by itself', async () => {
		const { schools, statuses, coordinator } = await district();
		const [a, b, c, d, e] = schools as [string, string, string, string, string];
		const first = await statuses('year=2025');
		expect(first.get(a)).toMatchObject({ status: 'low-results', years: 1, source: 'calculated' });
		const second = await statuses();
		expect(second.get(a)).toMatchObject({ status: 'low-results', years: 2 });
		expect(second.get(b)).toMatchObject({ status: 'left', years: 0, isAtRisk: false });
		expect(second.get(c)).toMatchObject({ status: 'none' });
		expect(second.get(d)).toMatchObject({ status: 'at-risk', calculated: 'at-risk' });
		expect(second.get(e)).toMatchObject({ status: 'not-evaluated' });
		for (const [show, ids] of Object.entries({
			again: [a],
			left: [b],
			'at-risk': [d],
			'low-results': [a]
		}))
			expect([...(await statuses(`year=2026&show=${show}`)).keys()], show).toEqual(ids);
		const list = await openYear(coordinator, filter('year=2026'), 2026);
		expect(list!.counts).toMatchObject({ 'low-results': 1, again: 1, left: 1, none: 1 });
		const names = list!.rows.map(({ school }) => school);
		expect(names).toEqual([...names].sort((x, y) => x.localeCompare(y, 'ru')));
	});

	it('obeys the order, tells where the calculation differs, and takes a withdrawn one back', async () => {
		const { schools, statuses, coordinator, place } = await district();
		const [a, b, c, d] = schools as [string, string, string, string];
		const id = await recordOrder(coordinator, place, order([c]));
		const listed = await statuses();
		expect(listed.get(c)).toMatchObject({
			status: 'low-results',
			source: 'official',
			calculated: 'none',
			years: 1
		});
		// it meets the conditions, and the order does not name it
		expect(listed.get(a)).toMatchObject({
			status: 'left',
			isAtRisk: true,
			calculated: 'low-results'
		});
		expect(listed.get(d)).toMatchObject({ status: 'at-risk', source: 'official' });
		expect([...(await statuses('year=2026&show=differs')).keys()].sort()).toEqual([a, c].sort());
		await recordOrder(coordinator, place, {
			...order([d], 'at-risk'),
			entries: [{ schoolId: d, basis: 'снижение за три года' }]
		});
		await recordOrder(coordinator, place, order([b], 'leaders'));
		await recordOrder(coordinator, place, order([a], 'hard-conditions'));
		const more = await statuses();
		expect(more.get(d)).toMatchObject({ status: 'at-risk', basis: 'снижение за три года' });
		expect(more.get(a)).toMatchObject({ isHard: true, isLeader: false });
		expect(more.get(b)).toMatchObject({ isLeader: true });
		await withdrawOrder(coordinator, id);
		expect((await statuses()).get(a)).toMatchObject({ status: 'low-results', years: 2 });
	});

	it('writes what is different, and comes to what it would from nothing', async () => {
		const { place, schools, coordinator } = await district();
		const stored = async () =>
			(
				await sql`select * from opora.school_status where school_id = any (${schools}::uuid[])
					order by school_id, year`.execute(world.admin)
			).rows;
		const settle = () =>
			world.commit(coordinator.personId, (db) =>
				sql`select opora.settle_statuses(${place}, 2025)`.execute(db)
			);
		const run = (rules: string) => () => runYear(coordinator, place, 2026, rules);
		let listId = '';
		const changes: (() => Promise<unknown>)[] = [
			run('2025'),
			async () =>
				(listId = await recordOrder(coordinator, place, order([schools[2]!, schools[4]!]))),
			() => recordOrder(coordinator, place, order([schools[3]!], 'at-risk')),
			() => recordOrder(coordinator, place, order([schools[1]!], 'leaders')),
			() => withdrawOrder(coordinator, listId),
			() =>
				world.admin
					.updateTable('organisation')
					.set({ closed_on: '2025-08-31' })
					.where('id', '=', schools[0]!)
					.execute(),
			run('2025')
		];
		for (const change of changes) {
			await change();
			await settle();
			const step = await stored();
			await sql`delete from opora.school_status where school_id = any (${schools}::uuid[])`.execute(
				world.admin
			);
			await settle();
			expect(step).toEqual(await stored());
		}
		expect((await stored()).length).toBe(9);
	});

	it('stands on the run that was taken last, whatever was run after it', async () => {
		const { schools, statuses, coordinator, place } = await district();
		const [, , , d] = schools as [string, string, string, string];
		const { id, isTaken } = await runYear(coordinator, place, 2026, '847-2020');
		expect(isTaken).toBe(false);
		expect((await statuses()).get(d)).toMatchObject({ status: 'at-risk' });
		await takeForYear(coordinator, id);
		expect((await statuses()).get(d)).toMatchObject({ status: 'low-results', runId: id });
	});

	it('says that results came after the run that it stands on', async () => {
		const { coordinator, importId } = await district();
		const outdated = async () =>
			(await openYear(coordinator, filter('year=2026'), 2026))!.taken!.isOutdated;
		expect(await outdated()).toBe(false);
		await world.admin
			.updateTable('result_import')
			.set({ state: 'undone', undone_at: new Date(Date.now() + 1000).toISOString() })
			.where('id', '=', importId)
			.execute();
		expect(await outdated()).toBe(true);
	});

	it('asks as many questions of fifty schools as of five, and pages them', async () => {
		const { coordinator, place, importId, schools } = await district();
		const count = async (work: () => Promise<unknown>): Promise<number> => {
			let statements = 0;
			watchQueries(() => statements++);
			await work();
			watchQueries(null);
			return statements;
		};
		const open = () => openYear(coordinator, filter('year=2026'), 2026);
		const few = await count(open);
		for (let n = 0; n < 55; n++) await addSchool(world, { place, importId }, n % 2 ? low : risky);
		const { id } = await runYear(coordinator, place, 2026, '2025');
		await takeForYear(coordinator, id);
		expect(await count(open)).toBe(few);
		expect(few).toBeLessThanOrEqual(11);
		const [one, two] = [
			await open(),
			await openYear(coordinator, filter('year=2026&page=2'), 2026)
		];
		expect([one!.rows.length, two!.rows.length, one!.total]).toEqual([50, 10, 60]);
		expect(one!.rows[0]!.low[0]!.interval[0]).toBeGreaterThan(0);
		expect(
			await count(() => openSchoolResults(coordinator, schools[0]!, 2026))
		).toBeLessThanOrEqual(11);
	});

	it('shows a school its own alone, and lets it neither run nor order', async () => {
		const { schools, place, statuses } = await district();
		const [a, b] = schools as [string, string];
		const head = await world.actor(a, 'school-head');
		const list = await openYear(head, filter('year=2026'), 2026);
		expect(list!.rows.map(({ schoolId }) => schoolId)).toEqual([a]);
		expect(list!.may).toEqual({ run: false, edit: false, look: false });
		expect(list!.isWhole).toBe(false);
		await expect(runYear(head, place, 2026, '2025')).rejects.toThrow('error_forbidden');
		await expect(recordOrder(head, place, order([a]))).rejects.toThrow('error_forbidden');
		await expect(openSchoolResults(head, b, 2026)).rejects.toThrow('not_found');
		const own = await openSchoolResults(head, a, 2026);
		expect(own.status).toMatchObject({ status: 'low-results', years: 2 });
		expect((await statuses()).size).toBe(5);
	});
});

describe('a school’s page', () => {
	it('says why, how far it is, and that results changed since', async () => {
		const { schools, coordinator } = await district();
		const open = () => openSchoolResults(coordinator, schools[0]!, null);
		const page = await open();
		expect(page.year).toBe(2026);
		expect(page.columns).toEqual([2024, 2025, 2026]);
		expect(page.lines.map(({ code }) => code)).toEqual(['oge-math', 'oge-rus']);
		expect(page.finding).toMatchObject({
			status: 'low-results',
			repeated: ['oge-math', 'oge-rus']
		});
		// one of ten fewer in oge-math is 3 of 10, still low; two are not
		expect(page.distance).toEqual({ toLeave: 2, toJoin: null });
		expect(page.isOutdated).toBe(false);
		expect(page.lines[0]!.sure!.together!.years).toEqual([2024, 2025, 2026]);
		await world.admin
			.updateTable('result')
			.set({ low: 0 })
			.where('school_id', '=', schools[0]!)
			.where('year', '=', 2026)
			.where('procedure', '=', 'oge-math')
			.execute();
		expect((await open()).isOutdated).toBe(true);
	});

	it('marks 30.0 % and 3 of 10 as low, 29.99 % not, and nobody not at all', async () => {
		const told: Told = {
			2026: {
				'oge-math': [3, 10],
				'oge-rus': [2_999, 10_000],
				'ege-rus': [0, 0],
				'ege-math-base': [30, 100],
				'ege-math-profile': [0, 6]
			}
		};
		const { coordinator, place, schools } = await makeDistrict(world, [told]);
		await runYear(coordinator, place, 2026, '847-2020');
		const page = await openSchoolResults(coordinator, schools[0]!, 2026);
		// base and profile are two procedures
		expect(page.finding!.lowProcedures.map(({ procedure }) => procedure)).toEqual([
			'ege-math-base',
			'oge-math'
		]);
		expect(page.status).toMatchObject({ status: 'low-results', years: 1 });
		expect(page.lines.find(({ code }) => code === 'ege-rus')!.sure).toBeNull();
		// the year before is missing: repetition is not known
		await runYear(coordinator, place, 2026, '2025').then(({ id }) => takeForYear(coordinator, id));
		const then = await openSchoolResults(coordinator, schools[0]!, 2026);
		expect(then.finding).toMatchObject({ status: 'at-risk', missingYears: [2025] });
	});
});
