/**
 * Sums of a region by its parts, the municipalities and what lies in none of them, kept in memory until
 * something in a part changes. Exact, since the database says what was committed after they were made
 * (docs/decisions/0054-kept-sums.md).
 */
import { sql } from 'kysely';
import type { Db } from './database.ts';

/** Makes the sums of the parts `wanted`, null: of all; by the part's id, that of the region for the rest. */
export type SumParts<T> = (
	db: Db,
	regionId: string,
	day: string | null,
	wanted: string[] | null
) => Promise<Map<string, T>>;

interface Kept<T> {
	/** The database's snapshot from before they were made. */
	seen: string;
	quarter: string;
	rights: string;
	parts: ReadonlyMap<string, T>;
}

/** What `opora.parts_changed` tells. */
interface State {
	seen: string;
	quarter: string;
	rights: string;
	writes: boolean;
	everything: boolean;
	changed: string[];
}

const MOST_REGIONS = 100;

/** A reader of kept sums: null for who does not read all of the region. */
export function keepParts<T>(
	sum: SumParts<T>
): (db: Db, regionId: string, day: string | null) => Promise<ReadonlyMap<string, T> | null> {
	const kept = new Map<string, Kept<T>>();
	return async (db, regionId, day) => {
		const key = `${regionId} ${day}`;
		const known = kept.get(key);
		const state = await findState(db, regionId, known?.seen ?? null);
		if (!state) return null;
		const { seen, quarter, rights, everything, changed } = state;
		const isOther = known?.quarter !== quarter || known.rights !== rights;
		const wanted = !known || everything || isOther ? null : changed;
		let parts: ReadonlyMap<string, T>;
		if (!known || wanted === null) parts = await sum(db, regionId, day, null);
		else if (wanted.length === 0) parts = known.parts;
		else {
			const rest = [...known.parts].filter(([id]) => !wanted.includes(id));
			parts = new Map([...rest, ...(await sum(db, regionId, day, wanted))]);
		}
		// what this transaction wrote may still be undone
		if (!state.writes) {
			if (kept.size >= MOST_REGIONS) kept.clear();
			kept.set(key, { seen, quarter, rights, parts });
		}
		return parts;
	};
}

async function findState(db: Db, regionId: string, seen: string | null): Promise<State | null> {
	const { rows } = await sql<State>`
		select seen_now::text as seen, quarter::text as quarter, rights, writes, everything,
			parts as changed
		from opora.parts_changed(${regionId}::uuid, ${seen}::pg_snapshot)`.execute(db);
	return rows[0] ?? null;
}
