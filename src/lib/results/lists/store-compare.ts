/** The SQL of two runs side by side, and of a list that is not stored. */
import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';
import type { Finding, Status } from '../identify.ts';
import type { YearStatus } from './model.ts';
import { toFinding, type Asked, type FindingRow } from './store-run.ts';

/** A school of which two runs say different things. null: the run does not know the school. */
export interface Difference {
	schoolId: string;
	school: string;
	before: Finding | null;
	after: Finding | null;
}

interface Window {
	limit: number;
	offset: number;
}

/** Schools whose status or low procedures differ between two runs, by name. */
export async function compareRows(
	db: Db,
	beforeId: string,
	afterId: string,
	{ limit, offset }: Window
): Promise<{ rows: Difference[]; total: number }> {
	const { rows } = await sql<{
		schoolId: string;
		school: string;
		before: FindingRow | null;
		after: FindingRow | null;
		total: number;
	}>`
		select o.id as "schoolId", o.short_name as school, to_jsonb(b) as before, to_jsonb(a) as after,
			count(*) over () as total
		from (select * from run_row where run_id = ${beforeId}) b
		full join (select * from run_row where run_id = ${afterId}) a on a.school_id = b.school_id
		join organisation o on o.id = coalesce(a.school_id, b.school_id)
		where (a.status, a.low_procedures, a.low_participants, a.low_counts, a.repeated)
			is distinct from (b.status, b.low_procedures, b.low_participants, b.low_counts, b.repeated)
		order by o.short_name collate "ru-x-icu", o.id limit ${limit} offset ${offset}`.execute(db);
	return {
		rows: rows.map(({ schoolId, school, before, after }) => ({
			...{ schoolId, school },
			before: before && toFinding(before).finding,
			after: after && toFinding(after).finding
		})),
		total: rows[0]?.total ?? 0
	};
}

/** A school under other parameters, with what it is now. */
export interface WhatIfRow {
	schoolId: string;
	school: string;
	finding: Finding;
	/** What it is in the year's list; null where there is none. */
	now: YearStatus | null;
	years: number;
}

/** Schools that a rule set would list or put at risk, or that it would take off; by name. */
export async function findWhatIf(
	db: Db,
	{ placeId, year, rules, levels }: Asked,
	{ limit, offset }: Window
): Promise<{ rows: WhatIfRow[]; total: number; counts: Partial<Record<Status, number>> }> {
	const { rows } = await sql<{
		schoolId: string | null;
		school: string;
		found: FindingRow;
		now: YearStatus | null;
		years: number | null;
		total: number;
		counts: Partial<Record<Status, number>>;
	}>`
		with found as materialized (
			select * from identify_schools(${placeId}, ${year}, ${JSON.stringify(rules)},
				${JSON.stringify(levels)})
		), counted as (
			select coalesce(jsonb_object_agg(status, schools), '{}') as counts from (
				select status, count(*) as schools from found group by status
			) each
		), wanted as (
			select f.school_id, y.school, to_jsonb(f) as found, y.status as now, y.years,
				count(*) over () as total
			from found f
			left join read_year(${placeId}, ${year}) y on y.school_id = f.school_id
			where f.status in ('low-results', 'at-risk') or y.status = 'low-results'
		)
		select w.school_id as "schoolId", coalesce(w.school, o.short_name) as school, w.found, w.now,
			w.years, coalesce(w.total, 0) as total, counted.counts
		from counted
		left join (
			select w.* from wanted w join organisation o on o.id = w.school_id
			order by o.short_name collate "ru-x-icu", o.id limit ${limit} offset ${offset}
		) w on true
		left join organisation o on o.id = w.school_id
		order by o.short_name collate "ru-x-icu", o.id`.execute(db);
	return {
		rows: rows.flatMap(({ schoolId, school, found, now, years }) =>
			schoolId === null
				? []
				: [{ schoolId, school, finding: toFinding(found).finding, now, years: years ?? 0 }]
		),
		total: rows[0]?.total ?? 0,
		counts: rows[0]?.counts ?? {}
	};
}
