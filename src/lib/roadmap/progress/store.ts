/** The SQL of progress over many roadmaps; each function is one statement for any number of them. */
import { sql, type RawBuilder } from 'kysely';
import type { PlainDate } from '../../calendar/term.ts';
import type { Db } from '../../platform/database.ts';
import { standingStates, type StandingState, type Tally } from '../progress.ts';
import type { Level } from '../snapshot.ts';
import type { MonthCounts } from './curve.ts';

/** Whose roadmaps: those of an organisation and of everything under it, or of some owners. */
export type Whose = { under: string } | { owners: string[] };

/** A roadmap with its counts. */
export interface RoadmapCounts {
	roadmapId: string;
	title: string;
	level: Level;
	owner: { id: string; kind: string; shortName: string; path: string };
	/** Last day of its period. */
	periodTo: PlainDate;
	tally: Tally;
	months: MonthCounts;
}

/** Columns of `opora.roadmap_progress` by the state that they count. */
const stateColumns: Record<StandingState, string> = {
	done: 'done',
	reported: 'reported',
	returned: 'returned',
	late: 'late',
	'under-way': 'under_way',
	'not-begun': 'not_begun',
	'not-done': 'not_done'
};

const countColumns = [
	...['whole', 'planned', 'due', 'kept', 'waiting', 'lost'],
	...Object.values(stateColumns)
];

/**
 * Arguments of the database's functions: whose roadmaps, and on which day their periods are to run;
 * `day` null is each owner's own today.
 */
export function reachOf(whose: Whose, day: PlainDate | null): RawBuilder<unknown> {
	const under = 'under' in whose ? whose.under : null;
	const owners = 'owners' in whose ? whose.owners : null;
	return sql`${under}::uuid, ${owners}::uuid[], ${day}::date`;
}

/** By the owner's name, then the roadmap's title. */
export async function selectCounts(
	db: Db,
	whose: Whose,
	day: PlainDate | null
): Promise<RoadmapCounts[]> {
	const { rows } = await sql<{
		roadmap_id: string;
		title: string;
		level: Level;
		owner_id: string;
		kind: string;
		short_name: string;
		path: string;
		period_to: PlainDate;
		first_month: PlainDate;
		plan: number[];
		fact: number[];
	}>`
		select p.roadmap_id, p.owner_id, p.title, p.level, p.period_to, p.kind,
			p.short_name, p.path, p.first_month, p.plan, p.fact,
			${sql.join(countColumns.map((name) => sql.ref(`p.${name}`)))}
		from opora.read_progress(${reachOf(whose, day)}) p
		order by p.short_name, p.title, p.roadmap_id`.execute(db);
	return rows.map((row) => ({
		roadmapId: row.roadmap_id,
		title: row.title,
		level: row.level,
		owner: { id: row.owner_id, kind: row.kind, shortName: row.short_name, path: row.path },
		periodTo: row.period_to,
		tally: tallyOfRow(row as unknown as Record<string, number>),
		months: { first: row.first_month, plan: row.plan, fact: row.fact }
	}));
}

/** The tally of a row with the columns of `opora.roadmap_progress`. */
export function tallyOfRow(row: Record<string, number>): Tally {
	const states = Object.fromEntries(
		standingStates.map((state) => [state, row[stateColumns[state]]])
	) as Tally['states'];
	const { whole, done, planned, due, kept, waiting, lost } = row as unknown as Tally;
	return { whole, done, planned, due, kept, waiting, lost, states };
}

export interface FactorCounts {
	/** 1 … 17, or 0: of no deficit. */
	factor: number;
	tally: Tally;
}

/** Sums by deficit; a measure that answers several counts in each. */
export async function selectFactors(
	db: Db,
	whose: Whose,
	day: PlainDate | null
): Promise<FactorCounts[]> {
	const sums = countColumns.map(
		(name) => sql`sum(f.${sql.ref(name)})::integer as ${sql.ref(name)}`
	);
	const columns = countColumns.map((name) => sql`${sql.ref(name)} integer`);
	const { rows } = await sql<{ factor: number } & Record<string, number>>`
		select f.factor, ${sql.join(sums)}
		from opora.read_progress(${reachOf(whose, day)}) p
		cross join lateral jsonb_to_recordset(p.factors)
			as f (factor integer, ${sql.join(columns)})
		group by f.factor
		order by nullif(f.factor, 0) nulls last`.execute(db);
	return rows.map((row) => ({ factor: row.factor, tally: tallyOfRow(row) }));
}
