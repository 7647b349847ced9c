import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Under whom the database server runs; null means "as ourselves". */
export interface Account {
	uid: number;
	gid: number;
}

/**
 * PostgreSQL refuses to run as root: finds an ordinary system account for it, or makes one.
 * Returns null when this process is not root. Throws where no account can be had.
 */
export function databaseAccount(): Account | null {
	if (process.getuid?.() !== 0) return null;
	const known = findAccount('opora') ?? findAccount('postgres');
	if (known) return known;
	try {
		execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'opora'], {
			stdio: 'ignore'
		});
	} catch {
		// no useradd on this machine, or no right to: the account `nobody` is there everywhere
	}
	const account = findAccount('opora') ?? findAccount('nobody');
	if (!account)
		throw new Error('PostgreSQL must not run as root, and no ordinary account was found for it');
	return account;
}

function findAccount(name: string): Account | null {
	for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
		const [login, , uid, gid] = line.split(':');
		if (login === name) return { uid: Number(uid), gid: Number(gid) };
	}
	return null;
}
