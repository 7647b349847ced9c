/** The SQL that finds whom a responsible party means. */
import { sql } from 'kysely';
import type { Db } from '../platform/database.ts';
import type { KnownPerson } from './parties.ts';

/** People of these surnames whom the acting person may see and who have not left. */
export async function findPeopleBySurname(db: Db, surnames: string[]): Promise<KnownPerson[]> {
	if (surnames.length === 0) return [];
	return db
		.selectFrom('person')
		.select(['id', 'surname', 'given', 'patronymic', 'organisation_id as organisationId'])
		.where('surname', '=', sql<string>`any (${surnames})`)
		.where((eb) =>
			eb.or([eb('left_on', 'is', null), eb('left_on', '>', sql<string>`opora.today()`)])
		)
		.execute();
}
