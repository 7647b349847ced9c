import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { demoPassword } from '../demo/password.ts';

/** An application that a spec started: it may be killed. */
export interface OwnServer {
	address: string;
	process: ChildProcess;
	/** Everything it printed so far. */
	printed(): string;
	ended: Promise<number | null>;
}

/**
 * Starts the built application on `data` and waits for its first page; rejects when it ends first.
 * Port 0 takes any free one: not for an application that is to start there again.
 */
export async function startServer(
	data: string,
	port: number,
	settings: Record<string, string> = {}
): Promise<OwnServer> {
	let printed = '';
	// specs start it many times in a run: what was compiled once is kept; a benchmark begins cold
	const run = process.env.OPORA_E2E_DATA;
	// with the heap that `npm start` gives it
	const heap = ['--max-semi-space-size=8', '--heap-growing-percent=20'];
	const child = spawn(process.execPath, [...heap, 'cli/serve.ts'], {
		stdio: ['ignore', 'pipe', 'pipe'],
		env: {
			...process.env,
			OPORA_ROOT: process.cwd(),
			OPORA_DATA: data,
			PORT: String(port),
			NODE_OPTIONS: '',
			...(run && { NODE_COMPILE_CACHE: join(run, 'compiled') }),
			...settings
		}
	});
	for (const stream of [child.stdout, child.stderr])
		stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
	const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
	let address: string | undefined;
	for (;;) {
		address ??= /^Опора: (http:\S+)$/m.exec(printed)?.[1];
		const answer = address && (await fetch(`${address}/signin`).catch(() => null));
		if (address && answer && answer.ok && child.exitCode === null) break;
		if (child.exitCode !== null) throw new Error(`The application ended: ${printed}`);
		await new Promise((resolve) => setTimeout(resolve, 25));
	}
	return { address, process: child, printed: () => printed, ended };
}

/** Signs in by the form and returns the session's cookie. */
export async function signInByForm(
	address: string,
	email: string,
	password = demoPassword
): Promise<string> {
	const answer = await post(address, '/signin', { email, password });
	const cookie = answer.headers.getSetCookie().find((one) => one.startsWith('opora.session_token'));
	if (!cookie) throw new Error(`Signing in answered ${answer.status}`);
	return cookie.split(';')[0]!;
}

/** Sends a form as a browser without JavaScript does. */
export function post(
	address: string,
	path: string,
	fields: Record<string, string>,
	cookie = ''
): Promise<Response> {
	return fetch(address + path, {
		method: 'POST',
		redirect: 'manual',
		headers: { origin: address, cookie, accept: 'text/html' },
		body: new URLSearchParams(fields)
	});
}

/** Asks the embedded database of `data` past the application. */
export async function askDatabase<T>(
	data: string,
	sql: string,
	values: unknown[] = []
): Promise<T[]> {
	const { port, password } = JSON.parse(readFileSync(join(data, 'secret.json'), 'utf8')) as {
		port: number;
		password: string;
	};
	const client = new pg.Client({
		host: '127.0.0.1',
		port,
		user: 'opora',
		password,
		database: 'opora'
	});
	// a server that is killed breaks the question, which says so by itself
	client.on('error', () => {});
	await client.connect();
	try {
		return (await client.query(sql, values)).rows as T[];
	} finally {
		await client.end();
	}
}
