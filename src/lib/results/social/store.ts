/** The SQL of social conditions and kinds of schools. */
import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';
import type { SocialShares } from './index-of.ts';

export interface StoredSocialYear {
	year: number;
	shares: SocialShares;
	at: Date;
	revision: number;
}

/** What is kept of a school, the newest year first. */
export async function findSocialYears(db: Db, schoolId: string): Promise<StoredSocialYear[]> {
	const { rows } = await sql<StoredSocialYear>`
		select year, shares, at, revision from social_facts
		where organisation_id = ${schoolId} order by year desc`.execute(db);
	return rows;
}

/** Keeps a year; false where the stored one is of another revision than `given.revision`. */
export async function putSocialYear(
	db: Db,
	schoolId: string,
	given: {
		year: number;
		shares: SocialShares;
		indexVersion: number;
		revision: number;
		personId: string;
	}
): Promise<boolean> {
	const { rows } = await sql`
		insert into social_facts (organisation_id, year, shares, index_version, by)
		values (${schoolId}, ${given.year}, ${JSON.stringify(given.shares)}, ${given.indexVersion},
			${given.personId})
		on conflict (organisation_id, year) do update
		set shares = excluded.shares, index_version = excluded.index_version, by = excluded.by,
			at = opora.now()
		where social_facts.revision = ${given.revision}
		returning id`.execute(db);
	return rows.length > 0;
}

/** A kind is kept once it was said, so that its history stays; no rule set leaves this one out. */
const usualKind = '-';

/** «Вид школы»; '' where it is the usual one. */
export async function findKind(db: Db, schoolId: string): Promise<string> {
	const found = await db
		.selectFrom('school_kind')
		.select('kind')
		.where('organisation_id', '=', schoolId)
		.executeTakeFirst();
	return found && found.kind !== usualKind ? found.kind : '';
}

/** Keeps the kind of a school; '' for the usual one. */
export async function putKind(db: Db, schoolId: string, given: string): Promise<void> {
	const kind = given === '' ? usualKind : given;
	await db
		.insertInto('school_kind')
		.values({ organisation_id: schoolId, kind })
		.onConflict((conflict) => conflict.column('organisation_id').doUpdateSet({ kind }))
		.execute();
}
