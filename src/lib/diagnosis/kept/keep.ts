/** Keeps what the computation says of a school as a version of its profile. */
import { allowed, type Actor } from '../../people/access.ts';
import { schoolYearOf } from '../../calendar/calendar.ts';
import { Conflict, Forbidden, NotFound } from '../../platform/errors.ts';
import { actAs, isId } from '../../roadmap/change.ts';
import type { Campaign } from '../campaign/model.ts';
import { computeProfile } from '../campaign/profile.ts';
import { findCampaign } from '../campaign/store.ts';
import { shippedFormula } from '../profile/formula.ts';
import {
	findAskedSchools,
	findSchool,
	insertProfile,
	lockNewest,
	type AskedSchool
} from './store.ts';
import { findRun, type ProfileRun } from './store-run.ts';

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
	const { campaign, profile: computed } = await computeProfile(actor, campaignId, schoolId);
	if (!computed) throw new Conflict('kept_error_open', null);
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

export interface CampaignProfiles {
	campaign: Campaign;
	schools: AskedSchool[];
	/** The newest run that keeps them all. */
	run: ProfileRun | null;
	may: { edit: boolean };
}

/** The schools of a campaign with their profiles. */
export function openCampaignProfiles(actor: Actor, campaignId: string): Promise<CampaignProfiles> {
	return actAs(actor, async (db) => {
		const campaign = isId(campaignId) ? await findCampaign(db, campaignId) : null;
		if (!campaign) throw new NotFound('not_found');
		return {
			campaign,
			schools: await findAskedSchools(db, campaignId),
			run: await findRun(db, campaignId),
			may: { edit: allowed(actor, 'diagnosis.edit', campaign.path) }
		};
	});
}
