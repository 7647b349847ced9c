/** A file of results comes in: received in pieces, stored, and read in the background. */

import { allowed, type Actor } from '../../people/access.ts';
import { act, type Acting } from '../../platform/database.ts';
import { Forbidden, Invalid } from '../../platform/errors.ts';
import { NotReceived, receiveFile } from '../../platform/files.ts';
import { importLimits } from './limits.ts';
import { awaitReading, beginReading } from './reading.ts';
import { countWaiting } from './store.ts';
import { insertImport } from './store-write.ts';
import { findPlaces } from './store-list.ts';

const megabyte = 1024 * 1024;

export interface SentResults {
	placeId: string;
	name: string;
	body: AsyncIterable<Uint8Array>;
	/** Bytes that the sender promised; null: it promised nothing. */
	announced: number | null;
}

/** Who acts, as the database must know. */
export const actingOf = (actor: Actor): Acting => ({ personId: actor.personId, today: null });

/**
 * Stores a file and begins to read it; the answer waits a moment, so that a small file is read when
 * its page opens. Throws `Invalid` (empty, too large, cut off, too many), `Forbidden`, `Unavailable`.
 */
export async function startImport(actor: Actor, sent: SentResults): Promise<{ id: string }> {
	const { placeId, announced } = sent;
	await act(actingOf(actor), async (db) => {
		const place = (await findPlaces(db)).find((each) => each.id === placeId);
		if (!place || !allowed(actor, 'results.edit', place.path))
			throw new Forbidden('error_forbidden');
		if ((await countWaiting(db, actor.personId)) >= importLimits.waiting)
			throw new Invalid('results_too_many_waiting');
	});
	const mostBytes = importLimits.fileBytes;
	const file = await receiveFile(sent.body, { mostBytes, announced }).catch((error: unknown) => {
		throw error instanceof NotReceived ? refusalOf(error) : error;
	});
	let id: string;
	try {
		if (file.size === 0) throw new Invalid('results_file_empty');
		await file.keep();
		id = await act(actingOf(actor), (db) =>
			insertImport(db, {
				...{ placeId, fileName: cleanName(sent.name), fileHash: file.hash },
				...{ fileSize: file.size, personId: actor.personId }
			})
		);
	} finally {
		await file.discard();
	}
	void beginReading(actingOf(actor), id);
	await awaitReading(id, 2_500);
	return { id };
}

function refusalOf({ why }: NotReceived): Invalid {
	return why === 'too-large'
		? new Invalid('results_file_large', {}, { megabytes: importLimits.fileBytes / megabyte })
		: new Invalid('results_file_cut');
}

function cleanName(name: string): string {
	const base = name.split(/[/\\]/).at(-1)!.replace(/\p{C}/gu, '').trim();
	return base.slice(-200) || 'results';
}
