import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readTerm } from '../../calendar/calendar.ts';
import type { Actor } from '../../people/access.ts';
import { watchQueries } from '../../platform/database.ts';
import { Conflict, Forbidden } from '../../platform/errors.ts';
import { openWorld, type World } from '../../platform/testing/world.ts';
import { actAs } from '../change.ts';
import { undo } from '../roadmap.ts';
import { termColumns } from '../store.ts';
import { findOccurrences, sendReport, setExecution, syncOccurrences } from './execution.ts';
import { sampleRoadmap, type SampleRoadmap } from './sample.testing.ts';

const today = new Date().toISOString().slice(0, 10);
let world: World;
let school: string;
let coordinator: Actor;
let curator: Actor;
let roadmap: SampleRoadmap;

beforeAll(async () => {
	world = openWorld();
	school = await world.organisation(await world.organisation(null, 'municipality'));
	coordinator = await world.actor(school, 'school-coordinator');
	curator = await world.actor(school, 'curator');
	await world.curates(curator.personId, school);
});
afterAll(() => world.close());

/** `today` moved by some days. */
function day(n: number): string {
	return new Date(Date.parse(today) + n * 86_400_000).toISOString().slice(0, 10);
}

beforeEach(async () => {
	roadmap = await sampleRoadmap(
		world,
		school,
		[
			{
				text: 'Заседания команды',
				occurrences: [0, 30, 60].map((n) => ({ days: [day(n - 20), day(n)] }))
			}
		],
		{ period: { from: day(-100), to: day(265) } }
	);
});

describe('syncOccurrences', () => {
	const sync = (id = roadmap.id) =>
		world.commit(coordinator.personId, (db) => syncOccurrences(db, id));
	async function setTerm(measureId: string, phrase: string): Promise<void> {
		const term = readTerm(phrase, { plan: { from: '2026-09-01', to: '2027-08-31' } });
		await world.admin.transaction().execute(async (db) => {
			await sql`select set_config('opora.approving', 'on', true)`.execute(db);
			await db
				.updateTable('measure')
				.set(termColumns(term, false))
				.where('id', '=', measureId)
				.execute();
		});
	}

	it('finds nothing to do the second time', async () => {
		await sync();
		expect(await sync()).toMatchObject({ added: 0, withdrawn: 0 });
	});

	it('keeps what was reported when the term changes', async () => {
		const measureId = roadmap.measures[0]!.id;
		const first = roadmap.measures[0]!.occurrences[0]!;
		await sendReport(coordinator, {
			...{ token: randomUUID(), occurrences: [{ id: first, revision: 1 }], doneOn: day(-1) },
			...{ text: 'Команда собралась.', result: '', number: '', evidence: [] }
		});
		await setTerm(measureId, 'ежемесячно');
		const { withdrawn, added } = await sync();
		expect(withdrawn).toBe(2);
		expect(added).toBeGreaterThanOrEqual(9);
		const kept = await world.admin
			.selectFrom('occurrence')
			.select(['stage', 'withdrawn_at'])
			.where('id', '=', first)
			.executeTakeFirst();
		expect(kept).toEqual({ stage: 'reported', withdrawn_at: null });
		expect(await sync()).toMatchObject({ added: 0, withdrawn: 0 });
	});

	it('asks a continuous measure as often as it is set, and takes that back', async () => {
		const measureId = roadmap.measures[0]!.id;
		await setTerm(measureId, 'постоянно');
		await sync();
		const count = async () =>
			(await world.as(coordinator.personId, (db) => findOccurrences(db, { measureId }))).length;
		const before = await count();
		const { revision } = await world.admin
			.selectFrom('measure')
			.select('revision')
			.where('id', '=', measureId)
			.executeTakeFirstOrThrow();
		const { auditId } = await setExecution(coordinator, measureId, {
			revision,
			checkIn: 'monthly',
			evidenceKinds: []
		});
		expect(await count()).toBeGreaterThan(before);
		await undo(coordinator, auditId!);
		expect(await count()).toBe(before);
		const stale = setExecution(coordinator, measureId, {
			revision,
			checkIn: 'none',
			evidenceKinds: []
		});
		await expect(stale).rejects.toThrow(Conflict);
		await expect(
			setExecution(curator, measureId, { revision, checkIn: 'none', evidenceKinds: [] })
		).rejects.toThrow(Forbidden);
	});

	it('asks the same number of statements whatever the size', async () => {
		const measures = (count: number) =>
			Array.from({ length: count }, (_, n) => ({ text: `Мероприятие ${n}`, occurrences: [] }));
		const counted: number[] = [];
		for (const size of [2, 80]) {
			const big = await sampleRoadmap(world, school, measures(size));
			let count = 0;
			watchQueries(() => (count += 1));
			const result = await actAs(coordinator, (db) => syncOccurrences(db, big.id));
			watchQueries(null);
			expect(result.added).toBe(size);
			counted.push(count);
		}
		expect(counted[1]).toBe(counted[0]);
	});
});
