/** A district with people of each role, and their reports, for database tests. */
import { type Actor, type Role } from '../../people/access.ts';
import { openWorld, type World } from '../../platform/testing/world.ts';
import { sampleRoadmap, type SampleRoadmap } from '../execution/sample.testing.ts';
import { beginReport, openReport, sendReport } from './half-year.ts';

// the half-year is over for any test: what is open is late
export const autumn = { year: 2025, season: 'autumn' } as const;
export const plan = { from: '2025-09-01', to: '2026-08-31' };

export interface District {
	world: World;
	region: string;
	municipality: string;
	school: string;
	author: Actor;
	head: Actor;
	curator: Actor;
	coordinator: Actor;
	/** A coordinator of another school. */
	stranger: Actor;
}

export async function openDistrict(): Promise<District> {
	const world = openWorld();
	const region = await world.organisation(null);
	const municipality = await world.organisation(region, 'municipality');
	const school = await world.organisation(municipality);
	const curator = await actorAt(world, municipality, 'curator');
	await world.curates(curator.personId, school);
	const author = await actorAt(world, school, 'school-coordinator', 'Климова');
	curator.duties[0]!.assigned = [author.duties[0]!.path];
	return {
		...{ world, region, municipality, school, author, curator },
		head: await actorAt(world, school, 'school-head'),
		coordinator: await actorAt(world, municipality, 'municipal-coordinator'),
		stranger: await actorAt(world, await world.organisation(municipality), 'school-coordinator')
	};
}

export async function actorAt(
	world: World,
	organisation: string,
	role: Role,
	surname = ''
): Promise<Actor> {
	const personId = await world.person(organisation, role);
	const { path } = await world.admin
		.selectFrom('organisation')
		.select('path')
		.where('id', '=', organisation)
		.executeTakeFirstOrThrow();
	return {
		personId,
		accountId: '',
		name: `${surname || role} А. Б.`,
		fullName: '',
		initials: '',
		post: 'координатор',
		organisationId: organisation,
		duties: [{ role, organisationId: organisation, organisation: '', path, assigned: [] }]
	};
}

/** 1 done in time, 2 late, 3 not done with a reason. */
export function roadmapOf(world: World, owner: string): Promise<SampleRoadmap> {
	return sampleRoadmap(
		world,
		owner,
		[
			{
				text: 'Провести диагностику',
				occurrences: [
					{ days: ['2025-09-01', '2025-10-31'], stage: 'verified', doneOn: '2025-10-20' }
				]
			},
			{ text: 'Собрать родителей', occurrences: [{ days: ['2025-10-01', '2025-10-15'] }] },
			{
				text: 'Нанять психолога',
				occurrences: [
					{ days: ['2025-09-01', '2025-09-30'], stage: 'not-done', reason: 'Нет ставки' }
				]
			}
		],
		{ period: plan }
	);
}

/** Everything that must be filled before the report is sent. */
export const full = (roadmap: SampleRoadmap) => ({
	summary: 'Полугодие прошло',
	problems: 'Не хватает людей',
	post: 'директор',
	name: 'В. П. Ясенева',
	[`why-${roadmap.measures[1]!.id}`]: 'Карантин'
});

export async function begun(world: World, owner: string, by: Actor) {
	const roadmap = await roadmapOf(world, owner);
	const { result } = await beginReport(by, roadmap.id, autumn);
	return { roadmap, id: result.id };
}

export async function sent(world: World, owner: string, by: Actor) {
	const one = await begun(world, owner, by);
	await sendReport(by, one.id, { mine: full(one.roadmap), base: {}, revision: 1 });
	const { report } = await openReport(by, one.roadmap.id, one.id);
	return { ...one, revision: report.revision };
}
