import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
	chmodSync,
	chownSync,
	closeSync,
	existsSync,
	mkdirSync,
	openSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync
} from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { databaseAccount, type Account } from './account.ts';
import { makeOpenFolder, postgresBinaries } from './binaries.ts';

/** One number for "an Opora application owns this data": PostgreSQL drops it when the owner dies. */
const OWNER_LOCK = 7_305_126;
const START_LIMIT_MS = 60_000;
const RESTART_PAUSE_MS = 500;
const OWNER_PAUSE_MS = 50;

/** What `secret.json` (mode 0600) in the data folder keeps. */
interface Secret {
	port: number;
	password: string;
}

export interface EmbeddedServer {
	/** Connection address of the superuser that owns the cluster. */
	url: string;
	/** Whether an orphan of a killed application was found and taken over. */
	tookOver: boolean;
	/** Ends the server in an orderly way; safe to call twice. */
	stop(): Promise<void>;
}

/** Another application already serves this data folder. */
export class AlreadyRunning extends Error {
	constructor(data: string) {
		super(`Opora already runs on ${data}`);
		this.name = 'AlreadyRunning';
	}
}

/**
 * Starts the PostgreSQL from npm on `data`, making the cluster when there is none.
 * A server whose application was killed is stopped first (its writes are kept) and started anew;
 * a server whose application is alive makes it throw `AlreadyRunning`.
 */
export async function startEmbedded(data: string): Promise<EmbeddedServer> {
	const account = databaseAccount();
	if (account) makeOpenFolder(data);
	else mkdirSync(data, { recursive: true, mode: 0o755 });
	const binaries = postgresBinaries(account !== null);
	const cluster = join(data, 'postgres');
	const secretFile = join(data, 'secret.json');

	if (!existsSync(join(cluster, 'PG_VERSION')))
		await makeCluster(binaries, cluster, secretFile, account);
	const secret = JSON.parse(readFileSync(secretFile, 'utf8')) as Secret;
	const tookOver = await endOrphan(cluster, secret, data);
	const port = await freePort(secret.port);
	if (port !== secret.port) writeSecret(secretFile, { ...secret, port });
	const url = `postgres://opora:${secret.password}@127.0.0.1:${port}/postgres`;

	const log = join(data, 'postgres.log');
	let stopping = false;
	let child = launch(binaries, cluster, port, account);
	await answering(url, () => child.exitCode === null, log);
	const owner = await holdOwnership(url, data);
	const startAgain = async (): Promise<void> => {
		if (stopping) return;
		console.error('PostgreSQL ended unexpectedly; starting it again');
		// workers of the dead server still hold its shared memory for a moment
		await pause(RESTART_PAUSE_MS);
		child = launch(binaries, cluster, port, account);
		child.once('exit', () => void startAgain());
		try {
			await answering(url, () => child.exitCode === null, log);
		} catch (error) {
			if (!stopping) console.error(error);
		}
	};
	child.once('exit', () => void startAgain());

	return {
		url,
		tookOver,
		async stop() {
			if (stopping) return;
			stopping = true;
			await owner.release();
			if (child.exitCode !== null || child.signalCode !== null) return;
			const ended = new Promise((resolve) => child.once('exit', resolve));
			child.ref();
			child.kill('SIGINT');
			await ended;
		}
	};
}

async function makeCluster(
	binaries: string,
	cluster: string,
	secretFile: string,
	account: Account | null
): Promise<void> {
	// a folder without PG_VERSION is what an interrupted initdb left
	rmSync(cluster, { recursive: true, force: true });
	const secret: Secret = { port: 0, password: randomBytes(24).toString('base64url') };
	const making = `${cluster}.new`;
	rmSync(making, { recursive: true, force: true });
	mkdirSync(making, { mode: 0o700 });
	const passwordFile = `${cluster}.password`;
	writeFileSync(passwordFile, secret.password, { mode: 0o600 });
	if (account) {
		chownSync(making, account.uid, account.gid);
		chownSync(passwordFile, account.uid, account.gid);
	}
	const made = spawnSync(
		join(binaries, 'bin/initdb'),
		[
			`--pgdata=${making}`,
			'--username=opora',
			`--pwfile=${passwordFile}`,
			'--auth=scram-sha-256',
			'--encoding=UTF8',
			'--locale=C.UTF-8',
			'--locale-provider=icu',
			'--icu-locale=ru-RU',
			'--data-checksums'
		],
		{ ...account, cwd: '/', env: { PATH: process.env.PATH }, encoding: 'utf8' }
	);
	rmSync(passwordFile);
	if (made.status !== 0)
		throw new Error(
			`The database could not be made in ${cluster}: ${made.stderr || made.error?.message}`
		);
	writeSecret(secretFile, secret);
	renameSync(making, cluster);
}

