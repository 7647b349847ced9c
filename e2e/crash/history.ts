import { askDatabase } from '../server.ts';

type Stored = Record<string, unknown>;

/** Rows of one table as the history tells them and as they stand, where the two differ. */
export interface Difference {
	table: string;
	id: string;
	told: Stored | null;
	stored: Stored | null;
}

/**
 * Plays the whole history of `tables` through and compares what it comes to with what is stored: a
 * change without its row of history, a row of history without its change, and a change by half all
 * show as a difference.
 */
export async function compareWithHistory(data: string, tables: string[]): Promise<Difference[]> {
	const differences: Difference[] = [];
	for (const table of tables) {
		const told = new Map<string, Stored>();
		for (const { id, action, after } of await askDatabase<{
			id: string;
			action: string;
			after: Stored | null;
		}>(
			data,
			`select row_id as id, action, after from opora.audit where table_name = $1 order by audit.id`,
			[table]
		)) {
			if (action === 'delete') told.delete(id);
			else told.set(id, { ...told.get(id), ...after });
		}
		const stored = await askDatabase<{ row: Stored }>(
			data,
			`select to_jsonb(t) as row from opora.${table} t`
		);
		const rows = new Map(stored.map(({ row }) => [String(row.id), row]));
		for (const id of new Set([...told.keys(), ...rows.keys()])) {
			const one = told.get(id) ?? null;
			const other = rows.get(id) ?? null;
			if (one && other && Object.entries(one).every(([key, value]) => same(value, other[key])))
				continue;
			differences.push({ table, id, told: one, stored: other });
		}
	}
	return differences;
}

function same(one: unknown, other: unknown): boolean {
	return JSON.stringify(one) === JSON.stringify(other);
}
