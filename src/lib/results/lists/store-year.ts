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
		with near as (
			select o.id from organisation place
			join organisation o on o.path @> place.path or o.path <@ place.path and o.kind = 'municipality'
			where place.id = ${placeId}
		)
		select year from run where place_id in (select id from near)
		union select year from official_list where place_id in (select id from near)
		union select unnest(years) from result_import
			where state = 'applied' and place_id in (select id from near)
		order by year desc`.execute(db);
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
	const { rows } = await sql<{ counts: StatusCount[]; page: (YearRow & { total: number })[] }>`
		with y as materialized (select * from read_year(${placeId}, ${year})),
		page as (
			select y.*, count(*) over () as total from y
			where ${wanted} and ${named}
			order by y.school collate "ru-x-icu", y.school_id limit ${limit} offset ${offset}
		)
		select
			(select coalesce(jsonb_agg(c), '[]') from (
				select status, count(*) as all, count(*) filter (where years > 1) as again,
					count(*) filter (where is_leader) as leader, count(*) filter (where is_hard) as hard
				from y group by status) c) as counts,
			(select coalesce(jsonb_agg(jsonb_build_object('schoolId', y.school_id, 'school', y.school,
					'municipality', y.municipality, 'status', y.status, 'years', y.years,
					'isAtRisk', y.at_risk, 'source', y.source, 'calculated', y.calculated,
					'runId', y.run_id, 'listId', y.list_id, 'basis', y.basis, 'isLeader', y.is_leader,
					'isHard', y.is_hard, 'found', to_jsonb(f), 'total', y.total)
					order by y.school collate "ru-x-icu", y.school_id), '[]')
				from page y left join run_row f on f.run_id = y.run_id and f.school_id = y.school_id) as page`.execute(
		db
	);
	const { counts, page } = rows[0]!;
	return {
		rows: page.map(toSchoolYear),
		total: page[0]?.total ?? 0,
		counts: toCounts(counts)
	};
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
