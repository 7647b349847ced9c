/** The SQL of occurrences; each function is one statement or two for any number of rows. */
import { sql } from 'kysely';
import type { PlainDate, Term, Window } from '../../calendar/term.ts';
import type { Db } from '../../platform/database.ts';
import type { CheckIn } from '../model.ts';
import type { Occurrence, OccurrenceKind, Stage } from './model.ts';
import type { Planned } from './occurrences.ts';

/** An occurrence with what decides who may do what to it. */
export interface Held extends Occurrence {
	roadmapId: string;
	ownerId: string;
	withdrawn: boolean;
	/** The acting person is responsible for its measure. */
	own: boolean;
}

/** Of a roadmap, a measure or by ids; without withdrawn ones. In order of days, undated last. */
export async function selectOccurrences(
	db: Db,
	of: { roadmapId: string } | { measureId: string } | { measureIds: string[] }
): Promise<Occurrence[]> {
	const rows = await db
		.selectFrom('occurrence')
		.select(['id', 'measure_id as measureId', 'kind', 'due_from as from', 'due_to as to'])
		.select(['never_late as neverLate', 'stage', 'done_on as doneOn', 'reason'])
		.select(['report_id as reportId', 'revision'])
		.$if('roadmapId' in of, (query) =>
			query.where('roadmap_id', '=', 'roadmapId' in of ? of.roadmapId : '')
		)
		.$if('measureId' in of, (query) =>
			query.where('measure_id', '=', 'measureId' in of ? of.measureId : '')
		)
		.$if('measureIds' in of, (query) =>
			query.where(
				'measure_id',
				'=',
				sql<string>`any (${'measureIds' in of ? of.measureIds : []}::uuid[])`
			)
		)
		.where('withdrawn_at', 'is', null)
		.orderBy('due_to', (order) => order.asc().nullsLast())
		.orderBy('due_from')
		.orderBy('id')
		.execute();
	return rows.map((row) => ({
		...row,
		kind: row.kind as OccurrenceKind,
		stage: row.stage as Stage
	}));
}

/**
 * Holds occurrences until the transaction ends, always in one order, so that two people who change
 * the same ones follow one another. Those that the actor may not change are missing.
 */
export async function lockOccurrences(db: Db, ids: string[]): Promise<Held[]> {
	const rows = await db
		.selectFrom('occurrence')
		.selectAll()
		.select(sql<boolean>`measure_id = any ((select opora.own_measures())::uuid[])`.as('own'))
		.where('id', '=', sql<string>`any (${ids}::uuid[])`)
		.orderBy('id')
		.forUpdate()
		.execute();
	return rows.map((row) => ({
		id: row.id,
		measureId: row.measure_id,
		roadmapId: row.roadmap_id,
		ownerId: row.owner_id,
		kind: row.kind as OccurrenceKind,
		from: row.due_from,
		to: row.due_to,
		neverLate: row.never_late,
		stage: row.stage as Stage,
		doneOn: row.done_on,
		reason: row.reason,
		reportId: row.report_id,
		withdrawn: row.withdrawn_at !== null,
		revision: row.revision,
		own: row.own
	}));
}

/** How many of the occurrences the actor may at least see. */
export async function countVisible(db: Db, ids: string[]): Promise<number> {
	const { count } = await db
		.selectFrom('occurrence')
		.select(({ fn }) => fn.countAll<number>().as('count'))
		.where('id', '=', sql<string>`any (${ids}::uuid[])`)
		.executeTakeFirstOrThrow();
	return count;
}

/** What a sync needs of each measure of a roadmap, or of one; withdrawn measures are told. */
export async function selectTerms(
	db: Db,
	of: { roadmapId: string } | { measureId: string }
): Promise<{
	plan: Window;
	roadmapId: string;
	ownerId: string;
	measures: { id: string; term: Omit<Term, 'phrase'>; checkIn: CheckIn; withdrawn: boolean }[];
} | null> {
	const rows = await db
		.selectFrom('measure')
		.innerJoin('roadmap', 'roadmap.id', 'measure.roadmap_id')
		.select(['measure.id', 'term', 'check_in', 'period_from', 'period_to'])
		.select(['roadmap.id as roadmap_id', 'roadmap.owner_id'])
		.select(sql<boolean>`measure.withdrawn_at is not null`.as('withdrawn'))
		.where(
			'roadmapId' in of ? 'measure.roadmap_id' : 'measure.id',
			'=',
			'roadmapId' in of ? of.roadmapId : of.measureId
		)
		.execute();
	const [first] = rows;
	if (!first) return null;
	return {
		plan: { from: first.period_from, to: first.period_to },
		roadmapId: first.roadmap_id,
		ownerId: first.owner_id,
		measures: rows.map(({ id, term, check_in: checkIn, withdrawn }) => ({
			id,
			term: term as unknown as Omit<Term, 'phrase'>,
			checkIn: checkIn as CheckIn,
			withdrawn
		}))
	};
}

