/** A school's results by task and skill, as its page shows them. */
import type { Actor } from '../../people/access.ts';
import { now } from '../../platform/clock.ts';
import { NotFound } from '../../platform/errors.ts';
import { actAs, isId } from '../../roadmap/change.ts';
import { findProcedures, type Named } from '../lists/store-procedures.ts';
import { findSchool, type SchoolHead } from '../lists/store-school.ts';
import { classTables, weakestSkills, type ClassTable, type SkillLine } from './skills.ts';
import { findMeans, findTasks } from './store.ts';

export interface SkillsPage {
	school: SchoolHead;
	year: number;
	/** Years with results by task, the newest first. */
	years: number[];
	weakest: SkillLine[];
	tables: ClassTable[];
	procedures: ReadonlyMap<string, Named>;
}

/** Opens a school's skills; `year` null is the latest that has any. Four statements. */
export function openSkills(
	actor: Actor,
	schoolId: string,
	year: number | null
): Promise<SkillsPage> {
	return actAs(actor, async (db) => {
		const school = isId(schoolId) ? await findSchool(db, schoolId) : null;
		if (!school) throw new NotFound('not_found');
		const results = await findTasks(db, schoolId);
		const years = [...new Set(results.map((one) => one.year))].sort((a, b) => b - a);
		const asked = year ?? years[0] ?? now().getUTCFullYear();
		const means = await findMeans(db, schoolId, asked);
		return {
			...{ school, years, year: asked },
			weakest: weakestSkills(results, means, asked),
			tables: classTables(results, asked),
			procedures: await findProcedures(db, [asked])
		};
	});
}