function writeSecret(file: string, secret: Secret): void {
	writeFileSync(`${file}.new`, JSON.stringify(secret), { mode: 0o600 });
	renameSync(`${file}.new`, file);
	chmodSync(file, 0o600);
}

function launch(
	binaries: string,
	cluster: string,
	port: number,
	account: Account | null
): ChildProcess {
	const log = openSync(join(dirname(cluster), 'postgres.log'), 'a', 0o600);
	const settings = {
		port: String(port),
		listen_addresses: '127.0.0.1',
		unix_socket_directories: '',
		shared_buffers: '256MB',
		max_connections: '60',
		timezone: 'UTC',
		log_min_messages: 'warning'
	};
	const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
	const child = spawn(join(binaries, 'bin/postgres'), ['-D', cluster, ...args], {
		...account,
		cwd: '/',
		env: { PATH: process.env.PATH },
		stdio: ['ignore', log, log],
		// its own process group: Ctrl-C must reach the application first, which then stops it in order
		detached: true
	});
	closeSync(log);
	child.unref();
	return child;
}

/**
 * Ends a server left behind by a killed application. True when there was one.
 * Throws `AlreadyRunning` when its application lives.
 */
async function endOrphan(cluster: string, secret: Secret, data: string): Promise<boolean> {
	const pid = postmasterPid(cluster);
	if (pid === null || !isPostgres(pid)) return false;
	const url = `postgres://opora:${secret.password}@127.0.0.1:${secret.port}/postgres`;
	const owner = await holdOwnership(url, data).catch((error: unknown) => {
		if (error instanceof AlreadyRunning) throw error;
		return null;
	});
	process.kill(pid, 'SIGINT');
	await owner?.release();
	const limit = Date.now() + START_LIMIT_MS;
	while (isPostgres(pid)) {
		if (Date.now() > limit)
			throw new Error(`An earlier database server (process ${pid}) does not end; stop it by hand`);
		await pause(25);
	}
	return true;
}

function postmasterPid(cluster: string): number | null {
	try {
		return Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0]);
	} catch {
		return null;
	}
}

/** A process number may have gone to another program since: only a postgres counts. */
function isPostgres(pid: number): boolean {
	try {
		process.kill(pid, 0);
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
	try {
		const name = readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
		const state = /^State:\s+(\w)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
		return name === 'postgres' && state !== 'Z';
	} catch {
		return !existsSync('/proc/self');
	}
}

/**
 * Takes the lock that says whose the data are. Every crash of the server or of one of its processes
 * ends the connection that holds it: it is taken anew as soon as the server answers.
 */
async function holdOwnership(url: string, data: string): Promise<{ release(): Promise<void> }> {
	let released = false;
	let client: pg.Client;
	const hold = async (): Promise<void> => {
		client = await takeOwnership(url, data);
		if (released) return client.end();
		client.once('end', () => void holdAgain());
	};
	const holdAgain = async (): Promise<void> => {
		while (!released) {
			await pause(OWNER_PAUSE_MS);
			const held = await hold().then(
				() => true,
				() => false
			);
			if (held) return;
		}
	};
	await hold();
	return {
		release() {
			released = true;
			return client.end().catch(() => {});
		}
	};
}

async function takeOwnership(url: string, data: string): Promise<pg.Client> {
	const client = new pg.Client({ connectionString: url });
	client.on('error', () => {});
	await client.connect();
	const { rows } = await client.query<{ held: boolean }>(
		'select pg_try_advisory_lock($1) as held',
		[OWNER_LOCK]
	);
	if (rows[0]?.held) return client;
	await client.end();
	throw new AlreadyRunning(data);
}

async function answering(url: string, alive: () => boolean, log: string): Promise<void> {
	const limit = Date.now() + START_LIMIT_MS;
	for (;;) {
		const client = new pg.Client({ connectionString: url });
		client.on('error', () => {});
		try {
			await client.connect();
			await client.end();
			return;
		} catch (error) {
			if (!alive()) throw new Error(`PostgreSQL did not start; see ${log}`, { cause: error });
			if (Date.now() > limit)
				throw new Error(`PostgreSQL does not answer; see ${log}`, { cause: error });
			await pause(25);
		}
	}
}

/** The port used before when it is still free, else any free one. */
async function freePort(wanted: number): Promise<number> {
	return (await tryPort(wanted)) ?? (await tryPort(0)) ?? wanted;
}

function tryPort(port: number): Promise<number | null> {
	return new Promise((resolve) => {
		const probe = createServer();
		probe.once('error', () => resolve(null));
		probe.listen(port, '127.0.0.1', () => {
			const address = probe.address();
			probe.close(() => resolve(typeof address === 'object' && address ? address.port : null));
		});
	});
}

function pause(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}
