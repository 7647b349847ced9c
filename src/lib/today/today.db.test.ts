import { afterAll, beforeAll, expect, it } from 'vitest';
import { findActor } from '../people/actor.ts';
import type { Actor, Role } from '../people/access.ts';
import { watchQueries } from '../platform/database.ts';
import { openWorld, type World } from '../platform/testing/world.ts';
import { readFrame, readOverview } from './today.ts';

const today = '2026-11-24';
let world: World;
let municipality: string;
let school: string;
let bare: string;

async function actor(organisation: string, role?: Role): Promise<Actor> {
	const person = await world.person(organisation, role);
	const account = `today-${person}`;
	await world.admin
		.updateTable('person')
		.set({ account_id: account })
		.where('id', '=', person)
		.execute();
	return (await world.as(null, (db) => findActor(db, account)))!;
}

/** A roadmap of `school` with one measure for each list of occurrences' last days. */
async function roadmap(period: [string, string], ends: string[][]): Promise<string> {
	const { id } = await world.admin
		.insertInto('roadmap')
		.values({
			owner_id: school,
			title: 'Дорожная карта',
			level: 'school',
			period_from: period[0],
			period_to: period[1],
			year_kind: 'school'
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	for (const [position, days] of ends.entries())
		await world.admin
			.insertInto('measure')
			.values({
				roadmap_id: id,
				owner_id: school,
				position,
				text: `Мероприятие ${position}`,
				term: JSON.stringify({ occurrences: days.map((to) => ({ from: period[0], to })) }),
				window_from: period[0],
				window_to: days.at(-1) ?? null
			})
			.execute();
	return id;
}

beforeAll(async () => {
	world = openWorld();
	municipality = await world.organisation(await world.organisation(null), 'municipality');
	school = await world.organisation(municipality);
	bare = await world.organisation(municipality);
});
afterAll(() => world.close());

it('an empty district is told how to begin; its schools are named as without a roadmap', async () => {
	const coordinator = await actor(municipality, 'municipal-coordinator');
	const found = await readOverview(coordinator, today);
	expect(found.empty).toBe(true);
	expect(found.missing.map(({ id }) => id).sort()).toEqual([school, bare].sort());
	const stranger = await readOverview(await actor(municipality), today);
	expect(stranger.may).toEqual({ add: false, see: false });
});

it('what ends this week and next stands once, with its first day; the rest does not', async () => {
	const id = await roadmap(
		['2026-09-01', '2027-08-31'],
		[
			['2026-10-31', '2026-11-30', '2026-12-06', '2026-12-31'],
			['2026-11-23'],
			['2026-11-24'],
			['2026-12-07'],
			[]
		]
	);
	const coordinator = await actor(municipality, 'municipal-coordinator');
	const found = await readOverview(coordinator, today);
	expect(found.due.measures.map(({ text, due }) => [text, due])).toEqual([
		['Мероприятие 2', '2026-11-24'],
		['Мероприятие 0', '2026-11-30']
	]);
	expect(found.due).toMatchObject({ total: 2, weekEnds: '2026-11-29' });
	expect(found.empty).toBe(false);
	expect(found.missing.map((one) => one.id)).toEqual([bare]);
	expect(found.schools.find((one) => one.id === school)?.roadmap).toMatchObject({
		id,
		measures: 5
	});
});

it('an observer sees the terms of approved roadmaps, a curator the district of his schools', async () => {
	const observer = await actor(municipality, 'observer');
	expect((await readOverview(observer, today)).due.total).toBe(0);
	await world.admin
		.updateTable('roadmap')
		.set({ order_number: '118', status: 'in-force' })
		.where('owner_id', '=', school)
		.execute();
	expect((await readOverview(observer, today)).due.total).toBe(2);

	const service = await world.organisation(municipality, 'methodical-service');
	const curator = await actor(service);
	await world.admin
		.insertInto('appointment')
		.values({
			person_id: curator.personId,
			role: 'curator',
			organisation_id: municipality,
			from_date: '2020-01-01'
		})
		.execute();
	await world.curates(curator.personId, school);
	const frame = await readFrame((await world.as(null, (db) => findActor(db, curator.accountId)))!);
	expect(frame.place).not.toBe('');
	expect(frame.entries.find(({ key }) => key === 'schools')?.count).toBe(1);
});

it('a roadmap of another year does not count for this one', async () => {
	await roadmap(['2025-09-01', '2026-08-31'], []);
	const found = await readOverview(await actor(bare, 'school-head'), today);
	expect(found.schools).toMatchObject([{ id: bare, roadmap: null }]);
});

it('the page and its frame ask no more than 12 statements', async () => {
	const coordinator = await actor(municipality, 'municipal-coordinator');
	const asked: string[] = [];
	watchQueries((text) => asked.push(text));
	try {
		const frame = await readFrame(coordinator);
		await readOverview(coordinator, today);
		expect(frame.entries.map(({ key }) => key)).toEqual([
			'today',
			'schools',
			'roadmaps',
			'documents',
			'people'
		]);
		expect(asked.length).toBeLessThanOrEqual(10);
	} finally {
		watchQueries(null);
	}
	const observer = await readFrame(await actor(municipality, 'observer'));
	expect(observer.entries.map(({ key }) => key)).toEqual(['today', 'schools', 'roadmaps']);
});
