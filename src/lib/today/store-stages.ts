/** The SQL of the overview: a place with its schools, or a region with the names of its municipalities. */
import { sql } from 'kysely';
import type { PlainDate } from '../calendar/term.ts';
import type { Db } from '../platform/database.ts';
import type { Season, Term } from '../roadmap/half-year/period.ts';
import type { Scheduled } from '../programme/programme.ts';
import { placeInYear } from '../ui/year.ts';
import type { SchoolStanding } from './stages.ts';

export const ROWS_PER_PAGE = 60;

export interface FoundPlace {
	id: string;
	kind: string;
	name: string;
	path: string;
	/** Of a region: its municipalities. */
	places: { id: string; name: string }[];
	/** Of any other place: its schools, or the school itself. */
	schools: Omit<SchoolStanding, 'tally' | 'terms' | 'today'>[];
	/** Terms of half-year reports that the place or one above it has set for the school year. */
	terms: Partial<Record<Season, Term>>;
	/** Of the programme's plan of this year, for whoever may write it. */
	schedule: Scheduled[];
	total: number;
}

/** null for an organisation that the actor does not see. One statement, whatever its size. */
export async function findPlaceStages(
	db: Db,
	organisationId: string,
	today: PlainDate,
	page: number
): Promise<FoundPlace | null> {
	const { from: autumn, to: spring } = placeInYear(today);
	const ofYear = sql`((year = ${autumn} and season = 'autumn') or (year = ${spring} and season = 'spring'))`;
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
				and (o.kind = 'school' or (o.id = place.id and o.kind in ('school', 'leader-school')))
			where o.closed_on is null and place.kind <> 'region'
			order by o.short_name, o.id
			limit ${ROWS_PER_PAGE} offset ${(page - 1) * ROWS_PER_PAGE}
		), municipality as (
			select o.id, o.short_name, o.path, count(*) over () as total
			from place join organisation o on o.path <@ place.path and o.kind = 'municipality'
			where o.closed_on is null and place.kind = 'region'
			order by o.short_name, o.id
			limit ${ROWS_PER_PAGE} offset ${(page - 1) * ROWS_PER_PAGE}
		)
		select place.id, place.kind, place.name, place.path::text as path,
			coalesce((select jsonb_agg(jsonb_build_object('id', m.id, 'name', m.short_name)
					order by m.short_name, m.id)
				from municipality m), '[]') as places,
			coalesce((select jsonb_agg(jsonb_build_object('id', o.id, 'name', o.short_name,
					'curatedSince', (select min(coalesce(c.order_date, c.from_date))
						from curatorship c where ${supported}),
					'roadmap', (select to_jsonb(r) from (${current}) r),
					'reports', coalesce((select jsonb_object_agg(h.season, jsonb_build_object('id', h.id,
							'stage', h.stage, 'sentOn', h.sent_at::date))
						from half_year_report h
						where h.roadmap_id = (select id from (${current}) r) and ${ofYear}), '{}'),
					'mayBegin', o.id = any ((select opora.scope('roadmap.edit'))::uuid[]))
					order by o.short_name, o.id)
				from school o), '[]') as schools,
			coalesce((select jsonb_object_agg(season, jsonb_build_object('coversTo', covers_to, 'dueOn', due_on))
				from (select distinct on (season) season, covers_to, due_on
					from half_year_term t join organisation above on above.id = t.owner_id
					where above.path @> place.path and ${ofYear}
					order by season, nlevel(above.path) desc) near), '{}') as terms,
			coalesce((select jsonb_agg(jsonb_build_object('id', l.id, 'programmeId', y.programme_id,
					'text', l.text, 'term', l.term) order by y.programme_id, l.position)
				from programme_year y
				join programme_line l on l.year_id = y.id and l.section = 'plan' and l.is_kept and l.term <> ''
				where y.place_id = place.id and y.year = extract(year from ${today}::date)
					and y.place_id = any ((select opora.scope('programme.edit'))::uuid[])), '[]') as schedule,
			coalesce((select total from school limit 1), (select total from municipality limit 1), 0)
				as total
		from place`.execute(db);
	return rows[0] ?? null;
}
