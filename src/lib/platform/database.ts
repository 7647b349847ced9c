import { Kysely, sql, type RawBuilder, type Transaction } from 'kysely';
import pg from 'pg';
import type { PlainDate } from '../calendar/term.ts';
import { shiftedNow } from './clock.ts';
import { OporaDialect } from './dialect.ts';
import { Conflict, Unavailable } from './errors.ts';
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
		dialect: new OporaDialect(pool),
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
		await sql.raw(beginning(acting)).execute(db);
		return work(db);
	});
	return done.catch(tellFailure);
}

/** Throws what a page can say where the database itself cannot go on; anything else as it is. */
function tellFailure(error: unknown): never {
	const { code = '', message = '' } = error as { code?: string; message?: string };
	// it undid everything and goes on once somebody makes room
	if (code === '53100') throw new Unavailable('error_storage_full', 507);
	// a trigger keeps what an order approved, whatever door forgot to ask (migration 0200)
	if (code === 'OP001') throw new Conflict('approval_refused_approved', null);
	if (AWAY.test(code) || LOST.test(message)) throw new Unavailable('error_database_away');
	throw error;
}

/** No connection, one that broke, a server that ends, starts or has no more to give. */
const AWAY = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|08...|57P0.|53300)$/;
/** What pg says without a code of a connection that broke or was not got in time. */
const LOST =
	/^(Connection terminated|timeout exceeded when trying to connect|Client has encountered)/;

/** The begin of a transaction and who acts in it, as one message. */
function beginning({ personId, today }: Acting): string {
	const values = { person: personId, today, now: shiftedNow() };
	const settings = Object.entries(values).map(
		([name, value]) => `set_config('opora.${name}', ${pg.escapeLiteral(value ?? '')}, true)`
	);
	return `begin; select ${settings.join(', ')}`;
}

/**
 * One statement as nobody and outside a transaction: for functions of the database that find out
 * themselves who asks.
 */
export async function askAsNobody<T>(statement: RawBuilder<T>): Promise<T[]> {
	if (!database) throw new Error('openDatabase was not called');
	// where the clock was set the question is asked at its moment
	if (shiftedNow() !== '')
		return act({ personId: null, today: null }, async (db) => (await statement.execute(db)).rows);
	return (await statement.execute(database).catch(tellFailure)).rows;
}
