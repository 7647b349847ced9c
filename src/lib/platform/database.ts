import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import type { PlainDate } from '../calendar/term.ts';
import { shiftedNow } from './clock.ts';
import { Unavailable } from './errors.ts';
import type { DB } from './schema.ts';

/** A transaction in which `opora.person` is set: every policy and the audit trail know who acts. */
export type Db = Transaction<DB>;

/** Who acts, as far as the database must know. */
export interface Acting {
	personId: string | null;
	/** Day for which roles hold and terms are late; null: the server's day. */
	today: PlainDate | null;
}

// days stay text: a term has no time zone by accident
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

let database: Kysely<DB> | null = null;

/** Opens the pool that serves pages. Call once, before the first `act`. */
export function openDatabase(url: string, size = 12): void {
	const pool = new pg.Pool({ connectionString: url, max: size, connectionTimeoutMillis: 10_000 });
	// a restart of the database breaks idle connections; the pool makes new ones
	pool.on('error', (error) => console.error(`Database connection lost: ${error.message}`));
	// one that breaks in use fails its query; without a listener it would end the process too
	pool.on('connect', (client) => client.on('error', () => {}));
	database = new Kysely<DB>({
		dialect: new PostgresDialect({ pool }),
		log: (event) => countQuery?.(event.query.sql)
	});
}

export async function closeDatabase(): Promise<void> {
	await database?.destroy();
	database = null;
}

let countQuery: ((sql: string) => void) | null = null;

/** Lets a test see every statement that is sent; null ends it. */
export function watchQueries(watcher: ((sql: string) => void) | null): void {
	countQuery = watcher;
}

/** Runs `work` in one transaction as `acting`; any error undoes all of it. */
export async function act<T>(acting: Acting, work: (db: Db) => Promise<T>): Promise<T> {
	if (!database) throw new Error('openDatabase was not called');
	const done = database.transaction().execute(async (db) => {
		await sql`select set_config('opora.person', ${acting.personId ?? ''}, true),
			set_config('opora.today', ${acting.today ?? ''}, true),
			set_config('opora.now', ${shiftedNow()}, true)`.execute(db);
		return work(db);
	});
	return done.catch((error: unknown) => {
		throw isDiskFull(error) ? new Unavailable('error_storage_full', 507) : error;
	});
}

/** The database undid everything and goes on once somebody makes room. */
function isDiskFull(error: unknown): boolean {
	return error instanceof pg.DatabaseError && error.code === '53100';
}
