import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { act } from '../database.ts';
import { Unavailable } from '../errors.ts';
import { NotReceived, openStored, readStored, receiveFile, storeFile } from '../files.ts';
import { provideRuntime } from '../runtime.ts';
import { readSettings } from '../settings.ts';
import { closeJobsDatabase, openJobsDatabase } from '../jobs/database.ts';
import { testUrl } from '../testing/urls.ts';
import { openWorld, type World } from '../testing/world.ts';
import { sweepFiles } from './sweep.ts';

let world: World;
let person: string;
let data: string;

beforeAll(async () => {
	world = openWorld();
	openJobsDatabase(testUrl('jobs'));
	person = await world.person(await world.organisation(null));
});
afterAll(async () => {
	await closeJobsDatabase();
	await world.close();
});
beforeEach(() => {
	data = mkdtempSync(join(tmpdir(), 'opora-files-'));
	useFolder(data);
	vi.spyOn(console, 'error').mockReturnValue();
	vi.spyOn(console, 'log').mockReturnValue();
});
afterEach(async () => {
	vi.restoreAllMocks();
	await world.admin.deleteFrom('upload').where('person_id', '=', person).execute();
	rmSync(data, { recursive: true });
});

function useFolder(folder: string): void {
	provideRuntime({
		settings: readSettings({ OPORA_DATA: folder }),
		connections: { app: '', auth: '', jobs: '', admin: '', tookOver: false, stop: async () => {} }
	});
}

/** Every file below the data folder, without folders. */
function filesIn(folder: string): string[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map(({ name }) => name)
		.sort();
}

async function* pieces(...all: (Uint8Array | Error)[]): AsyncGenerator<Uint8Array> {
	for (const one of all) {
		await Promise.resolve();
		if (one instanceof Error) throw one;
		yield one;
	}
}

const anyLength = { mostBytes: 1000, announced: null };

/** Makes a stored file as old as one from yesterday. */
function age(hash: string): void {
	const yesterday = new Date(Date.now() - 86_400_000);
	utimesSync(join(data, 'files', hash.slice(0, 2), hash), yesterday, yesterday);
}

function upload(hash: string, createdAt = new Date()): Promise<unknown> {
	return world.admin
		.insertInto('upload')
		.values({ person_id: person, hash, name: 'a.txt', size: 1, type: 'text/plain' })
		.returning('id')
		.executeTakeFirstOrThrow()
		.then(({ id }) =>
			world.admin
				.updateTable('upload')
				.set({ created_at: createdAt })
				.where('id', '=', id)
				.execute()
		);
}

describe('receiving', () => {
	it('stores once what comes twice, and gives it back', async () => {
		const bytes = randomBytes(70_000);
		const [one, other] = await Promise.all([storeFile(bytes), storeFile(bytes)]);
		expect(one).toBe(other);
		expect(filesIn(data)).toEqual([one]);
		expect((await readStored(one)).equals(bytes)).toBe(true);
	});

	it('takes a file of the very limit and leaves nothing of one byte more', async () => {
		const file = await receiveFile(pieces(Buffer.alloc(600), Buffer.alloc(400)), anyLength);
		expect(file.size).toBe(1000);
		await file.discard();
		const over = receiveFile(pieces(Buffer.alloc(600), Buffer.alloc(401)), anyLength);
		await expect(over).rejects.toMatchObject({ why: 'too-large' });
		expect(filesIn(data)).toEqual([]);
	});

	it('stops reading a stream that never ends', async () => {
		let sent = 0;
		async function* endless(): AsyncGenerator<Uint8Array> {
			for (;;) {
				await Promise.resolve();
				sent += 100;
				yield Buffer.alloc(100);
			}
		}
		await expect(receiveFile(endless(), anyLength)).rejects.toThrow(NotReceived);
		expect(sent).toBeLessThan(3000);
	});

	it('leaves nothing of a file that is cut off, by a broken line or by fewer bytes', async () => {
		const broken = receiveFile(pieces(Buffer.alloc(10), new Error('aborted')), anyLength);
		await expect(broken).rejects.toMatchObject({ why: 'cut-off' });
		const short = receiveFile(pieces(Buffer.alloc(10)), { mostBytes: 1000, announced: 11 });
		await expect(short).rejects.toMatchObject({ why: 'cut-off' });
		expect(filesIn(data)).toEqual([]);
	});

	it('answers like nothing where a file is missing', async () => {
		await expect(openStored('0'.repeat(64))).rejects.toMatchObject({ status: 404 });
	});
});

const isRoot = process.getuid?.() === 0;

describe.skipIf(!isRoot || process.platform !== 'linux')('a small disk (mounted as root)', () => {
	let disk: string;
	beforeEach(() => {
		disk = join(data, 'disk');
		mkdirSync(disk);
		execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk]);
		useFolder(disk);
	});
	afterEach(() => {
		execFileSync('umount', [disk]);
	});

	it('that is full refuses with 507, keeps what was there, and goes on when there is room', async () => {
		const kept = await storeFile(Buffer.alloc(50_000, 1));
		const filling = join(disk, 'filling');
		for (let n = 0; n < 3; n += 1) {
			const full = storeFile(Buffer.alloc(400_000, 2));
			await expect(full).rejects.toThrow(Unavailable);
			await expect(full).rejects.toMatchObject({ status: 507, code: 'error_storage_full' });
		}
		expect(filesIn(disk)).toEqual([kept]);
		writeFileSync(filling, Buffer.alloc(120_000));
		await expect(storeFile(Buffer.alloc(100_000, 3))).rejects.toMatchObject({ status: 507 });
		expect((await readStored(kept)).length).toBe(50_000);
		rmSync(filling);
		await expect(storeFile(Buffer.alloc(100_000, 3))).resolves.toHaveLength(64);
	});

	it('that may only be read refuses with 503', async () => {
		execFileSync('mount', ['-o', 'remount,ro', disk]);
		await expect(storeFile(Buffer.from('x'))).rejects.toMatchObject({ status: 503 });
	});
});

