/** Imports in the database, read: the file, how far it is, what it holds, what is known of its place. */

import { sql } from 'kysely';
import { shortName, type FullName } from '../../people/names.ts';
import type { Db } from '../../platform/database.ts';
import type { Mapping } from '../read/columns.ts';
import type { Sample } from '../read/figures.ts';
import type { Problem } from '../read/problem.ts';
import type { ImportKind, ImportState } from './model.ts';

export interface StoredImport {
	id: string;
	placeId: string;
	place: string;
	path: string;
	fileName: string;
	fileHash: string;
	fileSize: number;
	kind: ImportKind | null;
	years: number[];
	rowCount: number;
	state: ImportState;
	mapping: Mapping | null;
	sample: Sample | null;
	problemCount: number;
	refused: string | null;
	rowsRead: number;
	bytesRead: number;
	added: number | null;
	changed: number | null;
	same: number | null;
	byId: string | null;
	by: string | null;
	at: string;
	appliedAt: string | null;
	undoneAt: string | null;
	/** Of an import that was undone: results that stay, because later imports say the same. */
	passedOn: number | null;
	revision: number;
}

/** One import that the actor sees, or null. */
export async function findImport(db: Db, id: string): Promise<StoredImport | null> {
	const { rows } = await sql<Omit<StoredImport, 'by'> & { person: FullName | null }>`
		select i.id, i.place_id as "placeId", o.short_name as place, o.path::text as path,
			i.file_name as "fileName", i.file_hash as "fileHash", i.file_size as "fileSize", i.kind,
			i.years, i.row_count as "rowCount", i.state, i.mapping, i.sample,
			i.problem_count as "problemCount", i.refused, i.rows_read as "rowsRead",
			i.bytes_read as "bytesRead", i.added, i.changed, i.same, i.by as "byId", i.at,
			i.applied_at as "appliedAt", i.undone_at as "undoneAt",
			i.passed_on as "passedOn", i.revision,
			case when p.id is not null then jsonb_build_object('surname', p.surname, 'given', p.given,
				'patronymic', p.patronymic) end as person
		from opora.result_import i
		join opora.organisation o on o.id = i.place_id
		left join opora.person p on p.id = i.by
		where i.id = ${id}`.execute(db);
	const row = rows[0];
	if (!row) return null;
	const { person, ...found } = row;
	return { ...found, by: person ? shortName(person) : null };
}

/** How many imports of the person wait or are read. */
export async function countWaiting(db: Db, personId: string): Promise<number> {
	const { rows } = await sql<{ n: number }>`
		select count(*)::int as n from opora.result_import
		where by = ${personId} and state in ('waiting', 'reading')`.execute(db);
	return rows[0]!.n;
}

/** An import with the same file that is in force for the place, or null. */
export async function findSameFile(
	db: Db,
	{ id, placeId, fileHash }: Pick<StoredImport, 'id' | 'placeId' | 'fileHash'>
): Promise<{ id: string; fileName: string; appliedAt: string } | null> {
	const { rows } = await sql<{ id: string; fileName: string; appliedAt: string }>`
		select id, file_name as "fileName", applied_at as "appliedAt" from opora.result_import
		where file_hash = ${fileHash} and place_id = ${placeId} and id <> ${id} and state = 'applied'
		order by applied_at desc limit 1`.execute(db);
	return rows[0] ?? null;
}

/** Problems of an import in their order. */
export async function findProblems(
	db: Db,
	id: string,
	skip: number,
	most: number
): Promise<Problem[]> {
	const { rows } = await sql<{ problem: Problem }>`
		select value as problem from opora.result_import,
			jsonb_array_elements(problems) with ordinality as all_of (value, place)
		where id = ${id} order by place limit ${most} offset ${skip}`.execute(db);
	return rows.map(({ problem }) => problem);
}

/** Whether anything but imports that are done with it names a stored file. */
export async function isFileNamed(db: Db, hash: string): Promise<boolean> {
	const { rows } = await sql<{ named: boolean }>`
		select opora.is_file_named(${hash}) as named`.execute(db);
	return rows[0]!.named;
}

