import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { original } from './demonstration.ts';

/** Builds the application and makes the demonstration, both once for all specs. */
export default function setup(): void {
	const folder = process.env.OPORA_E2E_DATA!;
	mkdirSync(folder);
	// the account of the database's server must enter, whatever the umask
	chmodSync(folder, 0o755);
	const made = spawnSync('node', ['cli/bootstrap.mjs', 'e2e/seed.ts', '--build'], {
		stdio: 'inherit',
		env: { ...process.env, OPORA_DATA: original }
	});
	if (made.status !== 0) throw new Error('The demonstration could not be made; see above.');
}
