import { sql } from 'kysely';
import type { PlainDate } from '../calendar/term.ts';
import type { Db } from '../platform/database.ts';
import type { DueMeasure, SchoolState, WaitingDocument } from './model.ts';

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

/** Documents in the actor's organisations that wait for somebody, the newest first. */
export async function findWaiting(db: Db, limit: number): Promise<WaitingDocument[]> {
	const { rows } = await sql<WaitingDocument>`
		select d.id as "documentId", d.name, o.short_name as organisation, i.state,
			coalesce(jsonb_array_length(i.draft -> 'measures'), 0) as measures,
			coalesce((i.settings ->> 'questions')::integer,
				jsonb_array_length(i.draft -> 'warnings'), 0) as questions
		from opora.intake i
		join opora.document d on d.id = i.document_id
		join opora.organisation o on o.id = i.organisation_id
		where i.state in ('review', 'refused')
		order by i.state = 'refused', i.changed_at desc
		limit ${limit}`.execute(db);
	return rows;
}

/**
 * Measures with an occurrence that ends between the days, each once with the first such end, and
 * how many there are in all: of the actor's own tree, or, for one who reads approved roadmaps only,
 * of those.
 */
export async function findDue(
	db: Db,
	from: PlainDate,
	to: PlainDate,
	approvedOnly: boolean,
	limit: number
): Promise<{ measures: DueMeasure[]; total: number }> {
	const reach = approvedOnly
		? sql`m.roadmap_id = any ((select opora.approved_above())::uuid[])`
		: sql`m.owner_id = any ((select opora.scope('roadmap.read'))::uuid[])`;
	const { rows } = await sql<DueMeasure & { total: number }>`
		with due as (
			select distinct on (m.id) m.id, m.roadmap_id, m.number, m.text, m.owner_id, m.position,
				(occurrence ->> 'to')::date as day
			from opora.measure m
			cross join lateral jsonb_array_elements(m.term -> 'occurrences') as occurrence
			where ${reach}
				and m.withdrawn_at is null and m.window_to >= ${from} and m.window_from <= ${to}
				and (occurrence ->> 'to')::date between ${from} and ${to}
			order by m.id, day
		)
		select due.id, due.roadmap_id as "roadmapId", due.number, due.text, o.short_name as owner,
			due.day as due, count(*) over () as total
		from due
		join opora.roadmap r on r.id = due.roadmap_id and r.withdrawn_at is null
		join opora.organisation o on o.id = due.owner_id
		order by due.day, public.nlevel(o.path), o.short_name, due.position
		limit ${limit}`.execute(db);
	return { measures: rows, total: rows[0]?.total ?? 0 };
}

/** Schools that the actor sees, each with the roadmap that holds on `today`. */
export async function findSchoolStates(
	db: Db,
	today: PlainDate,
	limit: number
): Promise<SchoolState[]> {
	const { rows } = await sql<SchoolState>`
		select o.id, o.short_name as name, o.kind, o.path::text as path, (
			select jsonb_build_object('id', r.id, 'from', r.period_from, 'to', r.period_to,
				'order', r.order_number, 'measures', (select count(*) from opora.measure
					where roadmap_id = r.id and withdrawn_at is null))
			from opora.roadmap r
			where r.owner_id = o.id and r.withdrawn_at is null
				and ${today}::date between r.period_from and r.period_to
			order by r.created_at desc
			limit 1
		) as roadmap
		from opora.organisation o
		where o.kind in ('school', 'leader-school') and o.closed_on is null
		order by o.short_name, o.id
		limit ${limit}`.execute(db);
	return rows;
}

/** Whether the actor sees any roadmap at all: if not, the page says how to begin. */
export async function hasRoadmaps(db: Db): Promise<boolean> {
	const { rows } = await sql`
		select from opora.roadmap where withdrawn_at is null limit 1`.execute(db);
	return rows.length > 0;
}
