/** Imports in the database, written: what changes them, and what a file says until it is applied. */

import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';
import type { Mapping } from '../read/columns.ts';
import type { Sample } from '../read/figures.ts';
import type { Problem } from '../read/problem.ts';
import type { Match, WrittenSchool } from '../match.ts';
import type { ImportKind, ImportState } from './model.ts';
import type { Batch } from './worker/messages.ts';

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
	const { from } = batch;
	const these = matches.slice(from, from + batch.schools.length);
	const written = schools
		.slice(from, from + batch.schools.length)
		.map((school) => (school.name === '' ? school.written : `${school.written} ${school.name}`));
	const column = (name: keyof Batch['schools'][number]): (string | null)[] =>
		batch.schools.map((results) => results[name]);
	// columns side by side: JSON of the same takes PostgreSQL several times as long
	await sql`
		insert into opora.result_staged_school (import_id, number, written, school_id, how, suggestions,
			years, procedures, participants, low, marks, rows)
		select ${id}, ${from} + given.place - 1, written, school, how, suggestions::uuid[],
			years::smallint[], procedures::text[], participants::int[], low::int[], marks::int[], rows::int[]
		from unnest(${written}::text[], ${these.map(({ schoolId }) => schoolId)}::uuid[],
			${these.map(({ how }) => how)}::text[],
			${these.map(({ suggestions }) => `{${suggestions.join(',')}}`)}::text[],
			${column('years')}::text[], ${column('procedures')}::text[], ${column('participants')}::text[],
			${column('low')}::text[], ${column('marks')}::text[], ${column('rows')}::text[])
			with ordinality as given (written, school, how, suggestions, years, procedures, participants,
				low, marks, rows, place)`.execute(db);
}

/** Compares what is staged with what is in force and says that the import is ready. */
export async function storeComparison(db: Db, id: string): Promise<void> {
	await sql`
		update opora.result_import i
		set state = 'ready', added = c.added, changed = c.changed, same = c.same
		from opora.compare_import(${id}) c
		where i.id = ${id}`.execute(db);
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
