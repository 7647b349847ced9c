/** The SQL of the overview: a place with its schools, or a region with its municipalities. */
import { sql } from 'kysely';
import type { PlainDate } from '../calendar/term.ts';
import type { Db } from '../platform/database.ts';
import type { PlaceStanding, SchoolStanding } from './stages.ts';
import { schools } from './store-work.ts';

export const ROWS_PER_PAGE = 60;

export interface FoundPlace {
	id: string;
	kind: string;
	name: string;
	path: string;
	/** Of a region: its municipalities. */
	places: Omit<PlaceStanding, 'tally'>[];
	/** Of any other place: its schools, or the school itself. */
	schools: Omit<SchoolStanding, 'tally'>[];
	total: number;
}

/** null for an organisation that the actor does not see. One statement, whatever its size. */
export async function findPlaceStages(
	db: Db,
	organisationId: string,
	today: PlainDate,
	page: number
): Promise<FoundPlace | null> {
	const current = sql`
		select r.id, r.status, r.order_date as "orderDate" from roadmap r
		where r.owner_id = o.id and r.withdrawn_at is null and r.corrects_id is null
			and ${today} between r.period_from and r.period_to
		order by r.status in ('approved', 'in-force', 'closed') desc, r.created_at desc
		limit 1`;
	const supported = sql`c.organisation_id = o.id
		and ${today} between c.from_date and coalesce(c.to_date, 'infinity')`;
	const { rows } = await sql<FoundPlace>`
		with place as (
			select id, kind, short_name as name, path from organisation where id = ${organisationId}
		), school as (
			select o.id, o.short_name, o.path, count(*) over () as total
			from place join organisation o on o.path <@ place.path
				and (o.kind = 'school' or (o.id = place.id and o.kind in ${schools}))
			where o.closed_on is null and place.kind <> 'region'
			order by o.short_name, o.id
			limit ${ROWS_PER_PAGE} offset ${(page - 1) * ROWS_PER_PAGE}
		), municipality as (
			select o.id, o.short_name, o.path, count(*) over () as total
			from place join organisation o on o.path <@ place.path and o.kind = 'municipality'
			where o.closed_on is null and place.kind = 'region'
			order by o.short_name, o.id
			limit ${ROWS_PER_PAGE} offset ${(page - 1) * ROWS_PER_PAGE}
		), counted as (
			select m.id, count(*) as schools,
				count(*) filter (where exists (select from curatorship c where ${supported})) as curated,
				count(*) filter (where r.status in ('approved', 'in-force', 'closed')) as approved,
				count(*) filter (where r.status in ('draft', 'review', 'agreed')) as under_way
			from municipality m
			join organisation o on o.path <@ m.path and o.kind = 'school' and o.closed_on is null
			left join lateral (${current}) r on true
			group by m.id
		)
		select place.id, place.kind, place.name, place.path::text as path,
			coalesce((select jsonb_agg(jsonb_build_object('id', m.id, 'name', m.short_name,
					'path', m.path::text, 'schools', coalesce(n.schools, 0),
					'curated', coalesce(n.curated, 0), 'approved', coalesce(n.approved, 0),
					'underWay', coalesce(n.under_way, 0)) order by m.short_name, m.id)
				from municipality m left join counted n on n.id = m.id), '[]') as places,
			coalesce((select jsonb_agg(jsonb_build_object('id', o.id, 'name', o.short_name,
					'curatedSince', (select min(coalesce(c.order_date, c.from_date))
						from curatorship c where ${supported}),
					'roadmap', (select to_jsonb(r) from (${current}) r),
					'mayBegin', o.id = any ((select opora.scope('roadmap.edit'))::uuid[]))
					order by o.short_name, o.id)
				from school o), '[]') as schools,
			coalesce((select total from school limit 1), (select total from municipality limit 1), 0)
				as total
		from place`.execute(db);
	return rows[0] ?? null;
}
