import { createHash } from 'node:crypto';
import { accessSync, constants, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The checkout that is served: migrations, demonstration files and worker sources lie below it. */
export const root = resolve(process.env.OPORA_ROOT ?? process.cwd());

/** Everything that the environment decides (see docs/guide/running.md). */
export interface Settings {
	/** Where the embedded database and uploaded files live. */
	data: string;
	/** Set: an outside PostgreSQL serves instead of the embedded one. */
	databaseUrl: string | null;
	host: string;
	port: number;
	/** Public address, e.g. `https://opora.example`; null: taken from each request. */
	origin: string | null;
	/** Whether an empty database gets the demonstration municipality and its accounts. */
	demo: boolean;
	smtpUrl: string | null;
	/** Set: files lie in a bucket instead of the folder `files` of `data`. */
	s3: S3Settings | null;
}

/** A bucket of any S3-compatible storage, asked for by `ENDPOINT/BUCKET/…`. */
export interface S3Settings {
	endpoint: string;
	bucket: string;
	region: string;
	accessKey: string;
	secretKey: string;
}

/** Reads the settings from environment variables. Throws a sentence for a port that is none. */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
	const port = Number(env.PORT ?? 3000);
	if (!Number.isInteger(port) || port < 0 || port > 65535)
		throw new Error(`PORT=${env.PORT} is no port: give a number from 0 to 65535`);
	return {
		data: resolve(env.OPORA_DATA ?? defaultData()),
		databaseUrl: env.DATABASE_URL ?? null,
		host: env.HOST ?? 'localhost',
		port,
		origin: env.ORIGIN ?? null,
		demo: env.OPORA_DEMO !== '0',
		smtpUrl: env.SMTP_URL ?? null,
		s3: readS3(env)
	};
}

/** Throws a sentence where the bucket is named by half. */
function readS3(env: NodeJS.ProcessEnv): S3Settings | null {
	const { S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY, S3_SECRET_KEY } = env;
	const given = { S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY, S3_SECRET_KEY };
	const missing = Object.entries(given).flatMap(([name, value]) => (value ? [] : [name]));
	if (missing.length === Object.keys(given).length) return null;
	if (missing.length > 0) throw new Error(`For files in S3 ${missing.join(', ')} must be set, too`);
	if (!/^https?:\/\//.test(S3_ENDPOINT!) || !URL.canParse(S3_ENDPOINT!))
		throw new Error(`S3_ENDPOINT=${S3_ENDPOINT} is no address: give one like https://s3.example`);
	return {
		endpoint: S3_ENDPOINT!,
		bucket: S3_BUCKET!,
		region: env.S3_REGION ?? 'us-east-1',
		accessKey: S3_ACCESS_KEY!,
		secretKey: S3_SECRET_KEY!
	};
}

/** `./data`, or a folder outside a checkout that the database's own user could not enter. */
function defaultData(): string {
	const isRoot = process.getuid?.() === 0;
	if (!isRoot && isWritable(root)) return join(root, 'data');
	if (isRoot && isOpenToAll(root)) return join(root, 'data');
	const name = createHash('sha256').update(root).digest('hex').slice(0, 12);
	const base = isRoot ? '/var/lib/opora' : join(process.env.HOME ?? '/tmp', '.local/share/opora');
	return join(base, name);
}

function isWritable(path: string): boolean {
	try {
		accessSync(path, constants.W_OK);
		return true;
	} catch {
		return false;
	}
}

/** Whether any user may pass through `path` and every folder above it. */
export function isOpenToAll(path: string): boolean {
	for (let folder = path; ; folder = dirname(folder)) {
		if ((statSync(folder).mode & 0o001) === 0) return false;
		if (folder === dirname(folder)) return true;
	}
}
