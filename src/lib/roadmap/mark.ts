/** Marking which deficits measures answer: no order approves that, so that it stays open (migration 0200). */
import { sql } from 'kysely';
import type { Actor } from '../people/access.ts';
import { lockRoadmap } from './store-change.ts';
import { changeAs, isId, ownHead, type Changed } from './change.ts';

/** Adds deficits to measures of one roadmap, many at once; how many measures were changed. */
export function markFactors(
	actor: Actor,
	roadmapId: string,
	given: readonly { id: string; factors: readonly number[] }[]
): Promise<Changed<number>> {
	return changeAs(actor, async (db) => {
		if (isId(roadmapId)) await lockRoadmap(db, roadmapId);
		const head = await ownHead(db, actor, roadmapId);
		const rows = given
			.filter(({ id }) => isId(id))
			.map(({ id, factors }) => ({ id, factors: factors.filter((one) => one >= 1 && one <= 17) }));
		const { numAffectedRows } = await sql`
			update measure m set factors = (
				select array_agg(distinct each order by each)
				from unnest(m.factors || given.factors) each)
			from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (id uuid, factors smallint[])
			where m.id = given.id and m.roadmap_id = ${head.id} and m.withdrawn_at is null
				and not m.factors @> given.factors`.execute(db);
		return Number(numAffectedRows ?? 0);
	});
}
