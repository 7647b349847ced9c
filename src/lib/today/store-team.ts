/** The SQL of the team: what stands on each person and each organisation of a place. */
import { sql } from 'kysely';
import type { PlainDate } from '../calendar/term.ts';
import type { FullName } from '../people/names.ts';
import type { Db } from '../platform/database.ts';
import type { RemindView } from './model.ts';
import { placeOccurrences } from './store-work.ts';

export const TEAM_PER_PAGE = 60;

/** Whether work is told by the people responsible for it or by the organisations that own it. */
export const teamBys = ['people', 'schools'] as const;
export type TeamBy = (typeof teamBys)[number];

/** Numbers of measures. */
export interface TeamRow {
	/** null: nobody whom the system knows is responsible. */
	id: string | null;
	/** As the reader may see it; of a person hidden from him, as papers print the name. */
	name: string | null;
	person: FullName | null;
	/** Where the person works. */
	organisation: string | null;
	late: number;
	returned: number;
	/** Reported, and waits for a verdict. */
	reported: number;
	/** Of an organisation with late work: whether its people were reminded; null where none may be. */
	remind?: RemindView | null;
	/** Something of them is open and due in the month, by months like `2026-11`. */
	months: Record<string, number>;
}

/**
 * One page of the people or organisations under `path` that have anything open by `until`, in
 * alphabetical order; what stands on nobody known comes last. One statement.
 */
export async function findTeam(
	db: Db,
	path: string,
	by: TeamBy,
	{ today, until }: { today: PlainDate; until: PlainDate },
	page: number
): Promise<{ rows: TeamRow[]; total: number }> {
	const unit =
		by === 'people'
			? sql`select distinct m.measure_id, mp.person_id as unit, mp.text
				from measures m left join lateral (
					select person_id, case when person_id is not null then text end as text
					from measure_party where measure_id = m.measure_id
					order by position
				) mp on true`
			: sql`select m.measure_id, m.owner_id as unit, null as text from measures m`;
	const { rows } = await sql<TeamRow & { total: number }>`
		with found as (${placeOccurrences(path, { today, when: 'unfinished' })}),
		measures as (
			select f.measure_id, f.owner_id, to_char(f.due_to, 'YYYY-MM') as month,
				bool_or(f.stage in ('open', 'begun') and f.due_to < ${today} and not f.never_late) is true
					as late,
				bool_or(f.stage = 'returned') as returned, bool_or(f.stage = 'reported') as reported,
				bool_or(f.stage <> 'reported') and max(f.due_to) <= ${until} as open
			from found f
			join roadmap r on r.id = f.roadmap_id
				and r.status in ('approved', 'in-force') and r.withdrawn_at is null
			group by f.measure_id, f.owner_id, to_char(f.due_to, 'YYYY-MM')
		), stands as (
			select distinct s.unit, s.measure_id, min(s.text) over (partition by s.unit) as text
			from (${unit}) s
		), monthly as (
			select s.unit, m.month, count(*) as n
			from stands s join measures m on m.measure_id = s.measure_id and m.open
			where m.month is not null
			group by s.unit, m.month
		), counted as (
			select s.unit, min(s.text) as text,
				count(distinct m.measure_id) filter (where m.late) as late,
				count(distinct m.measure_id) filter (where m.returned) as returned,
				count(distinct m.measure_id) filter (where m.reported) as reported,
				bool_or(m.late or m.returned or m.reported or m.open is true) as has
			from stands s join measures m on m.measure_id = s.measure_id
			group by s.unit
		)
		select c.unit as id, coalesce(o.short_name, c.text) as name,
			case when p.id is not null then jsonb_build_object('surname', p.surname, 'given', p.given,
				'patronymic', p.patronymic) end as person,
			home.short_name as organisation, c.late, c.returned, c.reported,
			coalesce((select jsonb_object_agg(month, n) from monthly
				where monthly.unit is not distinct from c.unit), '{}') as months,
			count(*) over () as total
		from counted c
		left join organisation o on ${by === 'schools'} and o.id = c.unit
		left join person p on ${by === 'people'} and p.id = c.unit
		left join organisation home on home.id = p.organisation_id
		where c.has
		order by c.unit is null, coalesce(o.short_name, p.surname, c.text), p.given, p.patronymic, c.unit
		limit ${TEAM_PER_PAGE} offset ${(page - 1) * TEAM_PER_PAGE}`.execute(db);
	return { rows, total: rows[0]?.total ?? 0 };
}
