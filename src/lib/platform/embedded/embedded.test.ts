import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { AlreadyRunning, startEmbedded, type EmbeddedServer } from './embedded.ts';

let data: string;
let running: EmbeddedServer | null = null;

beforeEach(() => {
	data = mkdtempSync(join(tmpdir(), 'opora-embedded-'));
	chmodSync(data, 0o755);
});
afterEach(async () => {
	await running?.stop();
	running = null;
	rmSync(data, { recursive: true, force: true });
});

async function ask<T>(url: string, sql: string): Promise<T[]> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		return (await client.query(sql)).rows as T[];
	} finally {
		await client.end();
	}
}

it('keeps its password to itself and refuses a second owner of the same data', async () => {
	running = await startEmbedded(data);
	expect(statSync(join(data, 'secret.json')).mode & 0o777).toBe(0o600);
	const withoutPassword = new URL(running.url);
	withoutPassword.password = '';
	await expect(ask(withoutPassword.href, 'select 1')).rejects.toThrow();
	await expect(startEmbedded(data)).rejects.toThrow(AlreadyRunning);
	expect(await ask(running.url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

it('starts again on what it stored, and begins anew where making the cluster was cut off', async () => {
	running = await startEmbedded(data);
	await ask(running.url, 'create table kept (n integer); insert into kept values (7)');
	await running.stop();
	running = await startEmbedded(data);
	expect(running.tookOver).toBe(false);
	expect(await ask(running.url, 'select n from kept')).toEqual([{ n: 7 }]);
	await running.stop();
	rmSync(join(data, 'postgres/PG_VERSION'));
	running = await startEmbedded(data);
	expect(existsSync(join(data, 'postgres/PG_VERSION'))).toBe(true);
});

it('takes over after kill -9 with every acknowledged write', async () => {
	for (let round = 0; round < 3; round++) {
		rmSync(data, { recursive: true, force: true });
		const owner = spawn(
			process.execPath,
			[join(import.meta.dirname, '../testing/owner.ts'), data],
			{
				stdio: ['ignore', 'pipe', 'inherit']
			}
		);
		let said = '';
		await new Promise<void>((resolve) => {
			owner.stdout.on('data', (chunk: Buffer) => {
				said += chunk.toString();
				if (said.split('\n').length > 100 * (round + 1)) {
					owner.kill('SIGKILL');
				}
			});
			owner.on('close', () => resolve());
		});
		const acknowledged = said.trimEnd().split('\n').length;
		running = await startEmbedded(data);
		expect(running.tookOver).toBe(true);
		const [counted] = await ask<{ n: number }>(
			running.url,
			'select count(*)::integer as n from written'
		);
		expect(counted!.n).toBeGreaterThanOrEqual(acknowledged);
		await running.stop();
		running = null;
	}
});

it('starts the server again when it dies alone', async () => {
	running = await startEmbedded(data);
	const postmaster = Number(
		readFileSync(join(data, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]
	);
	process.kill(postmaster, 'SIGKILL');
	await expect
		.poll(() => ask(running!.url, 'select 2 as two').catch(() => null), { timeout: 120_000 })
		.toEqual([{ two: 2 }]);
});

it('stays the owner of its data when a process of the server dies', async () => {
	running = await startEmbedded(data);
	const held = "select pid from pg_locks where locktype = 'advisory' and objid = 7305126";
	const [owner] = await ask<{ pid: number }>(running.url, held);
	process.kill(owner!.pid, 'SIGKILL');
	const holder = (): Promise<number | undefined> =>
		ask<{ pid: number }>(running!.url, held).then(
			([now]) => now?.pid,
			() => undefined
		);
	await expect
		.poll(async () => (await holder()) ?? owner!.pid, { timeout: 120_000 })
		.not.toBe(owner!.pid);
	await expect(startEmbedded(data)).rejects.toThrow(AlreadyRunning);
});
