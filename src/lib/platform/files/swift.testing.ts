/** A real S3 server for tests: OpenStack Swift with its S3 interface, as Debian packs it. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { S3Settings } from '../settings.ts';

const storages = ['account', 'container', 'object'];

/** Whether the packages `swift-proxy swift-account swift-container swift-object` are there. */
export function hasSwift(): boolean {
	// its servers insist on the package's own file, whatever folder they are given
	if (!existsSync('/etc/swift/swift.conf')) return false;
	try {
		for (const name of ['proxy', ...storages])
			execFileSync('sh', ['-c', `command -v swift-${name}-server`], { stdio: 'ignore' });
		return true;
	} catch {
		return false;
	}
}

export interface Swift {
	settings: S3Settings;
	stop(): Promise<void>;
}

/** Starts a cluster of one node in a temporary folder, with an empty bucket. */
export async function startSwift(): Promise<Swift> {
	const folder = mkdtempSync(join(tmpdir(), 'opora-swift-'));
	mkdirSync(join(folder, 'devices/one'), { recursive: true });
	const common = `
		swift_dir = ${folder}
		devices = ${join(folder, 'devices')}
		recon_cache_path = ${folder}
		user = ${userInfo().username}
		mount_check = false
		workers = 0
		bind_ip = 127.0.0.1`;
	const children: ChildProcess[] = [];
	for (const name of storages) {
		const port = await freePort();
		write(
			`${name}.conf`,
			`[DEFAULT]${common}\nbind_port = ${port}
			[pipeline:main]\npipeline = ${name}-server
			[app:${name}-server]\nuse = egg:swift#${name}`
		);
		const ring = (...args: string[]): void =>
			void execFileSync('swift-ring-builder', [`${name}.builder`, ...args], { cwd: folder });
		ring('create', '2', '1', '1');
		ring('add', `r1z1-127.0.0.1:${port}/one`, '1');
		ring('rebalance');
		children.push(start(name));
	}
	const port = await freePort();
	// it works without memcached, but not without the filter that would ask it
	const filters: Record<string, string> = {
		catch_errors: 'use = egg:swift#catch_errors',
		cache: 'use = egg:swift#memcache\nmemcache_servers = 127.0.0.1:1',
		listing_formats: 'use = egg:swift#listing_formats',
		bulk: 'use = egg:swift#bulk',
		s3api: 'use = egg:swift#s3api',
		tempauth: 'use = egg:swift#tempauth\nuser_opora_opora = no-one-knows .admin',
		slo: 'use = egg:swift#slo'
	};
	write(
		'proxy.conf',
		`[DEFAULT]${common}\nbind_port = ${port}
		[pipeline:main]\npipeline = ${Object.keys(filters).join(' ')} proxy-server
		[app:proxy-server]\nuse = egg:swift#proxy\nallow_account_management = true
		account_autocreate = true
		${Object.entries(filters)
			.map(([name, text]) => `[filter:${name}]\n${text}`)
			.join('\n')}`
	);
	children.push(start('proxy'));
	const settings: S3Settings = {
		endpoint: `http://127.0.0.1:${port}`,
		bucket: 'opora-files',
		region: 'us-east-1',
		accessKey: 'opora:opora',
		secretKey: 'no-one-knows'
	};
	await makeBucket(settings).catch(async (error: unknown) => {
		await stop();
		throw error;
	});
	return { settings, stop };

	async function stop(): Promise<void> {
		for (const child of children) child.kill('SIGKILL');
		await Promise.all(children.map((child) => child.exitCode ?? once(child, 'close')));
		rmSync(folder, { recursive: true });
	}

	function write(name: string, text: string): void {
		// a line that begins with white space would go on with the one above
		writeFileSync(join(folder, name), text.replace(/^\s+/gm, ''));
	}

	function start(name: string): ChildProcess {
		return spawn(`swift-${name}-server`, [join(folder, `${name}.conf`)], { stdio: 'ignore' });
	}
}

async function makeBucket(settings: S3Settings): Promise<void> {
	const { S3mini } = await import('s3mini');
	const bucket = new S3mini({
		endpoint: `${settings.endpoint}/${settings.bucket}`,
		region: settings.region,
		accessKeyId: settings.accessKey,
		secretAccessKey: settings.secretKey
	});
	for (let tries = 0; ; tries += 1)
		try {
			await bucket.createBucket();
			return;
		} catch (error) {
			if (tries === 60) throw error;
			await new Promise((resolve) => setTimeout(resolve, 250));
		}
}

async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	server.close();
	await once(server, 'close');
	return port;
}
