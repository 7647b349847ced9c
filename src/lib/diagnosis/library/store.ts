/** The SQL of a municipality's own entries, and of what others did. */
import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';
import type { LibraryMeasure } from './measures.ts';

/** An entry of a municipality or region. */
export interface OwnMeasure extends LibraryMeasure {
	own: {
		placeId: string;
		place: string;
		path: string;
		withdrawn: boolean;
		revision: number;
	};
}

/** What schools did against a deficit: measures of approved roadmaps. */
export interface Experience {
	factor: number;
	roadmaps: number;
	measures: number;
	due: number;
	kept: number;
}

/** Own entries that a place may keep. */
const mostOwn = 500;

/** Entries that the actor sees, the newest first; of `id` alone, withdrawn or not. */
export async function findOwn(db: Db, id: string | null = null): Promise<OwnMeasure[]> {
	const { rows } = await sql<OwnMeasure>`
		select e.id, e.level, e.factors, e.text, e.text as title, e.term, e.responsible, e.result,
			e.evidence, e.effort, array[]::text[] as after,
			jsonb_build_object('placeId', o.id, 'place', o.short_name, 'path', o.path::text,
				'withdrawn', e.withdrawn_at is not null, 'revision', e.revision) as own
		from library_entry e join organisation o on o.id = e.owner_id
		where ${id === null ? sql`e.withdrawn_at is null` : sql`e.id = ${id}`}
		order by e.at desc, e.id limit ${mostOwn}`.execute(db);
	return rows;
}

/** Regions and municipalities whose library the actor may add to, the nearest first. */
export async function findKeepers(db: Db): Promise<{ id: string; name: string }[]> {
	const { rows } = await sql<{ id: string; name: string }>`
		select o.id, o.short_name as name from organisation o
		where o.kind in ('region', 'municipality') and o.closed_on is null
			and o.id = any ((select scope('roadmap.edit'))::uuid[])
		order by nlevel(o.path) desc, o.short_name, o.id limit 200`.execute(db);
	return rows;
}

export type EntryValues = Omit<LibraryMeasure, 'id' | 'title' | 'after'>;

export async function insertEntry(
	db: Db,
	ownerId: string,
	by: string | null,
	{ level, factors, text, term, responsible, result, evidence, effort }: EntryValues
): Promise<string> {
	const { rows } = await sql<{ id: string }>`
		insert into library_entry (owner_id, level, factors, text, term, responsible, result, evidence,
			effort, by)
		values (${ownerId}, ${level}, ${factors}::smallint[], ${text}, ${term}, ${responsible}::text[],
			${result}, ${evidence}::text[], ${effort}, ${by})
		returning id`.execute(db);
	return rows[0]!.id;
}

/** False where somebody saved meanwhile. */
export async function updateEntry(
	db: Db,
	id: string,
	revision: number,
	{ level, factors, text, term, responsible, result, evidence, effort }: EntryValues
): Promise<boolean> {
	const { numAffectedRows } = await sql`
		update library_entry set level = ${level}, factors = ${factors}::smallint[], text = ${text},
			term = ${term}, responsible = ${responsible}::text[], result = ${result},
			evidence = ${evidence}::text[], effort = ${effort}
		where id = ${id} and revision = ${revision}`.execute(db);
	return numAffectedRows === 1n;
}

export async function updateWithdrawn(db: Db, id: string, withdrawn: boolean): Promise<void> {
	await sql`update library_entry
		set withdrawn_at = ${withdrawn ? sql`opora.now()` : sql`null`}
		where id = ${id}`.execute(db);
}

/** By factor; factors of fewer than three roadmaps are left out by the database. */
export async function findExperience(db: Db): Promise<Experience[]> {
	const { rows } = await sql<Experience>`select * from factor_experience() order by factor`.execute(
		db
	);
	return rows;
}
