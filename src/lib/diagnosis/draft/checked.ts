/** A roadmap with what the check found in it. */
import type { Actor } from '../../people/access.ts';
import { actAs } from '../../roadmap/change.ts';
import type { Changed, May, RoadmapHead } from '../../roadmap/roadmap.ts';
import { markFactors, openRoadmap } from '../../roadmap/roadmap.ts';
import { latestLevels } from '../kept/kept.ts';
import { allMeasures } from '../library/library.ts';
import { check, type CheckedMeasure, type Deficit, type Finding } from './check.ts';
import { isDeficit, type LevelOf } from './levels.ts';
import * as store from './store.ts';

export interface CheckPage {
	head: RoadmapHead;
	may: May;
	/** How many measures were looked at. */
	measures: number;
	findings: Finding[];
	/** Of a school's roadmap: the profile it was held against; null without one. */
	profile: { year: number; version: number; approvedOn: string | null } | null;
	/** Of a municipality's: how many of its schools have a profile. */
	schools: { all: number; known: number } | null;
}

/** Holds a roadmap against the profile of its school, or those of the municipality's schools. */
export async function openCheck(actor: Actor, roadmapId: string): Promise<CheckPage> {
	const roadmap = await openRoadmap(actor, roadmapId);
	const { head, measures } = roadmap;
	const { before, schools } = await actAs(actor, async (db) => ({
		before: await store.findBefore(db, head.id),
		schools: head.level === 'school' ? null : await store.findSchools(db, head.owner.path)
	}));
	const profiles = await latestLevels(actor, schools?.map(({ id }) => id) ?? [head.owner.id]);
	const deficits = schools
		? deficitsOf(profiles, new Map(schools.map(({ id, name }) => [id, name])))
		: (profiles[0]?.levels.map((one) => ({ ...one, schools: [] })) ?? null);
	const own = schools ? null : (profiles[0] ?? null);
	return {
		head,
		may: roadmap.may,
		measures: measures.length,
		findings: check({
			deficits,
			measures: measures.map(checkedOf),
			before,
			library: await allMeasures(actor)
		}),
		profile: own && { year: own.year, version: own.version, approvedOn: own.approvedOn },
		schools: schools && { all: schools.length, known: profiles.length }
	};
}

/** Marks the deficits that a person accepted, by measure. */
export function acceptSuggestions(
	actor: Actor,
	roadmapId: string,
	accepted: Map<string, number[]>
): Promise<Changed<number>> {
	return markFactors(
		actor,
		roadmapId,
		[...accepted].map(([id, factors]) => ({ id, factors }))
	);
}

/** Deficits of a municipality: those of any of its schools, with the schools; null without profiles. */
function deficitsOf(
	profiles: readonly { schoolId: string; levels: readonly LevelOf[] }[],
	names: Map<string, string>
): Deficit[] | null {
	if (profiles.length === 0) return null;
	const found = new Map<number, Deficit>();
	for (const { schoolId, levels } of profiles)
		for (const { number, level, score } of levels.filter(isDeficit)) {
			const before = found.get(number);
			const isMore = !before || (before.level === 'medium' && level === 'high');
			found.set(number, {
				number,
				level: isMore ? level : before.level,
				score: Math.max(score ?? 0, before?.score ?? 0),
				schools: [...(before?.schools ?? []), names.get(schoolId) ?? '']
			});
		}
	return [...found.values()];
}

function checkedOf(measure: Omit<CheckedMeasure, 'library'> & { source: unknown }): CheckedMeasure {
	const { id, number, text, term, factors, responsible, result, source } = measure;
	const library =
		typeof source === 'object' && source !== null && 'library' in source
			? String(source.library)
			: null;
	return { id, number, text, term, factors, responsible, result, library };
}
