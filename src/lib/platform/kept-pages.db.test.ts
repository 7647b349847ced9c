import { sql, type Transaction } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DB } from './schema.ts';
import { openWorld, type World } from './testing/world.ts';

let world: World;
beforeAll(() => {
	world = openWorld();
});
afterAll(() => world.close());

type Db = Transaction<DB>;

async function changedSince(db: Db, seen: string, about: string | null): Promise<boolean> {
	const { rows } = await sql<{ changed: boolean }>`
		select opora.changed_since(${seen}::pg_snapshot, ${about}::ltree) as changed`.execute(db);
	return rows[0]!.changed;
}

const snapshotOf = async (db: Db): Promise<string> =>
	(await sql<{ snapshot: string }>`select pg_current_snapshot()::text as snapshot`.execute(db))
		.rows[0]!.snapshot;

async function places(): Promise<
	Record<'region' | 'school' | 'sister', { id: string; path: string }>
> {
	const region = await world.organisation(null);
	const district = await world.organisation(region, 'municipality');
	const ids = {
		region,
		school: await world.organisation(district, 'school'),
		sister: await world.organisation(district, 'school')
	};
	const rows = await world.admin
		.selectFrom('organisation')
		.select(['id', sql<string>`path::text`.as('path')])
		.where('id', 'in', Object.values(ids))
		.execute();
	const of = (id: string) => rows.find((row) => row.id === id)!;
	return { region: of(ids.region), school: of(ids.school), sister: of(ids.sister) };
}

const addRoadmap = (db: Db, owner: string) =>
	db
		.insertInto('roadmap')
		.values({
			owner_id: owner,
			title: 'Дорожная карта',
			level: 'school',
			period_from: '2026-09-01',
			period_to: '2027-05-31',
			year_kind: 'school'
		})
		.execute();

/** Nothing that other tests commit is seen in it. */
const alone = <T>(work: (db: Db) => Promise<T>): Promise<T> =>
	world.admin.transaction().setIsolationLevel('repeatable read').execute(work);

it('tells a change of a plan to its own place, to those above and to everybody, not to its sister', async () => {
	const { region, school, sister } = await places();
	await alone(async (db) => {
		const seen = await snapshotOf(db);
		expect(await changedSince(db, seen, null)).toBe(false);
		await addRoadmap(db, school.id);
		const after = [school.path, region.path, null, sister.path];
		expect(await Promise.all(after.map((path) => changedSince(db, seen, path)))).toEqual([
			true,
			true,
			true,
			false
		]);
	});
});

it('tells a change of an organisation or a person to every place', async () => {
	const { school, sister } = await places();
	await alone(async (db) => {
		const seen = await snapshotOf(db);
		await db
			.updateTable('organisation')
			.set({ short_name: 'Другое имя' })
			.where('id', '=', sister.id)
			.execute();
		expect(await changedSince(db, seen, school.path)).toBe(true);
	});
});

it('is not told of a sign-in', async () => {
	await alone(async (db) => {
		const seen = await snapshotOf(db);
		await sql`insert into auth."user" (id, name, email, "emailVerified")
			values (gen_random_uuid()::text, 'Ясенева', gen_random_uuid() || '@school.example', true)`.execute(
			db
		);
		expect(await changedSince(db, seen, null)).toBe(false);
	});
});

it('is told of what was written before the page was begun and committed after it', async () => {
	const { school } = await places();
	let seen = '';
	await world.admin.transaction().execute(async (db) => {
		await addRoadmap(db, school.id);
		await world.admin.transaction().execute(async (reader) => {
			seen = await snapshotOf(reader);
			expect(await changedSince(reader, await snapshotOf(reader), school.path)).toBe(false);
		});
	});
	await alone(async (db) => expect(await changedSince(db, seen, school.path)).toBe(true));
});
