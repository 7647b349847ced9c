import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '../../people/access.ts';
import { watchQueries } from '../../platform/database.ts';
import { NotFound } from '../../platform/errors.ts';
import { openWorld, type World } from '../../platform/testing/world.ts';
import type { Stage } from '../execution/model.ts';
import { sampleRoadmap, type SampleMeasure } from '../execution/sample.testing.ts';
import { applyFilter, noFilter } from '../filters.ts';
import { openRoadmap } from '../roadmap.ts';
import { standingStates, type Tally } from '../progress.ts';
import { openProgress } from './page.ts';
import {
	breakdowns,
	openProgramme,
	openRows,
	readProgrammeFilter,
	readRowFilter,
	type Programme
} from './programme.ts';

let world: World;
let region: string;
let municipality: string;
let schools: string[];
let operator: Actor;
let coordinator: Actor;
let head: Actor;
let stranger: Actor;
let teacher: string;
let schoolRoadmap: { id: string; measures: { id: string }[] };

async function actorAt(
	organisation: string,
	role: Actor['duties'][number]['role']
): Promise<Actor> {
	const personId = await world.person(organisation, role);
	const { path } = await world.admin
		.selectFrom('organisation')
		.select('path')
		.where('id', '=', organisation)
		.executeTakeFirstOrThrow();
	return {
		...{ personId, accountId: '', name: '', fullName: '', initials: '', post: '' },
		organisationId: organisation,
		duties: [{ role, organisationId: organisation, organisation: '', path, assigned: [] }]
	};
}

// days around today, which the database knows: lengths of months do not matter
const day = (shift: number): string =>
	new Date(Date.now() + shift * 86_400_000).toISOString().slice(0, 10);
const period = { from: day(-200), to: day(165) };
const one = (from: number, to: number, stage: Stage = 'open') => ({
	days: [day(from), day(to)] as [string, string],
	stage,
	...(stage === 'verified' ? { doneOn: day(to) } : {})
});

/** Six measures: one done, one kept so far, one late, one waiting, one not begun, one cancelled. */
const measures = (): SampleMeasure[] => [
	{ text: 'А', factors: [3, 7], person: teacher, occurrences: [one(-90, -60, 'verified')] },
	{ text: 'Б', factors: [3], lane: 0, occurrences: [one(-60, -30, 'verified'), one(30, 60)] },
	{ text: 'В', person: teacher, occurrences: [one(-40, -10)] },
	{ text: 'Г', occurrences: [one(-40, -10, 'reported')] },
	{ text: 'Д', factors: [7], occurrences: [one(-30, 10), { days: null }] },
	{ text: 'Е', factors: [17], occurrences: [one(-40, -10, 'cancelled')] }
];

beforeAll(async () => {
	world = openWorld();
	region = await world.organisation(null);
	municipality = await world.organisation(region, 'municipality');
	schools = [await world.organisation(municipality), await world.organisation(municipality)];
	teacher = await world.person(schools[0]!);
	operator = await actorAt(region, 'regional-operator');
	coordinator = await actorAt(municipality, 'municipal-coordinator');
	head = await actorAt(schools[0]!, 'school-head');
	stranger = await actorAt(await world.organisation(null), 'regional-operator');
	schoolRoadmap = await sampleRoadmap(world, schools[0]!, measures(), {
		...{ period, lanes: ['Школа', 'Район'] }
	});
	await sampleRoadmap(world, schools[1]!, measures().slice(0, 3), { period });
	await sampleRoadmap(world, municipality, measures().slice(2), { period, level: 'municipality' });
	await sampleRoadmap(world, region, measures().slice(0, 1), { period, level: 'region' });
});
afterAll(() => world.close());

async function statements(work: () => Promise<unknown>): Promise<number> {
	let count = 0;
	watchQueries(() => (count += 1));
	await work();
	watchQueries(null);
	return count;
}

it('counts a roadmap as by hand, and shows behind each number as many measures', async () => {
	const { progress } = await openProgress(head, schoolRoadmap.id, 6);
	expect(progress!.total).toEqual({
		...{ whole: 5, done: 1, planned: 3, due: 4, kept: 2, waiting: 1, lost: 0 },
		states: {
			...{ done: 1, reported: 1, returned: 0, late: 1 },
			...{ 'under-way': 1, 'not-begun': 1, 'not-done': 0 }
		}
	});
	expect(progress!.groups.factor.map(({ key, tally }) => [key, tally.whole, tally.done])).toEqual([
		['3', 2, 1],
		['7', 2, 1],
		['17', 0, 0],
		['none', 2, 0]
	]);
	// n = 3, k = 2, m = 4: 1 + 4 · 3 / 5
	expect(progress!.forecast!.expected).toBeCloseTo(3.4, 10);
	expect(progress!.dangers.late.map(({ measure }) => measure.text)).toEqual(['В']);
	expect(progress!.dangers.unbegun.map(({ measure }) => measure.text)).toEqual(['Д']);
	const roadmap = await openRoadmap(head, schoolRoadmap.id);
	for (const { key, tally } of progress!.groups.factor)
		for (const state of standingStates)
			expect(
				applyFilter(roadmap, { ...noFilter, factor: key, state }, roadmap.head.today)
			).toHaveLength(tally.states[state]);
});

