/** Schools of a file that a person must tell. */

import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';
import type { Match } from '../match.ts';

export interface UntoldSchool {
	number: number;
	written: string;
	/** How many results of the file are its. */
	results: number;
	suggestions: { id: string; name: string; code: string | null }[];
}

/** A page of the schools that nobody has told yet, in the order of the file. */
export async function findUntold(
	db: Db,
	id: string,
	skip: number,
	most: number
): Promise<UntoldSchool[]> {
	const { rows } = await sql<UntoldSchool>`
		with page as (
			select number, written, suggestions, cardinality(years) as results
			from opora.result_staged_school
			where import_id = ${id} and how is null
			order by number limit ${most} offset ${skip}
		)
		select p.number, p.written, p.results,
			coalesce((
				select jsonb_agg(jsonb_build_object('id', o.id, 'name', o.short_name, 'code', o.code)
					order by given.place)
				from unnest(p.suggestions) with ordinality given (id, place)
				join opora.organisation o on o.id = given.id
			), '[]') as suggestions
		from page p order by p.number`.execute(db);
	return rows;
}

/** Those of `numbers` that nobody has told; null: those that have no suggestion. */
export async function findSchoolsToTell(
	db: Db,
	id: string,
	numbers: readonly number[] | null
): Promise<{ number: number; written: string }[]> {
	const { rows } = await sql<{ number: number; written: string }>`
		select number, written from opora.result_staged_school
		where import_id = ${id} and how is null
			and case when ${numbers === null} then suggestions = '{}'
				else number = any (${numbers ?? []}::int[]) end
		order by number`.execute(db);
	return rows;
}

/** What a person said; null leaves the school out. */
export async function storeTold(
	db: Db,
	id: string,
	told: readonly { number: number; schoolId: string | null }[]
): Promise<void> {
	await sql`
		update opora.result_staged_school m
		set school_id = t."schoolId", how = case when t."schoolId" is null then 'left-out' else 'person' end
		from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as t (number int, "schoolId" uuid)
		where m.import_id = ${id} and m.number = t.number`.execute(db);
}

/** Matches and suggestions that came later. */
export async function storeMatches(
	db: Db,
	id: string,
	matches: readonly (Match & { number: number })[]
): Promise<void> {
	await sql`
		update opora.result_staged_school m
		set school_id = t."schoolId", how = t.how,
			suggestions = array(select jsonb_array_elements_text(t.suggestions)::uuid)
		from jsonb_to_recordset(${JSON.stringify(matches)}::jsonb)
			as t (number int, "schoolId" uuid, how text, suggestions jsonb)
		where m.import_id = ${id} and m.number = t.number`.execute(db);
}

/** Schools of the file that a person left out. */
export async function countLeftOut(db: Db, id: string): Promise<number> {
	const { rows } = await sql<{ n: number }>`
		select count(*)::int as n from opora.result_staged_school
		where import_id = ${id} and how = 'left-out'`.execute(db);
	return rows[0]!.n;
}