/** How many schools of the file nobody has told yet. */
export async function countUntold(db: Db, id: string): Promise<number> {
	const { rows } = await sql<{ n: number }>`
		select count(*)::int as n from opora.result_staged_school
		where import_id = ${id} and how is null`.execute(db);
	return rows[0]!.n;
}

/** Results that the file holds twice, because it writes one school in two ways. */
export async function findDoubled(
	db: Db,
	id: string,
	most: number
): Promise<{
	problems: Problem[];
	count: number;
}> {
	const { rows } = await sql<{
		school: string;
		procedure: string;
		year: number;
		row: number;
		before: number;
		total: number;
	}>`
		with twice as (
			select school_id from opora.result_staged_school
			where import_id = ${id} and school_id is not null
			group by school_id having count(*) > 1
		), placed as (
			select m.written, v.procedure, v.year, v.row,
				min(v.row) over (partition by m.school_id, v.year, v.procedure) as before
			from twice t
			join opora.result_staged_school m on m.import_id = ${id} and m.school_id = t.school_id
			cross join lateral unnest(m.years, m.procedures, m.rows) v (year, procedure, row)
		)
		select written as school, procedure, year, row, before, count(*) over ()::int as total
		from placed where row <> before order by row limit ${most}`.execute(db);
	return {
		problems: rows.map(({ school, procedure, year, row, before }) => ({
			...{ code: 'twice' as const, row, sheet: '', school, procedure, year, before }
		})),
		count: rows[0]?.total ?? 0
	};
}

export interface Compared {
	schoolId: string;
	school: string;
	year: number;
	procedure: string;
	participants: number;
	low: number;
	row: number;
	wasParticipants: number | null;
	wasLow: number | null;
	wasFile: string | null;
}

/** New or changed results of a file in its order. */
export async function findCompared(
	db: Db,
	id: string,
	kind: 'new' | 'changed',
	skip: number,
	most: number
): Promise<Compared[]> {
	const { rows } = await sql<Compared>`
		select school_id as "schoolId", school, year, procedure, participants, low,
			file_row as row, was_participants as "wasParticipants", was_low as "wasLow",
			was_file as "wasFile"
		from opora.list_comparison(${id}, ${kind}, ${most}, ${skip})`.execute(db);
	return rows;
}

export interface LaterImport {
	id: string;
	fileName: string;
	at: string;
	results: number;
}

/** Imports that changed results of this one after it. */
export async function findLater(db: Db, id: string): Promise<LaterImport[]> {
	const { rows } = await sql<LaterImport>`
		select id, file_name as "fileName", at, results from opora.later_imports(${id})`.execute(db);
	return rows;
}

/** Imports that a stopped application left, with who began them. */
export async function findUnfinished(db: Db): Promise<{ id: string; by: string }[]> {
	const { rows } = await sql<{ id: string; by: string }>`
		select id, by from opora.unfinished_imports()`.execute(db);
	return rows;
}

/** How files of the place, and of those above it, write schools. */
export async function findAliases(db: Db, path: string): Promise<Map<string, string>> {
	const { rows } = await sql<{ written: string; school: string }>`
		select a.written, a.school_id as school from opora.school_alias a
		join opora.organisation o on o.id = a.place_id
		where o.path operator(public.@>) ${path}::public.ltree
		order by public.nlevel(o.path)`.execute(db);
	return new Map(rows.map(({ written, school }) => [written, school]));
}

/** What was said of tables for the place and those above it, by the signatures of their heads. */
export async function findMappings(db: Db, path: string): Promise<[string, Mapping][]> {
	const { rows } = await sql<{ signature: string; mapping: Mapping }>`
		select m.signature, m.mapping from opora.column_mapping m
		join opora.organisation o on o.id = m.place_id
		where o.path operator(public.@>) ${path}::public.ltree
		order by public.nlevel(o.path)`.execute(db);
	return rows.map(({ signature, mapping }) => [signature, mapping]);
}
