/** Taking back a change: the history knows what was before. */
import { sql } from 'kysely';
import type { Actor } from '../people/access.ts';
import type { Db } from '../platform/database.ts';
import { Conflict, Invalid, NotFound } from '../platform/errors.ts';
import { changeAs, editableHead, ownHead, type Changed } from './change.ts';
import { mustHoldOccurrences } from './execution/hold.ts';

/** Columns that a change may give back, by table; anything else cannot be taken back. */
const columns = {
	roadmap: [
		...['title', 'level', 'period_from', 'period_to', 'year_kind', 'order_number', 'order_date'],
		...['order_issuer', 'signatory_post', 'signatory_name', 'lanes'],
		...['withdrawn_at', 'withdrawn_reason']
	],
	section: ['parent_id', 'position', 'title', 'withdrawn_at', 'withdrawn_reason'],
	measure: [
		...['section_id', 'position', 'lane', 'lane_row', 'number', 'text', 'term_phrase', 'term'],
		...['term_by_hand', 'window_from', 'window_to', 'result', 'notes', 'factors'],
		...['check_in', 'evidence_kinds'],
		...['withdrawn_at', 'withdrawn_reason']
	],
	occurrence: [
		...['kind', 'due_from', 'due_to', 'never_late', 'stage', 'done_on', 'reason', 'report_id'],
		'withdrawn_at'
	],
	measure_party: [
		...['id', 'measure_id', 'owner_id', 'position', 'text'],
		...['person_id', 'organisation_id', 'role', 'matched']
	],
	measure_link: ['id', 'kind', 'from_id', 'to_id', 'owner_id', 'to_owner_id']
} as const;
type Table = keyof typeof columns;

/** What was told stays readable: an occurrence just does not stand by it any more. */
const told = ['report', 'report_occurrence', 'evidence'];
/** A step towards an order, or the order itself, is no slip: each has its own way back. */
const steps = ['roadmap_step', 'roadmap_version'];
/** Changes of these alone are undone by who reports. */
const ofExecution = ['occurrence', ...told];

interface Row {
	table_name: string;
	row_id: string;
	action: 'insert' | 'update' | 'delete';
	before: Record<string, unknown> | null;
	after: Record<string, unknown> | null;
	/** Somebody changed the row after this change. */
	stale: boolean;
	roadmap_id: string | null;
}

/**
 * Takes back the whole change that the row `auditId` of the history belongs to; that is a change
 * itself and can be taken back. Throws `Conflict` where somebody changed one of its rows since,
 * `Invalid` where it is of a kind that cannot be taken back. Returns the roadmap it was in.
 */
export function undo(actor: Actor, auditId: number): Promise<Changed<{ roadmapId: string }>> {
	return changeAs(actor, async (db) => {
		const rows = Number.isSafeInteger(auditId) ? await findChange(db, auditId) : [];
		if (rows.length === 0) throw new NotFound('not_found');
		const known = rows.every(({ table_name: table }) => table in columns || told.includes(table));
		const roadmapId = rows.find((row) => row.roadmap_id)?.roadmap_id;
		// to take back its making would be to withdraw the roadmap: that has a button of its own
		const made = rows.some((row) => row.table_name === 'roadmap' && row.action === 'insert');
		if (rows.some(({ table_name: table }) => steps.includes(table)))
			throw new Invalid('approval_undo_step');
		if (!known || made || !roadmapId) throw new Invalid('roadmap_undo_impossible');
		if (rows.every(({ table_name: table }) => ofExecution.includes(table)))
			await mustHoldOccurrences(
				db,
				actor,
				rows.filter((row) => row.table_name === 'occurrence').map((row) => row.row_id)
			);
		else if (rows.every(isPlain)) await ownHead(db, actor, roadmapId);
		else await editableHead(db, actor, roadmapId);
		if (rows.some(({ stale }) => stale)) throw new Conflict('roadmap_undo_stale', roadmapId);
		// parties and links go before the measures that a new change withdraws, and come back after
		for (const table of Object.keys(columns) as Table[])
			await takeBack(
				db,
				table,
				rows.filter((row) => row.table_name === table)
			);
		return { roadmapId };
	});
}

/** Changes that no order has a say in: links, and how a measure is carried out. */
function isPlain({ table_name: table, action, before }: Row): boolean {
	if (table === 'measure_link' || ofExecution.includes(table)) return true;
	const free = ['check_in', 'evidence_kinds', 'revision'];
	return (
		table === 'measure' &&
		action === 'update' &&
		Object.keys(before ?? {}).every((name) => free.includes(name))
	);
}

async function findChange(db: Db, auditId: number): Promise<Row[]> {
	const { rows } = await sql<Row>`
		select a.table_name, a.row_id, a.action, a.before, a.after,
			exists (select from audit later where later.table_name = a.table_name
				and later.row_id = a.row_id and later.id > a.id
				and later.change_id is distinct from a.change_id) as stale,
			case a.table_name
				when 'roadmap' then a.row_id::uuid
				when 'section' then (select roadmap_id from section where id = a.row_id::uuid)
				when 'occurrence' then (select roadmap_id from occurrence where id = a.row_id::uuid)
				when 'measure' then (select roadmap_id from measure where id = a.row_id::uuid)
				when 'measure_party' then (select roadmap_id from measure
					where id = (coalesce(a.after, a.before) ->> 'measure_id')::uuid)
				when 'measure_link' then (select roadmap_id from measure
					where id = (coalesce(a.after, a.before) ->> 'from_id')::uuid)
			end as roadmap_id
		from audit a
		where a.change_id = (select change_id from audit where id = ${auditId})
		order by a.id`.execute(db);
	return rows;
}

/** Gives the rows of one table back what they were; at most three statements. */
async function takeBack(db: Db, table: Table, rows: Row[]): Promise<void> {
	const names = sql.join(columns[table].map((name) => sql.ref(name)));
	const of = (action: Row['action']) => rows.filter((row) => row.action === action);
	const added = of('insert').map((row) => row.row_id);
	if (added.length > 0 && (table === 'measure_party' || table === 'measure_link'))
		await db
			.deleteFrom(table)
			.where('id', '=', sql<string>`any (${added}::uuid[])`)
			.execute();
	else if (added.length > 0)
		await sql`update ${sql.table(table)} set withdrawn_at = now()
			where id = any (${added}::uuid[]) and withdrawn_at is null`.execute(db);
	const removed = of('delete').map(({ before }) => before);
	if (removed.length > 0)
		await sql`insert into ${sql.table(table)} (${names})
			select ${names} from jsonb_populate_recordset(null::${sql.table(table)},
				${JSON.stringify(removed)}::jsonb)`.execute(db);
	// the first row of several changes of one thing knows what was before all of them
	const changed = [...of('update')]
		.reverse()
		.reduce(
			(whole, { row_id: id, before }) => whole.set(id, { ...whole.get(id), ...before }),
			new Map<string, object>()
		);
	if (changed.size === 0) return;
	const given = JSON.stringify([...changed].map(([id, before]) => ({ id, before })));
	const set = sql.join(columns[table].map((name) => sql`${sql.ref(name)} = old.${sql.ref(name)}`));
	await sql`
		update ${sql.table(table)} as stored set ${set}
		from (
			select (jsonb_populate_record(present, given.before)).*
			from jsonb_to_recordset(${given}::jsonb) as given (id uuid, before jsonb)
			join ${sql.table(table)} as present on present.id = given.id
		) as old
		where old.id = stored.id`.execute(db);
}
