/** A draft of the next version becomes the roadmap: its content goes into the rows in force. */
import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';
import type { Measure, Roadmap } from '../model.ts';
import { headColumns, insertParties } from '../store.ts';

/** Lets this transaction write what an order approved; everywhere else a trigger refuses. */
export async function beginApproving(db: Db): Promise<void> {
	await sql`select set_config('opora.approving', 'on', true)`.execute(db);
}

/**
 * Writes the draft over the roadmap that it corrects: what has an origin changes it, what is new
 * moves over with its id, links and talk, what is gone from the draft is withdrawn with `reason`.
 * Whom a name means stays as it is in force where the name stays; how a measure is carried out
 * (check-ins, evidence asked for) always does. Ten statements, whatever its size.
 */
export async function writeBack(
	db: Db,
	draft: Roadmap,
	roadmap: Roadmap,
	reason: string | null
): Promise<void> {
	const from = draft.head.id;
	const to = roadmap.head.id;
	const { title, level, period, yearKind, signatory, lanes } = draft.head;
	await db
		.updateTable('roadmap')
		.set(
			headColumns({ title, level, period, yearKind, signatory, lanes, order: roadmap.head.order })
		)
		.where('id', '=', to)
		.execute();
	await withdrawGone(db, 'measure', from, to, reason);
	await withdrawGone(db, 'section', from, to, reason);
	await sql`
		update section o set title = d.title, position = d.position,
			parent_id = coalesce(above.origin_id, above.id)
		from section d left join section above on above.id = d.parent_id and above.withdrawn_at is null
		where d.roadmap_id = ${from} and d.withdrawn_at is null and o.id = d.origin_id`.execute(db);
	await sql`
		update section n set roadmap_id = ${to},
			parent_id = (select coalesce(above.origin_id, above.id) from section above
				where above.id = n.parent_id and above.withdrawn_at is null)
		where n.roadmap_id = ${from} and n.withdrawn_at is null and n.origin_id is null`.execute(db);
	const columns = sql.join(contentColumns.map((name) => sql.ref(name)));
	const given = sql.join(contentColumns.map((name) => sql.ref(`d.${name}`)));
	const kept = sql.join(contentColumns.map((name) => sql.ref(`o.${name}`)));
	const section = sql`coalesce(s.origin_id, s.id)`;
	await sql`
		update measure o set (section_id, ${columns}) = row (${section}, ${given})
		from measure d left join section s on s.id = d.section_id and s.withdrawn_at is null
		where d.roadmap_id = ${from} and d.withdrawn_at is null and o.id = d.origin_id
			and (o.section_id, ${kept}) is distinct from (${section}, ${given})`.execute(db);
	await sql`
		update measure n set roadmap_id = ${to},
			section_id = (select coalesce(s.origin_id, s.id) from section s
				where s.id = n.section_id and s.withdrawn_at is null)
		where n.roadmap_id = ${from} and n.withdrawn_at is null and n.origin_id is null`.execute(db);
	await writeParties(db, draft, roadmap);
}

const contentColumns = [
	...['position', 'lane', 'lane_row', 'number', 'text', 'term_phrase', 'term', 'term_by_hand'],
	...['window_from', 'window_to', 'result', 'notes', 'factors']
];

async function withdrawGone(
	db: Db,
	table: 'measure' | 'section',
	from: string,
	to: string,
	reason: string | null
): Promise<void> {
	await sql`
		update ${sql.table(table)} o set withdrawn_at = opora.now(), withdrawn_reason = ${reason}
		where o.roadmap_id = ${to} and o.withdrawn_at is null and not exists (
			select from ${sql.table(table)} d
			where d.origin_id = o.id and d.roadmap_id = ${from} and d.withdrawn_at is null)`.execute(db);
}

async function writeParties(db: Db, draft: Roadmap, roadmap: Roadmap): Promise<void> {
	const inForce = new Map(roadmap.measures.map((measure) => [measure.id, measure.responsible]));
	const changed = draft.measures.flatMap(({ originId, responsible }) => {
		const present = originId === null ? undefined : inForce.get(originId);
		return present && !sameNames(present, responsible)
			? [{ measureId: originId!, responsible: responsible.map((party) => known(present, party)) }]
			: [];
	});
	if (changed.length === 0) return;
	await db
		.deleteFrom('measure_party')
		.where(
			'measure_id',
			'=',
			sql<string>`any (${changed.map(({ measureId }) => measureId)}::uuid[])`
		)
		.execute();
	await insertParties(db, roadmap.head.owner.id, changed);
}

type Parties = Measure['responsible'];

function sameNames(one: Parties, other: Parties): boolean {
	return one.length === other.length && one.every(({ text }, i) => text === other[i]!.text);
}

/** A name that stays means whom it means in force: that may have been settled after the draft began. */
function known(present: Parties, party: Parties[number]): Parties[number] {
	return present.find(({ text }) => text === party.text) ?? party;
}
