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
		smtpUrl: env.SMTP_URL ?? null
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
