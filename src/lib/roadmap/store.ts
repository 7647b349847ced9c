/** The SQL that writes and reads whole roadmaps. */
import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Term } from '../calendar/term.ts';
import type { Db } from '../platform/database.ts';
import type {
	CheckIn,
	Measure,
	Owner,
	Party,
	Roadmap,
	RoadmapHead,
	Section,
	Status
} from './model.ts';
import type { Level, YearKind } from './snapshot.ts';
import { statusOn } from './version/way.ts';

/** Rows of one statement: PostgreSQL takes 65,535 values, a measure has 19. */
const CHUNK = 2_000;

/** A measure to be stored; how it is executed has its defaults. */
export type NewMeasure = Omit<
	Measure,
	'withdrawn' | 'revision' | 'originId' | 'checkIn' | 'evidenceKinds'
> &
	Partial<Pick<Measure, 'originId' | 'checkIn' | 'evidenceKinds'>>;

export interface NewRoadmap {
	id: string;
	ownerId: string;
	head: Pick<
		RoadmapHead,
		'title' | 'level' | 'period' | 'yearKind' | 'order' | 'signatory' | 'lanes'
	>;
	documentId: string | null;
	copiedFrom: string | null;
	createdBy: string | null;
	factors: number[];
	sections: Pick<Section, 'id' | 'parentId' | 'position' | 'title'>[];
	measures: NewMeasure[];
}

/** Three statements a thousand measures, whatever their number otherwise. */
export async function insertRoadmap(db: Db, given: NewRoadmap): Promise<void> {
	const { id, ownerId, head } = given;
	await db
		.insertInto('roadmap')
		.values({
			id,
			owner_id: ownerId,
			...headColumns(head),
			document_id: given.documentId,
			copied_from: given.copiedFrom,
			created_by: given.createdBy,
			factors: given.factors
		})
		.execute();
	for (const rows of chunks(given.sections))
		await db
			.insertInto('section')
			.values(
				rows.map(({ id: sectionId, parentId, position, title }) => ({
					id: sectionId,
					roadmap_id: id,
					owner_id: ownerId,
					parent_id: parentId,
					position,
					title
				}))
			)
			.execute();
	await insertMeasures(db, id, ownerId, given.measures);
}

/** Adds measures with their responsible parties. */
export async function insertMeasures(
	db: Db,
	roadmapId: string,
	ownerId: string,
	measures: NewMeasure[]
): Promise<void> {
	for (const rows of chunks(measures))
		await db
			.insertInto('measure')
			.values(
				rows.map((measure) => ({
					id: measure.id,
					roadmap_id: roadmapId,
					owner_id: ownerId,
					section_id: measure.sectionId,
					position: measure.position,
					lane: measure.lane,
					lane_row: measure.row,
					number: measure.number,
					text: measure.text,
					...termColumns(measure.term, measure.termByHand),
					result: measure.result,
					notes: measure.notes,
					factors: measure.factors,
					origin_id: measure.originId ?? null,
					check_in: measure.checkIn ?? 'half-yearly',
					evidence_kinds: measure.evidenceKinds ?? [],
					source: measure.source === null ? null : JSON.stringify(measure.source)
				}))
			)
			.execute();
	await insertParties(
		db,
		ownerId,
		measures.map(({ id, responsible }) => ({ measureId: id, responsible }))
	);
}

export async function insertParties(
	db: Db,
	ownerId: string,
	given: { measureId: string; responsible: Party[] }[]
): Promise<void> {
	const rows = given.flatMap(({ measureId, responsible }) =>
		responsible.map(({ text, personId, organisationId, role, matched }, position) => ({
			measure_id: measureId,
			owner_id: ownerId,
			position,
			text,
			person_id: personId,
			organisation_id: organisationId,
			role,
			matched: matched ?? null
		}))
	);
	for (const chunk of chunks(rows)) await db.insertInto('measure_party').values(chunk).execute();
}

/** The head's own columns, for inserts and updates. */
export function headColumns(head: NewRoadmap['head']) {
	return {
		title: head.title,
		level: head.level,
		period_from: head.period.from,
		period_to: head.period.to,
		year_kind: head.yearKind,
		order_number: head.order?.number ?? null,
		order_date: head.order?.date ?? null,
		order_issuer: head.order?.issuer ?? null,
		signatory_post: head.signatory?.post ?? null,
		signatory_name: head.signatory?.name ?? null,
		lanes: head.lanes
	};
}

/** A term is kept as JSON beside its phrase; its outer bounds also as dates, for queries. */
export function termColumns({ phrase, ...meaning }: Term, byHand: boolean) {
	return {
		term_phrase: phrase,
		term: JSON.stringify(meaning),
		term_by_hand: byHand,
		window_from: meaning.window?.from ?? null,
		window_to: meaning.window?.to ?? null
	};
}

/** The organisation, if the acting person may do `action` there; one statement. */
export async function findOwner(db: Db, id: string, action: string): Promise<Owner | null> {
	const row = await db
		.selectFrom('organisation')
		.select(['id', 'kind', 'name', 'short_name as shortName'])
		.select(sql<string>`path::text`.as('path'))
		.where('id', '=', id)
		.where(sql<boolean>`id = any ((select opora.scope(${action}))::uuid[])`)
		.executeTakeFirst();
	return row ?? null;
}

