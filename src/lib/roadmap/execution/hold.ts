/** Which occurrences the actor may change now, and what stands in the way. */
import { allowed, type Actor } from '../../people/access.ts';
import type { Db } from '../../platform/database.ts';
import { Conflict, Forbidden, NotFound } from '../../platform/errors.ts';
import { isId } from '../change.ts';
import type { RoadmapHead } from '../model.ts';
import { findHead } from '../store.ts';
import type { Stage } from './model.ts';
import { countVisible, lockOccurrences, selectLastHand, type Held } from './store.ts';

/** What somebody did to an occurrence meanwhile: `Conflict.stored` of the room's refusals. */
export interface Happened {
	occurrenceId: string;
	stage: Stage;
	reason: string | null;
	/** null: the name is not for this actor. */
	by: string | null;
	/** The actor himself did it, e.g. in another tab. */
	byOneself: boolean;
	at: Date | null;
}

/** Throws the `Conflict` `code` with who did what to the occurrence last. */
export async function refuseHeld(
	db: Db,
	actor: Actor,
	code: string,
	{ id, stage, reason }: Pick<Held, 'id' | 'stage' | 'reason'>
): Promise<never> {
	const last = await selectLastHand(db, id);
	throw new Conflict<Happened>(code, {
		occurrenceId: id,
		stage,
		reason,
		by: last?.name ?? null,
		byOneself: last?.personId === actor.personId,
		at: last?.at ?? null
	});
}

/**
 * Holds occurrences of one roadmap for a change by who reports there: by role, or as the person
 * responsible for every one of them. `sent` names the revision that the page showed; null asks for
 * none. Throws `NotFound`, `Forbidden`, or `Conflict` with a `Happened`.
 */
export async function holdOccurrences(
	db: Db,
	actor: Actor,
	sent: { id: string; revision: number | null }[]
): Promise<{ head: RoadmapHead; held: Held[]; byRole: boolean }> {
	const revisions = new Map(sent.map(({ id, revision }) => [id, revision]));
	const hold = await mustHoldOccurrences(db, actor, [...revisions.keys()]);
	for (const one of hold.held) {
		if (one.withdrawn || hold.head.withdrawn)
			await refuseHeld(db, actor, 'execution_refused_withdrawn', one);
		const revision = revisions.get(one.id) ?? null;
		if (revision !== null && revision !== one.revision)
			await refuseHeld(db, actor, codeOf(one), one);
	}
	return hold;
}

/** The same whatever has become of them. */
export async function mustHoldOccurrences(
	db: Db,
	actor: Actor,
	ids: string[]
): Promise<{ head: RoadmapHead; held: Held[]; byRole: boolean }> {
	if (ids.length === 0 || !ids.every(isId)) throw new NotFound('not_found');
	const held = await lockOccurrences(db, ids);
	if (held.length < ids.length) {
		const isSeen = (await countVisible(db, ids)) === ids.length;
		throw isSeen ? new Forbidden('error_forbidden') : new NotFound('not_found');
	}
	const roadmapId = held[0]!.roadmapId;
	const head = held.every((one) => one.roadmapId === roadmapId)
		? await findHead(db, roadmapId)
		: null;
	if (!head) throw new NotFound('not_found');
	const byRole = allowed(actor, 'execution.report', head.owner.path);
	if (!byRole && !held.every(({ own }) => own)) throw new Forbidden('error_forbidden');
	return { head, held, byRole };
}

/** Why a page is stale, as far as the stage tells it. */
function codeOf({ stage }: Pick<Held, 'stage'>): string {
	if (stage === 'cancelled') return 'execution_refused_cancelled';
	if (stage === 'verified') return 'execution_refused_verified';
	return stage === 'reported' ? 'execution_refused_reported' : 'execution_refused_stale';
}
