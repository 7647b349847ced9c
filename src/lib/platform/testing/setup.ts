import { mkdtempSync, rmSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { mirrorPermissions } from '../../people/permissions.ts';
import { openConnections } from '../connections.ts';
import { readSettings } from '../settings.ts';

declare module 'vitest' {
	interface ProvidedContext {
		appUrl: string;
		authUrl: string;
		jobsUrl: string;
		adminUrl: string;
		data: string;
	}
}

/**
 * One migrated database for all database tests: an embedded server in a temporary folder, or, with
 * DATABASE_URL, a database of its own on that server. Both are gone afterwards.
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
	await mirrorPermissions(connections.admin);
	project.provide('appUrl', connections.app);
	project.provide('authUrl', connections.auth);
	project.provide('jobsUrl', connections.jobs);
	project.provide('adminUrl', connections.admin);
	project.provide('data', data);
	return async () => {
		await connections.stop();
		if (outside) await onServer(outside, `drop database ${name} with (force)`);
		rmSync(data, { recursive: true, force: true });
	};
}

async function onServer(url: string, statement: string): Promise<void> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	await client.query(statement);
	await client.end();
}

function withDatabase(url: string, name: string): string {
	const address = new URL(url);
	address.pathname = `/${name}`;
	return address.href;
}
