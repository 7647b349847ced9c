/** Procedures that places added to the shipped catalogue. */

import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';
import type { Procedure } from '../procedures.ts';

/** A procedure of a place's own. */
export interface OwnProcedure extends Procedure {
	id: string;
	placeId: string;
	place: string;
	path: string;
	year: number;
	sourceDate: string | null;
	revision: number;
}

const columns = sql`
	c.id, c.place_id as "placeId", o.short_name as place, o.path::text as path, c.year, c.code, c.name,
	c.exam, c.subject, c.grade, c.variant, c.level,
	jsonb_build_object('kind', c.low_kind, 'value', c.low_value) as low, 'own' as certainty, c.source,
	c.source_date::text as "sourceDate", c.revision`;

/** Those of a place and of the places above it, the nearer place's first. */
export async function findOwnProcedures(db: Db, path: string): Promise<OwnProcedure[]> {
	const { rows } = await sql<OwnProcedure>`
		select ${columns}
		from opora.catalogue_entry c join opora.organisation o on o.id = c.place_id
		where c.withdrawn_at is null and o.path operator(public.@>) ${path}::public.ltree
		order by public.nlevel(o.path) desc, c.year, c.name`.execute(db);
	return rows;
}

/** Those that the actor sees, of one year. */
export async function findOwnOfYear(db: Db, year: number): Promise<OwnProcedure[]> {
	const { rows } = await sql<OwnProcedure>`
		select ${columns}
		from opora.catalogue_entry c join opora.organisation o on o.id = c.place_id
		where c.withdrawn_at is null and c.year = ${year}
		order by public.nlevel(o.path), o.short_name, c.name
		limit 500`.execute(db);
	return rows;
}

/** Years in which places that the actor sees have procedures of their own. */
export async function findOwnYears(db: Db): Promise<number[]> {
	const { rows } = await sql<{ year: number }>`
		select distinct year from opora.catalogue_entry where withdrawn_at is null
		order by year`.execute(db);
	return rows.map(({ year }) => year);
}

export async function findOwnProcedure(db: Db, id: string): Promise<OwnProcedure | null> {
	const { rows } = await sql<OwnProcedure>`
		select ${columns}
		from opora.catalogue_entry c join opora.organisation o on o.id = c.place_id
		where c.id = ${id} and c.withdrawn_at is null`.execute(db);
	return rows[0] ?? null;
}

export interface ProcedureValues {
	year: number;
	code: string;
	name: string;
	exam: Procedure['exam'];
	subject: string;
	grade: number | null;
	variant: Procedure['variant'];
	level: Procedure['level'];
	lowKind: Procedure['low']['kind'];
	lowValue: number;
	source: string;
	sourceDate: string | null;
}

function row(given: ProcedureValues) {
	return {
		...{ year: given.year, code: given.code, name: given.name, exam: given.exam },
		...{ subject: given.subject, grade: given.grade, variant: given.variant, level: given.level },
		...{ low_kind: given.lowKind, low_value: given.lowValue, source: given.source },
		source_date: given.sourceDate
	};
}

/** Adds a procedure; null where the place has one of this year and code. */
export async function insertProcedure(
	db: Db,
	placeId: string,
	given: ProcedureValues
): Promise<string | null> {
	const added = await db
		.insertInto('catalogue_entry')
		.values({ place_id: placeId, ...row(given) })
		.onConflict((on) =>
			on.columns(['place_id', 'year', 'code']).where('withdrawn_at', 'is', null).doNothing()
		)
		.returning('id')
		.executeTakeFirst();
	return added?.id ?? null;
}

/** Saves over `revision`; false when somebody saved meanwhile. */
export async function updateProcedure(
	db: Db,
	id: string,
	revision: number,
	given: ProcedureValues
): Promise<boolean> {
	const { numUpdatedRows } = await db
		.updateTable('catalogue_entry')
		.set(row(given))
		.where('id', '=', id)
		.where('revision', '=', revision)
		.where('withdrawn_at', 'is', null)
		.executeTakeFirst();
	return numUpdatedRows > 0n;
}

/** Another procedure of the place with this year and code. */
export async function isCodeTaken(
	db: Db,
	{ placeId, id, year, code }: { placeId: string; id: string | null; year: number; code: string }
): Promise<boolean> {
	const { rows } = await sql`
		select from opora.catalogue_entry where place_id = ${placeId} and year = ${year}
			and code = ${code} and withdrawn_at is null and id is distinct from ${id}`.execute(db);
	return rows.length > 0;
}

export async function withdrawProcedure(db: Db, id: string, revision: number): Promise<boolean> {
	const { rows } = await sql`
		update opora.catalogue_entry set withdrawn_at = opora.now()
		where id = ${id} and revision = ${revision} and withdrawn_at is null returning id`.execute(db);
	return rows.length > 0;
}
