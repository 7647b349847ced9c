/** Reading in the background: begun by an upload, it goes on when nobody looks. */

import { act, type Acting } from '../../platform/database.ts';
import { readStored } from '../../platform/files.ts';
import type { Draft, ReadingHints } from '../draft.ts';
import { Refusal } from '../source.ts';
import { readIsolated } from '../worker/pool.ts';
import { doubtsOf } from './doubts.ts';
import { replay, type Mend } from './mend.ts';
import { liveMeasures, sheetOf } from './sheet.ts';
import {
	findDocumentId,
	findFile,
	findIntake,
	findUnfinished,
	storeReading,
	storeRefusal,
	type IntakeSettings,
	type StoredRefusal
} from './store.ts';
import { findMends } from './store-mends.ts';

/** Readings of this process by document. */
const running = new Map<string, Promise<void>>();

/** Whether this process reads the document now. */
export function isReading(documentId: string): boolean {
	return running.has(documentId);
}

/**
 * Reads the document of an intake in state `reading` and stores what was understood, or why not.
 * Never rejects; a second call while it runs waits for the first.
 */
export function beginReading(acting: Acting, documentId: string): Promise<void> {
	const known = running.get(documentId);
	if (known) return known;
	const reading = read(acting, documentId)
		.catch((error: unknown) => console.error(`Reading of document ${documentId} failed:`, error))
		.finally(() => running.delete(documentId));
	running.set(documentId, reading);
	return reading;
}

/** Waits for a reading as long as a person waits for a page without wondering. */
export async function awaitReading(documentId: string, milliseconds: number): Promise<void> {
	const reading = running.get(documentId);
	if (!reading) return;
	await Promise.race([
		reading,
		new Promise((resolve) => setTimeout(resolve, milliseconds).unref())
	]);
}

/** Begins again what a stopped application left half-way. Called once when the application starts. */
export async function resumeReadings(): Promise<void> {
	const unfinished = await act({ personId: null, today: null }, findUnfinished);
	for (const { id, createdBy } of unfinished) {
		const acting = { personId: createdBy, today: null };
		const documentId = await act(acting, (db) => findDocumentId(db, id));
		if (documentId) await beginReading(acting, documentId);
	}
}

async function read(acting: Acting, documentId: string): Promise<void> {
	const { intake, file, mends } = await act(acting, async (db) => {
		const found = await findIntake(db, documentId);
		const rows = found ? await findMends(db, found.id) : [];
		return {
			intake: found,
			file: await findFile(db, documentId),
			mends: rows.map(({ mend }) => mend)
		};
	});
	if (!intake || !file || intake.state !== 'reading') return;
	try {
		const bytes = await readStored(file.hash);
		const { document, draft } = await readIsolated(bytes, file.name, hintsOf(mends));
		await act(acting, (db) => storeReading(db, intake.id, document, draft, countsOf(draft, mends)));
	} catch (error) {
		if (!(error instanceof Refusal)) console.error(`Document ${documentId} was not read:`, error);
		const refusal: StoredRefusal =
			error instanceof Refusal
				? { code: error.code, detail: error.detail.slice(0, 200) }
				: { code: 'crashed', detail: '' };
		const keep = intake.draft ? intake.settings : null;
		await act(acting, (db) => storeRefusal(db, intake.id, refusal, keep));
	}
}

/** Corrections that the reader itself must know: what columns mean. */
export function hintsOf(mends: readonly Mend[]): ReadingHints {
	const hints: ReadingHints = {};
	for (const mend of mends) {
		if (mend.kind !== 'columns') continue;
		hints.columns = { ...hints.columns, [mend.table]: mend.roles };
	}
	return hints;
}

/** How much there is and how much to look at, for lists. */
export function countsOf(draft: Draft, mends: readonly Mend[]): IntakeSettings {
	const { sheet } = replay(sheetOf(draft), mends);
	return {
		measures: liveMeasures(sheet).length,
		questions: doubtsOf(draft, sheet).length
	};
}
