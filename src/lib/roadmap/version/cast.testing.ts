/** People around a school's roadmap, for tests of its way to an order. */
import type { Actor, Role } from '../../people/access.ts';
import { openWorld, type World } from '../../platform/testing/world.ts';
import { createRoadmap, openRoadmap, saveMeasure, type Measure } from '../roadmap.ts';
import { sampleSnapshot } from '../sample.testing.ts';
import type { RoadmapSnapshot } from '../snapshot.ts';
import { approveRoadmap, openApproval, type Approved } from './version.ts';

export const order = { number: '187', date: '2026-11-20', issuer: 'школы', from: '', reason: '' };

export interface Cast {
	world: World;
	school: string;
	/** Coordinator and head of the school. */
	editor: Actor;
	head: Actor;
	/** Coordinator of the municipality: agrees and approves. */
	municipal: Actor;
	/** Of this school: agrees. */
	curator: Actor;
	/** Head of another school. */
	stranger: Actor;
	/** A draft of the school. */
	draft(given?: Partial<RoadmapSnapshot>): Promise<string>;
	digest(id: string): Promise<string>;
	/** Approves it as the municipality does. */
	approve(id: string, given?: Partial<typeof order>): Promise<Approved>;
	measures(id: string): Promise<Measure[]>;
	byText(text: string, id: string): Promise<Measure>;
	/** Saves fields as the school's coordinator. */
	save(id: string, mine: Record<string, string>): Promise<void>;
}

export async function openCast(): Promise<Cast> {
	const world = openWorld();
	const region = await world.organisation(null);
	const municipality = await world.organisation(region, 'municipality');
	const school = await world.organisation(municipality);
	const editor = await actorAt(world, school, 'school-coordinator');
	const head = await actorAt(world, school, 'school-head');
	const municipal = await actorAt(world, municipality, 'municipal-coordinator');
	const other = await world.organisation(municipality);
	const digest = async (id: string) => (await openApproval(head, id)).digest;
	const measures = async (id: string) => (await openRoadmap(municipal, id)).measures;
	return {
		world,
		school,
		editor,
		head,
		municipal,
		curator: await actorAt(world, municipality, 'curator', school),
		stranger: await actorAt(world, other, 'school-head'),
		async draft(given = {}) {
			const snapshot = sampleSnapshot({ order: null, ...given });
			const acting = { personId: editor.personId, today: null };
			return (await createRoadmap(acting, { ownerId: school, snapshot })).id;
		},
		digest,
		async approve(id, given = {}) {
			const sent = { ...order, ...given, digest: await digest(id), file: null };
			return (await approveRoadmap(municipal, id, sent)).result;
		},
		measures,
		async byText(text, id) {
			return (await measures(id)).find((measure) => measure.text === text)!;
		},
		async save(id, mine) {
			const { revision } = await world.admin
				.selectFrom('measure')
				.select('revision')
				.where('id', '=', id)
				.executeTakeFirstOrThrow();
			await saveMeasure(editor, id, { mine, base: {}, revision });
		}
	};
}

async function actorAt(
	world: World,
	organisation: string,
	role: Role,
	assigned?: string
): Promise<Actor> {
	const personId = await world.person(organisation, role);
	if (assigned) await world.curates(personId, assigned);
	const paths = await world.admin
		.selectFrom('organisation')
		.select(['id', 'path'])
		.where('id', 'in', [organisation, assigned ?? organisation])
		.execute();
	const pathOf = (id: string) => paths.find((each) => each.id === id)!.path;
	return {
		personId,
		accountId: '',
		name: `${role} Я.`,
		fullName: '',
		initials: '',
		post: '',
		organisationId: organisation,
		duties: [
			{
				role,
				organisationId: organisation,
				organisation: '',
				path: pathOf(organisation),
				assigned: assigned ? [pathOf(assigned)] : []
			}
		]
	};
}
