/** Files that are sent before their report: received, judged, stored, and held for a day. */
import type { Actor } from '../../people/access.ts';
import { Invalid } from '../../platform/errors.ts';
import { NotReceived, receiveFile } from '../../platform/files.ts';
import { actAs, isId } from '../change.ts';
import { evidenceLimits, MEGABYTE } from './limits.ts';
import type { Upload } from './model.ts';
import { recognise } from './recognise/recognise.ts';
import { countUploads, insertUpload, selectUploads } from './store.ts';

export interface Sent {
	name: string;
	body: AsyncIterable<Uint8Array>;
	/** Bytes that the sender promised; null: it promised nothing. */
	announced: number | null;
}

/**
 * Takes in one file that belongs to nobody's report yet. Throws `Invalid` with the sentence's code
 * (too large, cut off, not a kind that is accepted), and `Unavailable` where the storage is full;
 * then nothing of it stays.
 */
export async function receiveUpload(
	actor: Actor,
	{ name, body, announced }: Sent
): Promise<Upload> {
	if ((await actAs(actor, countUploads)) >= evidenceLimits.waiting)
		throw new Invalid('evidence_too_many_waiting');
	const file = await receiveFile(body, { mostBytes: evidenceLimits.fileBytes, announced }).catch(
		(error: unknown) => {
			throw error instanceof NotReceived ? refusalOf(error) : error;
		}
	);
	try {
		const known = await recognise(file.path, file.size, name);
		await file.keep();
		const stored = { ...known, hash: file.hash, size: file.size };
		return await actAs(actor, (db) => insertUpload(db, actor.personId, stored));
	} finally {
		await file.discard();
	}
}

function refusalOf({ why }: NotReceived): Invalid {
	return why === 'too-large'
		? new Invalid('evidence_file_large', {}, { megabytes: evidenceLimits.fileBytes / MEGABYTE })
		: new Invalid('evidence_file_cut');
}

/** Which of the actor's uploads still wait, of those with these ids. */
export function findUploads(actor: Actor, ids: string[]): Promise<Upload[]> {
	return actAs(actor, (db) => selectUploads(db, ids.filter(isId).slice(0, evidenceLimits.items)));
}
