/** Signs that results may not be objective, as authority and methodist look at them. */
import { allowed, type Actor } from '../../people/access.ts';
import { Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import { actAs, isId } from '../../roadmap/change.ts';
import type { Place, YearFilter } from '../lists/model.ts';
import { findProcedures, type Named } from '../lists/store-procedures.ts';
import { findYears } from '../lists/store-year.ts';
import { findAsked, type Asked } from '../lists/year.ts';
import { findSigns, isAdvancedName, type Compared, type Sign } from './signs.ts';
import {
	findFacts,
	findStoredSigns,
	findTaskFacts,
	putSigns,
	setLooked,
	type FactRow,
	type StoredSign
} from './store.ts';

/** Signs on one page. */
export const signsSize = 50;

export interface SignsPage {
	places: Place[];
	place: Place;
	years: number[];
	year: number;
	rows: StoredSign[];
	total: number;
	foundAt: Date | null;
	procedures: ReadonlyMap<string, Named>;
}

/** The signs of a place's schools in a year, by school. Throws NotFound for whoever may not look. */
export function openSigns(actor: Actor, filter: YearFilter, thisYear: number): Promise<SignsPage> {
	return actAs(actor, async (db) => {
		const { places, place } = mayLook(actor, await findAsked(db, filter.place));
		const years = await findYears(db, place.id);
		const year = filter.year ?? years[0] ?? thisYear;
		const size = { limit: signsSize, offset: (filter.page - 1) * signsSize };
		return {
			...{ places, place, year },
			years: years.includes(year) ? years : [year, ...years],
			...(await findStoredSigns(db, place.id, year, size)),
			procedures: await findProcedures(db, [year - 1, year])
		};
	});
}

/** Looks through the results of a year; how many signs there are. */
export function lookForSigns(actor: Actor, placeId: string, year: number): Promise<number> {
	return actAs(actor, async (db) => {
		const { place } = mayLook(actor, await findAsked(db, placeId));
		const facts = await findFacts(db, place.id, year);
		if (facts.length === 0) throw new Invalid('lists_error_no_results');
		const tasks = await findTaskFacts(db, place.id, year);
		const procedures = await findProcedures(db, [year - 1, year]);
		const bySchool = Map.groupBy(facts, ({ schoolId }) => schoolId);
		const found = [...bySchool].flatMap(([schoolId, rows]) => {
			const { name, kind } = rows[0]!;
			const school = {
				isAdvanced: isAdvancedName(`${name} ${kind ?? ''}`),
				results: rows.flatMap((row) => compare(row, procedures)),
				tasks: tasks.filter((task) => task.schoolId === schoolId)
			};
			return findSigns(school, year).map((sign): { schoolId: string; sign: Sign } => ({
				schoolId,
				sign
			}));
		});
		await putSigns(db, place.id, year, found);
		return found.length;
	});
}

function compare(row: FactRow, procedures: ReadonlyMap<string, Named>): Compared[] {
	const named = procedures.get(row.procedure);
	if (!named) return [];
	const { year, procedure, marks, participants, low, regionSchools: schools } = row;
	const common = { year, procedure, exam: named.exam, subject: named.subject, grade: named.grade };
	// marks tell more, where most of the region has them
	if (marks && row.regionMarked && row.regionMarked * 2 > row.regionParticipants) {
		const region = { participants: row.regionMarked, well: row.regionWell ?? 0, schools };
		const well = marks[2]! + marks[3]!;
		return [{ ...common, by: 'marks', school: { participants, well }, region }];
	}
	const region = {
		...{ participants: row.regionParticipants, schools },
		well: row.regionParticipants - row.regionLow
	};
	return [{ ...common, by: 'minimum', school: { participants, well: participants - low }, region }];
}

/** Keeps what somebody found out about a sign. */
export async function noteLook(actor: Actor, id: string, note: string): Promise<void> {
	const text = note.trim();
	if (text === '' || text.length > 2_000)
		throw new Invalid('error_form', { note: 'lists_error_note' });
	return actAs(actor, async (db) => {
		if (!isId(id) || !(await setLooked(db, actor.personId, id, text)))
			throw new NotFound('not_found');
	});
}

function mayLook(actor: Actor, found: Asked | null): Asked {
	if (!found) throw new NotFound('not_found');
	if (!allowed(actor, 'results.signs', found.place.path)) throw new Forbidden('error_forbidden');
	return found;
}
