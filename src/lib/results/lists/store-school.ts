/** The SQL of a school's results and of what it was in each year. */
import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';
import type { Finding, Result } from '../identify.ts';
import type { RuleSet } from '../rules.ts';
import type { YearStatus } from './model.ts';
import { toFinding, type FindingRow } from './store-run.ts';

export interface SchoolHead {
	id: string;
	name: string;
	shortName: string;
	path: string;
	timeZone: string;
	/** The municipality above it, where there is one. */
	placeId: string | null;
	place: string | null;
}

/** The school whose results the actor reads; null for unknown and unseen alike. */
export async function findSchool(db: Db, id: string): Promise<SchoolHead | null> {
	const { rows } = await sql<SchoolHead>`
		select o.id, o.name, o.short_name as "shortName", o.path::text, o.time_zone as "timeZone",
			p.id as "placeId", p.short_name as place
		from organisation o
		left join organisation p on p.id = o.parent_id and p.kind in ('municipality', 'region')
		where o.id = ${id} and o.kind in ('school', 'leader-school')
			and o.id = any ((select scope('results.read'))::uuid[])`.execute(db);
	return rows[0] ?? null;
}

/** What a school was in a year. */
export interface StatusOfYear {
	year: number;
	status: YearStatus;
	years: number;
	isAtRisk: boolean;
	source: 'official' | 'calculated';
	calculated: Finding['status'] | null;
	runId: string | null;
	listId: string | null;
	basis: string;
	isLeader: boolean;
	isHard: boolean;
}

const columns = sql`s.year, s.status, s.years, s.at_risk as "isAtRisk", s.source, s.calculated,
	s.run_id as "runId", s.list_id as "listId", s.basis, s.is_leader as "isLeader",
	s.is_hard as "isHard"`;

/** Every year that is settled, the newest first. */
export async function findStatuses(db: Db, schoolId: string): Promise<StatusOfYear[]> {
	const { rows } = await sql<StatusOfYear>`
		select ${columns} from school_status s where s.school_id = ${schoolId}
		order by s.year desc`.execute(db);
	return rows;
}

/** A year with what its run and its order say. */
export interface Brief {
	status: StatusOfYear;
	rules: RuleSet | null;
	finding: Finding | null;
	/** The order that lists the school, or covers and does not list it. */
	order: { number: string; dated: string } | null;
}

/** The latest settled year with what its run and its order say; null where there is none. */
export async function findBrief(db: Db, schoolId: string): Promise<Brief | null> {
	const { rows } = await sql<
		StatusOfYear & {
			rules: RuleSet | null;
			found: FindingRow | null;
			order: Brief['order'];
		}
	>`
		select ${columns}, r.rules, to_jsonb(f) as found,
			case when l.id is not null
				then jsonb_build_object('number', l.number, 'dated', l.dated) end as order
		from school_status s
		left join run r on r.id = s.run_id
		left join run_row f on f.run_id = s.run_id and f.school_id = s.school_id
		left join official_list l on l.id = s.list_id
		where s.school_id = ${schoolId} order by s.year desc limit 1`.execute(db);
	const [row] = rows;
	if (!row) return null;
	const { rules, found, order, ...status } = row;
	return { status, rules, order, finding: found && toFinding(found).finding };
}

export interface StoredResult {
	year: number;
	procedure: string;
	participants: number;
	low: number;
	/** How many have the marks 2, 3, 4, 5, where that is known. */
	marks: number[] | null;
}

/** Everything that is known of a school, by year and code of the procedure. */
export async function findResults(db: Db, schoolId: string): Promise<StoredResult[]> {
	const { rows } = await sql<StoredResult>`
		select year, procedure, participants, low, marks from result
		where school_id = ${schoolId} order by year, procedure collate "C"`.execute(db);
	return rows;
}

/** Results of schools in the `years` before `year`, by school. */
export async function findResultsBefore(
	db: Db,
	schoolIds: readonly string[],
	year: number,
	years: number
): Promise<Map<string, Result[]>> {
	if (schoolIds.length === 0) return new Map();
	const { rows } = await sql<Result & { schoolId: string }>`
		select school_id as "schoolId", year, procedure, participants, low, null as level from result
		where school_id = any (${schoolIds}::uuid[]) and year between ${year - years} and ${year - 1}
		order by year, procedure collate "C"`.execute(db);
	return Map.groupBy(rows, ({ schoolId }) => schoolId);
}

/** How the schools of the school's municipality lie by shares: ten counts a procedure, no names. */
export async function findDistributions(
	db: Db,
	schoolId: string,
	year: number
): Promise<{ procedure: string; bins: number[] }[]> {
	const { rows } = await sql<{ procedure: string; bins: number[] }>`
		select procedure, bins from share_distribution(${schoolId}, ${year})
		order by procedure collate "C"`.execute(db);
	return rows;
}
