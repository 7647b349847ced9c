import { mkdir, open, readdir, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { isHash, shards, type FileStore, type StoredFile } from './store.ts';

/** A file on its way out: a killed sweep's one is put back by the next. */
const LEAVING = '.leaving';

/** Files in `folder`, each in the subfolder of its first two digits. */
export function folderStore(folder: string): FileStore {
	const place = (hash: string): string => join(folder, hash.slice(0, 2), hash);

	return {
		async keep(path, hash) {
			const target = place(hash);
			if (await makeFolder(dirname(target))) await syncFolder(folder);
			// also over the same content, so that a sweep sees that it is wanted again
			await rename(path, target);
			await syncFolder(dirname(target));
		},

		async read(hash) {
			const file = await open(place(hash)).catch(nothing);
			if (!file) return null;
			return Readable.toWeb(file.createReadStream()) as ReadableStream<Uint8Array>;
		},

		has: async (hash) => (await stat(place(hash)).catch(nothing)) !== null,

		async list(shard) {
			const found: StoredFile[] = [];
			for (const name of await namesIn(join(folder, shard))) {
				const about = isHash(name) ? await stat(place(name)).catch(nothing) : null;
				if (about) found.push({ hash: name, size: about.size, storedAt: about.mtime });
			}
			return found;
		},

		async remove(hash, moment) {
			const away = place(hash) + LEAVING;
			if ((await rename(place(hash), away).catch(nothing)) === null) return false;
			// looked at only now: nobody stores anything under this name
			if ((await stat(away)).mtime >= moment) {
				await rename(away, place(hash));
				return false;
			}
			await unlink(away);
			return true;
		},

		async tidy(moment) {
			let removed = 0;
			for (const shard of shards)
				for (const name of await namesIn(join(folder, shard))) {
					const path = join(folder, shard, name);
					const hash = name.slice(0, -LEAVING.length);
					if (isHash(name)) continue;
					if (name.endsWith(LEAVING) && (await stat(place(hash)).catch(nothing)) === null)
						await rename(path, place(hash));
					else removed += Number(await removeOlder(path, moment));
				}
			return removed;
		}
	};
}

/** Removes a file that was last written before `moment`; says whether it did. */
export async function removeOlder(path: string, moment: Date): Promise<boolean> {
	const about = await stat(path).catch(nothing);
	if (!about?.isFile() || about.mtime >= moment) return false;
	return (await unlink(path).catch(nothing)) !== null;
}

/** Names in a folder; none where it does not exist. */
export async function namesIn(folder: string): Promise<string[]> {
	return (await readdir(folder).catch(nothing)) ?? [];
}

/** Whether the folder had to be made. */
async function makeFolder(folder: string): Promise<boolean> {
	return (await mkdir(folder, { recursive: true, mode: 0o700 })) !== undefined;
}

/** A new name outlives a power cut only when its folder is written, too. */
async function syncFolder(folder: string): Promise<void> {
	const handle = await open(folder);
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}

function nothing(error: unknown): null {
	if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
	throw error;
}
