import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorld, type World } from '../../platform/testing/world.ts';
import { makeDistrict, type Told } from '../lists/lists.testing.ts';
import { readYearFilter } from '../lists/lists.ts';
import { lookForSigns, noteLook, openSigns } from './look.ts';

let world: World;
beforeAll(() => {
	world = openWorld();
});
afterAll(() => world.close());

/** «low of participants»: all but one school as the region is. */
const usual: Told = { 2026: { 'vpr-math-8': [12, 30], 'oge-math': [10, 30] } };
const odd: Told = { 2026: { 'vpr-math-8': [0, 30], 'oge-math': [18, 30] } };
const filter = readYearFilter(new URLSearchParams('year=2026'));

async function district() {
	const made = await makeDistrict(world, [odd, ...Array.from({ length: 12 }, () => usual)]);
	return { ...made, open: () => openSigns(made.coordinator, filter, 2026) };
}

it('finds what to look at, keeps what was found out, and drops what is seen no more', async () => {
	const { coordinator, place, schools, open } = await district();
	expect(await lookForSigns(coordinator, place, 2026)).toBe(1);
	const [sign] = (await open()).rows;
	expect(sign).toMatchObject({
		...{ schoolId: schools[0], kind: 'not-confirmed', procedure: 'vpr-math-8', lookedAt: null },
		compared: { school: 1, participants: 30, other: { name: 'oge-math', school: 0.4 } }
	});
	await noteLook(coordinator, sign!.id, '  Проверили работы: оценено верно.  ');
	expect((await open()).rows[0]).toMatchObject({ note: 'Проверили работы: оценено верно.' });
	await world.admin
		.updateTable('result')
		.set({ low: 12 })
		.where('school_id', '=', schools[0]!)
		.execute();
	expect(await lookForSigns(coordinator, place, 2026)).toBe(0);
	expect((await open()).rows).toHaveLength(1);
	await world.admin
		.updateTable('objectivity_sign')
		.set({ looked_at: null })
		.where('school_id', '=', schools[0]!)
		.execute();
	await lookForSigns(coordinator, place, 2026);
	expect((await open()).rows).toEqual([]);
});

it('is seen by authority and methodist alone, in the doors and in the database', async () => {
	const { coordinator, place, schools, region } = await district();
	await lookForSigns(coordinator, place, 2026);
	const seen = async (person: string): Promise<number> =>
		world.as(
			person,
			async (db) => (await db.selectFrom('objectivity_sign').selectAll().execute()).length
		);
	const methodist = await world.actor(place, 'methodist');
	expect(await seen(methodist.personId)).toBe(1);
	expect((await openSigns(methodist, filter, 2026)).rows).toHaveLength(1);
	const curator = await world.actor(place, 'curator');
	await world.curates(curator.personId, schools[0]!);
	const others = [
		await world.actor(schools[0]!, 'school-head'),
		await world.actor(schools[0]!, 'school-coordinator'),
		curator,
		await world.actor(place, 'expert'),
		await world.actor(await world.organisation(region, 'municipality'), 'municipal-coordinator')
	];
	for (const actor of others) {
		expect(await seen(actor.personId)).toBe(0);
		await expect(openSigns(actor, { ...filter, place }, 2026)).rejects.toThrow(
			/error_forbidden|not_found/
		);
		await expect(lookForSigns(actor, place, 2026)).rejects.toThrow(/error_forbidden|not_found/);
	}
	await expect(noteLook(coordinator, schools[0]!, '')).rejects.toThrow('error_form');
});
