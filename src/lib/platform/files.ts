/**
 * Files that people gave, each stored once under its SHA-256: in a folder, or in an S3 bucket by
 * setting. A file is written beside the others first, so that none is ever there by half.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, unlink, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { NotFound } from './errors.ts';
import { storageFailure } from './files/failure.ts';
import { folderStore } from './files/folder.ts';
import { s3Store } from './files/s3.ts';
import type { FileStore } from './files/store.ts';
import { runtime } from './runtime.ts';
import type { Settings } from './settings.ts';

/** A file that came whole and waits for the decision whether it is stored. */
export interface Incoming {
	/** Where it lies until then. */
	path: string;
	/** SHA-256, hexadecimal. */
	hash: string;
	/** Bytes. */
	size: number;
	/** Stores it; for certain when this returns. */
	keep(): Promise<void>;
	/** Removes it; after `keep` this does nothing. */
	discard(): Promise<void>;
}

/** Why a file did not come: more bytes than allowed, or fewer than announced. */
export class NotReceived extends Error {
	readonly why: 'too-large' | 'cut-off';
	constructor(why: 'too-large' | 'cut-off') {
		super(why);
		this.why = why;
	}
}

const stores = new WeakMap<Settings, Promise<FileStore>>();

/** Where the running application's files lie. */
export function fileStore(): Promise<FileStore> {
	const { settings } = runtime();
	let store = stores.get(settings);
	if (!store) {
		store = settings.s3
			? s3Store(settings.s3)
			: Promise.resolve(folderStore(join(settings.data, 'files')));
		stores.set(settings, store);
	}
	return store;
}

/** Where files lie while they come; on the same disk as the folder that keeps them. */
export function incomingFolder(): string {
	return join(runtime().settings.data, 'files', 'incoming');
}

/**
 * Writes a stream to a temporary file and hashes it on the way. `announced` is the number of bytes
 * that the sender promised, if any. Throws `NotReceived`, and `Unavailable` where the disk is full;
 * then nothing of it stays.
 */
export async function receiveFile(
	body: AsyncIterable<Uint8Array>,
	{ mostBytes, announced }: { mostBytes: number; announced: number | null }
): Promise<Incoming> {
	const path = join(incomingFolder(), randomUUID());
	try {
		await mkdir(incomingFolder(), { recursive: true, mode: 0o700 });
		const file = await open(path, 'wx', 0o600);
		try {
			const { hash, size } = await write(body, file, mostBytes);
			if (announced !== null && size !== announced) throw new NotReceived('cut-off');
			await file.sync();
			return {
				path,
				hash,
				size,
				keep: () => keep(path, hash),
				discard: () => drop(path)
			};
		} finally {
			await file.close();
		}
	} catch (error) {
		await drop(path);
		throw storageFailure(error);
	}
}

/** Stores `bytes` and returns their SHA-256. Throws `Unavailable` where the disk is full. */
export async function storeFile(bytes: Uint8Array): Promise<string> {
	const file = await receiveFile(once(bytes), { mostBytes: Infinity, announced: null });
	await file.keep();
	return file.hash;
}

/** What is stored under `hash`, piece by piece. Throws `NotFound`. */
export async function openStored(hash: string): Promise<ReadableStream<Uint8Array>> {
	const stream = await (await fileStore()).read(hash).catch((error: unknown) => {
		throw storageFailure(error);
	});
	if (stream) return stream;
	console.error(`A row names a file that is not there: ${hash}`);
	throw new NotFound('not_found');
}

/** The bytes stored under `hash`. Throws `NotFound`. */
export async function readStored(hash: string): Promise<Buffer> {
	return buffer(await openStored(hash));
}

async function write(
	body: AsyncIterable<Uint8Array>,
	file: FileHandle,
	mostBytes: number
): Promise<{ hash: string; size: number }> {
	const hash = createHash('sha256');
	let size = 0;
	for await (const chunk of whole(body)) {
		size += chunk.byteLength;
		// read on for a while without keeping it: a sender who is cut off never sees the answer
		if (size > 2 * mostBytes) break;
		if (size > mostBytes) continue;
		hash.update(chunk);
		await file.writeFile(chunk);
	}
	if (size > mostBytes) throw new NotReceived('too-large');
	return { hash: hash.digest('hex'), size };
}

/** The stream's own errors mean that the sender is gone; those of the disk are told apart by this. */
async function* whole(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
	const chunks = body[Symbol.asyncIterator]();
	try {
		for (;;) {
			const next = await chunks.next().catch(() => {
				throw new NotReceived('cut-off');
			});
			if (next.done) return;
			yield next.value;
		}
	} finally {
		await chunks.return?.().catch(() => {});
	}
}

async function keep(path: string, hash: string): Promise<void> {
	try {
		await (await fileStore()).keep(path, hash);
	} catch (error) {
		await drop(path);
		throw storageFailure(error);
	}
}

async function drop(path: string): Promise<void> {
	await unlink(path).catch(() => {});
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
	yield bytes;
}
