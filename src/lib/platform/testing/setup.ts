import { mkdtempSync, rmSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { mirrorPermissions } from '../../people/permissions.ts';
import { openConnections } from '../connections.ts';
import { readSettings } from '../settings.ts';
import { withDatabase, workerDatabase } from './databases.ts';

declare module 'vitest' {
	interface ProvidedContext {
		/** Of the database that those of the workers are copies of; a test asks `testUrl`. */
		originals: Record<'app' | 'jobs' | 'admin', string>;
	}
}

/**
 * A migrated database for each worker of the database tests (`testUrl`): on an embedded server in a
 * temporary folder, or, with DATABASE_URL, on that server. All are gone afterwards.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const data = mkdtempSync(join(tmpdir(), 'opora-test-'));
	chmodSync(data, 0o755);
	const outside = process.env.DATABASE_URL;
	const name = `opora_test_${process.pid}`;
	if (outside) await onServer(outside, `create database ${name}`);
	const settings = readSettings({ ...process.env, OPORA_DATA: data });
	const connections = await openConnections({
		...settings,
		databaseUrl: outside ? withDatabase(outside, name) : null
	});
	// what is thrown away need not be forced to the disk; an outside server keeps its ways
	if (!outside)
		for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes'])
			await onServer(connections.admin, `alter system set ${setting} = off`);
	if (!outside) await onServer(connections.admin, 'select pg_reload_conf()');
	await mirrorPermissions(connections.admin);
	const { app, jobs, admin } = connections;
	project.provide('originals', { app, jobs, admin });
	const main = new URL(connections.admin).pathname.slice(1);
	const workers = Array.from({ length: project.vitest.config.maxWorkers }, (_, n) =>
		workerDatabase(main, n + 1)
	);
	for (const each of workers)
		await onServer(
			withDatabase(connections.admin, 'postgres'),
			`create database ${each} template ${main}`
		);
	return async () => {
		await connections.stop();
		if (outside)
			for (const each of [...workers, name])
				await onServer(outside, `drop database ${each} with (force)`);
		rmSync(data, { recursive: true, force: true });
	};
}

async function onServer(url: string, statement: string): Promise<void> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	await client.query(statement);
	await client.end();
}
