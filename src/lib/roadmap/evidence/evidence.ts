/** Confirming documents of reports: the room's front door. */
import type { Actor } from '../../people/access.ts';
import type { Db } from '../../platform/database.ts';
import { Invalid, NotFound } from '../../platform/errors.ts';
import { openStored } from '../../platform/files.ts';
import { actAs, isId } from '../change.ts';
import { fieldName } from './form.ts';
import type { Evidence, NewEvidence } from './model.ts';
import { insertEvidence, selectEvidence, selectFile, takeUploads } from './store.ts';
import { previewOf } from './types.ts';

export { missingKinds, readEvidence } from './form.ts';
export { isEvidenceKind, type EvidenceKind } from './kinds.ts';
export type { Evidence, NewEvidence } from './model.ts';
export { findUploads, receiveUpload } from './uploads.ts';
export { evidenceKindName } from './wording.ts';

/**
 * Adds evidence to a report that the actor wrote, inside the report's transaction. Throws
 * `Invalid` with a field where a file is no longer there: nobody sent the form for a day, or the
 * report that took it is stored already.
 */
export async function addEvidence(
	db: Db,
	actor: Actor,
	{ reportId, ownerId }: { reportId: string; ownerId: string },
	items: NewEvidence[]
): Promise<void> {
	const files = await takeUploads(
		db,
		items.flatMap(({ uploadId }) => uploadId ?? [])
	);
	const gone = items.filter(({ uploadId }) => uploadId !== null && !files.has(uploadId));
	if (gone.length > 0)
		throw new Invalid(
			'error_form',
			Object.fromEntries(gone.map(({ row }) => [fieldName(row, 'upload'), 'evidence_upload_gone']))
		);
	await insertEvidence(
		db,
		{ reportId, ownerId, personId: actor.personId },
		items.map((item) => ({ item, file: item.uploadId ? (files.get(item.uploadId) ?? null) : null }))
	);
}

/** The evidence of some reports, in one statement, ordered by report and place in it. */
export function findEvidence(db: Db, reportIds: string[]): Promise<Evidence[]> {
	return selectEvidence(db, reportIds);
}

/** A stored file as a page sends it. */
export interface OpenedFile {
	name: string;
	type: string;
	/** Bytes. */
	size: number;
	/** SHA-256 of what is in it. */
	hash: string;
	/** What a browser may show; null: it is only saved. */
	preview: 'image' | 'pdf' | null;
	/** Opens the bytes; not before they are wanted. */
	open(): Promise<ReadableStream<Uint8Array>>;
}

/** The file of a piece of evidence. Throws `NotFound` where there is none for this actor. */
export async function openEvidence(actor: Actor, id: string): Promise<OpenedFile> {
	const file = isId(id) ? await actAs(actor, (db) => selectFile(db, id)) : null;
	if (!file) throw new NotFound('not_found');
	return { ...file, preview: previewOf(file.type), open: () => openStored(file.hash) };
}
