/** The SQL that changes parts of a roadmap; each function is one or two statements for any number of rows. */
import { sql } from 'kysely';
import type { Term } from '../calendar/term.ts';
import type { Db } from '../platform/database.ts';
import type { MeasureValues } from './fields.ts';
import type { Party } from './model.ts';
import type { Placed } from './order.ts';
import { insertParties, termColumns } from './store.ts';

/** Holds the measure for this transaction, so that two saves follow one another. */
export async function lockMeasure(db: Db, id: string): Promise<void> {
	await db.selectFrom('measure').select('id').where('id', '=', id).forUpdate().execute();
}

/** Holds the roadmap for this transaction: changes of one roadmap and its approval follow one another. */
export async function lockRoadmap(db: Db, id: string): Promise<void> {
	await db.selectFrom('roadmap').select('id').where('id', '=', id).forNoKeyUpdate().execute();
}

/** The same for the roadmap that a measure stands in. */
export async function lockRoadmapOf(db: Db, measureId: string): Promise<void> {
	await db
		.selectFrom('roadmap')
		.select('id')
		.where('id', '=', (eb) =>
			eb.selectFrom('measure').select('roadmap_id').where('measure.id', '=', measureId)
		)
		.forNoKeyUpdate()
		.execute();
}

/** Saves all fields of a measure; the parties only where they are given. */
export async function updateMeasure(
	db: Db,
	id: string,
	ownerId: string,
	values: MeasureValues & { position: number },
	parties: Party[] | null
): Promise<void> {
	await db
		.updateTable('measure')
		.set({
			number: values.number,
			text: values.text,
			...termColumns(values.term, values.termByHand),
			result: values.result,
			notes: values.notes,
			factors: values.factors,
			section_id: values.sectionId,
			lane: values.lane,
			position: values.position
		})
		.where('id', '=', id)
		.execute();
	if (!parties) return;
	await db.deleteFrom('measure_party').where('measure_id', '=', id).execute();
	await insertParties(db, ownerId, [{ measureId: id, responsible: parties }]);
}

export async function updateSectionOf(db: Db, id: string, sectionId: string | null): Promise<void> {
	await db.updateTable('measure').set({ section_id: sectionId }).where('id', '=', id).execute();
}

export async function updatePositions(
	db: Db,
	table: 'measure' | 'section',
	rows: Placed[]
): Promise<void> {
	await sql`
		update ${sql.table(table)} as stored set position = given.position
		from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (id uuid, position float8)
		where stored.id = given.id and stored.position <> given.position`.execute(db);
}

export async function updateNumbers(db: Db, numbers: Map<string, string>): Promise<void> {
	const rows = [...numbers].map(([id, number]) => ({ id, number }));
	await sql`
		update measure as stored set number = given.number
		from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (id uuid, number text)
		where stored.id = given.id and stored.number is distinct from given.number`.execute(db);
}

/** New meanings of phrases, by measure. */
export async function updateTerms(db: Db, terms: { id: string; term: Term }[]): Promise<void> {
	const rows = terms.map(({ id, term }) => {
		const { term: meaning, window_from: from, window_to: to } = termColumns(term, false);
		return { id, term: JSON.parse(meaning) as unknown, window_from: from, window_to: to };
	});
	await sql`
		update measure as stored
		set term = given.term, window_from = given.window_from, window_to = given.window_to
		from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
			as given (id uuid, term jsonb, window_from date, window_to date)
		where stored.id = given.id and stored.term <> given.term`.execute(db);
}

/** Withdraws rows that stand, or brings withdrawn ones back. */
export async function updateWithdrawn(
	db: Db,
	table: 'measure' | 'section' | 'roadmap',
	ids: string[],
	withdrawn: { reason: string | null } | null
): Promise<void> {
	if (ids.length === 0) return;
	await db
		.updateTable(table)
		.set(
			withdrawn
				? { withdrawn_at: sql<Date>`now()`, withdrawn_reason: withdrawn.reason }
				: { withdrawn_at: null, withdrawn_reason: null }
		)
		.where('id', '=', sql<string>`any (${ids}::uuid[])`)
		.where('withdrawn_at', withdrawn ? 'is' : 'is not', null)
		.execute();
}

export interface LastChange {
	/** «Ермакова Н. В.», or null where the person may not be named to this actor. */
	name: { surname: string; given: string; patronymic: string } | null;
	at: Date;
}

/** Tables of which a conflict tells who saved last. */
export type Told = 'measure' | 'roadmap' | 'half_year_report' | `programme${string}`;

/** Who changed a row last, and when. */
export async function findLastChange(db: Db, table: Told, id: string): Promise<LastChange | null> {
	const row = await db
		.selectFrom('audit')
		.leftJoin('person', 'person.id', 'audit.person_id')
		.select(['audit.at', 'surname', 'given', 'patronymic'])
		.where('table_name', '=', table)
		.where('row_id', '=', id)
		.orderBy('audit.id', 'desc')
		.limit(1)
		.executeTakeFirst();
	if (!row) return null;
	const { at, surname, given, patronymic } = row;
	return {
		at,
		name: surname ? { surname, given: given ?? '', patronymic: patronymic ?? '' } : null
	};
}

/** Deficits beside those that measures answer already; how many measures were changed. */
export async function addFactors(
	db: Db,
	roadmapId: string,
	rows: readonly { id: string; factors: readonly number[] }[]
): Promise<number> {
	const { numAffectedRows } = await sql`
		update measure m set factors = (
			select array_agg(distinct each order by each)
			from unnest(m.factors || given.factors) each)
		from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (id uuid, factors smallint[])
		where m.id = given.id and m.roadmap_id = ${roadmapId} and m.withdrawn_at is null
			and not m.factors @> given.factors`.execute(db);
	return Number(numAffectedRows ?? 0);
}
