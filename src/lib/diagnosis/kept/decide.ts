/** What people make of a kept profile: levels confirmed or changed on the spot, the approval. */
import { z } from 'zod';
import { allowed, type Actor } from '../../people/access.ts';
import type { Db } from '../../platform/database.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import { parseInput } from '../../platform/parse.ts';
import { actAs, isId } from '../../roadmap/change.ts';
import { levels, type KeptHead } from './model.ts';
import * as store from './store.ts';

const longestReason = 1000;

const decisionSchema = z.object({
	level: z.enum(levels, 'kept_error_level'),
	reason: z.string().trim().max(longestReason, 'kept_error_reason_long'),
	revision: z.coerce.number().int()
});

/** What is decided about one factor. */
export type Decision = z.input<typeof decisionSchema>;

/**
 * Confirms a level or changes it, with a reason (domain.md §2.3: the curator checks on the spot).
 * Throws `Conflict` with what stands now where somebody decided meanwhile.
 */
export async function decideLevel(
	actor: Actor,
	profileId: string,
	factor: string,
	given: Decision
): Promise<void> {
	const decision = parseInput(decisionSchema, given);
	await actAs(actor, async (db) => {
		await openDraft(db, actor, profileId, 'diagnosis.edit');
		const before = (await store.findLevels(db, profileId)).find((one) => one.factor === factor);
		if (!before) throw new NotFound('not_found');
		if (decision.level !== before.computed && decision.reason === '')
			throw new Invalid('error_form', { reason: 'kept_error_reason' });
		const by = actor.personId;
		if (!(await store.updateLevel(db, profileId, factor, { ...decision, by })))
			throw new Conflict('kept_error_meanwhile', before);
		await store.touchProfile(db, profileId);
	});
}

/** Confirms as computed all of these factors that nobody decided yet; how many they were. */
export async function confirmLevels(
	actor: Actor,
	profileId: string,
	factors: readonly string[]
): Promise<number> {
	return actAs(actor, async (db) => {
		await openDraft(db, actor, profileId, 'diagnosis.edit');
		const confirmed = await store.confirmUndecided(db, profileId, factors, actor.personId);
		if (confirmed > 0) await store.touchProfile(db, profileId);
		return confirmed;
	});
}

/**
 * Approves a profile whose levels are all decided; from then on it never changes. `revision` is that
 * of the profile as it was looked at: a level decided meanwhile is a conflict.
 */
export async function approveProfile(
	actor: Actor,
	profileId: string,
	revision: number
): Promise<void> {
	await actAs(actor, async (db) => {
		const profile = await openDraft(db, actor, profileId, 'diagnosis.approve');
		if (profile.revision !== revision) throw new Conflict('kept_error_changed', null);
		const n = await store.countUndecided(db, profileId);
		if (n > 0) throw new Invalid('kept_error_undecided', {}, { n });
		await store.approve(db, profileId, actor.personId);
	});
}

/** A draft that the actor may work on, held until the transaction ends. */
async function openDraft(
	db: Db,
	actor: Actor,
	profileId: string,
	action: 'diagnosis.edit' | 'diagnosis.approve'
): Promise<KeptHead> {
	const profile = isId(profileId) ? await store.lockProfile(db, profileId) : null;
	const school = profile && (await store.findSchool(db, profile.schoolId));
	if (!profile || !school) throw new NotFound('not_found');
	if (!allowed(actor, action, school.path)) throw new Forbidden('error_forbidden');
	if (profile.state === 'approved') throw new Conflict('kept_error_approved', null);
	if (profile.withdrawn) throw new Conflict('kept_error_withdrawn', null);
	return profile;
}
