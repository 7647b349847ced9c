/**
 * `npm run schema`: writes the row types of the migrated schema into src/lib/platform/schema.ts;
 * `npm run schema -- --verify` fails where they differ.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openConnections } from '../src/lib/platform/connections.ts';
import { readSettings } from '../src/lib/platform/settings.ts';

const given = process.env.OPORA_SCHEMA_URL;
process.exitCode = given ? generate(given) : await generateFromMigrations();

async function generateFromMigrations(): Promise<number> {
	const data = mkdtempSync(join(tmpdir(), 'opora-schema-'));
	chmodSync(data, 0o755);
	const connections = await openConnections({ ...readSettings(), data });
	const status = generate(connections.admin);
	await connections.stop();
	rmSync(data, { recursive: true, force: true });
	return status;
}

function generate(url: string): number {
	const { status } = spawnSync(
		'kysely-codegen',
		[
			...['--dialect', 'postgres', '--default-schema', 'opora', '--log-level', 'warn'],
			...['--include-pattern', 'opora.*', '--exclude-pattern', '*.migration'],
			...['--date-parser', 'string', '--out-file', 'src/lib/platform/schema.ts'],
			...process.argv.slice(2)
		],
		{ stdio: 'inherit', env: { ...process.env, DATABASE_URL: url } }
	);
	return status ?? 1;
}
