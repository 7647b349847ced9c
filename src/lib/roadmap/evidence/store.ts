import { domainToUnicode } from 'node:url';
import type { Db } from '../../platform/database.ts';
import { isEvidenceKind } from './kinds.ts';
import type { Evidence, NewEvidence, Upload } from './model.ts';
import { previewOf } from './types.ts';

interface StoredFile {
	hash: string;
	name: string;
	size: number;
	type: string;
}

/** The evidence of some reports, in the order in which it was given. */
export async function selectEvidence(db: Db, reportIds: string[]): Promise<Evidence[]> {
	if (reportIds.length === 0) return [];
	const rows = await db
		.selectFrom('evidence')
		.select(['id', 'report_id', 'kind', 'name', 'size', 'type', 'url'])
		.select(['number', 'date', 'issuer', 'note', 'personal_data'])
		.where('report_id', 'in', reportIds)
		.where('withdrawn_at', 'is', null)
		.orderBy('report_id')
		.orderBy('position')
		.execute();
	return rows.map((row) => ({
		id: row.id,
		reportId: row.report_id,
		kind: isEvidenceKind(row.kind) ? row.kind : 'other',
		file:
			row.name === null
				? null
				: { name: row.name, size: row.size ?? 0, preview: previewOf(row.type ?? '') },
		link: row.url === null ? null : { url: row.url, text: addressText(row.url) },
		number: row.number,
		date: row.date,
		issuer: row.issuer,
		note: row.note,
		personalData: row.personal_data
	}));
}

/** «школа.рф/новости» of a link's whole address. */
function addressText(href: string): string {
	const { host, hostname, pathname, search } = new URL(href);
	let path = pathname + search;
	try {
		path = decodeURIComponent(path);
	} catch {
		// percent signs that encode nothing stay as they are
	}
	return host.replace(hostname, domainToUnicode(hostname)) + (path === '/' ? '' : path);
}

/** Takes own uploads out of waiting; those that are gone are missing from the answer. */
export async function takeUploads(db: Db, ids: string[]): Promise<Map<string, StoredFile>> {
	if (ids.length === 0) return new Map();
	const rows = await db
		.deleteFrom('upload')
		.where('id', 'in', ids)
		.returning(['id', 'hash', 'name', 'size', 'type'])
		.execute();
	return new Map(rows.map(({ id, ...file }) => [id, file]));
}

export async function insertEvidence(
	db: Db,
	report: { reportId: string; ownerId: string; personId: string },
	items: { item: NewEvidence; file: StoredFile | null }[]
): Promise<void> {
	if (items.length === 0) return;
	await db
		.insertInto('evidence')
		.values(
			items.map(({ item, file }, position) => ({
				report_id: report.reportId,
				owner_id: report.ownerId,
				added_by: report.personId,
				position,
				kind: item.kind,
				note: item.note,
				hash: file?.hash ?? null,
				name: file?.name ?? null,
				size: file?.size ?? null,
				type: file?.type ?? null,
				url: item.url,
				number: item.number,
				date: item.date,
				issuer: item.issuer,
				personal_data: item.personalData
			}))
		)
		.execute();
}

/** What lies under a row of evidence; null: no such file for this person. */
export async function selectFile(db: Db, id: string): Promise<StoredFile | null> {
	const row = await db
		.selectFrom('evidence')
		.select(['hash', 'name', 'size', 'type'])
		.where('id', '=', id)
		.where('withdrawn_at', 'is', null)
		.executeTakeFirst();
	if (!row?.hash || row.name === null || row.size === null || row.type === null) return null;
	return { hash: row.hash, name: row.name, size: row.size, type: row.type };
}

export async function insertUpload(db: Db, personId: string, file: StoredFile): Promise<Upload> {
	return db
		.insertInto('upload')
		.values({ person_id: personId, ...file })
		.returning(['id', 'name', 'size', 'type'])
		.executeTakeFirstOrThrow();
}

/** Own files that wait for a report, of those with these ids. */
export async function selectUploads(db: Db, ids: string[]): Promise<Upload[]> {
	if (ids.length === 0) return [];
	return db
		.selectFrom('upload')
		.select(['id', 'name', 'size', 'type'])
		.where('id', 'in', ids)
		.orderBy('created_at')
		.execute();
}

export async function countUploads(db: Db): Promise<number> {
	const { count } = await db
		.selectFrom('upload')
		.select(({ fn }) => fn.countAll<number>().as('count'))
		.executeTakeFirstOrThrow();
	return Number(count);
}
