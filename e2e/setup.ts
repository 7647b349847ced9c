import { spawnSync } from 'node:child_process';
import { original } from './demonstration.ts';

/** Builds the application and makes the demonstration, both once for all specs. */
export default function setup(): void {
	const made = spawnSync('node', ['cli/bootstrap.mjs', 'e2e/seed.ts', '--build'], {
		stdio: 'inherit',
		env: { ...process.env, OPORA_DATA: original }
	});
	if (made.status !== 0) throw new Error('The demonstration could not be made; see above.');
}
