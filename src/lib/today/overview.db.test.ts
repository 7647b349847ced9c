import { sql } from 'kysely';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor, Role } from '../people/access.ts';
import { findActor } from '../people/actor.ts';
import { openWorld, type World } from '../platform/testing/world.ts';
import { sampleRoadmap } from '../roadmap/execution/sample.testing.ts';
import { findPlaceReports, findStageParts } from './store-parts.ts';
import { cellWord } from './stage-wording.ts';
import { monthsAhead, readTeam } from './team.ts';
import { readOverview, readTeamAddress, type Overview } from './today.ts';

let world: World;
let region: string;
let municipality: string;
let elsewhere: string;
const schools: string[] = [];
let busy: string;

/** Days from today on the database's clock, so that late is late. */
const day = (n: number): string =>
	Temporal.Now.plainDateISO('Europe/Moscow').add({ days: n }).toString();
const today = day(0);
const period = { from: day(-60), to: day(300) };

async function actorOf(person: string): Promise<Actor> {
	const name = `overview-${person}`;
	await world.admin
		.updateTable('person')
		.set({ account_id: name })
		.where('id', '=', person)
		.execute();
	return (await world.as(null, (db) => findActor(db, name)))!;
}
const actor = async (organisation: string, role?: Role) =>
	actorOf(await world.person(organisation, role));

const said = ({ rows }: Overview) =>
	rows.map(({ cells }) =>
		Object.values(cells).map(({ mark, word }) => `${mark} ${cellWord(word)}`)
	);
const spaced = (text: string) => text.replaceAll(' ', '\u00a0');

beforeAll(async () => {
	world = openWorld();
	region = await world.organisation(null);
	municipality = await world.organisation(region, 'municipality');
	elsewhere = await world.organisation(region, 'municipality');
	for (let n = 0; n < 3; n++) schools.push(await world.organisation(municipality));
	busy = await world.person(schools[0]!);
	await sampleRoadmap(
		world,
		schools[0]!,
		[
			{
				text: 'Сделано',
				occurrences: [{ days: [day(-30), day(-20)], stage: 'verified', doneOn: day(-21) }]
			},
			{
				text: 'Просрочено',
				person: busy,
				occurrences: [
					{ days: [day(-50), day(-40)] },
					{ days: [day(-30), day(-20)] },
					{ days: [day(0), day(0)] }
				]
			},
			{ text: 'Ждёт', person: busy, occurrences: [{ days: [day(-9), day(-5)], stage: 'reported' }] }
		],
		{ period }
	);
	await sampleRoadmap(world, schools[1]!, [], { period, status: 'review' });
	await sampleRoadmap(
		world,
		await world.organisation(elsewhere),
		[{ text: 'Чужое', occurrences: [{ days: [day(-9), day(-5)] }] }],
		{ period }
	);
});
afterAll(() => world.close());

it('shows schools in alphabetical order by the stages of the year, and how far the whole is', async () => {
	const coordinator = await actor(municipality, 'municipal-coordinator');
	const found = await readOverview(coordinator, municipality, today, 1);
	expect(found.rows.map(({ name }) => name)).toEqual(found.rows.map(({ name }) => name).toSorted());
	const cells = said(found);
	const stages = schools.map((id) =>
		cells[found.rows.findIndex((row) => row.id === id)]!.slice(1, 3)
	);
	expect(stages).toEqual([
		[expect.stringMatching(/^done /), `late ${spaced('1 мера')}`],
		['wait экспертиза', 'idle ждёт карту'],
		['idle нет', 'idle ждёт карту']
	]);
	expect(found.progress?.tally).toMatchObject({ whole: 3, done: 1 });
	expect(found.total).toBe(3);
});

it('a region is its municipalities; each leads down', async () => {
	const operator = await actor(region, 'regional-operator');
	const found = await readOverview(operator, region, today, 1);
	expect(said(found).map((cells) => cells.slice(0, 3))).toEqual([
		[
			`idle ${spaced('0 из 3')}`,
			`going ${spaced('1 из 3')}`,
			`late ${spaced('33 %,')} ${spaced('1 опаздывает')}`
		],
		[
			`idle ${spaced('0 из 1')}`,
			`done ${spaced('1 из 1')}`,
			`late ${spaced('0 %,')} ${spaced('1 опаздывает')}`
		]
	]);
	expect(found.rows[0]!.href).toBe(`/overview/${municipality}`);
	expect(found.progress?.tally.whole).toBe(4);
	// curators, roadmaps, work, and both half-years
	expect(said(found).map((cells) => cells.length)).toEqual([5, 5]);
});

