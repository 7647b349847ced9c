import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../people/access.ts';
import { openWorld, type World } from '../platform/testing/world.ts';
import { createRoadmap, listEditableRoadmaps } from './roadmap.ts';
import { sampleSnapshot } from './sample.testing.ts';

let world: World;
let coordinator: Actor;
let ids: Record<'own' | 'agreed' | 'withdrawn' | 'foreign', string>;

async function roadmap(actor: Actor, ownerId: string): Promise<string> {
	const acting = { personId: actor.personId, today: null };
	return (await createRoadmap(acting, { ownerId, snapshot: sampleSnapshot() })).id;
}

beforeAll(async () => {
	world = openWorld();
	const municipality = await world.organisation(await world.organisation(null), 'municipality');
	const [school, other] = [
		await world.organisation(municipality),
		await world.organisation(municipality)
	];
	coordinator = await world.actor(school, 'school-coordinator');
	ids = {
		own: await roadmap(coordinator, school),
		agreed: await roadmap(coordinator, school),
		withdrawn: await roadmap(coordinator, school),
		foreign: await roadmap(await world.actor(other, 'school-coordinator'), other)
	};
	const set = (id: string, values: object) =>
		world.admin.updateTable('roadmap').set(values).where('id', '=', id).execute();
	await set(ids.agreed, { status: 'agreed' });
	await set(ids.withdrawn, { withdrawn_at: new Date() });
});
afterAll(() => world.close());

describe('roadmaps to add a measure to', () => {
	it('are the own ones whose text is not fixed', async () => {
		const found = await listEditableRoadmaps(coordinator);
		expect(found.map(({ id }) => id)).toEqual([ids.own]);
		expect(found[0]).toMatchObject({ title: sampleSnapshot().title, lanes: [] });
	});

	it('are none for an observer', async () => {
		const observer = await world.actor(coordinator.organisationId, 'observer');
		expect(await listEditableRoadmaps(observer)).toEqual([]);
	});
});
