/** Imports in the database: the file, how far it is, what it holds. */

import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { shortName, type FullName } from '../../people/names.ts';
import type { Db } from '../../platform/database.ts';
import type { Mapping } from '../read/columns.ts';
import type { Sample } from '../read/figures.ts';
import type { Problem } from '../read/problem.ts';
import type { ImportKind, ImportState } from './model.ts';
import type { WrittenSchool } from './match.ts';
import type { KnownSchool, Match } from './match.ts';
import type { Batch } from './worker/messages.ts';

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
			i.applied_at as "appliedAt", i.undone_at as "undoneAt", i.revision,
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

export interface NewImport {
	placeId: string;
	fileName: string;
	fileHash: string;
	fileSize: number;
	personId: string;
}

export async function insertImport(db: Db, given: NewImport): Promise<string> {
	const id = randomUUID();
	await sql`
		insert into opora.result_import (id, place_id, file_name, file_hash, file_size, by)
		values (${id}, ${given.placeId}, ${given.fileName}, ${given.fileHash}, ${given.fileSize},
			${given.personId})`.execute(db);
	return id;
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

/** Changes the state where it is still one of `from`; false where it is not. */
export async function changeState(
	db: Db,
	id: string,
	from: readonly ImportState[],
	state: ImportState
): Promise<boolean> {
	const { rows } = await sql`
		update opora.result_import set state = ${state}
		where id = ${id} and state = any (${from}::text[]) returning id`.execute(db);
	return rows.length > 0;
}

/** Begins anew: nothing of the last reading stays. */
export async function resetImport(db: Db, id: string, mapping: Mapping | null): Promise<void> {
	await deleteStaged(db, id);
	await sql`
		update opora.result_import
		set state = 'waiting', mapping = ${mapping && JSON.stringify(mapping)}, problems = '[]',
			problem_count = 0, refused = null, sample = null, rows_read = 0, bytes_read = 0,
			added = null, changed = null, same = null
		where id = ${id}`.execute(db);
}

export async function storeProgress(
	db: Db,
	id: string,
	rows: number,
	bytes: number
): Promise<void> {
	await sql`
		update opora.result_import set rows_read = ${rows}, bytes_read = ${bytes}
		where id = ${id} and state = 'reading'`.execute(db);
}

export interface Outcome {
	state: ImportState;
	kind: ImportKind | null;
	years: number[];
	rowCount: number;
	problems: Problem[];
	problemCount: number;
	refused: string | null;
	sample: Sample | null;
	rowsRead: number;
}

/** What the reading came to; only of an import that is being read. */
export async function storeOutcome(db: Db, id: string, outcome: Outcome): Promise<void> {
	await sql`
		update opora.result_import
		set state = ${outcome.state}, kind = ${outcome.kind}, years = ${outcome.years}::smallint[],
			row_count = ${outcome.rowCount}, problems = ${JSON.stringify(outcome.problems)},
			problem_count = ${outcome.problemCount}, refused = ${outcome.refused},
			sample = ${outcome.sample && JSON.stringify(outcome.sample)},
			rows_read = ${outcome.rowsRead}, bytes_read = file_size
		where id = ${id} and state = 'reading'`.execute(db);
}

/** Problems found after the reading: the import has errors now. */
export async function storeProblems(
	db: Db,
	id: string,
	problems: readonly Problem[],
	count: number
): Promise<void> {
	await sql`
		update opora.result_import set state = 'faulty', problems = ${JSON.stringify(problems)},
			problem_count = ${count}
		where id = ${id}`.execute(db);
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

// What a file says, until it is applied -----------------------------------------------------------

/** Only one reading of an import stages at a time; false where another does. */
export async function lockStaging(db: Db, id: string): Promise<boolean> {
	const { rows } = await sql<{ locked: boolean }>`
		select pg_try_advisory_xact_lock(hashtext(${`opora.import ${id}`})) as locked`.execute(db);
	return rows[0]!.locked;
}

export async function deleteStaged(db: Db, id: string): Promise<void> {
	await sql`delete from opora.result_staged_school where import_id = ${id}`.execute(db);
}

/** Schools of a file with their results, from number `batch.from` on. */
export async function stageBatch(
	db: Db,
	id: string,
	batch: Batch,
	schools: readonly WrittenSchool[],
	matches: readonly Match[]
): Promise<void> {
	const rows = batch.schools.map((results, at) => {
		const number = batch.from + at;
		const { written, name } = schools[number]!;
		const { schoolId, how, suggestions } = matches[number]!;
		return {
			...{ number, written: name === '' ? written : `${written} ${name}`, school: schoolId, how },
			...{ suggestions: `{${suggestions.join(',')}}` },
			...results
		};
	});
	await sql`
		insert into opora.result_staged_school (import_id, number, written, school_id, how, suggestions,
			years, procedures, participants, low, marks, rows)
		select ${id}, number, written, school, how, suggestions::uuid[], years::smallint[],
			procedures::text[], participants::int[], low::int[], marks::int[], rows::int[]
		from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (number int, written text,
			school uuid, how text, suggestions text, years text, procedures text, participants text,
			low text, marks text, rows text)`.execute(db);
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

/** Compares what is staged with what is in force and says that the import is ready. */
export async function storeComparison(db: Db, id: string): Promise<void> {
	await sql`
		update opora.result_import i
		set state = 'ready', added = c.added, changed = c.changed, same = c.same
		from opora.compare_import(${id}) c
		where i.id = ${id}`.execute(db);
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

/** @returns applied, not-ready, not-found; throws the database's OP002 where something changed */
export async function applyStaged(
	db: Db,
	id: string,
	seen: { added: number; changed: number }
): Promise<string> {
	const { rows } = await sql<{ said: string }>`
		select opora.apply_import(${id}, ${seen.added}, ${seen.changed}) as said`.execute(db);
	return rows[0]!.said;
}

/** @returns undone, touched, not-applied, not-found */
export async function undoApplied(db: Db, id: string): Promise<string> {
	const { rows } = await sql<{ said: string }>`
		select opora.undo_import(${id}) as said`.execute(db);
	return rows[0]!.said;
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

// What is known of a place -----------------------------------------------------------------------

/** Every school of a place. */
export async function findSchools(db: Db, path: string): Promise<KnownSchool[]> {
	const { rows } = await sql<KnownSchool>`
		select id, code, name, short_name as "shortName" from opora.organisation
		where path operator(public.<@) ${path}::public.ltree and kind in ('school', 'leader-school')
		order by closed_on is not null, short_name`.execute(db);
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

export async function storeMapping(
	db: Db,
	placeId: string,
	signature: string,
	mapping: Mapping
): Promise<void> {
	await sql`
		insert into opora.column_mapping (place_id, signature, mapping)
		values (${placeId}, ${signature}, ${JSON.stringify(mapping)})
		on conflict (place_id, signature) do update set mapping = excluded.mapping`.execute(db);
}

export async function storeAlias(
	db: Db,
	placeId: string,
	written: string,
	schoolId: string
): Promise<void> {
	await sql`
		insert into opora.school_alias (place_id, written, school_id)
		values (${placeId}, ${written}, ${schoolId})
		on conflict (place_id, written) do update set school_id = excluded.school_id`.execute(db);
}
