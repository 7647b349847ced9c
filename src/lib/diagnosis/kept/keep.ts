/** Keeps what the computation says of a school as a version of its profile. */
import { allowed, type Actor } from '../../people/access.ts';
import { schoolYearOf } from '../../calendar/calendar.ts';
import { Conflict, Forbidden, NotFound } from '../../platform/errors.ts';
import { actAs } from '../../roadmap/change.ts';
import { computeProfile, withTexts } from '../campaign/profile.ts';
import { shippedFormula } from '../profile/formula.ts';
import { findSchool, insertProfile, lockNewest } from './store.ts';

/**
 * Keeps the profile of a school from a campaign that is over as a draft, the next version of its
 * school year; its id. What the curator decided in the version before holds on where the computation
 * says the same. Throws `Conflict` where the campaign still runs or nothing is new.
 */
export async function keepProfile(
	actor: Actor,
	campaignId: string,
	schoolId: string
): Promise<string> {
	const { campaign, profile, instruments } = await computeProfile(actor, campaignId, schoolId);
	if (!profile) throw new Conflict('kept_error_open', null);
	const computed = withTexts(profile, instruments);
	const year = schoolYearOf(campaign.closesOn).first;
	return actAs(actor, async (db) => {
		const school = await findSchool(db, schoolId);
		if (!school) throw new NotFound('not_found');
		if (!allowed(actor, 'diagnosis.edit', school.path)) throw new Forbidden('error_forbidden');
		const before = await lockNewest(db, schoolId, year, computed);
		if (before?.isSame) throw new Conflict('kept_error_same', before.id);
		return insertProfile(db, actor.personId, {
			...{ schoolId, campaignId, year, computed },
			version: (before?.version ?? 0) + 1,
			formulaVersion: shippedFormula.version,
			before: before?.id ?? null
		});
	});
}
