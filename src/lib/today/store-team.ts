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
	// of a measure that stands on several people each has it
	const [unit, text, parties] =
		by === 'people'
			? [
					sql`mp.person_id`,
					sql`case when mp.person_id is not null then mp.text end`,
					sql`left join measure_party mp on mp.measure_id = m.measure_id`
				]
			: [sql`m.owner_id`, sql`null::text`, sql``];
	const { rows } = await sql<TeamRow & { total: number }>`
		with found as materialized (${placeOccurrences(path, { today, when: 'unfinished' })}),
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
		), stands as materialized (
			select ${unit} as unit, m.measure_id, m.month, m.late, m.returned, m.reported,
				m.open is true as open, min(${text}) as text
			from measures m ${parties}
			group by 1, 2, 3, 4, 5, 6, 7
		), monthly as materialized (
			select s.unit, jsonb_object_agg(s.month, s.n) as months
			from (select unit, month, count(*) as n from stands
				where open and month is not null group by unit, month) s
			group by s.unit
		), counted as (
			select s.unit, min(s.text) as text,
				count(distinct s.measure_id) filter (where s.late) as late,
				count(distinct s.measure_id) filter (where s.returned) as returned,
				count(distinct s.measure_id) filter (where s.reported) as reported
			from stands s
			group by s.unit
			having bool_or(s.late or s.returned or s.reported or s.open)
		)
		select c.unit as id, coalesce(o.short_name, c.text) as name,
			case when p.id is not null then jsonb_build_object('surname', p.surname, 'given', p.given,
				'patronymic', p.patronymic) end as person,
			home.short_name as organisation, c.late, c.returned, c.reported,
			coalesce(mo.months, '{}') as months,
			count(*) over () as total
		from counted c
		left join monthly mo on mo.unit is not distinct from c.unit
		left join organisation o on ${by === 'schools'} and o.id = c.unit
		left join person p on ${by === 'people'} and p.id = c.unit
		left join organisation home on home.id = p.organisation_id
		order by c.unit is null, coalesce(o.short_name, p.surname, c.text), p.given, p.patronymic, c.unit
		limit ${TEAM_PER_PAGE} offset ${(page - 1) * TEAM_PER_PAGE}`.execute(db);
	return { rows, total: rows[0]?.total ?? 0 };
}
