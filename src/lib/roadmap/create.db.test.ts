import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { watchQueries } from '../platform/database.ts';
import { NotFound } from '../platform/errors.ts';
import { openWorld, type World } from '../platform/testing/world.ts';
import { createRoadmap, readSnapshot } from './roadmap.ts';
import { sampleMeasure, sampleSnapshot } from './sample.testing.ts';

let world: World;
let school: string;
let coordinator: string;

beforeAll(async () => {
	world = openWorld();
	const municipality = await world.organisation(await world.organisation(null), 'municipality');
	school = await world.organisation(municipality);
	coordinator = await world.person(school, 'school-coordinator');
});
afterAll(() => world.close());

const acting = () => ({ personId: coordinator, today: null });

describe('createRoadmap', () => {
	it('keeps every field, in print order', async () => {
		const snapshot = sampleSnapshot();
		const { id } = await createRoadmap(acting(), { ownerId: school, snapshot });
		const stored = await world.as(coordinator, (db) => readSnapshot(db, id));
		expect({ ...stored, owner: '' }).toEqual(snapshot);
	});

	it('keeps lanes and what stands side by side', async () => {
		const lanes = ['Управление образования', 'Методическая служба', 'Школа'];
		const snapshot = sampleSnapshot({
			lanes,
			sections: [],
			measures: lanes.map((lane) => sampleMeasure({ lane, row: 1, sectionPath: [] }))
		});
		const { id } = await createRoadmap(acting(), { ownerId: school, snapshot });
		const stored = await world.as(coordinator, (db) => readSnapshot(db, id));
		expect(stored.measures).toEqual(snapshot.measures);
	});

	it('links a responsible person who is the only one of that name', async () => {
		const { id } = await createRoadmap(acting(), { ownerId: school, snapshot: sampleSnapshot() });
		const parties = await world.admin
			.selectFrom('measure_party')
			.innerJoin('measure', 'measure.id', 'measure_party.measure_id')
			.select(['measure_party.text', 'person_id'])
			.where('roadmap_id', '=', id)
			.execute();
		const linked = parties.filter(({ text }) => text.startsWith('Ясенева'));
		expect(linked.map(({ person_id }) => person_id)).toContain(coordinator);
	});

	it('asks as many statements for 900 measures as for 4', async () => {
		const count = async (measures: number): Promise<number> => {
			let statements = 0;
			watchQueries(() => (statements += 1));
			const snapshot = sampleSnapshot({
				measures: Array.from({ length: measures }, (_, i) => sampleMeasure({ number: `${i + 1}` }))
			});
			await createRoadmap(acting(), { ownerId: school, snapshot });
			watchQueries(null);
			return statements;
		};
		expect(await count(900)).toBe(await count(4));
	});

	it('answers an organisation that is not the own like a missing one', async () => {
		const foreign = await world.organisation(null);
		await expect(
			createRoadmap(acting(), { ownerId: foreign, snapshot: sampleSnapshot() })
		).rejects.toThrow(NotFound);
	});
});