it('says of a full disk of the database what it says of files', async () => {
	const full = act({ personId: null, today: null }, (db) =>
		sql`do $$ begin raise exception 'no room' using errcode = '53100'; end $$`.execute(db)
	);
	await expect(full).rejects.toMatchObject({ status: 507, code: 'error_storage_full' });
});

describe('sweepFiles', () => {
	it('removes what no row names, and nothing that is wanted or fresh', async () => {
		const [wanted, orphan, fresh] = await Promise.all(
			['wanted', 'orphan', 'fresh'].map((text) => storeFile(Buffer.from(text)))
		);
		age(wanted!);
		age(orphan!);
		await upload(wanted!);
		expect(await sweepFiles()).toMatchObject({ files: 1, bytes: 6 });
		expect(filesIn(data)).toEqual([wanted!, fresh!].sort());
		expect(await sweepFiles()).toMatchObject({ files: 0 });
	});

	it('removes uploads of yesterday with their files, and those of today stay', async () => {
		const [old, young] = [
			await storeFile(Buffer.from('old')),
			await storeFile(Buffer.from('young'))
		];
		age(old);
		age(young);
		await upload(old, new Date(Date.now() - 25 * 3_600_000));
		await upload(young, new Date(Date.now() - 23 * 3_600_000));
		expect(await sweepFiles()).toMatchObject({ files: 1 });
		expect(filesIn(data)).toEqual([young]);
	});

	it('leaves a file alone that is stored anew while it looks', async () => {
		const hash = await storeFile(Buffer.from('again'));
		age(hash);
		const swept = await sweepFiles(async (work) => {
			const result = await world.admin.transaction().execute(work);
			// its row comes only after the sweep looked for one
			if (result instanceof Array) await storeFile(Buffer.from('again'));
			return result;
		});
		expect(swept.files).toBe(0);
		expect(filesIn(data)).toEqual([hash]);
	});

	it('tells of rows without their file', async () => {
		const hash = randomBytes(32).toString('hex');
		await upload(hash);
		// other tests' rows name files of other folders
		expect((await sweepFiles()).missing).toContain(hash);
		expect(console.error).toHaveBeenCalledWith(expect.stringContaining('are missing'));
	});

	it('puts back what a killed sweep had in hand, and removes its leavings', async () => {
		const hash = await storeFile(Buffer.from('in hand'));
		await upload(hash);
		const path = join(data, 'files', hash.slice(0, 2), hash);
		execFileSync('mv', [path, `${path}.leaving`]);
		const swept = await sweepFiles();
		expect(swept.missing).not.toContain(hash);
		expect(filesIn(data)).toEqual([hash]);
	});
});

it('leaves no row without file and no file without row when it is killed while files come', async () => {
	const program = join(data, 'program.ts');
	const at = (path: string): string =>
		JSON.stringify(join(process.cwd(), 'src/lib/platform', path));
	writeFileSync(
		program,
		`import { randomBytes } from 'node:crypto';
		import pg from ${JSON.stringify(join(process.cwd(), 'node_modules/pg/esm/index.mjs'))};
		import { receiveFile } from ${at('files.ts')};
		import { provideRuntime } from ${at('runtime.ts')};
		import { readSettings } from ${at('settings.ts')};
		provideRuntime({ settings: readSettings(), connections: {} });
		const client = new pg.Client({ connectionString: process.env.ADMIN_URL });
		await client.connect();
		async function* slow() {
			for (let n = 0; n < 8; n += 1) { yield randomBytes(4000); await new Promise(setImmediate); }
		}
		for (;;) {
			const file = await receiveFile(slow(), { mostBytes: 1e6, announced: null });
			await file.keep();
			await client.query(
				"insert into opora.upload (person_id, hash, name, size, type) values ($1, $2, 'a', $3, 'b')",
				[process.env.PERSON, file.hash, file.size]
			);
			process.stdout.write(file.hash + '\\n');
		}`
	);
	const told = new Set<string>();
	for (let round = 0; round < 8; round += 1) {
		const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program], {
			env: {
				...process.env,
				OPORA_DATA: data,
				ADMIN_URL: testUrl('admin'),
				PERSON: person
			}
		});
		let out = '';
		child.stdout.on('data', (text: Buffer) => (out += text.toString()));
		await once(child.stdout, 'data');
		await new Promise((resolve) => setTimeout(resolve, 20 + round * 11));
		child.kill('SIGKILL');
		await once(child, 'close');
		for (const hash of out.split('\n').slice(0, -1)) told.add(hash);
	}
	rmSync(program);
	// everything is an hour old at once
	const swept = await sweepFiles(undefined, new Date(Date.now() + 1000));
	const rows = await world.admin
		.selectFrom('upload')
		.select('hash')
		.where('person_id', '=', person)
		.execute();
	const named = new Set(rows.map(({ hash }) => hash));
	expect(swept.missing.filter((hash) => named.has(hash))).toEqual([]);
	expect(filesIn(data)).toEqual([...named].sort());
	expect([...told].filter((hash) => !named.has(hash))).toEqual([]);
	expect(told.size).toBeGreaterThan(8);
});
