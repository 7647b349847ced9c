import { createHash } from 'node:crypto';
import { access, mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runtime } from './runtime.ts';

/** Stores `bytes` once under their SHA-256 and returns it; on the disk for certain when it returns. */
export async function storeFile(bytes: Uint8Array): Promise<string> {
	const hash = createHash('sha256').update(bytes).digest('hex');
	const path = place(hash);
	if (
		await access(path).then(
			() => true,
			() => false
		)
	)
		return hash;
	await mkdir(dirname(path), { recursive: true });
	const half = `${path}.${process.pid}.${Date.now()}`;
	const file = await open(half, 'wx', 0o600);
	try {
		await file.writeFile(bytes);
		await file.sync();
	} finally {
		await file.close();
	}
	await rename(half, path);
	return hash;
}

/** The bytes stored under `hash`. */
export function readStored(hash: string): Promise<Buffer> {
	return readFile(place(hash));
}

function place(hash: string): string {
	return join(runtime().settings.data, 'files', hash.slice(0, 2), hash);
}
