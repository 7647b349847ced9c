import { sql } from 'kysely';
import type { PlainDate, Window } from '../calendar/term.ts';
import type { Db } from '../platform/database.ts';
import { shortName, type FullName } from '../people/names.ts';
import type { Cut, DueMeasure } from './model.ts';

/** Where a person works: the district (else the region) around the organisation, and its day. */
export interface Place {
	name: string;
	today: PlainDate;
	timeZone: string;
	schools: number;
	/** Documents that were read and wait for somebody's look. */
	waiting: number;
}

/**
 * The district around `organisationId`, or around the schools of a curator who does not see his own
 * organisation, and what the rail counts there; null when none is seen.
 */
export async function findPlace(db: Db, organisationId: string): Promise<Place | null> {
	const { rows } = await sql<Place>`
		select place.short_name as name, place.time_zone as "timeZone",
			coalesce(nullif(current_setting('opora.today', true), '')::date,
				(opora.now() at time zone place.time_zone)::date) as today,
			(select count(*) from opora.organisation
				where kind in ('school', 'leader-school') and closed_on is null) as schools,
			(select count(*) from opora.intake where state = 'review') as waiting
		from opora.organisation place
		left join opora.organisation home
			on home.id = ${organisationId} and home.path <@ place.path
		where place.kind in ('municipality', 'region') or home.id is not null
		order by home.id is not null desc, place.kind = 'municipality' desc, place.path
		limit 1`.execute(db);
	return rows[0] ?? null;
}

/**
 * Measures of roadmaps in force with an open occurrence that ends between the days, each once with
 * the first such end, and how many there are in all. Of the actor's own and followed organisations,
 * or, with `all`, of whatever he may read.
 */
export async function findDue(
	db: Db,
	{ from, to }: Window,
	all: boolean,
	limit: number
): Promise<Cut<DueMeasure>> {
	const near = all
		? sql`true`
		: sql`(oc.owner_id = any ((select opora.own_work() || opora.followed_schools())::uuid[])
			or oc.measure_id = any ((select opora.own_measures())::uuid[]))`;
	const { rows } = await sql<DueMeasure & { total: number }>`
		with due as (
			select oc.measure_id, min(oc.due_to) as day
			from occurrence oc
			join roadmap r on r.id = oc.roadmap_id
				and r.status in ('approved', 'in-force') and r.withdrawn_at is null
			where ${near} and oc.stage in ('open', 'begun', 'returned') and oc.withdrawn_at is null
				and oc.due_to between ${from} and ${to}
			group by oc.measure_id
		)
		select m.id, m.roadmap_id as "roadmapId", m.number, m.text, o.short_name as owner,
			due.day as due, count(*) over () as total
		from due
		join measure m on m.id = due.measure_id and m.withdrawn_at is null
		join organisation o on o.id = m.owner_id
		order by due.day, nlevel(o.path), o.short_name, m.position, m.id
		limit ${limit}`.execute(db);
	return { rows, total: rows[0]?.total ?? 0 };
}

/** Whether the actor sees any roadmap at all: if not, the page says how to begin. */
export async function hasRoadmaps(db: Db): Promise<boolean> {
	const { rows } = await sql`
		select from opora.roadmap where withdrawn_at is null limit 1`.execute(db);
	return rows.length > 0;
}

/** What a page of work is filtered by, by name; null where it is not filtered or not seen. */
export async function findNames(
	db: Db,
	asked: { placeId: string | null; ownerId: string | null; personId: string | null }
): Promise<Record<'place' | 'placePath' | 'owner' | 'person', string | null>> {
	const named = (id: string | null) => sql`(select short_name from organisation where id = ${id})`;
	const { rows } = await sql<{
		place: string | null;
		placePath: string | null;
		owner: string | null;
		person: FullName | null;
	}>`
		select ${named(asked.placeId)} as place, ${named(asked.ownerId)} as owner,
			(select path::text from organisation where id = ${asked.placeId}) as "placePath",
			(select jsonb_build_object('surname', surname, 'given', given, 'patronymic', patronymic)
				from person where id = ${asked.personId === 'none' ? null : asked.personId}) as person`.execute(db);
	const { person, ...row } = rows[0]!;
	return { ...row, person: person && shortName(person) };
}

/** A place for its team; of a region with its municipalities in alphabetical order. */
export async function findTeamPlace(
	db: Db,
	organisationId: string
): Promise<{
	id: string;
	name: string;
	kind: string;
	path: string;
	municipalities: { id: string; kind: string; shortName: string; path: string }[];
} | null> {
	const { rows } = await sql<NonNullable<Awaited<ReturnType<typeof findTeamPlace>>>>`
		select place.id, place.short_name as name, place.kind, place.path::text as path,
			case when place.kind = 'region' then coalesce((
				select jsonb_agg(jsonb_build_object('id', o.id, 'kind', o.kind, 'shortName', o.short_name,
					'path', o.path::text) order by o.short_name, o.id)
				from organisation o
				where o.path <@ place.path and o.kind = 'municipality' and o.closed_on is null
			), '[]') else '[]' end as municipalities
		from organisation place
		where place.id = ${organisationId}
			and place.id = any ((select opora.scope('organisation.read'))::uuid[])`.execute(db);
	return rows[0] ?? null;
}
