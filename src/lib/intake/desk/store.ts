/** The SQL of documents, what was read of them, and the corrections. */

import { sql } from 'kysely';
import { shortName } from '../../people/names.ts';
import type { Db } from '../../platform/database.ts';
import type { Draft } from '../draft.ts';
import type { RefusalCode, SourceDocument } from '../source.ts';

export interface DocumentRow {
	id: string;
	name: string;
	size: number;
	uploadedAt: Date;
	organisationId: string;
	organisation: string;
	uploadedBy: string | null;
	intake: IntakeSummary | null;
	roadmap: { id: string; title: string } | null;
}

export type IntakeState = 'reading' | 'review' | 'refused' | 'accepted';

export interface IntakeSummary {
	id: string;
	state: IntakeState;
	refusal: StoredRefusal | null;
	settings: IntakeSettings;
	changedAt: Date;
}

export interface StoredRefusal {
	code: RefusalCode;
	detail: string;
}

/** What is kept beside the draft: how much there is to do, for lists that do not open the draft. */
export interface IntakeSettings {
	measures?: number;
	questions?: number;
	/** The last reading with other columns failed; the one before stands. */
	failed?: StoredRefusal | null;
}

export interface IntakeRow extends IntakeSummary {
	revision: number;
	documentId: string;
	organisationId: string;
	roadmapId: string | null;
	draft: Draft | null;
}

export interface NewDocument {
	organisationId: string;
	name: string;
	hash: string;
	size: number;
	type: string;
	personId: string;
}

export interface OrganisationRow {
	id: string;
	name: string;
	shortName: string;
	kind: string;
	path: string;
	timeZone: string;
}

/** Every organisation that the person may read, by name. */
export async function findOrganisations(db: Db): Promise<OrganisationRow[]> {
	return db
		.selectFrom('organisation')
		.select(['id', 'name', 'short_name as shortName', 'kind', 'path', 'time_zone as timeZone'])
		.where('closed_on', 'is', null)
		.orderBy('short_name')
		.execute();
}

/** Documents uploaded before that moment, the newest first. One statement. */
export async function findDocuments(
	db: Db,
	{
		before,
		most,
		organisationId
	}: { before: Date | null; most: number; organisationId: string | null }
): Promise<DocumentRow[]> {
	let query = documents(db).orderBy('document.uploaded_at', 'desc').limit(most);
	if (before) query = query.where('document.uploaded_at', '<', before);
	if (organisationId) query = query.where('document.organisation_id', '=', organisationId);
	return (await query.execute()).map(toDocument);
}

/** One document with its intake, or nothing. */
export async function findDocument(db: Db, id: string): Promise<DocumentRow | null> {
	const row = await documents(db).where('document.id', '=', id).executeTakeFirst();
	return row ? toDocument(row) : null;
}

function documents(db: Db) {
	return db
		.selectFrom('document')
		.innerJoin('organisation', 'organisation.id', 'document.organisation_id')
		.leftJoin('person', 'person.id', 'document.uploaded_by')
		.leftJoin('intake', 'intake.document_id', 'document.id')
		.leftJoin('roadmap', (join) =>
			join.onRef('roadmap.document_id', '=', 'document.id').on('roadmap.withdrawn_at', 'is', null)
		)
		.select([
			'document.id',
			'document.name',
			'document.size',
			'document.uploaded_at as uploadedAt',
			'document.organisation_id as organisationId',
			'organisation.short_name as organisation',
			'person.surname',
			'person.given',
			'person.patronymic',
			'intake.id as intakeId',
			'intake.state',
			'intake.refusal',
			'intake.settings',
			'intake.changed_at as changedAt',
			'roadmap.id as roadmapId',
			'roadmap.title as roadmapTitle'
		]);
}

type FoundDocument = Awaited<ReturnType<ReturnType<typeof documents>['execute']>>[number];

function toDocument(row: FoundDocument): DocumentRow {
	const { id, name, size, uploadedAt, organisationId, organisation } = row;
	const { surname, given, patronymic } = row;
	return {
		id,
		name,
		size,
		uploadedAt: new Date(uploadedAt as unknown as string),
		organisationId,
		organisation,
		uploadedBy: surname
			? shortName({ surname, given: given ?? '', patronymic: patronymic ?? '' })
			: null,
		intake:
			row.intakeId === null
				? null
				: {
						id: row.intakeId,
						state: row.state as IntakeState,
						refusal: row.refusal as unknown as StoredRefusal | null,
						settings: (row.settings ?? {}) as IntakeSettings,
						changedAt: new Date(row.changedAt as unknown as string)
					},
		roadmap: row.roadmapId === null ? null : { id: row.roadmapId, title: row.roadmapTitle! }
	};
}

