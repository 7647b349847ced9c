import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Db } from '../database.ts';
import { fileStore, openStored, readStored, receiveFile, storeFile } from '../files.ts';
import { provideRuntime } from '../runtime.ts';
import { readSettings, type S3Settings } from '../settings.ts';
import { openWorld, type World } from '../testing/world.ts';
import { s3Store } from './s3.ts';
import { hasSwift, startSwift, type Swift } from './swift.testing.ts';
import { sweepFiles } from './sweep.ts';

const connections = {
	...{ app: '', auth: '', jobs: '', admin: '', tookOver: false },
	stop: () => Promise.resolve()
};

describe.skipIf(!hasSwift())('a bucket of OpenStack Swift (packages of Debian)', () => {
	let world: World;
	let swift: Swift;
	let data: string;

	function use(change: Partial<S3Settings> = {}): void {
		const { endpoint, bucket, accessKey, secretKey } = { ...swift.settings, ...change };
		const settings = readSettings({
			OPORA_DATA: data,
			S3_ENDPOINT: endpoint,
			S3_BUCKET: bucket,
			S3_ACCESS_KEY: accessKey,
			S3_SECRET_KEY: secretKey
		});
		provideRuntime({ settings, connections });
	}

	beforeAll(async () => {
		world = openWorld();
		data = mkdtempSync(join(tmpdir(), 'opora-s3-'));
		swift = await startSwift();
		vi.spyOn(console, 'error').mockReturnValue();
		vi.spyOn(console, 'log').mockReturnValue();
	});
	afterAll(async () => {
		vi.restoreAllMocks();
		await swift.stop();
		rmSync(data, { recursive: true });
		await world.close();
	});

	const leftBehind = (): string[] => readdirSync(join(data, 'files/incoming'));

	it('keeps a file of 5 MB once, gives it back whole, and leaves nothing on the own disk', async () => {
		use();
		const bytes = randomBytes(5 * 1024 * 1024);
		const hash = await storeFile(bytes);
		expect(await storeFile(bytes)).toBe(hash);
		expect((await readStored(hash)).equals(bytes)).toBe(true);
		const store = await fileStore();
		expect(await store.list(hash.slice(0, 2))).toMatchObject([{ hash, size: bytes.length }]);
		expect(leftBehind()).toEqual([]);
	});

	it('answers 404 where nothing is stored', async () => {
		use();
		await expect(openStored('0'.repeat(64))).rejects.toMatchObject({ status: 404 });
	});

	it('lists a shard over several pages', async () => {
		const store = await s3Store(swift.settings, 2);
		const inShard: string[] = [];
		for (let n = 0; inShard.length < 5; n += 1) {
			const hash = createHash('sha256').update(`shard ${n}`).digest('hex');
			if (!hash.startsWith('5a')) continue;
			use();
			inShard.push(await storeFile(Buffer.from(`shard ${n}`)));
		}
		const listed = (await store.list('5a')).map(({ hash }) => hash);
		expect(listed).toEqual([...inShard].sort());
	});

	it('sweeps what no row names, and nothing that is fresh', async () => {
		use();
		const person = await world.person(await world.organisation(null));
		const [wanted, orphan] = [
			await storeFile(Buffer.from('wanted in s3')),
			await storeFile(Buffer.from('orphan in s3'))
		];
		await world.admin
			.insertInto('upload')
			.values({ person_id: person, hash: wanted, name: 'a', size: 1, type: 'text/plain' })
			.execute();
		const run = <T>(work: (db: Db) => Promise<T>): Promise<T> =>
			world.admin.transaction().execute(work);
		const store = await fileStore();
		await sweepFiles(run);
		expect(await store.has(orphan)).toBe(true);
		await sweepFiles(run, new Date(Date.now() + 60_000));
		expect([await store.has(wanted), await store.has(orphan)]).toEqual([true, false]);
		await world.admin.deleteFrom('upload').where('person_id', '=', person).execute();
	});

	it('says that the storage is away for a wrong key, a wrong bucket and no server', async () => {
		const { endpoint } = swift.settings;
		const wrong: Partial<S3Settings>[] = [
			{ secretKey: 'guessed' },
			{ bucket: 'nobody-made-this' },
			{ endpoint: endpoint.replace(/\d+$/, '1') }
		];
		for (const change of wrong) {
			use(change);
			const stored = storeFile(Buffer.from('never'));
			await expect(stored, JSON.stringify(change)).rejects.toMatchObject({
				status: 503,
				code: 'error_storage_away'
			});
			expect(leftBehind()).toEqual([]);
		}
		use();
		const file = await receiveFile(new Blob(['x']).stream(), { mostBytes: 10, announced: 1 });
		expect(leftBehind()).toHaveLength(1);
		await file.discard();
		expect(leftBehind()).toEqual([]);
	});
});

describe('settings of S3', () => {
	it('name what is missing, and are none where nothing is set', () => {
		expect(readSettings({}).s3).toBeNull();
		expect(() => readSettings({ S3_BUCKET: 'b', S3_ENDPOINT: 'https://s3.example' })).toThrow(
			'S3_ACCESS_KEY, S3_SECRET_KEY must be set'
		);
		const given = { S3_BUCKET: 'b', S3_ACCESS_KEY: 'a', S3_SECRET_KEY: 's' };
		expect(() => readSettings({ ...given, S3_ENDPOINT: 's3.example' })).toThrow('no address');
		expect(readSettings({ ...given, S3_ENDPOINT: 'https://s3.example' }).s3).toEqual({
			endpoint: 'https://s3.example',
			bucket: 'b',
			region: 'us-east-1',
			accessKey: 'a',
			secretKey: 's'
		});
	});
});
