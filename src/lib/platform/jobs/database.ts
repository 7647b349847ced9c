/** The database as jobs see it: the role `opora_jobs`, which reads for all people what jobs need. */
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { shiftedNow } from '../clock.ts';
import type { Db } from '../database.ts';
// how dates are read is set there
import '../database.ts';
import type { DB } from '../schema.ts';

const key = Symbol.for('opora.jobs.database');
const holder = globalThis as { [key]?: Kysely<DB> | undefined };

export function openJobsDatabase(url: string): void {
	const pool = new pg.Pool({ connectionString: url, max: 4, connectionTimeoutMillis: 10_000 });
	pool.on('error', (error) => console.error(`Database connection of jobs lost: ${error.message}`));
	pool.on('connect', (client) => client.on('error', () => {}));
	holder[key] = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
}

export async function closeJobsDatabase(): Promise<void> {
	const database = holder[key];
	holder[key] = undefined;
	await database?.destroy();
}

/** Runs `work` in one transaction of the jobs' role, for nobody in particular. */
export async function actForJobs<T>(work: (db: Db) => Promise<T>): Promise<T> {
	if (!holder[key]) throw new Error('openJobsDatabase was not called');
	return holder[key].transaction().execute(async (db) => {
		await sql`select set_config('opora.now', ${shiftedNow()}, true)`.execute(db);
		return work(db);
	});
}