it('a region is told how many reports its municipalities’ schools owe, sent and got accepted', async () => {
	const land = await world.organisation(null);
	const district = await world.organisation(land, 'municipality');
	const stages = ['accepted', 'sent', 'returned', null];
	for (const stage of stages) {
		const school = await world.organisation(district);
		const map = await sampleRoadmap(world, school, []);
		if (stage)
			await sql`
				insert into opora.half_year_report (roadmap_id, owner_id, year, season, period_from,
					period_to, stage, facts, figures, sent_at)
				values (${map.id}, ${school}, 2026, 'autumn', '2026-09-01', '2026-10-31', ${stage}, '{}',
					'{}', '2026-11-13')`.execute(world.admin);
	}
	await world.admin
		.insertInto('half_year_term')
		.values({
			owner_id: district,
			year: 2026,
			season: 'autumn',
			covers_to: '2026-10-31',
			due_on: '2026-11-20'
		})
		.execute();
	const reports = async (person: string) =>
		world.as(person, async (db) => (await findPlaceReports(db, land, '2026-11-24')).get(district));
	const operator = await world.person(land, 'regional-operator');
	expect(await reports(operator)).toEqual({
		autumn: { owed: 4, sent: 2, accepted: 1, coversTo: '2026-10-31', dueOn: '2026-11-20' },
		spring: { owed: 4, sent: 0, accepted: 0, coversTo: '2027-03-31', dueOn: '2027-04-15' }
	});
	expect(await reports(await world.person(district, 'municipal-coordinator'))).toBeUndefined();
});

it('a region’s schools are told anew after each change, to each reader what he may know', async () => {
	const land = await world.organisation(null);
	const districts = [
		await world.organisation(land, 'municipality'),
		await world.organisation(land, 'municipality')
	];
	const own = [await world.organisation(districts[0]!), await world.organisation(districts[0]!)];
	await world.organisation(districts[1]!);
	const operator = await world.person(land, 'regional-operator');
	const observer = await world.person(land, 'observer');
	const told = (person: string) =>
		world.as(person, async (db) => {
			const parts = (await findStageParts(db, land, today))!;
			return districts.map((id) => {
				const { schools: all, curated, approved, underWay } = parts.get(id)!;
				return [all, curated, approved, underWay];
			});
		});
	const draft = await sampleRoadmap(world, own[0]!, [], { period, status: 'draft' });
	expect(await told(operator)).toEqual([
		[2, 0, 0, 1],
		[1, 0, 0, 0]
	]);
	// drafts are nothing for whoever reads what was approved
	expect(await told(observer)).toEqual([
		[2, 0, 0, 0],
		[1, 0, 0, 0]
	]);
	await world.curates(busy, own[1]!);
	await sampleRoadmap(world, own[1]!, [], { period });
	await world.admin
		.updateTable('roadmap')
		.set({ status: 'review' })
		.where('id', '=', draft.id)
		.execute();
	expect(await told(operator)).toEqual([
		[2, 1, 1, 1],
		[1, 0, 0, 0]
	]);
	await world.organisation(districts[1]!);
	expect(await told(observer)).toEqual([
		[2, 1, 1, 0],
		[2, 0, 0, 0]
	]);
	const coordinator = await world.person(districts[0]!, 'municipal-coordinator');
	expect(await world.as(coordinator, (db) => findStageParts(db, land, today))).toBeNull();
});

it('a curator sees the assigned schools; what is foreign answers like what is missing', async () => {
	const person = await world.person(await world.organisation(municipality, 'methodical-service'));
	await world.admin
		.insertInto('appointment')
		.values({
			person_id: person,
			role: 'curator',
			organisation_id: municipality,
			from_date: '2020-01-01'
		})
		.execute();
	await world.curates(person, schools[0]!);
	const curator = await actorOf(person);
	const found = await readOverview(curator, municipality, today, 1);
	expect(found.rows.map(({ id }) => id)).toEqual([schools[0]]);
	expect(found.progress?.tally.whole).toBe(3);
	for (const place of [elsewhere, 'nonsense', crypto.randomUUID()]) {
		await expect(readOverview(curator, place, today, 1)).rejects.toThrow('not_found');
		await expect(readTeam(curator, today, { placeId: place, by: 'people' }, 1)).rejects.toThrow(
			'not_found'
		);
	}
});

it('the team tells each measure once a person and a month, and what nobody known does', async () => {
	const coordinator = await actor(municipality, 'municipal-coordinator');
	const people = await readTeam(coordinator, today, readTeamAddress(new URLSearchParams()), 1);
	expect(people.rows).toMatchObject([
		{ id: busy, late: 1, returned: 0, reported: 1, months: { [today.slice(0, 7)]: 1 } }
	]);
	const bySchool = await readTeam(coordinator, today, { placeId: municipality, by: 'schools' }, 1);
	expect(bySchool.rows.map(({ id, late, reported }) => [id, late, reported])).toEqual([
		[schools[0], 1, 1]
	]);
	const operator = await actor(region, 'regional-operator');
	const team = await readTeam(operator, today, { placeId: null, by: 'people' }, 1);
	expect(team.places.map(({ id, tally }) => [id, tally.states.late])).toEqual([
		[municipality, 1],
		[elsewhere, 1]
	]);
	const foreign = await actor(elsewhere, 'municipal-coordinator');
	const own = await readTeam(foreign, today, { placeId: null, by: 'people' }, 1);
	expect(own.rows).toMatchObject([{ id: null, late: 1 }]);
});

it('months run to the end of the school year', () => {
	expect(monthsAhead('2026-11-24')).toHaveLength(10);
	expect(monthsAhead('2027-08-31')).toEqual(['2027-08', '2027-09', '2027-10']);
});
