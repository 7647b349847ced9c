import { spawnSync } from 'node:child_process';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testUrl } from './testing/urls.ts';
import { openWorld, type World } from './testing/world.ts';

let world: World;
beforeAll(() => {
	world = openWorld();
});
afterAll(() => world.close());

/** Tables without history, each with its reason. */
const withoutAudit = new Map([
	['opora.audit', 'it is the history'],
	['opora.migration', 'holds its own dates'],
	['opora.search_entry', 'an index over rows that have history'],
	['opora.search_word', 'words of that index'],
	['opora.permission', 'a mirror of code, rewritten at every start'],
	['opora.roadmap_progress', 'counts of rows that have history'],
	['opora.progress_change', 'roadmaps to be counted anew, gone once they are'],
	['opora.result', 'its import tells who and when, and result_replaced what was there before'],
	['opora.result_replaced', 'it is the history of results'],
	['opora.result_repeated', 'what an import says as earlier ones did; never changed'],
	['opora.result_staged_school', 'what a file says until its import is applied, which has history'],
	['opora.run_row', 'what a run found, which has history; never changed'],
	['opora.run_prior', 'the same'],
	['opora.task_result', 'its import tells who and when'],
	['opora.school_status', 'follows from runs and orders, which have history'],
	['opora.upload', 'files on their way: a report that takes one has history'],
	['opora.digest', 'a log of letters with its own dates, cleared after three months'],
	['opora.digest_round', 'a log of mornings, cleared with it'],
	['auth.verification', 'one-time secrets that live for minutes'],
	['auth.rateLimit', 'counters that live for minutes']
]);

async function rowsOf<T>(query: ReturnType<typeof sql<T>>): Promise<T[]> {
	return (await query.execute(world.admin)).rows;
}

it('writes history for every table', async () => {
	const missing = await rowsOf(sql<{ name: string }>`
		select n.nspname || '.' || c.relname as name
		from pg_class c join pg_namespace n on n.oid = c.relnamespace
		where n.nspname in ('opora', 'auth') and c.relkind = 'r'
			and not exists (select from pg_trigger t join pg_proc p on p.oid = t.tgfoid
				where t.tgrelid = c.oid and p.proname = 'write_audit')`);
	expect(missing.map(({ name }) => name).sort()).toEqual([...withoutAudit.keys()].sort());
});

it('holds row-level security on every table that pages or sign-in reach', async () => {
	const open = await rowsOf(sql<{ name: string }>`
		select n.nspname || '.' || c.relname as name
		from pg_class c join pg_namespace n on n.oid = c.relnamespace
		where n.nspname in ('opora', 'auth') and c.relkind = 'r' and not c.relrowsecurity
			and (has_table_privilege('opora_app', c.oid, 'select,insert,update,delete')
				or has_table_privilege('opora_auth', c.oid, 'select,insert,update,delete'))`);
	expect(open).toEqual([]);
});

it('shows no row of any table to nobody', async () => {
	const tables = await rowsOf(sql<{ name: string }>`
		select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
		where n.nspname = 'opora' and c.relkind = 'r'
			and c.relname not in ('permission', 'setting')
			and has_table_privilege('opora_app', c.oid, 'select')`);
	expect(tables.length).toBeGreaterThan(8);
	const region = await world.organisation(null);
	await world.person(region, 'administrator');
	await world.as(null, async (db) => {
		for (const { name } of tables) {
			const { rows } = await sql`select from ${sql.table(`opora.${name}`)} limit 1`.execute(db);
			expect(rows, name).toEqual([]);
		}
	});
});

it('has an index that begins with the columns of every foreign key', async () => {
	const bare = await rowsOf(sql<{ key: string }>`
		select conrelid::regclass || ' ' || conname as key from pg_constraint c
		where contype = 'f' and connamespace in ('opora'::regnamespace, 'auth'::regnamespace)
			and not exists (select from pg_index i where i.indrelid = c.conrelid
				and (i.indkey::int2[])[0:array_length(c.conkey, 1) - 1] @> c.conkey)`);
	expect(bare).toEqual([]);
});

it('asks rights once a statement, never once a row', async () => {
	const policies = await rowsOf(sql<{ name: string; text: string }>`
		select tablename || ' ' || policyname as name, coalesce(qual, '') || coalesce(with_check, '') as text
		from pg_policies where schemaname = 'opora'`);
	expect(policies.length).toBeGreaterThan(20);
	for (const { name, text } of policies)
		for (const call of text.matchAll(
			/opora\.(scope|current_person|approved_above|own_measures)\(/g
		))
			expect(text.slice(0, call.index).trimEnd(), name).toMatch(/SELECT$/);
});

it('lets the serving role own nothing, read no password and write no history', async () => {
	await world.as(null, async (db) => {
		const { rows } = await sql<{ bad: boolean }>`
			select has_schema_privilege('auth', 'usage')
				or has_table_privilege('opora.audit', 'insert,update,delete')
				or has_schema_privilege('opora', 'create')
				or has_schema_privilege('public', 'create')
				or exists (select from pg_class c where pg_get_userbyid(c.relowner) = current_user) as bad`.execute(
			db
		);
		expect(rows[0]!.bad).toBe(false);
	});
});

it('writes who, when, before and after in the same transaction, and nothing when nothing changed', async () => {
	const region = await world.organisation(null);
	const person = await world.person(region, 'administrator');
	const history = async () =>
		rowsOf(sql<{ action: string; person_id: string; before: object; after: object }>`
			select action, person_id, before, after from opora.audit
			where table_name = 'organisation' and row_id = ${region} order by id`);
	await world.commit(person, (db) =>
		db.updateTable('organisation').set({ short_name: 'Новая' }).where('id', '=', region).execute()
	);
	await world.as(person, (db) =>
		db.updateTable('organisation').set({ short_name: 'Чужая' }).where('id', '=', region).execute()
	);
	const rows = await history();
	expect(rows).toHaveLength(2);
	expect(rows[1]).toMatchObject({
		action: 'update',
		person_id: person,
		before: { revision: 1 },
		after: { short_name: 'Новая', revision: 2 }
	});
});

it('has row types that are those of the schema', () => {
	const { status, stderr } = spawnSync('npm', ['run', '-s', 'schema', '--', '--verify'], {
		encoding: 'utf8',
		env: { ...process.env, OPORA_SCHEMA_URL: testUrl('admin') }
	});
	expect(status, stderr).toBe(0);
});