/** A roadmap's head, or null where there is none for this person. */
export async function findHead(db: Db, id: string): Promise<RoadmapHead | null> {
	const row = await db
		.selectFrom('roadmap')
		.innerJoin('organisation', 'organisation.id', 'roadmap.owner_id')
		.selectAll('roadmap')
		.select([
			'organisation.kind',
			'organisation.name',
			'organisation.short_name',
			'organisation.time_zone',
			sql<string>`organisation.path::text`.as('path'),
			sql<string>`(opora.now() at time zone organisation.time_zone)::date::text`.as('today')
		])
		.where('roadmap.id', '=', id)
		.executeTakeFirst();
	if (!row) return null;
	return {
		id: row.id,
		title: row.title,
		level: row.level as Level,
		owner: {
			id: row.owner_id,
			kind: row.kind,
			name: row.name,
			shortName: row.short_name,
			path: row.path
		},
		period: { from: row.period_from, to: row.period_to },
		yearKind: row.year_kind as YearKind,
		order:
			row.order_number !== null && row.order_date !== null
				? { number: row.order_number, date: row.order_date, issuer: row.order_issuer ?? '' }
				: null,
		signatory:
			row.signatory_name !== null
				? { post: row.signatory_post ?? '', name: row.signatory_name }
				: null,
		lanes: row.lanes,
		documentId: row.document_id,
		copiedFrom: row.copied_from,
		status: statusOn(row.status as Status, row.in_force_from, row.today),
		inForceFrom: row.in_force_from,
		correctsId: row.corrects_id,
		correctsVersion: row.corrects_version,
		correctionReason: row.correction_reason,
		factors: row.factors,
		withdrawn: row.withdrawn_at !== null,
		revision: row.revision,
		timeZone: row.time_zone,
		today: row.today
	};
}

/** A whole roadmap in three statements; withdrawn parts only where `withdrawn` asks for them. */
export async function findRoadmap(
	db: Db,
	id: string,
	{ withdrawn = false } = {}
): Promise<Roadmap | null> {
	const head = await findHead(db, id);
	if (!head) return null;
	const sections = await db
		.selectFrom('section')
		.select(['id', 'parent_id as parentId', 'position', 'title', 'revision'])
		.select(['origin_id as originId'])
		.select(sql<boolean>`withdrawn_at is not null`.as('withdrawn'))
		.where('roadmap_id', '=', id)
		.$if(!withdrawn, (query) => query.where('withdrawn_at', 'is', null))
		.orderBy('position')
		.orderBy('id')
		.execute();
	const rows = await measureRows(db)
		.where('measure.roadmap_id', '=', id)
		.$if(!withdrawn, (query) => query.where('measure.withdrawn_at', 'is', null))
		.orderBy('measure.position')
		.orderBy('measure.id')
		.execute();
	return { head, sections, measures: rows.map(measureOf) };
}

/** Ids and places of what stands in a roadmap: enough to put things in another order. */
export async function findOrder(db: Db, roadmapId: string) {
	const sections = await findSections(db, roadmapId);
	const measures = await db
		.selectFrom('measure')
		.select(['id', 'section_id as sectionId', 'position'])
		.where('roadmap_id', '=', roadmapId)
		.where('withdrawn_at', 'is', null)
		.execute();
	return { sections, measures };
}

/** The sections of a roadmap without withdrawn ones. */
export function findSections(db: Db, roadmapId: string) {
	return db
		.selectFrom('section')
		.select(['id', 'parent_id as parentId', 'position', 'title', 'revision'])
		.where('roadmap_id', '=', roadmapId)
		.where('withdrawn_at', 'is', null)
		.execute();
}

/** One measure with the roadmap that holds it, or null. */
export async function findMeasure(
	db: Db,
	id: string
): Promise<{ roadmapId: string; ownerId: string; head: RoadmapHead; measure: Measure } | null> {
	const row = await measureRows(db).where('measure.id', '=', id).executeTakeFirst();
	const head = row ? await findHead(db, row.roadmap_id) : null;
	if (!row || !head) return null;
	return { roadmapId: row.roadmap_id, ownerId: row.owner_id, head, measure: measureOf(row) };
}

function measureRows(db: Db) {
	return db
		.selectFrom('measure')
		.selectAll('measure')
		.select((eb) =>
			jsonArrayFrom(
				eb
					.selectFrom('measure_party')
					.select(['text', 'person_id as personId', 'organisation_id as organisationId', 'role'])
					.whereRef('measure_party.measure_id', '=', 'measure.id')
					.orderBy('measure_party.position')
			).as('responsible')
		);
}

type MeasureRow = Awaited<ReturnType<ReturnType<typeof measureRows>['execute']>>[number];

function measureOf(row: MeasureRow): Measure {
	return {
		id: row.id,
		sectionId: row.section_id,
		position: row.position,
		lane: row.lane,
		row: row.lane_row,
		number: row.number,
		text: row.text,
		term: { phrase: row.term_phrase, ...(row.term as unknown as Omit<Term, 'phrase'>) },
		termByHand: row.term_by_hand,
		responsible: row.responsible,
		result: row.result,
		notes: row.notes,
		factors: row.factors,
		source: row.source,
		originId: row.origin_id,
		checkIn: row.check_in as CheckIn,
		evidenceKinds: row.evidence_kinds,
		withdrawn: row.withdrawn_at !== null,
		revision: row.revision
	};
}

function* chunks<T>(rows: T[]): Generator<T[]> {
	for (let i = 0; i < rows.length; i += CHUNK) yield rows.slice(i, i + CHUNK);
}
