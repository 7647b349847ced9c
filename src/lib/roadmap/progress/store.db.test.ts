import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { closeJobsDatabase, openJobsDatabase } from '../../platform/jobs/database.ts';
import { testUrl } from '../../platform/testing/urls.ts';
import { openWorld, type World } from '../../platform/testing/world.ts';
import type { Occurrence } from '../execution/model.ts';
import { sampleRoadmap, type SampleMeasure } from '../execution/sample.testing.ts';
import { standingOf, tallyOf } from '../progress.ts';
import { curveOf } from './curve.ts';
import { byOwner, byPlace, findProgress } from './many.ts';
import { recountProgress } from './recount.ts';
import { anyMeasure } from './sample.testing.ts';
import { selectCounts, selectFactors } from './store.ts';

let world: World;
beforeAll(() => {
	world = openWorld();
	openJobsDatabase(testUrl('jobs'));
});
afterAll(async () => {
	await closeJobsDatabase();
	await world.close();
});

const period = { from: '2026-09-01', to: '2027-08-31' };
const sampleOf = (occurrences: Occurrence[], n: number): SampleMeasure => ({
	text: `Мероприятие ${n}`,
	factors: n % 3 === 0 ? [3, 7] : n % 3 === 1 ? [7] : [],
	occurrences: occurrences.map(({ from, to, stage, doneOn, neverLate }) => ({
		days: from !== null && to !== null ? [from, to] : null,
		stage,
		neverLate,
		...(doneOn === null ? {} : { doneOn })
	}))
});

async function district() {
	const region = await world.organisation(null);
	const municipality = await world.organisation(region, 'municipality');
	const schools = [await world.organisation(municipality), await world.organisation(municipality)];
	const coordinator = await world.person(municipality, 'municipal-coordinator');
	return { municipality, schools, coordinator };
}

it('counts in the database what the rules count', async () => {
	const { schools, coordinator } = await district();
	const measures = fc.sample(anyMeasure, { numRuns: 150, seed: 7 });
	const { measures: stored } = await sampleRoadmap(world, schools[0]!, measures.map(sampleOf), {
		period
	});
	for (const today of ['2026-11-05', '2026-11-24', '2027-09-01']) {
		await world.as(coordinator, async (db) => {
			await sql`select set_config('opora.now', ${`${today}T09:00:00Z`}, true)`.execute(db);
			const { rows } = await sql<{ measure_id: string } & Record<string, unknown>>`
				select measure_id, state, planned_on as "plannedOn", due, kept, waiting, lost,
					done_on as "doneOn"
				from opora.measure_standing(array(select id from roadmap where owner_id = ${schools[0]!}))
			`.execute(db);
			const found = new Map(rows.map(({ measure_id: id, ...row }) => [id, row]));
			for (const [n, measure] of measures.entries())
				expect(found.get(stored[n]!.id) ?? null, JSON.stringify(measure)).toEqual(
					standingOf(measure, period.to, today)
				);
			const standings = measures.flatMap((each) => standingOf(each, period.to, today) ?? []);
			const inPeriod = today <= period.to ? today : period.to;
			const [counts] = await selectCounts(db, { owners: [schools[0]!] }, inPeriod);
			expect(counts!.tally).toEqual(tallyOf(standings, today));
			const { curve } = await findProgress(db, { owners: [schools[0]!] }, inPeriod);
			expect(curve).toEqual(curveOf(standings, period));
			expect(await selectFactors(db, { owners: [schools[0]!] }, inPeriod)).toEqual(
				[3, 7, 0].map((factor) => {
					const own = measures.flatMap((each, n) => {
						const { factors = [] } = sampleOf(each, n);
						const isOf = factor === 0 ? factors.length === 0 : factors.includes(factor);
						return isOf ? (standingOf(each, period.to, today) ?? []) : [];
					});
					return { factor, tally: tallyOf(own, today) };
				})
			);
		});
	}
});

