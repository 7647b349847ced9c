import { Unavailable } from '../errors.ts';

/** What a storage says when it is full: disk, quota, and S3 servers of several makers. */
const full = new Set(['ENOSPC', 'EDQUOT', 'XMinioStorageFull', 'QuotaExceeded', 'SlowDownWrite']);

/** A storage that cannot keep or give files; Node tells ENOENT of a disk that may only be read. */
const away = new Set(['EROFS', 'EIO', 'EACCES', 'EMFILE', 'ENFILE', 'ENOENT', 'ENOTDIR']);

/** The failure that a user is told of an error of the storage; other errors stay what they are. */
export function storageFailure(error: unknown): unknown {
	if (!(error instanceof Error)) return error;
	const { code, serviceCode, status } = error as Error & Partial<Record<string, unknown>>;
	if (full.has(String(code)) || full.has(String(serviceCode)) || status === 507) {
		console.error(`The storage of files is full: ${error.message}`);
		return new Unavailable('error_storage_full', 507);
	}
	// s3mini's errors, a broken connection to it, and its time that ran out
	const isRemote = error.name.startsWith('S3') || error.name === 'TimeoutError';
	if (away.has(String(code)) || isRemote || error.message === 'fetch failed') {
		console.error('The storage of files does not answer:', error);
		return new Unavailable('error_storage_away');
	}
	return error;
}
