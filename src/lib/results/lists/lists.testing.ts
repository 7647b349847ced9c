/** For tests of lists: a region with a municipality, its schools and their results. */
import type { Actor } from '../../people/access.ts';
import type { World } from '../../platform/testing/world.ts';

/** Year → procedure → [low, participants]. */
export type Told = Record<number, Record<string, [number, number]>>;

export interface District {
	region: string;
	place: string;
	coordinator: Actor;
	/** Ids of the schools, in the order told. */
	schools: string[];
	importId: string;
}

/** Makes it; every school gets the results told for it. */
export async function makeDistrict(world: World, told: readonly Told[]): Promise<District> {
	const region = await world.organisation(null);
	const place = await world.organisation(region, 'municipality');
	const coordinator = await world.actor(place, 'municipal-coordinator');
	const { id: importId } = await world.admin
		.insertInto('result_import')
		.values({
			...{ place_id: place, file_name: 'итоги.csv', file_hash: '0'.repeat(64), file_size: 1 },
			...{ state: 'applied', years: [2025, 2026] }
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	const schools: string[] = [];
	for (const one of told) schools.push(await addSchool(world, { place, importId }, one));
	return { region, place, coordinator, schools, importId };
}

/** One more school under `place`; its id. */
export async function addSchool(
	world: World,
	{ place, importId }: Pick<District, 'place' | 'importId'>,
	told: Told
): Promise<string> {
	const id = await world.organisation(place);
	for (const [year, procedures] of Object.entries(told))
		for (const [procedure, [low, participants]] of Object.entries(procedures))
			await world.admin
				.insertInto('result')
				.values({
					...{ school_id: id, import_id: importId, year: Number(year) },
					...{ procedure, low, participants }
				})
				.execute();
	return id;
}
