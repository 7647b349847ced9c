/** The SQL of runs. */
import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';
import type { Condition, RuleSet } from '../rules.ts';
import type { Sums } from '../sure/prior.ts';
import type { Status } from '../identify.ts';
import type { Run, RunFinding } from './model.ts';

/** What a calculation is asked of. */
export interface Asked {
	placeId: string;
	year: number;
	rules: RuleSet;
	/** Level of education by procedure. */
	levels: Record<string, string>;
}

/** Runs and stores; the id. */
export async function insertRun(db: Db, asked: Asked, byName: string): Promise<string> {
	const { placeId, year, rules, levels } = asked;
	const { rows } = await sql<{ id: string }>`
		select make_run(${placeId}, ${year}, ${JSON.stringify(rules)}, ${JSON.stringify(levels)},
			${byName}) as id`.execute(db);
	return rows[0]!.id;
}

/** A row of `run_row`. */
export interface FindingRow {
	school_id: string;
	status: Status;
	evaluated: number;
	holds: Condition[];
	low_procedures: string[];
	low_participants: number[];
	low_counts: number[];
	repeated: string[];
	not_evaluated: string[];
	not_evaluated_participants: number[];
	missing_years: number[];
	excluded_kind: string | null;
}

/** A stored row as the rule says it. */
export function toFinding(row: FindingRow): RunFinding {
	return {
		schoolId: row.school_id,
		finding: {
			status: row.status,
			lowProcedures: row.low_procedures.map((procedure, n) => {
				const [participants, low] = [row.low_participants[n]!, row.low_counts[n]!];
				return { procedure, participants, low, share: low / participants };
			}),
			repeated: row.repeated,
			holds: row.holds,
			evaluated: row.evaluated,
			notEvaluated: row.not_evaluated.map((procedure, n) => ({
				procedure,
				participants: row.not_evaluated_participants[n]!
			})),
			missingYears: row.missing_years,
			excludedKind: row.excluded_kind
		}
	};
}

/** What a rule set says of every school of a place, by id; nothing is stored. */
export async function identifySchools(db: Db, asked: Asked): Promise<RunFinding[]> {
	const { placeId, year, rules, levels } = asked;
	const { rows } = await sql<FindingRow>`
		select * from identify_schools(${placeId}, ${year}, ${JSON.stringify(rules)},
			${JSON.stringify(levels)}) order by school_id`.execute(db);
	return rows.map(toFinding);
}

/** What a run found, of the given schools or of all. */
export async function findFindings(
	db: Db,
	runId: string,
	schools: readonly string[] | null = null
): Promise<RunFinding[]> {
	const { rows } = await sql<FindingRow>`
		select * from run_row where run_id = ${runId}
			${schools === null ? sql`` : sql`and school_id = any (${[...schools]}::uuid[])`}
		order by school_id`.execute(db);
	return rows.map(toFinding);
}

/** What was known beforehand of each procedure when the run was made. */
export async function findSums(
	db: Db,
	runIds: readonly string[]
): Promise<Map<string, Map<string, Sums>>> {
	const { rows } = await sql<Sums & { runId: string; procedure: string }>`
		select run_id as "runId", procedure, schools, participants, low,
			participants_squared as "participantsSquared", low_squared_share as "lowSquaredShare"
		from run_prior where run_id = any (${[...runIds]}::uuid[])`.execute(db);
	const byRun = new Map<string, Map<string, Sums>>();
	for (const { runId, procedure, ...sums } of rows) {
		const of = byRun.get(runId) ?? new Map<string, Sums>();
		byRun.set(runId, of.set(procedure, sums));
	}
	return byRun;
}

const columns = sql`id, place_id as "placeId", year, rules, levels, result_count as "resultCount",
	data_version as "dataVersion", counts, by_name as "byName", at, taken_at as "takenAt",
	results_came_after(place_id, year, at) as "isOutdated"`;

/** The latest runs of a place in a year, and those with the given ids; the newest first. */
export async function findRunsOf(
	db: Db,
	placeId: string | null,
	year: number | null,
	ids: readonly string[]
): Promise<Run[]> {
	const { rows } = await sql<Run>`
		select ${columns} from run
		where id = any (${[...ids]}::uuid[]) or id in (
			select id from run where place_id = ${placeId} and year = ${year}
			order by at desc, id limit 50)
		order by at desc, id`.execute(db);
	return rows;
}

/** From now on the run stands for its year; false where the actor may not say so. */
export async function takeRun(db: Db, id: string): Promise<boolean> {
	const { numUpdatedRows } = await db
		.updateTable('run')
		.set({
			taken_at: sql`greatest(opora.now(), (
			select max(other.taken_at) + interval '1 microsecond' from opora.run other
			where other.place_id = run.place_id and other.year = run.year))`
		})
		.where('id', '=', id)
		.executeTakeFirst();
	return numUpdatedRows > 0n;
}

/** Settles what the schools of a place are in `year` and after. */
export async function settleStatuses(db: Db, placeId: string, year: number): Promise<void> {
	await sql`select settle_statuses(${placeId}, ${year})`.execute(db);
}
