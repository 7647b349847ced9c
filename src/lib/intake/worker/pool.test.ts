import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Pool } from './pool.ts';

/** A reading process that does what the name of the file says. */
const program = `
process.on('disconnect', () => process.exit());
process.on('message', async ({ name, bytes }) => {
	if (name === 'hang') for (;;);
	if (name === 'die') process.exit(3);
	if (name === 'slow') await new Promise((done) => setTimeout(done, 200));
	if (name === 'heap') { const all = []; for (;;) all.push(new Array(1e5).fill(all.length)); }
	if (name === 'buffers') { const all = []; for (;;) { all.push(Buffer.alloc(1 << 24, 1)); await new Promise((done) => setTimeout(done, 10)); } }
	if (name === 'refuse') return process.send({ kind: 'refused', code: 'bomb', detail: 'x' });
	if (name === 'fail') return process.send({ kind: 'failed', message: 'TypeError: no' });
	const secret = process.env.DATABASE_URL ?? null;
	process.send({ kind: 'read', document: { pid: process.pid, length: bytes.length, secret }, draft: {} });
});`;

let folder = '';
let pool: Pool;
const settings = {
	seconds: 60,
	memoryMegabytes: 300,
	heapMegabytes: 100,
	workers: 1,
	filesPerWorker: 3,
	idleMegabytes: 250
};
const make = (more = {}) => new Pool({ file: join(folder, 'worker.mjs'), ...settings, ...more });
const ask = async (name: string): Promise<number> => {
	const reading = await pool.read(new Uint8Array(5), name);
	return (reading.document as unknown as { pid: number }).pid;
};

beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'opora-pool-'));
	writeFileSync(join(folder, 'worker.mjs'), program);
});
afterEach(() => pool.stop());
afterAll(() => rmSync(folder, { recursive: true }));

describe('reading processes', () => {
	it('are kept warm and replaced after so many files', async () => {
		pool = make();
		const pids = [await ask('a'), await ask('b'), await ask('c'), await ask('d')];
		expect(new Set(pids.slice(0, 3)).size).toBe(1);
		expect(pids[3]).not.toBe(pids[0]);
	});

	it('receive the bytes but none of the secrets', async () => {
		process.env.DATABASE_URL = 'postgres://secret';
		pool = make();
		const { document } = await pool.read(new Uint8Array(7), 'a');
		delete process.env.DATABASE_URL;
		expect(document).toMatchObject({ length: 7, secret: null });
	});

	it.each([
		['hang', 'time-out'],
		['die', 'crashed'],
		['heap', 'out-of-memory'],
		['buffers', 'out-of-memory'],
		['refuse', 'bomb'],
		['fail', 'crashed']
	])('that %s give a refusal, and the next file is read', async (name, code) => {
		pool = make(name === 'hang' ? { seconds: 2 } : {});
		await expect(ask(name)).rejects.toMatchObject({ name: 'Refusal', code });
		expect(await ask('next')).toBeGreaterThan(0);
	});

	it('that die while idle are noticed', async () => {
		pool = make();
		const pid = await ask('a');
		process.kill(pid, 'SIGKILL');
		await new Promise((done) => setTimeout(done, 100));
		expect(await ask('b')).not.toBe(pid);
	});

	it('take files one by one, as many at once as there are processes', async () => {
		pool = make({ workers: 2, filesPerWorker: 100 });
		const pids = await Promise.all(Array.from({ length: 6 }, () => ask('slow')));
		expect(new Set(pids).size).toBe(2);
		expect(pool.pids).toHaveLength(2);
	});
});
