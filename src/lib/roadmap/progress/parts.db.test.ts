import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { closeJobsDatabase, openJobsDatabase } from '../../platform/jobs/database.ts';
import type { Db } from '../../platform/database.ts';
import { testUrl } from '../../platform/testing/urls.ts';
import { openWorld, type World } from '../../platform/testing/world.ts';
import { sampleRoadmap, type SampleMeasure } from '../execution/sample.testing.ts';
import { levels } from '../head-fields.ts';
import { sumTallies } from '../progress.ts';
import { forecastOf, sumForecasts } from './forecast.ts';
import { byOwner, byPlace, findProgress } from './many.ts';
import {
	curveOfParts,
	findParts,
	forecastOfParts,
	levelsOfParts,
	sumParts,
	unitsOfParts,
	type Parts
} from './parts.ts';
import { recountProgress } from './recount.ts';
import { anyMeasure } from './sample.testing.ts';

let world: World;
beforeAll(() => {
	world = openWorld();
	openJobsDatabase(testUrl('jobs'));
});
afterAll(async () => {
	await closeJobsDatabase();
	await world.close();
});

const today = '2026-11-24';
const calendar = { from: '2026-01-01', to: '2026-12-31' };

async function land() {
	const region = await world.organisation(null);
	const places = [
		await world.organisation(region, 'municipality'),
		await world.organisation(region, 'municipality')
	];
	const schools: string[] = [];
	for (const place of [...places, ...places]) schools.push(await world.organisation(place));
	const service = await world.organisation(region, 'authority');
	const operator = await world.person(region, 'regional-operator');
	return { region, places, schools, service, operator };
}

/** Anything that people make of a measure, as it is stored. */
const samples = (count: number, seed: number): SampleMeasure[] =>
	fc.sample(anyMeasure, { numRuns: count, seed }).map((occurrences, n) => ({
		text: `Мероприятие ${n}`,
		occurrences: occurrences.map(({ from, to, stage, doneOn, neverLate }) => ({
			days: from !== null && to !== null ? [from, to] : null,
			stage,
			neverLate,
			...(doneOn === null ? {} : { doneOn })
		}))
	}));

const atNoon = (db: Db) =>
	sql`select set_config('opora.now', ${`${today}T09:00:00Z`}, true)`.execute(db);

/** The same figures from the sums of parts, kept or not, and from the roadmaps one by one. */
async function bothWays(db: Db, region: string) {
	const { rows: places } = await sql<{
		id: string;
		kind: string;
		shortName: string;
		path: string;
	}>`select id, kind, short_name as "shortName", path::text as path from organisation
		where parent_id = ${region} and kind = 'municipality' and closed_on is null
		order by short_name, id`.execute(db);
	const parts = (await findParts(db, region, today))!;
	const { total, roadmaps, curve } = await findProgress(db, { under: region }, today);
	const apart = roadmaps.filter(
		({ owner }) => !places.some(({ path }) => owner.path.startsWith(path))
	);
	const running = roadmaps.length > 0 && roadmaps.every(({ periodTo }) => periodTo >= today);
	return {
		kept: figures(parts, region, places),
		fresh: {
			roadmaps: roadmaps.length,
			total,
			units: [...byPlace(roadmaps, places), ...byOwner(apart)],
			levels: levels.flatMap((level) => {
				const own = roadmaps.filter((each) => each.level === level);
				const tally = sumTallies(own.map((each) => each.tally));
				return own.length > 0 ? [{ level, roadmaps: own.length, tally }] : [];
			}),
			curve,
			forecast: running
				? rounded(sumForecasts(roadmaps.map(({ tally }) => forecastOf(tally))))
				: null
		}
	};
}

function figures(
	parts: Parts,
	region: string,
	places: { id: string; kind: string; shortName: string }[]
) {
	return {
		...sumParts(parts),
		units: unitsOfParts(parts, region, places),
		levels: levelsOfParts(parts, levels),
		curve: curveOfParts(parts),
		forecast: rounded(forecastOfParts(parts, today))
	};
}

