/** Marking which deficits measures answer: no order approves that, so that it stays open (migration 0200). */
import type { Actor } from '../people/access.ts';
import { addFactors, lockRoadmap } from './store-change.ts';
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
		return addFactors(db, head.id, rows);
	});
}
