import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, type World } from '../platform/testing/world.ts';
import { actions, allowed, mayGive, roles, type Role } from './access.ts';

/** region → two municipalities → two schools each; every role sits in the first of its level. */
let world: World;
const place: Record<string, string> = {};
const paths: Record<string, string> = {};
const holder = new Map<Role, string>();
const home: Record<Role, string> = {
	administrator: 'municipality',
	'regional-operator': 'region',
	'municipal-coordinator': 'municipality',
	methodist: 'municipality',
	curator: 'municipality',
	'school-coordinator': 'school',
	'school-head': 'school',
	expert: 'municipality',
	observer: 'municipality'
};

beforeAll(async () => {
	world = openWorld();
	place.region = await world.organisation(null);
	place.otherRegion = await world.organisation(null);
	place.municipality = await world.organisation(place.region, 'municipality');
	place.otherMunicipality = await world.organisation(place.region, 'municipality');
	place.school = await world.organisation(place.municipality);
	place.otherSchool = await world.organisation(place.municipality);
	place.foreignSchool = await world.organisation(place.otherMunicipality);
	for (const [name, id] of Object.entries(place)) {
		const { rows } = await sql<{ path: string }>`
			select path::text from opora.organisation where id = ${id}`.execute(world.admin);
		paths[name] = rows[0]!.path;
	}
	for (const role of roles) {
		const person = await world.person(place[home[role]]!, role);
		holder.set(role, person);
		if (role === 'curator') await world.curates(person, place.school);
	}
});
afterAll(() => world.close());

function dutiesOf(role: Role) {
	return [{ role, path: paths[home[role]]!, assigned: role === 'curator' ? [paths.school!] : [] }];
}

describe('the role matrix in the database', () => {
	it.each(roles)(
		'%s: every action in own, lower, sister, parent and foreign organisations',
		async (role) => {
			await world.as(holder.get(role)!, async (db) => {
				for (const action of actions) {
					const { rows } = await sql<{ scope: string[] }>`
					select opora.scope(${action})::text[] as scope`.execute(db);
					for (const name of Object.keys(place))
						expect(rows[0]!.scope.includes(place[name]!), `${role} ${action} in ${name}`).toBe(
							allowed({ duties: dutiesOf(role) }, action, paths[name]!)
						);
				}
			});
		}
	);

	it('gives nobody anything without a person, with a role that ended or has not begun', async () => {
		const person = await world.person(place.school!);
		await world.admin
			.insertInto('appointment')
			.values([
				{
					person_id: person,
					role: 'school-head',
					organisation_id: place.school!,
					from_date: '2020-01-01',
					to_date: '2020-12-31'
				},
				{
					person_id: person,
					role: 'school-head',
					organisation_id: place.school!,
					from_date: '2999-01-01'
				}
			])
			.execute();
		for (const who of [null, person])
			await world.as(who, async (db) => {
				for (const action of actions) {
					const { rows } = await sql<{ scope: string[] }>`
						select opora.scope(${action})::text[] as scope`.execute(db);
					expect(rows[0]!.scope).toEqual([]);
				}
			});
	});

	it.each(roles)(
		'%s: reads and writes rows of each organisation as the matrix says',
		async (role) => {
			const duties = dutiesOf(role);
			for (const name of Object.keys(place)) {
				const organisation = place[name]!;
				const path = paths[name]!;
				await world.as(holder.get(role)!, async (db) => {
					const seen = await db
						.selectFrom('organisation')
						.select('id')
						.where('id', '=', organisation)
						.execute();
					expect(seen.length === 1, `${role} sees ${name}`).toBe(
						allowed({ duties }, 'organisation.read', path)
					);
					const renamed = await db
						.updateTable('organisation')
						.set({ short_name: 'новое имя' })
						.where('id', '=', organisation)
						.executeTakeFirst();
					expect(renamed.numUpdatedRows === 1n, `${role} renames ${name}`).toBe(
						allowed({ duties }, 'organisation.edit', path)
					);
				});
				const added = await world
					.as(holder.get(role)!, (db) =>
						db
							.insertInto('roadmap')
							.values({
								owner_id: organisation,
								title: 'Карта',
								level: 'school',
								period_from: '2026-09-01',
								period_to: '2027-08-31',
								year_kind: 'school'
							})
							.execute()
					)
					.then(
						() => true,
						() => false
					);
				expect(added, `${role} adds a roadmap in ${name}`).toBe(
					allowed({ duties }, 'roadmap.edit', path)
				);
			}
		}
	);

	it('lets a role be given only by those who hold all of its rights there', async () => {
		const person = await world.person(place.school!);
		for (const giver of roles)
			for (const given of roles)
				for (const name of ['region', 'municipality', 'school', 'foreignSchool']) {
					const done = await world
						.as(holder.get(giver)!, (db) =>
							db
								.insertInto('appointment')
								.values({
									person_id: person,
									role: given,
									organisation_id: place[name]!,
									from_date: '2026-09-01'
								})
								.execute()
						)
						.then(
							() => true,
							() => false
						);
					expect(done, `${giver} gives ${given} in ${name}`).toBe(
						mayGive({ duties: dutiesOf(giver) }, given, paths[name]!)
					);
				}
	});
});
