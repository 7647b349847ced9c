/** The SQL of a school's page: roadmaps, how far they are, what is due, reports. */
import { sql } from 'kysely';
import type { PlainDate } from '../calendar/term.ts';
import type { Db } from '../platform/database.ts';
import type { ReportStage } from '../roadmap/half-year/half-year.ts';
import type { Season } from '../roadmap/half-year/period.ts';
import type { Status } from '../roadmap/model.ts';
import type { Tally } from '../roadmap/progress.ts';

export interface SchoolMeasure {
	id: string;
	roadmapId: string;
	number: string | null;
	text: string;
	due: PlainDate;
}

export interface SchoolWork {
	/** The newest first. */
	roadmaps: {
		id: string;
		title: string;
		status: Status;
		from: PlainDate;
		to: PlainDate;
		order: string | null;
		measures: number;
	}[];
	/** The roadmap that an order approved for today, with its progress; null: there is none. */
	current: { id: string; tally: Tally } | null;
	/** Late measures of it, the longest first; at most ten. */
	late: SchoolMeasure[];
	/** What is due next, at most five. */
	next: SchoolMeasure[];
	reports: { id: string; roadmapId: string; year: number; season: Season; stage: ReportStage }[];
}

/** The work of an organisation as far as the actor may see it. One statement, whatever its size. */
export async function findSchoolWork(db: Db, id: string, today: PlainDate): Promise<SchoolWork> {
	const measures = (condition: ReturnType<typeof sql>, limit: number) => sql`(
		select coalesce(jsonb_agg(to_jsonb(found) order by found.due, found.position), '[]') from (
			select m.id, m.roadmap_id as "roadmapId", m.number, m.text, m.position, min(oc.due_to) as due
			from occurrence oc
			join measure m on m.id = oc.measure_id and m.withdrawn_at is null
			where oc.roadmap_id = (select id from current) and oc.withdrawn_at is null and ${condition}
			group by m.id
			order by due, m.position
			limit ${limit}
		) found)`;
	const { rows } = await sql<SchoolWork>`
			with own as (
				select r.id, r.title, r.status, r.period_from, r.period_to, r.order_number, r.created_at,
					(select count(*) from measure
						where roadmap_id = r.id and withdrawn_at is null) as measures
				from roadmap r
				where r.owner_id = ${id} and r.withdrawn_at is null
				order by r.period_from desc, r.created_at desc
				limit 20
			), current as (
				select id from own
				where status in ('approved', 'in-force', 'closed')
					and ${today} between period_from and period_to
				order by created_at desc
				limit 1
			)
			select coalesce((select jsonb_agg(jsonb_build_object('id', id, 'title', title,
					'status', status, 'from', period_from, 'to', period_to, 'order', order_number,
					'measures', measures) order by period_from desc, created_at desc)
				from own), '[]') as roadmaps,
				(select jsonb_build_object('id', p.roadmap_id, 'tally', jsonb_build_object(
						'whole', p.whole, 'done', p.done, 'planned', p.planned, 'due', p.due,
						'kept', p.kept, 'waiting', p.waiting, 'lost', p.lost,
						'states', jsonb_build_object('done', p.done, 'late', p.late,
							'returned', p.returned, 'reported', p.reported, 'under-way', p.under_way,
							'not-begun', p.not_begun, 'not-done', p.not_done)))
					from opora.read_progress(null, array[${id}::uuid], ${today}) p
					where p.roadmap_id = (select id from current)) as current,
				${measures(
					sql`oc.stage in ('open', 'begun') and oc.due_to < ${today} and not oc.never_late`,
					10
				)} as late,
				${measures(sql`oc.stage in ('open', 'begun', 'returned') and oc.due_to >= ${today}`, 5)}
					as next,
				coalesce((select jsonb_agg(jsonb_build_object('id', h.id, 'roadmapId', h.roadmap_id,
						'year', h.year, 'season', h.season, 'stage', h.stage)
						order by h.year desc, h.season)
					from half_year_report h where h.owner_id = ${id}), '[]') as reports`.execute(db);
	return rows[0]!;
}
