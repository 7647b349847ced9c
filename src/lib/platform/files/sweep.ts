import { join } from 'node:path';
import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { fileStore, incomingFolder } from '../files.ts';
import { actForJobs } from '../jobs/database.ts';
import { namesIn, removeOlder } from './folder.ts';
import { shards } from './store.ts';

/** A file stored less than this ago may be waiting for its row. */
const FRESH_MS = 60 * 60 * 1000;

/** What a sweep did and saw. */
export interface Swept {
	/** Uploads that no report took within a day. */
	uploads: number;
	/** Stored files that no row names, and their bytes. */
	files: number;
	bytes: number;
	/** Files that never came whole. */
	temporaries: number;
	/** Hashes that rows name and nothing is stored under: nothing can mend these. */
	missing: string[];
}

/**
 * Removes what a day of broken lines, forms never sent and killed processes left, and finds rows
 * without their file. May run while files are stored and on several nodes at once.
 */
export async function sweepFiles(
	run: <T>(work: (db: Db) => Promise<T>) => Promise<T> = actForJobs,
	moment = new Date(Date.now() - FRESH_MS)
): Promise<Swept> {
	const store = await fileStore();
	const swept: Swept = { uploads: 0, files: 0, bytes: 0, temporaries: 0, missing: [] };
	const { numAffectedRows } = await run((db) =>
		sql`delete from upload where created_at < now() - interval '1 day'`.execute(db)
	);
	swept.uploads = Number(numAffectedRows ?? 0n);
	swept.temporaries = await store.tidy(moment);
	for (const name of await namesIn(incomingFolder()))
		swept.temporaries += Number(await removeOlder(join(incomingFolder(), name), moment));
	for (const shard of shards) {
		// files first: a row that comes later has stored its file anew, and `remove` sees that
		const stored = await store.list(shard);
		const named = new Set(await run((db) => selectNamed(db, shard)));
		for (const { hash, size, storedAt } of stored) {
			if (named.delete(hash) || storedAt >= moment) continue;
			if (!(await store.remove(hash, moment))) continue;
			swept.files += 1;
			swept.bytes += size;
		}
		for (const hash of named) if (!(await store.has(hash))) swept.missing.push(hash);
	}
	report(swept);
	return swept;
}

/** Hashes of this shard that rows name. */
async function selectNamed(db: Db, shard: string): Promise<string[]> {
	const first = shard.padEnd(64, '0');
	const last = shard.padEnd(64, 'f');
	const { rows } = await sql<{ hash: string }>`
		select hash from document where hash between ${first} and ${last}
		union select hash from evidence where hash between ${first} and ${last}
		union select hash from upload where hash between ${first} and ${last}
		union select file_hash from result_import
			where file_hash between ${first} and ${last} and case
				when state in ('failed', 'dropped') then false
				when state in ('waiting', 'reading', 'mapping', 'faulty') then kind is distinct from 'pupils'
					or at > now() - interval '1 day'
				else kind is distinct from 'pupils' end`.execute(db);
	return rows.map(({ hash }) => hash);
}

function report({ uploads, files, bytes, temporaries, missing }: Swept): void {
	if (uploads + files + temporaries > 0)
		console.log(
			`Files: removed ${uploads} uploads that no report took, ${files} files under no row ` +
				`(${bytes} bytes), ${temporaries} that never came whole`
		);
	if (missing.length > 0)
		console.error(`Files: ${missing.length} are missing: ${missing.slice(0, 10).join(', ')}`);
}
