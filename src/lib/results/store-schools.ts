/** The SQL of schools by which tables and lists name them. */

import { sql } from 'kysely';
import type { Db } from '../platform/database.ts';
import type { KnownSchool } from './match.ts';

/** Every school of a place by its path; those that are closed come last. */
export async function findSchools(db: Db, path: string): Promise<KnownSchool[]> {
	const { rows } = await sql<KnownSchool>`
		select id, code, name, short_name as "shortName" from opora.organisation
		where path operator(public.<@) ${path}::public.ltree and kind in ('school', 'leader-school')
		order by closed_on is not null, short_name`.execute(db);
	return rows;
}
