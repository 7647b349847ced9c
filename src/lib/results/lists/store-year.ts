/** The SQL of the year's lists. */
import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';
import { toFinding, type FindingRow } from './store-run.ts';
import type { Place, SchoolYear, YearFilter, YearStatus } from './model.ts';

/**
 * Regions and municipalities whose results the actor reads; where he reads only those of some
 * schools, their municipalities. The largest first.
 */
export async function findPlaces(db: Db): Promise<(Place & { isWhole: boolean })[]> {
	const { rows } = await sql<Place & { isWhole: boolean }>`
		with reach as materialized (select scope('results.read') as ids)
		select o.id, o.name, o.short_name as "shortName", o.kind, o.path::text, o.time_zone as "timeZone",
			o.id = any (reach.ids) as "isWhole"
		from organisation o cross join reach
		where o.kind in ('region', 'municipality') and (o.id = any (reach.ids)
			or o.kind = 'municipality' and cardinality(reach.ids) < 100
				and o.id in (select parent_id from organisation where id = any (reach.ids)))
		order by nlevel(o.path), o.short_name, o.id`.execute(db);
	return rows;
}

/** Years of which a place has results, runs or orders; the newest first. */
export async function findYears(db: Db, placeId: string): Promise<number[]> {
	const { rows } = await sql<{ year: number }>`
		select year from years_of(${placeId}) year order by year desc`.execute(db);
	return rows.map(({ year }) => year);
}

interface StatusCount {
	status: YearStatus;
	all: number;
	again: number;
	leader: number;
	hard: number;
}
export type StatusCounts = Partial<Record<YearStatus | 'again' | 'leader' | 'hard', number>>;

type YearRow = Omit<SchoolYear, 'finding'> & { found: FindingRow | null };

/**
 * One page of a year's schools by name, with what the run found of each, how many there are, and how
 * many schools of the year have each status. One statement: to find the year's schools is most of it.
 */
export async function findYear(
	db: Db,
	placeId: string,
	year: number,
	{ show, q }: Pick<YearFilter, 'show' | 'q'>,
	{ limit, offset }: { limit: number; offset: number }
): Promise<{ rows: SchoolYear[]; total: number; counts: StatusCounts }> {
	const wanted =
		show === 'all'
			? sql`true`
			: show === 'again'
				? sql`y.years > 1`
				: show === 'leader'
					? sql`y.is_leader`
					: show === 'hard'
						? sql`y.is_hard`
						: show === 'differs'
							? sql`(y.calculated = 'low-results') <> (y.status = 'low-results')`
							: sql`y.status = ${show}`;
	const named = q === '' ? sql`true` : sql`y.school ilike ${`%${q.replace(/[\\%_]/g, '\\$&')}%`}`;
	const { rows } = await sql<(YearRow & { total: number; counts: StatusCount[] }) | NoRow>`
		with y as materialized (select * from read_year(${placeId}, ${year})),
		page as (
			select y.*, count(*) over () as total from y
			where ${wanted} and ${named}
			order by y.school collate "ru-x-icu", y.school_id limit ${limit} offset ${offset}
		), counted as (
			select coalesce(jsonb_agg(c), '[]') as counts from (
				select status, count(*) as all, count(*) filter (where years > 1) as again,
					count(*) filter (where is_leader) as leader, count(*) filter (where is_hard) as hard
				from y group by status) c
		)
		select y.school_id as "schoolId", y.school, y.municipality, y.status, y.years,
			y.at_risk as "isAtRisk", y.source, y.calculated, y.run_id as "runId", y.list_id as "listId",
			y.basis, y.is_leader as "isLeader", y.is_hard as "isHard", to_jsonb(f) as found, y.total,
			counted.counts
		from counted
		left join page y on true
		left join run_row f on f.run_id = y.run_id and f.school_id = y.school_id
		order by y.school collate "ru-x-icu", y.school_id`.execute(db);
	return {
		// the counts come even where the page has no school
		rows: rows.flatMap((row) => (row.schoolId === null ? [] : [toSchoolYear(row)])),
		total: rows[0]!.total ?? 0,
		counts: toCounts(rows[0]!.counts)
	};
}

/** The only row where the page has no school. */
interface NoRow {
	schoolId: null;
	total: null;
	counts: StatusCount[];
}

function toCounts(rows: readonly StatusCount[]): StatusCounts {
	const counts: StatusCounts = {};
	for (const { status, all, again, leader, hard } of rows) {
		counts[status] = all;
		counts.again = (counts.again ?? 0) + again;
		counts.leader = (counts.leader ?? 0) + leader;
		counts.hard = (counts.hard ?? 0) + hard;
	}
	return counts;
}

function toSchoolYear(row: YearRow): SchoolYear {
	const { schoolId, school, municipality, status, years, isAtRisk, source, calculated } = row;
	const { runId, listId, basis, isLeader, isHard } = row;
	return {
		...{ schoolId, school, municipality, status, years, isAtRisk, source, calculated },
		...{ runId, listId, basis, isLeader, isHard },
		finding: row.found && toFinding(row.found).finding
	};
}

/** A procedure of a year, over all schools of a place. */
export interface PlaceSum {
	procedure: string;
	year: number;
	schools: number;
	participants: number;
	low: number;
}

/** Sums of a place by procedure and year. */
export async function findPlaceSums(
	db: Db,
	placeId: string,
	firstYear: number,
	lastYear: number
): Promise<PlaceSum[]> {
	const { rows } = await sql<PlaceSum>`
		select procedure, year, schools, participants, low
		from place_sums(${placeId}, ${firstYear}, ${lastYear})`.execute(db);
	return rows;
}
