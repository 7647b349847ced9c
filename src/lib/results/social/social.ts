/** A school's social conditions by year: a mark of their own beside its results. */
import { allowed, type Actor } from '../../people/access.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import { actAs, isId } from '../../roadmap/change.ts';
import { findSchool, type SchoolHead } from '../lists/store-school.ts';
import { indexOf, readShares, socialIndex } from './index-of.ts';
import {
	findKind,
	findSocialYears,
	putKind,
	putSocialYear,
	type StoredSocialYear
} from './store.ts';

export interface SocialYear extends StoredSocialYear {
	/** null where a factor of today's index is not known. */
	index: number | null;
}

export interface SocialPage {
	school: SchoolHead;
	/** «Вид школы» by which a rule set may leave it out; '' where it is the usual one. */
	kind: string;
	/** The newest first. */
	years: SocialYear[];
	may: { edit: boolean };
}

/** Opens a school's social conditions. Three statements. */
export function openSocial(actor: Actor, schoolId: string): Promise<SocialPage> {
	return actAs(actor, async (db) => {
		const school = isId(schoolId) ? await findSchool(db, schoolId) : null;
		if (!school) throw new NotFound('not_found');
		const years = await findSocialYears(db, schoolId);
		return {
			school,
			kind: await findKind(db, schoolId),
			years: years.map((year) => ({ ...year, index: indexOf(year.shares) })),
			may: { edit: allowed(actor, 'results.edit', school.path) }
		};
	});
}

/** Keeps the shares of a year; one that somebody else saved meanwhile is a conflict. */
export async function saveSocial(
	actor: Actor,
	schoolId: string,
	form: Record<string, string>
): Promise<number> {
	const year = Number(form.year);
	const read = readShares(form);
	const errors: Record<string, string> = 'errors' in read ? { ...read.errors } : {};
	if (!Number.isInteger(year) || year < 1990 || year > 2200) errors.year = 'lists_error_year';
	if ('errors' in read || errors.year) throw new Invalid('error_form', errors);
	const revision = Number(form.revision ?? 0);
	return actAs(actor, async (db) => {
		const school = isId(schoolId) ? await findSchool(db, schoolId) : null;
		if (!school) throw new NotFound('not_found');
		if (!allowed(actor, 'results.edit', school.path)) throw new Forbidden('error_forbidden');
		const { version: indexVersion } = socialIndex;
		const given = { year, shares: read.shares, indexVersion, revision, personId: actor.personId };
		if (!(await putSocialYear(db, schoolId, given)))
			throw new Conflict('social_error_meanwhile', null);
		return year;
	});
}

/** Says of what kind a school is, for rule sets that leave kinds out; '' of the usual one. */
export async function saveKind(actor: Actor, schoolId: string, given: string): Promise<void> {
	const kind = given.trim().toLowerCase();
	if (kind.length > 60) throw new Invalid('error_form', { kind: 'social_error_kind' });
	return actAs(actor, async (db) => {
		const school = isId(schoolId) ? await findSchool(db, schoolId) : null;
		if (!school) throw new NotFound('not_found');
		if (!allowed(actor, 'results.edit', school.path)) throw new Forbidden('error_forbidden');
		await putKind(db, schoolId, kind);
	});
}