/** Fractions are added up in another order. */
const rounded = <T extends { expected: number } | null>(forecast: T): T =>
	forecast && { ...forecast, expected: Math.round(forecast.expected * 1e6) };

it('keeps sums that never disagree with the roadmaps, whatever changes', async () => {
	const { region, places, schools, service, operator } = await land();
	const expectSame = () =>
		world.as(operator, async (db) => {
			await atNoon(db);
			const { kept, fresh } = await bothWays(db, region);
			expect(kept).toEqual(fresh);
			return fresh.total.whole;
		});
	expect(await expectSame()).toBe(0);
	const maps = [];
	for (const [n, school] of schools.entries())
		maps.push(await sampleRoadmap(world, school, samples(6, n), { period: calendar }));
	await sampleRoadmap(world, region, samples(4, 11), { level: 'region' });
	await sampleRoadmap(world, places[0]!, samples(4, 12), { level: 'municipality' });
	expect(await expectSame()).toBeGreaterThan(20);
	await recountProgress();
	await expectSame();
	const occurrences = maps.flatMap(({ measures }) => measures.flatMap((each) => each.occurrences));
	const approving = (change: ReturnType<typeof sql>) =>
		world.admin.transaction().execute(async (db) => {
			await sql`select set_config('opora.approving', 'on', true)`.execute(db);
			await change.execute(db);
		});
	const anyChange = fc.record({
		occurrence: fc.constantFrom(...occurrences),
		stage: fc.constantFrom('open', 'begun', 'reported', 'verified', 'returned', 'not-done'),
		recounts: fc.boolean()
	});
	for (const { occurrence, stage, recounts } of fc.sample(anyChange, { numRuns: 12, seed: 5 })) {
		await sql`update opora.occurrence set stage = ${stage} where id = ${occurrence}`.execute(
			world.admin
		);
		if (recounts) await recountProgress();
		await expectSame();
	}
	// what concerns roadmaps, the tree and what lies in no municipality
	await sampleRoadmap(world, service, samples(3, 13), { level: 'region' });
	await expectSame();
	await approving(sql`update opora.roadmap set status = 'draft' where id = ${maps[0]!.id}`);
	await expectSame();
	await approving(sql`update opora.roadmap set period_to = '2026-11-23' where id = ${maps[1]!.id}`);
	await expectSame();
	await approving(sql`update opora.roadmap set withdrawn_at = now() where id = ${maps[2]!.id}`);
	await expectSame();
	await approving(sql`update opora.measure set withdrawn_at = now()
		where id = ${maps[3]!.measures[0]!.id}`);
	await expectSame();
	await sql`update opora.organisation set time_zone = 'Asia/Kamchatka' where id = ${schools[3]!}`.execute(
		world.admin
	);
	await expectSame();
	await sql`update opora.organisation set closed_on = '2026-11-01' where id = ${places[1]!}`.execute(
		world.admin
	);
	await expectSame();
});

it('keeps nothing of what its own transaction wrote', async () => {
	const { region, schools, operator } = await land();
	const { measures } = await sampleRoadmap(world, schools[0]!, [
		{ text: 'А', occurrences: [{ days: ['2026-10-01', '2026-10-31'] }] }
	]);
	const done = (db: Db) =>
		findParts(db, region, today).then((parts) => sumParts(parts!).total.done);
	expect(await world.as(operator, done)).toBe(0);
	const within = await world.as(operator, async (db) => {
		await sql`update opora.occurrence set stage = 'verified', done_on = '2026-10-20'
			where id = ${measures[0]!.occurrences[0]!}`.execute(db);
		return done(db);
	});
	expect([within, await world.as(operator, done)]).toEqual([1, 0]);
});

it('tells no sums to whoever does not read all of the region', async () => {
	const { region, places, schools } = await land();
	await sampleRoadmap(world, schools[0]!, samples(3, 1));
	for (const person of [
		await world.person(places[0]!, 'municipal-coordinator'),
		await world.person(schools[0]!, 'school-head'),
		await world.person((await land()).region, 'regional-operator')
	])
		expect(await world.as(person, (db) => findParts(db, region, today))).toBeNull();
});
