import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '../../people/access.ts';
import { openWorld, type World } from '../../platform/testing/world.ts';
import { countQueue, findQueue, queueSize, readQueueFilter } from './queue.ts';
import { sampleRoadmap } from './sample.testing.ts';

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
}

it('shows the school whose report waits longest first, in pages, without own reports', async () => {
	const page = await findQueue(curator, all);
	expect(page.total).toBe(queueSize + 1);
	expect(page.items).toHaveLength(queueSize);
	expect(new Set(page.items.map(({ owner }) => owner.id))).toEqual(new Set([second]));
	expect(page.items[0]).toMatchObject({ late: true, done: 'Проведён', text: 'Мониторинг' });
	const rest = await findQueue(curator, { ...all, page: 2 });
	expect(rest.items.map(({ owner, late }) => [owner.id, late])).toEqual([[first, false]]);
	expect(await world.as(curator.personId, (db) => countQueue(db, curator.personId))).toBe(
		queueSize + 1
	);
});

it('keeps to the school asked for and shows nothing to others', async () => {
	expect((await findQueue(curator, { ...all, schoolId: first })).total).toBe(1);
	const teacher = { ...curator, personId: await world.person(first, 'school-coordinator') };
	expect((await findQueue(teacher, all)).total).toBe(0);
});
