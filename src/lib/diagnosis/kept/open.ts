/** Looks at a kept profile. */
import type { Actor } from '../../people/access.ts';
import { NotFound } from '../../platform/errors.ts';
import { actAs, isId } from '../../roadmap/change.ts';
import type { KeptHead, KeptLevel } from './model.ts';
import { findLevels, findProfile } from './store.ts';

/** A version with its levels by number. */
export function openKept(
	actor: Actor,
	profileId: string
): Promise<{ profile: KeptHead; levels: KeptLevel[] }> {
	return actAs(actor, async (db) => {
		const profile = isId(profileId) ? await findProfile(db, profileId) : null;
		if (!profile) throw new NotFound('not_found');
		return { profile, levels: await findLevels(db, profileId) };
	});
}
