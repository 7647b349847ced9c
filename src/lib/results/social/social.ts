/** A school's social conditions by year: a mark of their own beside its results. */
import { sql } from 'kysely';
import { allowed, type Actor } from '../../people/access.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import { actAs, isId } from '../../roadmap/change.ts';
import { findSchool, type SchoolHead } from '../lists/store-school.ts';
import { indexOf, readShares, socialIndex, type SocialShares } from './index-of.ts';

export interface SocialYear {
	year: number;
	shares: SocialShares;
	/** null where a factor of today's index is not known. */
	index: number | null;
	at: Date;
	revision: number;
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
		const { rows } = await sql<Omit<SocialYear, 'index'>>`
			select year, shares, at, revision from social_facts
			where organisation_id = ${schoolId} order by year desc`.execute(db);
		const kind = await db
			.selectFrom('school_kind')
			.select('kind')
			.where('organisation_id', '=', schoolId)
			.executeTakeFirst();
		return {
			school,
			kind: kind && kind.kind !== usualKind ? kind.kind : '',
			years: rows.map((row) => ({ ...row, index: indexOf(row.shares) })),
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
		const { rows } = await sql`
			insert into social_facts (organisation_id, year, shares, index_version, by)
			values (${schoolId}, ${year}, ${JSON.stringify(read.shares)}, ${socialIndex.version}, ${actor.personId})
			on conflict (organisation_id, year) do update
			set shares = excluded.shares, index_version = excluded.index_version, by = excluded.by,
				at = opora.now()
			where social_facts.revision = ${revision}
			returning id`.execute(db);
		if (rows.length === 0) throw new Conflict('social_error_meanwhile', null);
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
		await db
			.insertInto('school_kind')
			.values({ organisation_id: schoolId, kind: kind === '' ? usualKind : kind })
			.onConflict((conflict) =>
				conflict.column('organisation_id').doUpdateSet({ kind: kind === '' ? usualKind : kind })
			)
			.execute();
	});
}

/** A kind is kept once it was said, so that its history stays; no rule set leaves this one out. */
const usualKind = '-';
