/** Front door of kept profiles: keep one, decide its levels, approve it; what other rooms build upon. */
import type { Actor } from '../../people/access.ts';
import { actAs } from '../../roadmap/change.ts';
import type { LatestLevels } from './model.ts';
import { findLatest } from './store.ts';

export { approveProfile, confirmLevels, decideLevel, type Decision } from './decide.ts';
export {
	mapSize,
	openDeficits,
	openMap,
	readMapAddress,
	type DeficitMap,
	type DeficitTable,
	type MapAddress
} from './map.ts';
export { keepProfile, openCampaignProfiles } from './keep.ts';
export { beginKeeping, planKeeping } from './keep-all.ts';
export {
	compareProfiles,
	openBrief,
	openKept,
	openSchoolProfile,
	type KeptRisk,
	type Moved,
	type SchoolProfilePage
} from './open.ts';
export type { KeptHead, KeptLevel, LatestLevels } from './model.ts';

export { deficitsPaper, deficitsTable, profilePaper } from './papers.ts';
/** `latestLevels` inside a transaction of the caller's. */
export { findLatest } from './store.ts';

/**
 * The newest approved profile of each school, else its draft (`approvedOn` null); schools without one,
 * or unseen, are left out. One statement for all schools.
 */
export function latestLevels(actor: Actor, schoolIds: string[]): Promise<LatestLevels[]> {
	return actAs(actor, (db) => findLatest(db, schoolIds));
}
