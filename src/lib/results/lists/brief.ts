/** What a school's own page says of its results: the latest year, and why. */
import type { Actor } from '../../people/access.ts';
import { actAs, isId } from '../../roadmap/change.ts';
import { findProcedures, type Named } from './store-procedures.ts';
import { findBrief, type Brief } from './store-school.ts';

export interface SchoolBrief extends Brief {
	procedures: ReadonlyMap<string, Named>;
}

/** The latest settled year of a school; null where there is none, or none for the actor. Two statements. */
export function openSchoolBrief(actor: Actor, schoolId: string): Promise<SchoolBrief | null> {
	return actAs(actor, async (db) => {
		const brief = isId(schoolId) ? await findBrief(db, schoolId) : null;
		if (!brief) return null;
		return { ...brief, procedures: await findProcedures(db, [brief.status.year]) };
	});
}
