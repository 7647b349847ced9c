import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { createJobs, type Definition, type Jobs } from './queue.ts';
import { testUrl } from '../testing/urls.ts';

const started: Jobs[] = [];
let admin: pg.Client;

beforeAll(async () => {
	admin = new pg.Client({ connectionString: testUrl('admin') });
	await admin.connect();
});
afterEach(() => Promise.all(started.splice(0).map((jobs) => jobs.stop(1000))));
afterAll(() => admin.end());

async function node(definitions: Definition[]): Promise<Jobs> {
	const jobs = createJobs(testUrl('jobs'), definitions, { pollSeconds: 0.5 });
	started.push(jobs);
	await jobs.start();
	return jobs;
}

async function until(holds: () => boolean, ms = 20_000): Promise<void> {
	const end = Date.now() + ms;
	while (!holds() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

it('does a job once, however many nodes run', async () => {
	const done: number[] = [];
	const define = (n: number): Definition => ({
		name: 'once',
		cron: null,
		work: async (data) => {
			done.push(n * 1000 + Number(data.n));
			await pause(20);
		}
	});
	const [one, two] = await Promise.all([node([define(1)]), node([define(2)])]);
	for (let n = 0; n < 20; n++) await (n % 2 ? one : two).enqueue('once', { n }, `key ${n}`);
	await until(() => done.length === 20);
	await pause(1500);
	expect(done.map((n) => n % 1000).sort((a, b) => a - b)).toEqual(
		Array.from({ length: 20 }, (_, n) => n)
	);
	// both took part, or the test would show nothing
	expect(new Set(done.map((n) => Math.floor(n / 1000))).size).toBe(2);
});

it('keeps one waiting job of a key', async () => {
	let done = 0;
	let release = () => {};
	const held = new Promise<void>((resolve) => (release = resolve));
	const jobs = await node([
		{
			name: 'wake',
			cron: null,
			work: async () => {
				done++;
				await held;
			}
		}
	]);
	await jobs.enqueue('wake', {}, 'all');
	await until(() => done === 1);
	// asked for while one runs: once more, for what came after it had looked
	await jobs.enqueue('wake', {}, 'all');
	await jobs.enqueue('wake', {}, 'all');
	await jobs.enqueue('wake', {}, 'all');
	release();
	await until(() => done === 2);
	await pause(1500);
	expect(done).toBe(2);
});

it('tries again what threw', async () => {
	let tries = 0;
	const jobs = await node([
		{
			name: 'stumbles',
			cron: null,
			work: async () => {
				if (++tries === 1) throw new Error('away');
			}
		}
	]);
	await jobs.enqueue('stumbles');
	await until(() => tries === 2, 30_000);
	expect(tries).toBe(2);
});

it('goes on when its connections to the database break', async () => {
	let done = 0;
	const jobs = await node([{ name: 'goes-on', cron: null, work: async () => void done++ }]);
	await jobs.enqueue('goes-on');
	await until(() => done === 1);
	const log = vi.spyOn(console, 'error').mockImplementation(() => {});
	const { rows } = await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity
		where application_name = 'pgboss' and datname = current_database()`);
	expect(rows.length).toBeGreaterThan(0);
	await pause(200);
	await jobs.enqueue('goes-on');
	await until(() => done === 2);
	log.mockRestore();
	expect(done).toBe(2);
});

it('keeps a time for each scheduled job alone, once for all nodes', async () => {
	const work = async () => {};
	const both: Definition[] = [
		{ name: 'every-morning', cron: '0 4 * * *', work },
		{ name: 'asked', cron: null, work }
	];
	await Promise.all([node(both), node(both)]);
	const { rows } = await admin.query('select name, cron from jobs.schedule');
	expect(rows).toEqual([{ name: 'every-morning', cron: '0 4 * * *' }]);
});

it('waits for a database that is away, and ends at once when asked to', async () => {
	const jobs = createJobs('postgres://nobody@localhost:1/none', [], { pollSeconds: 0.5 });
	const starting = jobs.start();
	await pause(300);
	const from = Date.now();
	await jobs.stop(1000);
	await starting;
	expect(Date.now() - from).toBeLessThan(900);
});

it('is out of reach for the roles of pages and of sign-in', async () => {
	await node([]);
	const { rows } = await admin.query(`
		select role, c.relname from pg_class c, unnest(array['opora_app', 'opora_auth']) role
		where c.relnamespace = 'jobs'::regnamespace and c.relkind in ('r', 'p')
			and (has_schema_privilege(role, 'jobs', 'usage')
				or has_table_privilege(role, c.oid, 'select,insert,update,delete'))`);
	expect(rows).toEqual([]);
	const { rows: owned } = await admin.query(`select count(*)::int as n from pg_class
		where relnamespace = 'jobs'::regnamespace and pg_get_userbyid(relowner) = 'opora_jobs'`);
	expect(owned[0].n).toBeGreaterThan(5);
});