/** What a reader gets of some owners' roadmaps today, beside a fresh count of everything. */
async function bothWays(reader: string, owners: string[]) {
	const columns = sql.raw(`roadmap_id, owner_id, whole, done, planned, due, kept, waiting, lost,
		late, returned, reported, under_way, not_begun, not_done, first_month, plan, fact, factors`);
	const { rows: current } = await world.as(reader, (db) =>
		sql`select ${columns} from opora.read_progress(null, ${owners}::uuid[], null)
			order by roadmap_id`.execute(db)
	);
	const { rows: fresh } = await sql`
		select ${columns} from opora.count_progress(array(
			select id from opora.roadmap where owner_id = any (${owners}::uuid[])))
		order by roadmap_id`.execute(world.admin);
	return { current, fresh };
}

it('keeps counts that never disagree with a fresh count, whatever changes', async () => {
	const { schools, coordinator } = await district();
	const one = await sampleRoadmap(world, schools[0]!, [
		{ text: 'А', factors: [3], occurrences: [{ days: ['2026-10-01', '2026-10-31'] }] },
		{ text: 'Б', occurrences: [{ days: ['2026-11-01', '2026-11-30'] }, { days: null }] }
	]);
	const other = await sampleRoadmap(world, schools[1]!, [
		{ text: 'В', occurrences: [{ days: ['2026-10-01', '2026-10-31'] }] }
	]);
	const ids = [one.id, other.id];
	const stored = async () =>
		(
			await sql<{ id: string }>`select roadmap_id as id from opora.roadmap_progress p
				where roadmap_id = any (${ids}::uuid[]) and not exists
					(select from opora.progress_change c where c.roadmap_id = p.roadmap_id)`.execute(world.admin)
		).rows.map(({ id }) => id);
	expect(await stored()).toEqual([]);
	await recountProgress();
	expect((await stored()).toSorted()).toEqual(ids.toSorted());
	const [occurrence] = one.measures[0]!.occurrences;
	const changes = [
		sql`update opora.occurrence set stage = 'verified', done_on = '2026-10-20'
			where id = ${occurrence!}`,
		sql`update opora.occurrence set withdrawn_at = now() where id = ${occurrence!}`,
		sql`insert into opora.occurrence (measure_id, roadmap_id, owner_id, kind)
			values (${one.measures[0]!.id}, ${one.id}, ${schools[0]!}, 'added')`,
		sql`update opora.measure set factors = '{3,9}' where id = ${one.measures[0]!.id}`,
		sql`delete from opora.occurrence where measure_id = ${one.measures[0]!.id}`
	];
	for (const change of changes) {
		await change.execute(world.admin);
		expect(await stored()).toEqual([other.id]);
		const { current, fresh } = await bothWays(coordinator, schools);
		expect(current).toEqual(fresh);
		await recountProgress();
		expect((await stored()).toSorted()).toEqual(ids.toSorted());
		expect(await bothWays(coordinator, schools)).toEqual({ current: fresh, fresh });
	}
	// what an approval writes
	await world.admin.transaction().execute(async (db) => {
		await sql`select set_config('opora.approving', 'on', true)`.execute(db);
		await sql`update opora.measure set withdrawn_at = now() where id = ${one.measures[1]!.id}`.execute(
			db
		);
		await sql`update opora.roadmap set period_to = '2027-12-31' where id = ${one.id}`.execute(db);
	});
	const { current, fresh } = await bothWays(coordinator, schools);
	expect(current).toEqual(fresh);
	expect(await stored()).toEqual([other.id]);
});

it('counts anew what is of another day', async () => {
	const { schools, coordinator } = await district();
	const { id } = await sampleRoadmap(world, schools[0]!, [
		{ text: 'А', occurrences: [{ days: ['2026-10-01', '2026-10-31'] }] }
	]);
	await recountProgress();
	await sql`update opora.roadmap_progress set day = day - 1, whole = 99 where roadmap_id = ${id}`.execute(
		world.admin
	);
	const { current, fresh } = await bothWays(coordinator, [schools[0]!]);
	expect(current).toEqual(fresh);
	await recountProgress();
	const { rows } = await sql<{ whole: number }>`
		select whole from opora.roadmap_progress where roadmap_id = ${id}`.execute(world.admin);
	expect(rows).toEqual([{ whole: 1 }]);
});

