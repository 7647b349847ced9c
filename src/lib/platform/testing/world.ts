import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Actor, Role } from '../../people/access.ts';
import { closeDatabase, openDatabase, type Db } from '../database.ts';
import type { DB } from '../schema.ts';
import { testUrl } from './urls.ts';

/** Organisations and people that database tests need; every call makes new ones beside the others. */
export interface World {
	admin: Kysely<DB>;
	organisation(parent: string | null, kind?: string): Promise<string>;
	/** A person of `organisation`; with a role there when one is given. */
	person(organisation: string, role?: Role): Promise<string>;
	/** A new person who acts; with a role at `organisation`, and over it alone, when one is given. */
	actor(organisation: string, role?: Role): Promise<Actor>;
	curates(person: string, school: string): Promise<void>;
	/** Runs `work` as that person and undoes it. */
	as<T>(person: string | null, work: (db: Db) => Promise<T>): Promise<T>;
	/** Runs `work` as that person and keeps it. */
	commit<T>(person: string | null, work: (db: Db) => Promise<T>): Promise<T>;
	close(): Promise<void>;
}

class Undo extends Error {}

/** Organisations so far: the files that one worker runs share a database. */
let count = 0;

/** Opens the test database for one test file; also opens the pool that front doors use. */
export function openWorld(): World {
	const admin = pool(testUrl('admin'), '-c search_path=opora,public');
	const app = pool(testUrl('app'));
	openDatabase(testUrl('app'), 4);
	const name = (): string => `Организация ${process.pid}-${(count += 1)}`;

	async function act<T>(
		person: string | null,
		work: (db: Db) => Promise<T>,
		keep: boolean
	): Promise<T> {
		let result: T | undefined;
		try {
			return await app.transaction().execute(async (db) => {
				await sql`select set_config('opora.person', ${person ?? ''}, true)`.execute(db);
				result = await work(db);
				if (!keep) throw new Undo();
				return result;
			});
		} catch (error) {
			if (error instanceof Undo) return result as T;
			throw error;
		}
	}

	async function person(organisation: string, role?: Role): Promise<string> {
		const { id } = await admin
			.insertInto('person')
			.values({ organisation_id: organisation, surname: 'Ясенева', given: 'Вера' })
			.returning('id')
			.executeTakeFirstOrThrow();
		if (role)
			await admin
				.insertInto('appointment')
				.values({ person_id: id, role, organisation_id: organisation, from_date: '2020-01-01' })
				.execute();
		return id;
	}

	return {
		admin,
		person,
		async actor(organisation, role) {
			const personId = await person(organisation, role);
			const { path } = await admin
				.selectFrom('organisation')
				.select('path')
				.where('id', '=', organisation)
				.executeTakeFirstOrThrow();
			return {
				...{ personId, accountId: '', name: '', fullName: '', initials: '', post: '' },
				organisationId: organisation,
				duties: role
					? [{ role, organisationId: organisation, organisation: '', path, assigned: [path] }]
					: []
			};
		},
		async organisation(parent, kind = parent ? 'school' : 'region') {
			const { id } = await admin
				.insertInto('organisation')
				// a trigger finds the place in the tree
				.values({ parent_id: parent, kind, name: name(), short_name: name(), path: '' })
				.returning('id')
				.executeTakeFirstOrThrow();
			return id;
		},
		async curates(person, school) {
			await admin
				.insertInto('curatorship')
				.values({ person_id: person, organisation_id: school, from_date: '2020-01-01' })
				.execute();
		},
		as: (person, work) => act(person, work, false),
		commit: (person, work) => act(person, work, true),
		async close() {
			await Promise.all([admin.destroy(), app.destroy(), closeDatabase()]);
		}
	};
}

function pool(url: string, options?: string): Kysely<DB> {
	return new Kysely<DB>({
		dialect: new PostgresDialect({
			pool: new pg.Pool({ connectionString: url, max: 3, ...(options ? { options } : {}) })
		})
	});
}
