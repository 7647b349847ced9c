/** Confirming documents of reports: the room's front door. */
import type { Actor } from '../../people/access.ts';
import type { Db } from '../../platform/database.ts';
import { Invalid } from '../../platform/errors.ts';
import { fieldName } from './form.ts';
import type { Evidence, NewEvidence } from './model.ts';
import { insertEvidence, selectEvidence, takeUploads } from './store.ts';

export { missingKinds, readEvidence } from './form.ts';
export { evidenceKinds, isEvidenceKind, type EvidenceKind } from './kinds.ts';
export type { Evidence, NewEvidence } from './model.ts';
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