/** Adds the document and the intake that will read it. */
export async function insertDocument(db: Db, given: NewDocument): Promise<string> {
	const { id } = await db
		.insertInto('document')
		.values({
			organisation_id: given.organisationId,
			name: given.name,
			hash: given.hash,
			size: given.size,
			type: given.type,
			uploaded_by: given.personId
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	await db
		.insertInto('intake')
		.values({
			organisation_id: given.organisationId,
			document_id: id,
			created_by: given.personId,
			settings: JSON.stringify({})
		})
		.execute();
	return id;
}

/** Where the document's bytes lie. */
export async function findFile(
	db: Db,
	documentId: string
): Promise<{ hash: string; name: string; type: string } | null> {
	const row = await db
		.selectFrom('document')
		.select(['hash', 'name', 'type'])
		.where('id', '=', documentId)
		.executeTakeFirst();
	return row ?? null;
}

/** The intake of a document; `lock` holds it until the transaction ends. */
export async function findIntake(
	db: Db,
	documentId: string,
	{ lock = false } = {}
): Promise<IntakeRow | null> {
	let query = db
		.selectFrom('intake')
		.select([
			'id',
			'state',
			'refusal',
			'settings',
			'draft',
			'revision',
			'changed_at as changedAt',
			'document_id as documentId',
			'organisation_id as organisationId',
			'roadmap_id as roadmapId'
		])
		.where('document_id', '=', documentId);
	if (lock) query = query.forUpdate();
	const row = await query.executeTakeFirst();
	if (!row) return null;
	return {
		...row,
		state: row.state as IntakeState,
		refusal: row.refusal as unknown as StoredRefusal | null,
		settings: row.settings as IntakeSettings,
		draft: row.draft as unknown as Draft | null,
		changedAt: new Date(row.changedAt as unknown as string),
		documentId: row.documentId!
	};
}

/** The document as it was read: large, so it is asked for on its own. */
export async function findSource(db: Db, intakeId: string): Promise<SourceDocument | null> {
	const row = await db
		.selectFrom('intake')
		.select('source')
		.where('id', '=', intakeId)
		.executeTakeFirst();
	return (row?.source as unknown as SourceDocument | null) ?? null;
}

/** Writes the intake's counts; every change makes a new revision. */
export async function touchIntake(db: Db, id: string, settings: IntakeSettings): Promise<void> {
	await db
		.updateTable('intake')
		.set({ settings: JSON.stringify(settings), changed_at: sql`clock_timestamp()` })
		.where('id', '=', id)
		.execute();
}

/** The file shall be read (again). */
export async function setReading(db: Db, id: string): Promise<void> {
	await db
		.updateTable('intake')
		.set({ state: 'reading', refusal: null, changed_at: sql`clock_timestamp()` })
		.where('id', '=', id)
		.where('state', '<>', 'accepted')
		.execute();
}

/** What was read, unless the intake was decided otherwise meanwhile. */
export async function storeReading(
	db: Db,
	id: string,
	source: SourceDocument,
	draft: Draft,
	settings: IntakeSettings
): Promise<void> {
	await db
		.updateTable('intake')
		.set({
			state: 'review',
			source: toJson(source),
			draft: toJson(draft),
			refusal: null,
			settings: JSON.stringify(settings),
			changed_at: sql`clock_timestamp()`
		})
		.where('id', '=', id)
		.where('state', '=', 'reading')
		.execute();
}

/** The file could not be read; an earlier reading, where there is one, stands. */
export async function storeRefusal(
	db: Db,
	id: string,
	refusal: StoredRefusal,
	keep: IntakeSettings | null
): Promise<void> {
	await db
		.updateTable('intake')
		.set({
			state: keep ? 'review' : 'refused',
			refusal: keep ? null : toJson(refusal),
			...(keep ? { settings: JSON.stringify({ ...keep, failed: refusal }) } : {}),
			changed_at: sql`clock_timestamp()`
		})
		.where('id', '=', id)
		.where('state', '=', 'reading')
		.execute();
}

/** Gives the document and its intake to the organisation whose roadmap they became. */
export async function moveDocument(
	db: Db,
	intake: Pick<IntakeRow, 'id' | 'documentId' | 'organisationId'>,
	organisationId: string
): Promise<void> {
	if (intake.organisationId === organisationId) return;
	const moved = { organisation_id: organisationId };
	await db.updateTable('document').set(moved).where('id', '=', intake.documentId).execute();
	await db.updateTable('intake').set(moved).where('id', '=', intake.id).execute();
	await db.updateTable('intake_mend').set(moved).where('intake_id', '=', intake.id).execute();
}

/** Intakes whose reading no process may be working on, with the person who began them. */
export async function findUnfinished(db: Db): Promise<{ id: string; createdBy: string | null }[]> {
	const { rows } = await sql<{ id: string; createdBy: string | null }>`
		select id, created_by as "createdBy" from opora.unfinished_intakes()`.execute(db);
	return rows;
}

/** The document that an intake reads. */
export async function findDocumentId(db: Db, intakeId: string): Promise<string | null> {
	const row = await db
		.selectFrom('intake')
		.select('document_id')
		.where('id', '=', intakeId)
		.executeTakeFirst();
	return row?.document_id ?? null;
}

/** PostgreSQL keeps no null characters and no half surrogate pairs; documents may hold both. */
function toJson(value: unknown): string {
	return JSON.stringify(value, (_key, each: unknown) =>
		typeof each === 'string' ? each.toWellFormed().replaceAll('\0', '') : each
	);
}
