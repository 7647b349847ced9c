import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrate } from './migrate.ts';
import { root } from './settings.ts';
import { testUrl } from './testing/urls.ts';

const files = readdirSync(join(root, 'migrations'))
	.filter((name) => name.endsWith('.sql'))
	.sort();

let admin: pg.Client;
beforeAll(async () => {
	admin = new pg.Client({ connectionString: testUrl('admin') });
	await admin.connect();
	for (const name of ['migrated_whole', 'migrated_killed']) {
		await admin.query(`drop database if exists ${name} with (force)`);
		await admin.query(`create database ${name}`);
	}
});
afterAll(async () => {
	await admin.query('drop database migrated_whole with (force)');
	await admin.query('drop database migrated_killed with (force)');
	await admin.end();
});

it('finishes after a kill -9 in every single step, with the same schema as without', async () => {
	await migrate(urlOf('migrated_whole'));
	const begun: string[] = [];
	for (const [round, file] of files.entries())
		begun.push(await killIn(urlOf('migrated_killed'), file, round % 4));
	// each run began where the killed one was cut off, or behind it where that had just been done
	expect(begun).toEqual([...begun].sort());
	await migrate(urlOf('migrated_killed'));
	expect(await applied('migrated_killed')).toEqual(files);
	expect(await schemaOf('migrated_killed')).toEqual(await schemaOf('migrated_whole'));
	expect(await migrate(urlOf('migrated_killed'))).toEqual([]);
});

function urlOf(database: string): string {
	const url = new URL(testUrl('admin'));
	url.pathname = `/${database}`;
	return url.href;
}

/** Kills a migration once `file` has begun; returns the file with which it began. */
async function killIn(url: string, file: string, afterMs: number): Promise<string> {
	const child = spawn(
		process.execPath,
		['--disable-warning=ExperimentalWarning', 'src/lib/platform/testing/migrator.ts', url],
		{ cwd: root, stdio: ['ignore', 'pipe', 'inherit'] }
	);
	const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
	let said = '';
	child.stdout.on('data', (chunk: Buffer) => {
		said += chunk.toString();
		const last = said.trimEnd().split('\n').at(-1)!;
		if (last >= file) setTimeout(() => child.kill('SIGKILL'), afterMs);
	});
	await ended;
	return said.split('\n')[0]!;
}

async function ask<T extends pg.QueryResultRow>(database: string, text: string): Promise<T[]> {
	const client = new pg.Client({ connectionString: urlOf(database) });
	await client.connect();
	try {
		return (await client.query<T>(text)).rows;
	} finally {
		await client.end();
	}
}

async function applied(database: string): Promise<string[]> {
	const rows = await ask<{ name: string }>(database, 'select name from opora.migration order by 1');
	return rows.map(({ name }) => name);
}

/** Everything that migrations make, one line each. */
async function schemaOf(database: string): Promise<string[]> {
	const rows = await ask<{ line: string }>(
		database,
		`with own as (select oid, nspname from pg_namespace where nspname in ('opora', 'auth'))
		select concat_ws(' ', 'column', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
				a.attnotnull, pg_get_expr(d.adbin, d.adrelid), c.relrowsecurity, c.relacl, a.attacl) as line
			from pg_class c join own on own.oid = c.relnamespace
			join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
			left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
		union all select concat_ws(' ', 'function', pg_get_functiondef(p.oid), p.proacl)
			from pg_proc p join own on own.oid = p.pronamespace where p.prokind <> 'a'
		union all select concat_ws(' ', 'aggregate', p.oid::regprocedure, a.aggtransfn, a.agginitval, p.proacl)
			from pg_proc p join own on own.oid = p.pronamespace
			join pg_aggregate a on a.aggfnoid = p.oid
		union all select concat_ws(' ', 'policy', tablename, policyname, cmd, roles, qual, with_check)
			from pg_policies where schemaname in ('opora', 'auth')
		union all select concat_ws(' ', 'trigger', pg_get_triggerdef(t.oid))
			from pg_trigger t join pg_class c on c.oid = t.tgrelid join own on own.oid = c.relnamespace
			where not t.tgisinternal
		union all select concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(k.oid))
			from pg_constraint k join own on own.oid = k.connamespace
		union all select concat_ws(' ', 'index', indexdef) from pg_indexes
			where schemaname in ('opora', 'auth')
		order by line`
	);
	return rows.map(({ line }) => line);
}
