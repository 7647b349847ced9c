import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { root } from './settings.ts';

const MIGRATION_LOCK = 7_305_127;

/**
 * Brings the database at `adminUrl` up to date: roles, schemas, extensions, then each file of
 * `migrations/` once, in order, in a transaction of its own. Several nodes may start together.
 * Throws when an applied file was changed afterwards. Returns the names it applied; `begins` hears
 * of each before its first statement.
 */
export async function migrate(
	adminUrl: string,
	begins: (name: string) => void = () => {}
): Promise<string[]> {
	const client = new pg.Client({ connectionString: adminUrl });
	await client.connect();
	try {
		await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
		await prepare(client);
		return await applyFiles(client, begins);
	} finally {
		await client.end();
	}
}

async function prepare(client: pg.Client): Promise<void> {
	await client.query(`
		do $$
		declare wanted text;
		begin
			foreach wanted in array array['opora_owner', 'opora_app', 'opora_auth', 'opora_jobs',
				'opora_survey'] loop
				if not exists (select from pg_roles where rolname = wanted) then
					execute format('create role %I', wanted);
				end if;
				if not pg_has_role(current_user, wanted, 'member') then
					execute format('grant %I to current_user', wanted);
				end if;
			end loop;
		end $$`);
	await client.query('create extension if not exists ltree with schema public');
	await client.query('create extension if not exists pg_trgm with schema public');
	await client.query('create schema if not exists opora authorization opora_owner');
	await client.query('create schema if not exists auth authorization opora_owner');
	// pg-boss makes and migrates its tables there itself
	await client.query('create schema if not exists jobs authorization opora_jobs');
	// answers to questionnaires: what lies there is put and counted, never read by pages
	await client.query('create schema if not exists survey authorization opora_survey');
	// the owner may tidy `public`, where PostgreSQL lets anybody look
	await client.query('alter schema public owner to opora_owner');
}

async function applyFiles(client: pg.Client, begins: (name: string) => void): Promise<string[]> {
	await client.query('set role opora_owner');
	await client.query(`
		create table if not exists opora.migration (
			name text primary key,
			checksum text not null,
			applied_at timestamptz not null default now()
		)`);
	const { rows } = await client.query<{ name: string; checksum: string }>(
		'select name, checksum from opora.migration'
	);
	const applied = new Map(rows.map((row) => [row.name, row.checksum]));
	const folder = join(root, 'migrations');
	const done: string[] = [];
	for (const name of readdirSync(folder)
		.filter((file) => file.endsWith('.sql'))
		.sort()) {
		const sql = readFileSync(join(folder, name), 'utf8');
		const checksum = createHash('sha256').update(sql).digest('hex');
		const before = applied.get(name);
		if (before === checksum) continue;
		if (before !== undefined)
			throw new Error(`Migration ${name} was applied in another form: add a new file instead`);
		begins(name);
		await client.query('begin');
		try {
			await client.query(sql);
			await client.query('insert into opora.migration (name, checksum) values ($1, $2)', [
				name,
				checksum
			]);
			await client.query('commit');
		} catch (error) {
			await client.query('rollback');
			throw new Error(`Migration ${name} failed: ${(error as Error).message}`, { cause: error });
		}
		done.push(name);
	}
	return done;
}
