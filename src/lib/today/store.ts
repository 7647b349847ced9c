import { sql } from 'kysely';
import type { PlainDate } from '../calendar/term.ts';
import type { Db } from '../platform/database.ts';

/** Where a person works: the district (else the region) around the organisation, and its day. */
export interface Place {
	name: string;
	today: PlainDate;
	timeZone: string;
	schools: number;
	/** Documents that were read and wait for somebody's look. */
	waiting: number;
}

/** The district around `organisationId` and what the rail counts there; null when none is seen. */
export async function findPlace(db: Db, organisationId: string): Promise<Place | null> {
	const { rows } = await sql<Place>`
		select place.short_name as name, place.time_zone as "timeZone",
			coalesce(nullif(current_setting('opora.today', true), '')::date,
				(now() at time zone place.time_zone)::date) as today,
			(select count(*) from opora.organisation
				where kind in ('school', 'leader-school') and closed_on is null) as schools,
			(select count(*) from opora.intake where state = 'review') as waiting
		from opora.organisation home
		join opora.organisation place on place.path @> home.path
		where home.id = ${organisationId}
		order by place.kind = 'municipality' desc, place.path
		limit 1`.execute(db);
	return rows[0] ?? null;
}