it('lets writers of one roadmap pass each other, and forgets no change of theirs', async () => {
	const { schools, coordinator } = await district();
	const { measures } = await sampleRoadmap(world, schools[0]!, [
		{ text: 'А', occurrences: [{ days: ['2026-10-01', '2026-10-31'] }] },
		{ text: 'Б', occurrences: [{ days: ['2026-10-01', '2026-10-31'] }] }
	]);
	await recountProgress();
	const verify = (n: number) => sql`update opora.occurrence set stage = 'verified',
		done_on = '2026-10-20' where id = ${measures[n]!.occurrences[0]!}`;
	await world.admin.transaction().execute(async (first) => {
		await verify(0).execute(first);
		await world.admin.transaction().execute((second) => verify(1).execute(second));
		await recountProgress();
		expect((await bothWays(coordinator, [schools[0]!])).current).toMatchObject([{ done: 1 }]);
	});
	expect((await bothWays(coordinator, [schools[0]!])).current).toMatchObject([{ done: 2 }]);
	await recountProgress();
	expect((await bothWays(coordinator, [schools[0]!])).current).toMatchObject([{ done: 2 }]);
});

it('shows each reader the roadmaps that he may read, and no others', async () => {
	const { municipality, schools, coordinator } = await district();
	const stranger = await world.person((await district()).municipality, 'municipal-coordinator');
	const head = await world.person(schools[0]!, 'school-head');
	const occurrences = [{ days: ['2026-10-01', '2026-10-31'] as [string, string] }];
	for (const school of schools)
		await sampleRoadmap(world, school, [{ text: 'А', occurrences }], { period });
	await sampleRoadmap(world, municipality, [{ text: 'Б', occurrences }], {
		period,
		level: 'municipality'
	});
	await sampleRoadmap(world, schools[0]!, [{ text: 'В', occurrences: [] }], {
		period,
		status: 'draft'
	});
	const day = '2026-11-24';
	const seen = (person: string) =>
		world.as(person, async (db) =>
			(await selectCounts(db, { under: municipality }, day)).map(({ owner }) => owner.id).toSorted()
		);
	for (const counted of [false, true]) {
		if (counted) await recountProgress();
		expect(await seen(coordinator)).toEqual([municipality, ...schools].toSorted());
		expect(await seen(head)).toEqual([municipality, schools[0]!].toSorted());
		expect(await seen(stranger)).toEqual([]);
	}
	await world.as(coordinator, async (db) => {
		expect(await selectCounts(db, { under: municipality }, '2027-09-01')).toEqual([]);
	});
});

it('sums by owner and by place, and loses no measure on the way', async () => {
	const { municipality, schools, coordinator } = await district();
	const occurrences = [{ days: ['2026-10-01', '2026-10-31'] as [string, string] }];
	await sampleRoadmap(world, schools[0]!, [{ text: 'А', occurrences }], { period });
	await sampleRoadmap(world, schools[0]!, [{ text: 'Б', occurrences }], { period });
	await sampleRoadmap(world, municipality, [{ text: 'В', occurrences }], { period });
	await world.as(coordinator, async (db) => {
		const { total, roadmaps } = await findProgress(db, { under: municipality }, '2026-11-24');
		expect(total.whole).toBe(3);
		const owners = byOwner(roadmaps);
		expect(owners.map(({ id, tally }) => [id, tally.whole]).toSorted()).toEqual(
			[
				[schools[0]!, 2],
				[municipality, 1]
			].toSorted()
		);
		const path = roadmaps.find(({ owner }) => owner.id === municipality)!.owner.path;
		const place = { id: municipality, kind: 'municipality', shortName: 'Район', path };
		expect(byPlace(roadmaps, [place])).toEqual([
			{ ...place, path: undefined, tree: true, roadmaps: 3, tally: total }
		]);
	});
});
