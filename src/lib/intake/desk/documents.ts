/** Documents as lists and files: uploading, listing, giving back. */

import { getLocale } from '#lib/paraglide/runtime.js';
import { allowed, type Actor } from '../../people/access.ts';
import { act } from '../../platform/database.ts';
import { Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import { readStored, storeFile } from '../../platform/files.ts';
import { limits } from '../limits.ts';
import { wordRefusal, type Wording } from '../refusals.ts';
import { actingOf, idOf } from './acting.ts';
import { awaitReading, beginReading, isReading } from './reading.ts';
import * as store from './store.ts';

export interface DocumentView {
	id: string;
	name: string;
	size: number;
	uploadedAt: string;
	uploadedBy: string | null;
	organisation: string;
	/** `kept`: a document that nobody reads as a roadmap, or whose reading is not for this person. */
	state: store.IntakeState | 'kept';
	measures: number;
	questions: number;
	refusal: Wording | null;
	roadmap: { id: string; title: string } | null;
}

export interface DocumentList {
	documents: DocumentView[];
	/** Cursor of the next page; null: this is the last. */
	next: string | null;
	/** Where the person may add documents; the first is the one to start with. */
	organisations: { id: string; name: string }[];
	/** What a file may weigh. */
	megabytes: number;
}

const documentsOfPage = 30;

/** Documents and readings of the person's organisations, the newest first. */
export async function listDocuments(
	actor: Actor,
	{ before, organisationId }: { before: Date | null; organisationId: string | null }
): Promise<DocumentList> {
	const { rows, organisations } = await act(actingOf(actor), async (db) => ({
		rows: await store.findDocuments(db, { before, most: documentsOfPage + 1, organisationId }),
		organisations: await store.findOrganisations(db)
	}));
	const shown = rows.slice(0, documentsOfPage);
	for (const row of shown) resume(actor, row);
	return {
		documents: shown.map(documentView),
		next: rows.length > documentsOfPage ? shown.at(-1)!.uploadedAt.toISOString() : null,
		organisations: addable(actor, organisations),
		megabytes: limits.fileBytes / (1024 * 1024)
	};
}

/** Own organisation first, then by name. */
function addable(
	actor: Actor,
	organisations: store.OrganisationRow[]
): { id: string; name: string }[] {
	const own = new Set(actor.duties.map(({ organisationId }) => organisationId));
	return organisations
		.filter(({ path }) => allowed(actor, 'document.add', path))
		.sort((one, other) => Number(own.has(other.id)) - Number(own.has(one.id)))
		.map(({ id, shortName }) => ({ id, name: shortName }));
}

/** A reading that the process before this one left goes on when somebody looks. */
export function resume(actor: Actor, { id, intake }: store.DocumentRow): void {
	if (intake?.state === 'reading' && !isReading(id)) void beginReading(actingOf(actor), id);
}

/** A row of the store as pages show it. */
export function documentView(row: store.DocumentRow): DocumentView {
	const { id, name, size, uploadedBy, organisation, intake, roadmap } = row;
	return {
		id,
		name,
		size,
		uploadedAt: row.uploadedAt.toISOString(),
		uploadedBy,
		organisation,
		state: intake?.state ?? 'kept',
		measures: intake?.settings.measures ?? 0,
		questions: intake?.settings.questions ?? 0,
		refusal: intake?.refusal ? worded(intake.refusal) : null,
		roadmap
	};
}

/** Why a file was not read, in the page's language. */
export function worded({ code, detail }: store.StoredRefusal): Wording {
	return wordRefusal(code, detail, getLocale());
}

export interface Upload {
	organisationId: string;
	name: string;
	bytes: Uint8Array;
}

const types: Record<string, string> = {
	docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	pdf: 'application/pdf',
	csv: 'text/csv',
	txt: 'text/plain',
	html: 'text/html'
};

/**
 * Keeps a file and begins to read it; the answer does not wait for the reading.
 * Throws `Invalid` with the code `intake_empty_file` or `intake_too_large`, `Forbidden`.
 */
export async function uploadDocument(actor: Actor, upload: Upload): Promise<{ id: string }> {
	const { bytes, organisationId } = upload;
	if (bytes.length === 0) throw new Invalid('intake_empty_file');
	if (bytes.length > limits.fileBytes) throw new Invalid('intake_too_large');
	const name = cleanName(upload.name);
	const hash = await storeFile(bytes);
	const id = await act(actingOf(actor), async (db) => {
		const organisations = await store.findOrganisations(db);
		const chosen = organisations.find((each) => each.id === organisationId);
		if (!chosen || !allowed(actor, 'document.add', chosen.path)) throw new Forbidden('forbidden');
		return store.insertDocument(db, {
			organisationId,
			name,
			hash,
			size: bytes.length,
			type: types[endingOf(name)] ?? 'application/octet-stream',
			personId: actor.personId
		});
	});
	void beginReading(actingOf(actor), id);
	return { id };
}

/** Waits a moment, so that a small file is read when its page opens. */
export function waitForReading(documentId: string): Promise<void> {
	return awaitReading(documentId, 2_500);
}

function cleanName(name: string): string {
	const base = name.split(/[/\\]/).at(-1)!.replace(/\p{C}/gu, '').trim();
	return base.slice(-200) || 'document';
}

function endingOf(name: string): string {
	return /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** The file as it was given. Throws `NotFound` where there is none for this person. */
export async function openFile(
	actor: Actor,
	documentId: string
): Promise<{ bytes: Uint8Array; name: string; type: string }> {
	const file = await act(actingOf(actor), (db) => store.findFile(db, idOf(documentId)));
	if (!file) throw new NotFound('not_found');
	return { bytes: await readStored(file.hash), name: file.name, type: file.type };
}
