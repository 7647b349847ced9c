import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '../../people/access.ts';
import { openWorld, type World } from '../../platform/testing/world.ts';
import { openCheck, queueSize, readQueueFilter } from './queue.ts';
import { sampleRoadmap } from './sample.testing.ts';
import { verifyOccurrence } from './verify.ts';

let world: World;
let municipality: string;
let curator: Actor;
let first: string;
let second: string;
const all = readQueueFilter(new URLSearchParams());

beforeAll(async () => {
	world = openWorld();
	municipality = await world.organisation(await world.organisation(null), 'municipality');
	[first, second] = [
		await world.organisation(municipality),
		await world.organisation(municipality)
	];
	const personId = await world.person(municipality, 'municipal-coordinator');
	curator = {
		...{ personId, accountId: '', name: '', fullName: '', initials: '', post: '' },
		organisationId: municipality,
		duties: []
	};
	await reported(first, null, '2026-11-03T09:00:00Z', 1);
	await reported(second, null, '2026-11-01T09:00:00Z', queueSize, '2026-11-02');
	await reported(first, personId, '2026-10-01T09:00:00Z', 1);
});
afterAll(() => world.close());

async function reported(
	owner: string,
	author: string | null,
	at: string,
	count: number,
	doneOn = '2026-10-30'
): Promise<void> {
	const roadmap = await sampleRoadmap(world, owner, [
		{
			text: 'Мониторинг',
			occurrences: Array.from({ length: count }, () => ({
				days: ['2026-10-01', '2026-10-31'] as [string, string],
				stage: 'reported' as const
			}))
		}
	]);
	const { id } = await world.admin
		.insertInto('report')
		.values({
			...{ roadmap_id: roadmap.id, owner_id: owner, author_id: author, token: randomUUID() },
			...{ done_on: doneOn, text: 'Проведён', created_at: at }
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	await world.admin
		.updateTable('occurrence')
		.set({ report_id: id })
		.where('roadmap_id', '=', roadmap.id)
		.execute();
	await world.admin
		.insertInto('report_occurrence')
		.values(
			roadmap.measures[0]!.occurrences.map((occurrence) => ({
				...{ report_id: id, occurrence_id: occurrence, owner_id: owner }
			}))
		)
		.execute();
}

it('shows the school whose report waits longest first, in pages, without own reports', async () => {
	const page = await openCheck(curator, all);
	expect(page.total).toBe(queueSize + 1);
	expect(page.items).toHaveLength(queueSize);
	expect(new Set(page.items.map(({ owner }) => owner.id))).toEqual(new Set([second]));
	expect(page.items[0]).toMatchObject({ late: true, text: 'Мониторинг' });
	const rest = await openCheck(curator, { ...all, page: 2 });
	expect(rest.items.map(({ owner, late }) => [owner.id, late])).toEqual([[first, false]]);
	expect(page.after).toBe(rest.items[0]!.occurrenceId);
	expect(rest.after).toBeNull();
	expect(page.places.map(({ owner, count }) => [owner.id, count])).toEqual(
		expect.arrayContaining([
			[first, 1],
			[second, queueSize]
		])
	);
});

it('keeps to the school asked for and shows nothing to others', async () => {
	expect((await openCheck(curator, { ...all, schoolId: first })).total).toBe(1);
	const teacher = { ...curator, personId: await world.person(first, 'school-coordinator') };
	expect((await openCheck(teacher, all)).total).toBe(0);
});

it('opens the report that is asked for, on whatever page it stands, with what was told before', async () => {
	const rest = await openCheck(curator, { ...all, page: 2 });
	const wanted = rest.items[0]!;
	const page = await openCheck(curator, all, wanted.occurrenceId);
	expect(page.open).toEqual(wanted);
	expect(page.reports).toMatchObject([{ id: wanted.reportId, text: 'Проведён', verdicts: [] }]);
	expect(page.decided).toBeNull();
});

it('says what was decided where the report that is asked for waits no more', async () => {
	const { items } = await openCheck(curator, all);
	const { occurrenceId, reportId, revision } = items[0]!;
	const other = { ...curator, personId: await world.person(municipality, 'administrator') };
	const { path } = await world.admin
		.selectFrom('organisation')
		.select('path')
		.where('id', '=', municipality)
		.executeTakeFirstOrThrow();
	other.duties = [
		{ role: 'administrator', organisationId: municipality, organisation: '', path, assigned: [] }
	];
	await verifyOccurrence(other, {
		...{ occurrenceId, reportId, revision, verdict: 'returned', comment: 'Нет справки' }
	});
	const page = await openCheck(curator, all, occurrenceId);
	expect(page.decided).toMatchObject({ verdict: 'returned', comment: 'Нет справки' });
	expect(page.open!.occurrenceId).not.toBe(occurrenceId);
	expect((await openCheck(curator, all, randomUUID())).decided).toBeNull();
});
