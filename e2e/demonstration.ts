import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Holds the demonstration as `seed.ts` made it once, and what specs made of copies of it. */
const folder = process.env.OPORA_E2E_DATA!;
export const original = join(folder, 'demonstration');

/** A data folder of the demonstration of one's own; `durable`: its database forces writes to the disk. */
export function copyOfDemonstration({ durable = false } = {}): string {
	const copy = mkdtempSync(join(folder, 'copy-'));
	// the server of the database runs under an account of its own: owners are kept
	execFileSync('cp', ['-a', `${original}/.`, copy]);
	// any free port: copies start beside one another
	const secret = join(copy, 'secret.json');
	const { password } = JSON.parse(readFileSync(secret, 'utf8')) as { password: string };
	writeFileSync(secret, JSON.stringify({ port: 0, password }));
	if (durable) rmSync(join(copy, 'postgres/postgresql.auto.conf'));
	return copy;
}
