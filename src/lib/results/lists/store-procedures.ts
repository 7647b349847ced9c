/** Procedures by their codes: the shipped catalogue, and what places wrote over it. */
import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';
import { proceduresOf } from '../procedures.ts';

/** A procedure as pages name it. */
export interface Named {
	name: string;
	/** `НОО`, `ООО`, `СОО`. */
	level: string;
	exam: string;
	subject: string;
	grade: number | null;
}

/** The procedures of these years by code; of several names the one of the nearest place and latest year. */
export async function findProcedures(
	db: Db,
	years: readonly number[]
): Promise<Map<string, Named>> {
	const found = new Map<string, Named>();
	for (const year of [...years].sort())
		for (const { code, name, level, exam, subject, grade } of proceduresOf(year)?.procedures ?? [])
			found.set(code, { name, level, exam, subject, grade });
	const { rows } = await sql<Named & { code: string }>`
		select e.code, e.name, e.level, e.exam, e.subject, e.grade
		from catalogue_entry e join organisation o on o.id = e.place_id
		where e.year = any (${[...years]}::smallint[]) and e.withdrawn_at is null
		order by nlevel(o.path), e.year, e.id`.execute(db);
	for (const { code, ...named } of rows) found.set(code, named);
	return found;
}

/** The level of each procedure by code. */
export function levelsOfProcedures(procedures: ReadonlyMap<string, Named>): Record<string, string> {
	return Object.fromEntries([...procedures].map(([code, { level }]) => [code, level]));
}
