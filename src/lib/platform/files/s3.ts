import { openAsBlob } from 'node:fs';
import { unlink } from 'node:fs/promises';
import type { S3Settings } from '../settings.ts';
import { isHash, type FileStore, type StoredFile } from './store.ts';

const FOLDER = 'files/';
const REQUEST_MS = 60_000;

/** Files in an S3 bucket, as `files/SHA-256`; S3 lists at most a thousand at a time. */
export async function s3Store(settings: S3Settings, pageSize = 1000): Promise<FileStore> {
	const { S3mini } = await import('s3mini');
	const bucket = new S3mini({
		endpoint: `${settings.endpoint.replace(/\/+$/, '')}/${settings.bucket}`,
		region: settings.region,
		accessKeyId: settings.accessKey,
		secretAccessKey: settings.secretKey,
		requestAbortTimeout: REQUEST_MS
	});

	return {
		async keep(path, hash) {
			// a server that knows this header refuses what came other than it left
			await bucket.putObject(
				FOLDER + hash,
				await openAsBlob(path),
				'application/octet-stream',
				undefined,
				{ 'x-amz-checksum-sha256': Buffer.from(hash, 'hex').toString('base64') }
			);
			await unlink(path);
		},

		async read(hash) {
			const answer = await bucket.getObjectResponse(FOLDER + hash);
			return answer?.body ?? null;
		},

		has: async (hash) => (await bucket.objectExists(FOLDER + hash)) === true,

		async list(shard) {
			const found: StoredFile[] = [];
			let next: string | undefined;
			do {
				const page = await bucket.listObjectsPaged('/', FOLDER + shard, pageSize, next);
				for (const { Key, Size, LastModified } of page?.objects ?? []) {
					const hash = Key.slice(FOLDER.length);
					if (isHash(hash)) found.push({ hash, size: Size, storedAt: new Date(LastModified) });
				}
				next = page?.nextContinuationToken;
			} while (next !== undefined);
			return found;
		},

		async remove(hash, moment) {
			// S3 cannot remove on a condition of time: asked again as late as can be
			const page = await bucket.listObjectsPaged('/', FOLDER + hash, 1);
			const storedAt = page?.objects?.[0]?.LastModified;
			if (!storedAt || new Date(storedAt) >= moment) return false;
			return bucket.deleteObject(FOLDER + hash);
		},

		// an object is whole or it is not there
		tidy: () => Promise.resolve(0)
	};
}
