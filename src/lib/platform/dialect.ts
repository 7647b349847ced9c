import {
	PostgresDialect,
	PostgresDriver,
	type PostgresPool,
	type PostgresPoolClient
} from 'kysely';
import type pg from 'pg';

/** Statements kept ready on a connection: lists of values make some texts that come only once. */
const MOST_NAMES = 600;
const LONGEST_TEXT = 12_000;

const names = new Map<string, string>();

/** The name under which PostgreSQL keeps a statement and its plan; null for what is sent as it is. */
function nameOf(text: string): string | null {
	const known = names.get(text);
	if (known !== undefined) return known;
	if (names.size >= MOST_NAMES || text.length > LONGEST_TEXT || !/^\s*(select|with)\b/.test(text))
		return null;
	const name = `s${names.size}`;
	names.set(text, name);
	return name;
}

let writes = 0;

/** Grows with every transaction of this process that may have changed something, once it is done. */
export function writesSoFar(): number {
	return writes;
}

/** Asks under a name what is asked again and again, so that it is read and planned once. */
function preparing(client: pg.PoolClient): PostgresPoolClient {
	let isWriting = false;
	const query = async (text: string, values: readonly unknown[] = []): Promise<unknown> => {
		isWriting ||= /\b(insert|update|delete|nextval)\b/i.test(text);
		if (isWriting && text === 'commit') {
			isWriting = false;
			// whoever reads between the commit and its answer must not keep what he read before it
			return client.query(text).finally(() => (writes += 1));
		}
		if (text === 'rollback') isWriting = false;
		const name = values.length > 0 ? nameOf(text) : null;
		return client.query({ ...(name === null ? {} : { name }), text, values: [...values] });
	};
	return {
		query: query as PostgresPoolClient['query'],
		release: (broken) => client.release(broken)
	};
}

/** PostgreSQL over `pool`; a transaction's `begin` is sent by its first statement. */
export class OporaDialect extends PostgresDialect {
	readonly #pool: PostgresPool;

	constructor(pool: pg.Pool) {
		const own: PostgresPool = {
			options: pool.options,
			connect: async () => preparing(await pool.connect()),
			end: () => pool.end()
		};
		super({ pool: own });
		this.#pool = own;
	}

	override createDriver(): PostgresDriver {
		const driver = new PostgresDriver({ pool: this.#pool });
		driver.beginTransaction = () => Promise.resolve();
		return driver;
	}
}
