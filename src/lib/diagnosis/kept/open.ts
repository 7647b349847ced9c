/** Looks at kept profiles of a school. */
import { allowed, type Actor } from '../../people/access.ts';
import { NotFound } from '../../platform/errors.ts';
import { actAs, isId } from '../../roadmap/change.ts';
import type { ToldRisk } from '../campaign/profile.ts';
import type { KeptHead, KeptLevel, LatestLevels } from './model.ts';
import * as store from './store.ts';

/** A version with its levels by number. */
export function openKept(
	actor: Actor,
	profileId: string
): Promise<{ profile: KeptHead; levels: KeptLevel[] }> {
	return actAs(actor, async (db) => {
		const profile = isId(profileId) ? await store.findProfile(db, profileId) : null;
		if (!profile) throw new NotFound('not_found');
		return { profile, levels: await store.findLevels(db, profileId) };
	});
}

/**
 * The newest profile for a school's own page: null while nobody kept one, undefined where the actor
 * does not see its diagnosis or it is no school.
 */
export function openBrief(
	actor: Actor,
	organisationId: string
): Promise<LatestLevels | null | undefined> {
	return actAs(actor, async (db) => {
		if (!isId(organisationId) || !(await store.findSchool(db, organisationId))) return undefined;
		return (await store.findLatest(db, [organisationId]))[0] ?? null;
	});
}

/** One factor: what the computation said, down to its items, and what people made of it. */
export type KeptRisk = Omit<ToldRisk, 'level'> & KeptLevel;

export interface SchoolProfilePage {
	school: store.School;
	/** null while nobody kept one. */
	profile: KeptHead | null;
	/** By number. */
	risks: KeptRisk[];
	undecided: number;
	/** All versions, the newest first; drafts that a newer one took the place of are left out. */
	versions: KeptHead[];
	/** Campaigns of the school that are over, the newest first. */
	campaigns: store.ClosedCampaign[];
	/** Who decided what, the newest first; empty for those who do not read history. */
	decisions: store.DecisionMade[];
	may: { edit: boolean; approve: boolean; enter: boolean; draft: boolean };
}

/** A version of a school's profile, by itself the newest: the draft where there is one. */
export function openSchoolProfile(
	actor: Actor,
	schoolId: string,
	versionId: string | null
): Promise<SchoolProfilePage> {
	return actAs(actor, async (db) => {
		const school = isId(schoolId) ? await store.findSchool(db, schoolId) : null;
		if (!school) throw new NotFound('not_found');
		const versions = await store.findVersions(db, schoolId);
		const profile = versionId ? versions.find(({ id }) => id === versionId) : versions[0];
		if (versionId && !profile) throw new NotFound('not_found');
		const may = {
			edit: allowed(actor, 'diagnosis.edit', school.path),
			approve: allowed(actor, 'diagnosis.approve', school.path),
			enter: allowed(actor, 'diagnosis.enter', school.path),
			draft: allowed(actor, 'roadmap.edit', school.path)
		};
		const risks = profile ? await risksOf(db, profile.id) : [];
		return {
			...{ school, may, versions, risks },
			profile: profile ?? null,
			undecided: risks.filter(({ at }) => at === null).length,
			campaigns: await store.findClosedCampaigns(db, schoolId),
			decisions: profile ? await store.findDecisions(db, profile.id) : []
		};
	});
}

/** A factor in two versions. */
export interface Moved {
	factor: string;
	number: number;
	before: KeptLevel | null;
	after: KeptLevel | null;
	/** −1 the risk fell, 1 it rose; 0 it stayed or one of the two is not known. */
	direction: -1 | 0 | 1;
	/** By how many points the score moved. */
	points: number | null;
}

/** Two versions side by side; by themselves the newest and the one before it. */
export function compareProfiles(
	actor: Actor,
	schoolId: string,
	beforeId: string | null,
	afterId: string | null
): Promise<{
	school: store.School;
	versions: KeptHead[];
	before: KeptHead | null;
	after: KeptHead | null;
	moved: Moved[];
}> {
	return actAs(actor, async (db) => {
		const school = isId(schoolId) ? await store.findSchool(db, schoolId) : null;
		if (!school) throw new NotFound('not_found');
		const versions = await store.findVersions(db, schoolId);
		const after = versions.find(({ id }) => id === afterId) ?? versions[0] ?? null;
		const before =
			versions.find(({ id }) => id === beforeId) ??
			versions[versions.findIndex((one) => one === after) + 1] ??
			null;
		const levels = await Promise.all(
			[before, after].map((one) => (one ? store.findLevels(db, one.id) : []))
		);
		return { school, versions, before, after, moved: movedOf(levels[0]!, levels[1]!) };
	});
}

const order = { low: 0, medium: 1, high: 2 };

function movedOf(before: KeptLevel[], after: KeptLevel[]): Moved[] {
	const numbers = [...new Set([...before, ...after].map(({ number }) => number))].sort(
		(one, other) => one - other
	);
	return numbers.map((number) => {
		const old = before.find((one) => one.number === number) ?? null;
		const now = after.find((one) => one.number === number) ?? null;
		const isKnown = old && now && old.level !== 'unknown' && now.level !== 'unknown';
		return {
			factor: (now ?? old)!.factor,
			number,
			before: old,
			after: now,
			direction: isKnown
				? (Math.sign(
						order[now.level as keyof typeof order] - order[old.level as keyof typeof order]
					) as Moved['direction'])
				: 0,
			points: old && now && old.score !== null && now.score !== null ? now.score - old.score : null
		};
	});
}

async function risksOf(
	db: Parameters<typeof store.findLevels>[0],
	id: string
): Promise<KeptRisk[]> {
	const computed = await store.findComputed(db, id);
	const levels = await store.findLevels(db, id);
	return levels.map((level) => ({
		...computed.find(({ factor }) => factor === level.factor)!,
		...level
	}));
}
