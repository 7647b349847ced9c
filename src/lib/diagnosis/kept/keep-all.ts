/** Keeps the profiles of a whole survey as a job: begun by a page, it goes on when nobody looks. */
import type { Actor } from '../../people/access.ts';
import { findActor } from '../../people/actor.ts';
import { act } from '../../platform/database.ts';
import { Conflict, Forbidden } from '../../platform/errors.ts';
import { areJobsEnding, enqueue, onSchedule } from '../../platform/jobs.ts';
import { actForJobs } from '../../platform/jobs/database.ts';
import { actAs } from '../../roadmap/change.ts';
import { keepProfile, openCampaignProfiles } from './keep.ts';
import { findGoing, insertRun, noteDone, type GoingRun } from './store-run.ts';

const job = 'keep-profiles';
/** Profiles that are worked out at one time: each reads a school's sheets. */
const atOnce = 4;

/**
 * Begins to keep the profiles of all schools of a campaign that is over, as `keepProfile` does for
 * one. Throws `Conflict` while the campaign runs.
 */
export async function beginKeeping(actor: Actor, campaignId: string): Promise<void> {
	const { campaign, schools, may } = await openCampaignProfiles(actor, campaignId);
	if (!may.edit) throw new Forbidden('error_forbidden');
	if (campaign.state !== 'closed') throw new Conflict('kept_error_open', null);
	const { placeId } = campaign;
	const ids = schools.map(({ id }) => id);
	if (ids.length === 0) return;
	await actAs(actor, (db) =>
		insertRun(db, { campaignId, placeId, by: actor.personId, schools: ids })
	);
	await enqueue(job, {}, { singletonKey: job });
}

/** Does what runs have left, one after another; `isOver` is asked between the schools. */
export async function goOnKeeping(isOver: () => boolean = () => false): Promise<void> {
	while (!isOver()) {
		const run = await actForJobs(findGoing);
		if (!run) return;
		await goOn(run, isOver);
	}
}

async function goOn({ id, campaignId, accountId, waiting }: GoingRun, isOver: () => boolean) {
	// rights are asked anew: they may have ended since
	const actor =
		accountId === null
			? null
			: await act({ personId: null, today: null }, (db) => findActor(db, accountId));
	for (let at = 0; at < waiting.length && !isOver(); at += atOnce) {
		const schools = waiting.slice(at, at + atOnce);
		const outcomes = await Promise.all(
			schools.map((school) => (actor ? outcomeOf(actor, campaignId, school) : 'failed'))
		);
		const count = (wanted: string) => outcomes.filter((one) => one === wanted).length;
		const done = { kept: count('kept'), same: count('same'), failed: count('failed') };
		await actForJobs((db) => noteDone(db, id, schools, done));
	}
}

async function outcomeOf(
	actor: Actor,
	campaignId: string,
	schoolId: string
): Promise<'kept' | 'same' | 'failed'> {
	try {
		await keepProfile(actor, campaignId, schoolId);
		return 'kept';
	} catch (error) {
		if (error instanceof Conflict && error.code === 'kept_error_same') return 'same';
		// one school that cannot be computed must not keep the others from it
		console.error(`The profile of ${schoolId} was not kept:`, error);
		return 'failed';
	}
}

/** Looks every minute besides: a run whose node ended is gone on with. */
export function planKeeping(): void {
	onSchedule(job, '* * * * *', () => goOnKeeping(areJobsEnding));
}