it('names the school measure that a late one of the municipality was to make possible', async () => {
	const above = await sampleRoadmap(
		world,
		municipality,
		[{ text: 'Курсы', occurrences: [one(-40, -5)] }],
		{ period, level: 'municipality' }
	);
	const own = await sampleRoadmap(
		world,
		schools[1]!,
		[{ text: 'Открытые уроки', occurrences: [one(-10, 40)] }],
		{ period: { from: day(-400), to: day(-201) } }
	);
	await world.admin
		.insertInto('measure_link')
		.values({
			...{ kind: 'supports', from_id: above.measures[0]!.id, to_id: own.measures[0]!.id },
			...{ owner_id: municipality, to_owner_id: schools[1]! }
		})
		.execute();
	const reader = await actorAt(schools[1]!, 'school-coordinator');
	const { progress } = await openProgress(reader, own.id, 6);
	expect(progress!.dangers.supports).toMatchObject([
		{ measure: { text: 'Открытые уроки' }, other: { text: 'Курсы' }, lateDays: 5 }
	]);
	await world.admin.deleteFrom('measure_link').where('to_owner_id', '=', schools[1]!).execute();
	await world.admin
		.updateTable('roadmap')
		.set({ withdrawn_at: new Date() })
		.where('id', 'in', [above.id, own.id])
		.execute();
});

/** Every table of a programme with the filter of each row, as its page links them. */
function tables({ units, levels, factors, people }: Programme): [string, Tally][] {
	return [
		...units.map(({ id, tree, tally }): [string, Tally] => [
			tree ? `under=${id}` : `owner=${id}`,
			tally
		]),
		...levels.map(({ level, tally }): [string, Tally] => [`level=${level}`, tally]),
		...factors.map(({ factor, tally }): [string, Tally] => [`factor=${factor}`, tally]),
		...people.people.map(({ id, tally }): [string, Tally] => [`person=${id}`, tally])
	];
}

it('shows behind every number of a programme as many rows, to each reader his own', async () => {
	const seen: number[] = [];
	for (const actor of [operator, coordinator, head]) {
		const { place, total } = await openProgramme(actor, readProgrammeFilter(new URLSearchParams()));
		seen.push(total.whole);
		const all: [string, Tally][] = [['', total]];
		// every table of one reader; of the others the parts, which is where their reach differs
		for (const by of actor === coordinator ? breakdowns : (['unit'] as const)) {
			const filter = readProgrammeFilter(new URLSearchParams({ by }));
			all.push(...tables(await openProgramme(actor, filter)));
		}
		for (const [query, tally] of all) {
			const figures: [string, number][] = [
				['count=whole', tally.whole],
				['count=planned', tally.planned],
				['count=due', tally.due],
				['count=kept', tally.kept],
				['count=behind', tally.due - tally.kept],
				['count=waiting', tally.waiting],
				['count=lost', tally.lost],
				...standingStates.map((state): [string, number] => [`state=${state}`, tally.states[state]])
			];
			for (const [figure, number] of figures) {
				const address = new URLSearchParams(`under=${place.id}`);
				for (const [key, value] of new URLSearchParams(`${query}&${figure}`))
					address.set(key, value);
				const rows = await openRows(actor, readProgrammeFilter(address), readRowFilter(address));
				expect([rows.total, rows.measures.length], String(address)).toEqual([number, number]);
			}
		}
	}
	// region: 1 + 4 + 3 + 5; the coordinator without the region's; the head her own school alone
	expect(seen).toEqual([12, 11, 5]);
});

it('sums parts to the whole', async () => {
	for (const actor of [operator, coordinator]) {
		const { total, units, levels } = await openProgramme(
			actor,
			readProgrammeFilter(new URLSearchParams())
		);
		for (const parts of [units, levels])
			expect(parts.reduce((sum, { tally }) => sum + tally.whole, 0)).toBe(total.whole);
	}
});

it('answers for a foreign place as for one that is not there', async () => {
	const filter = readProgrammeFilter(new URLSearchParams({ under: municipality }));
	await expect(openProgramme(stranger, filter)).rejects.toBeInstanceOf(NotFound);
	await expect(openProgress(stranger, schoolRoadmap.id, 6)).rejects.toBeInstanceOf(NotFound);
	await expect(openProgress(head, 'nothing', 6)).rejects.toBeInstanceOf(NotFound);
});

it('asks at most nine statements a page', async () => {
	expect(await statements(() => openProgress(head, schoolRoadmap.id, 6))).toBeLessThanOrEqual(9);
	for (const by of breakdowns) {
		const filter = readProgrammeFilter(new URLSearchParams({ by }));
		expect(await statements(() => openProgramme(operator, filter))).toBeLessThanOrEqual(9);
	}
	const filter = readProgrammeFilter(new URLSearchParams());
	const rows = readRowFilter(new URLSearchParams({ person: teacher, owner: schools[0]! }));
	expect(await statements(() => openRows(operator, filter, rows))).toBeLessThanOrEqual(9);
});

it('says nothing of a roadmap that no order approved', async () => {
	const { id } = await sampleRoadmap(world, schools[0]!, measures(), { period, status: 'draft' });
	expect((await openProgress(head, id, 6)).progress).toBeNull();
});
