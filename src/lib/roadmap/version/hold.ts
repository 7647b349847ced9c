/** Holding a roadmap for a step: who may, and that nobody changes it meanwhile. */
import { allowed, type Actor } from '../../people/access.ts';
import type { Db } from '../../platform/database.ts';
import { Conflict, NotFound } from '../../platform/errors.ts';
import { isId } from '../change.ts';
import type { RoadmapHead } from '../model.ts';
import { findHead } from '../store.ts';
import { lockRoadmap } from '../store-change.ts';
import type { Rights } from './way.ts';

export function rightsOf(actor: Actor, { owner }: Pick<RoadmapHead, 'owner'>): Rights {
	return {
		edit: allowed(actor, 'roadmap.edit', owner.path),
		agree: allowed(actor, 'roadmap.agree', owner.path),
		approve: allowed(actor, 'roadmap.approve', owner.path)
	};
}

/**
 * The roadmap until the transaction ends, and before it the one that it corrects, always in this
 * order. Throws `NotFound`, and `Conflict` where it was withdrawn.
 */
export async function holdRoadmap(
	db: Db,
	actor: Actor,
	id: string
): Promise<{ head: RoadmapHead; rights: Rights }> {
	const seen = isId(id) ? await findHead(db, id) : null;
	if (!seen) throw new NotFound('not_found');
	if (seen.correctsId) await lockRoadmap(db, seen.correctsId);
	await lockRoadmap(db, id);
	const head = (await findHead(db, id))!;
	return { head, rights: rightsOf(actor, head) };
}

export function mustStand({ withdrawn }: Pick<RoadmapHead, 'withdrawn'>): void {
	if (withdrawn) throw new Conflict('approval_refused_withdrawn', null);
}

/** Number of the version that a roadmap's next order makes, or, once approved, has made. */
export function versionAhead(
	{ correctsId, correctsVersion }: Pick<RoadmapHead, 'correctsId' | 'correctsVersion'>,
	newest: number | null
): number {
	if (correctsId) return (correctsVersion ?? 0) + 1;
	return newest ?? 1;
}
