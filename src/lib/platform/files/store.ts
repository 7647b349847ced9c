/** Where files lie under their SHA-256: a folder or an S3 bucket. */
export interface FileStore {
	/** Takes the finished file at `path` in; it is stored for certain afterwards, and `path` is gone. */
	keep(path: string, hash: string): Promise<void>;
	/** null: nothing is stored under `hash`. */
	read(hash: string): Promise<ReadableStream<Uint8Array> | null>;
	has(hash: string): Promise<boolean>;
	/** What is stored under the hashes that begin with the two digits `shard`. */
	list(shard: string): Promise<StoredFile[]>;
	/** Removes what was last stored before `moment`; false: it was stored anew meanwhile, and stays. */
	remove(hash: string, moment: Date): Promise<boolean>;
	/** Puts right what a killed process left under way before `moment`; how much was removed. */
	tidy(moment: Date): Promise<number>;
}

export interface StoredFile {
	hash: string;
	/** Bytes. */
	size: number;
	storedAt: Date;
}

/** «00» … «ff»: the sweep looks at one 256th of all files at a time. */
export const shards = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, '0'));

export function isHash(name: string): boolean {
	return /^[0-9a-f]{64}$/.test(name);
}
