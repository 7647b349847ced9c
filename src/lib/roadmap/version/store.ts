/** The SQL of versions and steps. */
import { sql } from 'kysely';
import type { PlainDate } from '../../calendar/term.ts';
import type { Db } from '../../platform/database.ts';
import type { Status } from '../model.ts';
import type { Summary } from './compare.ts';
import type { VersionContent } from './content.ts';
import type { Standing, VersionHead } from './standing.ts';

/**
 * A roadmap's standing as one column of JSON, so that its page asks no statement more; `id` is the
 * roadmap's.
 */
export function standingOf(id: string) {
	return sql<Standing>`(select jsonb_build_object(
		'createdAt', r.created_at,
		'steps', (select coalesce(jsonb_agg(jsonb_build_object('from', s.from_status, 'to', s.to_status,
				'at', s.at, 'name', s.person_name, 'comment', s.comment, 'version', s.version)
				order by s.at, s.version), '[]')
			from roadmap_step s where s.roadmap_id = r.id or s.roadmap_id in (
				select spent.id from roadmap spent where spent.corrects_id = r.id and spent.status = 'closed')),
		'version', (select ${versionJson} from roadmap_version v where v.roadmap_id = r.id
			order by v.number desc limit 1),
		'correction', (select jsonb_build_object('id', d.id, 'status', d.status, 'createdAt', d.created_at)
			from roadmap d where d.corrects_id = r.id and d.withdrawn_at is null),
		'corrects', (select jsonb_build_object('id', o.id, 'title', o.title)
			from roadmap o where o.id = r.corrects_id))
		from roadmap r where r.id = ${id}::uuid)`;
}

const versionJson = sql`jsonb_build_object('number', v.number, 'order', jsonb_build_object(
	'number', v.order_number, 'date', v.order_date, 'issuer', coalesce(v.order_issuer, '')),
	'inForceFrom', v.in_force_from, 'reason', v.reason, 'changes', v.changes,
	'document', (select jsonb_build_object('id', f.id, 'name', f.name)
		from document f where f.id = v.document_id))`;

export async function findStanding(db: Db, id: string): Promise<Standing> {
	const { rows } = await sql<{ standing: Standing }>`select ${standingOf(id)} as standing`.execute(
		db
	);
	return rows[0]!.standing;
}

/** All versions of a roadmap, the newest first, without their contents. */
export async function findVersions(db: Db, roadmapId: string): Promise<VersionHead[]> {
	const { rows } = await sql<{ version: VersionHead }>`
		select ${versionJson} as version from roadmap_version v
		where v.roadmap_id = ${roadmapId} order by v.number desc`.execute(db);
	return rows.map(({ version }) => version);
}

export interface StoredVersion {
	version: VersionHead;
	content: VersionContent;
	digest: string;
}

/** The versions of these numbers, in their order. */
export async function findContents(
	db: Db,
	roadmapId: string,
	numbers: number[]
): Promise<StoredVersion[]> {
	const { rows } = await sql<StoredVersion>`
		select ${versionJson} as version, v.content, v.digest from roadmap_version v
		where v.roadmap_id = ${roadmapId} and v.number = any (${numbers}::integer[])
		order by v.number`.execute(db);
	return rows;
}

/** The newest version, as far as the same form sent twice is known by it. */
export async function findNewest(
	db: Db,
	roadmapId: string
): Promise<{ number: number; digest: string; orderNumber: string; by: string | null } | null> {
	const row = await db
		.selectFrom('roadmap_version')
		.select(['number', 'digest', 'order_number as orderNumber', 'approved_by as by'])
		.where('roadmap_id', '=', roadmapId)
		.orderBy('number', 'desc')
		.limit(1)
		.executeTakeFirst();
	return row ?? null;
}

export interface NewVersion {
	roadmapId: string;
	ownerId: string;
	number: number;
	content: VersionContent;
	digest: string;
	changes: Summary | null;
	reason: string | null;
	order: { number: string; date: PlainDate; issuer: string };
	documentId: string | null;
	inForceFrom: PlainDate;
	personId: string;
}

export async function insertVersion(db: Db, given: NewVersion): Promise<void> {
	await db
		.insertInto('roadmap_version')
		.values({
			roadmap_id: given.roadmapId,
			owner_id: given.ownerId,
			number: given.number,
			content: JSON.stringify(given.content),
			digest: given.digest,
			changes: given.changes && JSON.stringify(given.changes),
			reason: given.reason,
			order_number: given.order.number,
			order_date: given.order.date,
			order_issuer: given.order.issuer || null,
			document_id: given.documentId,
			in_force_from: given.inForceFrom,
			approved_by: given.personId
		})
		.execute();
}

export interface NewStep {
	roadmapId: string;
	ownerId: string;
	from: Status;
	to: Status;
	comment: string | null;
	personId: string;
	personName: string;
	version: number;
}

export async function insertStep(db: Db, step: NewStep): Promise<void> {
	await db
		.insertInto('roadmap_step')
		.values({
			roadmap_id: step.roadmapId,
			owner_id: step.ownerId,
			from_status: step.from,
			to_status: step.to,
			comment: step.comment,
			person_id: step.personId,
			person_name: step.personName,
			version: step.version
		})
		.execute();
}

export async function updateStatus(db: Db, id: string, status: Status): Promise<void> {
	await db.updateTable('roadmap').set({ status }).where('id', '=', id).execute();
}

/** The file of an order, kept as a document of the owner. */
export async function insertOrderFile(
	db: Db,
	given: {
		organisationId: string;
		name: string;
		hash: string;
		size: number;
		type: string;
		personId: string;
	}
): Promise<string> {
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
	return id;
}

/** A measure whose talk has open remarks, and how many. */
export interface Remarks {
	measureId: string;
	number: string | null;
	text: string;
	open: number;
}

/** In print order as far as positions tell it; of what stands in the roadmap now. */
export async function findRemarks(db: Db, roadmapId: string): Promise<Remarks[]> {
	const { rows } = await sql<Remarks>`
		select m.id as "measureId", m.number, m.text, count(*)::integer as open
		from comment c join measure m on m.id = c.measure_id
		where c.roadmap_id = ${roadmapId} and c.withdrawn_at is null and c.resolved_at is null
			and m.withdrawn_at is null
		group by m.id order by m.position, m.id`.execute(db);
	return rows;
}

/** The open draft of the next version of a roadmap. */
export async function findCorrection(db: Db, roadmapId: string): Promise<{ id: string } | null> {
	const row = await db
		.selectFrom('roadmap')
		.select('id')
		.where('corrects_id', '=', roadmapId)
		.where('withdrawn_at', 'is', null)
		.executeTakeFirst();
	return row ?? null;
}
