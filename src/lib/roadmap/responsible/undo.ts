/** Taking a matching back: exactly what it changed and nobody changed since. */
import { sql } from 'kysely';
import type { Actor } from '../../people/access.ts';
import { NotFound } from '../../platform/errors.ts';
import { changeAs, type Changed } from '../change.ts';

export interface TakenBack {
	/** Parties that mean again what they meant before. */
	back: number;
	/** Parties that somebody chose for anew since: they stay. */
	kept: number;
}

/**
 * Takes back the matching that the row `auditId` of the history belongs to. What was chosen anew
 * since stays. Throws `NotFound` for a change that is none or that the actor may not see.
 */
export function undoMatching(actor: Actor, auditId: number): Promise<Changed<TakenBack>> {
	return changeAs(actor, async (db) => {
		const { rows } = await sql<{ change: string; all: number; other: number }>`
			select change_id as change, count(*) filter (where table_name = 'measure_party')::int as all,
				count(*) filter (where table_name not in ('measure_party', 'party_decision'))::int as other
			from audit where change_id = (select change_id from audit
				where id = ${Number.isSafeInteger(auditId) ? auditId : -1})
			group by change_id`.execute(db);
		const [found] = rows;
		if (!found || found.other > 0) throw new NotFound('not_found');
		const { numAffectedRows: back } = await sql`
			update measure_party as stored set
				person_id = (jsonb_populate_record(stored, was.before)).person_id,
				organisation_id = (jsonb_populate_record(stored, was.before)).organisation_id,
				role = (jsonb_populate_record(stored, was.before)).role,
				matched = (jsonb_populate_record(stored, was.before)).matched
			from audit was
			where was.change_id = ${found.change} and was.table_name = 'measure_party'
				and was.action = 'update' and stored.id = was.row_id::uuid
				and to_jsonb(stored) @> was.after`.execute(db);
		await sql`
			update party_decision as stored set
				person_id = (jsonb_populate_record(stored, was.before)).person_id,
				organisation_id = (jsonb_populate_record(stored, was.before)).organisation_id,
				role = (jsonb_populate_record(stored, was.before)).role
			from audit was
			where was.change_id = ${found.change} and was.table_name = 'party_decision'
				and was.action = 'update' and stored.id = was.row_id::uuid
				and to_jsonb(stored) @> (was.after - 'decided_at')`.execute(db);
		await sql`
			update party_decision as stored set withdrawn_at = opora.now()
			from audit was
			where was.change_id = ${found.change} and was.table_name = 'party_decision'
				and was.action = 'insert' and stored.id = was.row_id::uuid
				and stored.withdrawn_at is null and stored.revision = 1`.execute(db);
		return { back: Number(back ?? 0n), kept: found.all - Number(back ?? 0n) };
	});
}