/** Two syncs of one roadmap follow one another. */
export async function lockSync(db: Db, roadmapId: string): Promise<void> {
	await sql`select pg_advisory_xact_lock(hashtextextended(${`occurrences ${roadmapId}`}, 0))`.execute(
		db
	);
}

export async function insertOccurrences(
	db: Db,
	{ roadmapId, ownerId }: { roadmapId: string; ownerId: string },
	planned: ({ measureId: string } & Planned)[]
): Promise<void> {
	if (planned.length === 0) return;
	await sql`
		insert into occurrence
			(measure_id, roadmap_id, owner_id, kind, due_from, due_to, never_late)
		select "measureId", ${roadmapId}, ${ownerId}, kind, "from", "to", "neverLate"
		from jsonb_to_recordset(${JSON.stringify(planned)}::jsonb)
			as given ("measureId" uuid, kind text, "from" date, "to" date, "neverLate" boolean)`.execute(db);
}

export async function withdrawOccurrences(db: Db, ids: string[]): Promise<void> {
	if (ids.length === 0) return;
	await db
		.updateTable('occurrence')
		.set({ withdrawn_at: sql<Date>`opora.now()` })
		.where('id', '=', sql<string>`any (${ids}::uuid[])`)
		.execute();
}

/** Puts occurrences under the rules of another planned one; their days stay. */
export async function updateRules(
	db: Db,
	changed: { id: string; planned: Planned }[]
): Promise<void> {
	if (changed.length === 0) return;
	const rows = changed.map(({ id, planned: { kind, neverLate } }) => ({ id, kind, neverLate }));
	await sql`
		update occurrence as stored set kind = given.kind, never_late = given."neverLate"
		from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
			as given (id uuid, kind text, "neverLate" boolean)
		where stored.id = given.id`.execute(db);
}

/** What a person does to occurrences; what is left out stays. */
export interface StageChange {
	stage?: Stage;
	reason?: string | null;
	doneOn?: PlainDate | null;
	reportId?: string | null;
	days?: Window | null;
}

export async function updateStage(db: Db, ids: string[], change: StageChange): Promise<void> {
	await db
		.updateTable('occurrence')
		.set({
			...(change.stage === undefined ? {} : { stage: change.stage }),
			...(change.reason === undefined ? {} : { reason: change.reason }),
			...(change.doneOn === undefined ? {} : { done_on: change.doneOn }),
			...(change.reportId === undefined ? {} : { report_id: change.reportId }),
			...(change.days === undefined
				? {}
				: { due_from: change.days?.from ?? null, due_to: change.days?.to ?? null })
		})
		.where('id', '=', sql<string>`any (${ids}::uuid[])`)
		.execute();
}

/** Who changed an occurrence last, and when; the name is null where it is not for this actor. */
export async function selectLastHand(
	db: Db,
	occurrenceId: string
): Promise<{ at: Date; personId: string | null; name: string | null } | null> {
	const row = await db
		.selectFrom('audit')
		.leftJoin('person', 'person.id', 'audit.person_id')
		.select(['audit.at', 'audit.person_id', 'surname', 'given', 'patronymic'])
		.where('table_name', '=', 'occurrence')
		.where('row_id', '=', occurrenceId)
		.orderBy('audit.id', 'desc')
		.limit(1)
		.executeTakeFirst();
	if (!row) return null;
	const initials = [row.given, row.patronymic].filter(Boolean).map((name) => `${name![0]}.`);
	return {
		at: row.at,
		personId: row.person_id,
		name: row.surname === null ? null : [row.surname, ...initials].join('\u00a0')
	};
}

/** Whether the acting person is responsible for the measure. */
export async function isOwnMeasure(db: Db, measureId: string): Promise<boolean> {
	const { rows } = await sql<{ own: boolean }>`
		select ${measureId}::uuid = any (opora.own_measures()) as own`.execute(db);
	return rows[0]?.own ?? false;
}
