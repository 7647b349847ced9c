/** What a programme's history shows. */
import type { Actor } from '../people/access.ts';
import { NotFound } from '../platform/errors.ts';
import { readHistories, type Change, type HistoryPage } from '../platform/history.ts';
import { actAs } from '../roadmap/change.ts';
import type { Programme } from './model.ts';
import { getProgramme, mayOf } from './open.ts';
import { findRows } from './store.ts';

/** What changed in a programme, newest first. */
export function openHistory(
	actor: Actor,
	id: string,
	before?: number
): Promise<{ programme: Programme; history: HistoryPage }> {
	return actAs(actor, async (db) => {
		const programme = await getProgramme(db, id);
		if (!mayOf(actor, programme).history) throw new NotFound('not_found');
		const rows = await findRows(db, id);
		const ids = Map.groupBy(rows, ({ table }) => table);
		const wanted = [...ids].map(([table, of]) => ({ table, ids: of.map((row) => row.id) }));
		const history = await readHistories(db, wanted, 30, before);
		const names = new Map(rows.map((row) => [row.id, row.name]));
		return {
			programme,
			history: { ...history, changes: history.changes.map((change) => told(change, names)) }
		};
	});
}

/** Columns that say nothing to who reads a programme's history: he knows where and who. */
const silent = new Set([
	'place_id',
	'by',
	'by_name',
	'at',
	'form',
	'form_version',
	'key',
	'body',
	'kind'
]);

/** A change with the row it is of: a term alone does not say whose. */
function told(change: Change, names: ReadonlyMap<string, string>): Change {
	const fields = change.fields.filter(({ name }) => !silent.has(name));
	const row = change.action === 'update' ? names.get(change.rowId) : '';
	return {
		...change,
		fields: row ? [{ name: 'row', before: null, after: row }, ...fields] : fields
	};
}
