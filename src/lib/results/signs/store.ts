/** The SQL of signs. */
import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';
import type { Sign, SignKind, TaskCompared } from './signs.ts';

/** A result beside the region's sums of the same procedure and year. */
export interface FactRow {
	schoolId: string;
	school: string;
	name: string;
	kind: string | null;
	year: number;
	procedure: string;
	participants: number;
	low: number;
	marks: number[] | null;
	regionSchools: number;
	regionParticipants: number;
	regionLow: number;
	/** Participants of schools whose marks are known, and those of them with 4 or 5. */
	regionMarked: number | null;
	regionWell: number | null;
}

/** Results of the year and the year before, as far as the actor may look for signs. */
export async function findFacts(db: Db, placeId: string, year: number): Promise<FactRow[]> {
	const { rows } = await sql<FactRow>`
		select school_id as "schoolId", school, name, kind, year, procedure, participants, low, marks,
			region_schools as "regionSchools", region_participants as "regionParticipants",
			region_low as "regionLow", region_marked as "regionMarked", region_well as "regionWell"
		from sign_facts(${placeId}, ${year})`.execute(db);
	return rows;
}

/** Tasks of whole schools in the year, beside the region's. */
export async function findTaskFacts(
	db: Db,
	placeId: string,
	year: number
): Promise<(TaskCompared & { schoolId: string })[]> {
	const { rows } = await sql<TaskCompared & { schoolId: string }>`
		select school_id as "schoolId", procedure, task, participants,
			(solved / participants)::float8 as school,
			(region_solved / region_participants)::float8 as region
		from sign_tasks(${placeId}, ${year})`.execute(db);
	return rows;
}

/** A stored sign. */
export interface StoredSign {
	id: string;
	schoolId: string;
	school: string;
	year: number;
	kind: SignKind;
	procedure: string;
	compared: Sign;
	lookedAt: Date | null;
	/** «Вершинина М. С.» */
	lookedBy: string | null;
	note: string;
	revision: number;
}

/** One page of a place's signs in a year, by school. */
export async function findStoredSigns(
	db: Db,
	placeId: string,
	year: number,
	{ limit, offset }: { limit: number; offset: number }
): Promise<{ rows: StoredSign[]; total: number; foundAt: Date | null }> {
	const { rows } = await sql<StoredSign & { total: number; foundAt: Date }>`
		select s.id, s.school_id as "schoolId", o.short_name as school, s.year, s.kind, s.procedure,
			s.compared, s.looked_at as "lookedAt", s.note, s.revision,
			p.surname || coalesce(' ' || left(nullif(p.given, ''), 1) || '.', '')
				|| coalesce(' ' || left(nullif(p.patronymic, ''), 1) || '.', '') as "lookedBy",
			count(*) over () as total, max(s.found_at) over () as "foundAt"
		from organisation place
		join organisation o on o.path <@ place.path
		join objectivity_sign s on s.school_id = o.id
		left join person p on p.id = s.looked_by
		where place.id = ${placeId} and s.year = ${year}
		order by o.short_name collate "ru-x-icu", o.id, s.kind, s.procedure
		limit ${limit} offset ${offset}`.execute(db);
	return { rows, total: rows[0]?.total ?? 0, foundAt: rows[0]?.foundAt ?? null };
}

/** Stores what was found; drops what is found no more, unless somebody looked into it. */
export async function putSigns(
	db: Db,
	placeId: string,
	year: number,
	found: readonly { schoolId: string; sign: Sign }[]
): Promise<void> {
	const rows = JSON.stringify(
		found.map(({ schoolId, sign }) => ({
			...{ school_id: schoolId, kind: sign.kind, procedure: sign.procedure },
			compared: sign
		}))
	);
	await sql`
		delete from objectivity_sign s using organisation place, organisation o
		where place.id = ${placeId} and o.path <@ place.path and s.school_id = o.id
			and s.year = ${year} and s.looked_at is null and not exists (
				select from jsonb_to_recordset(${rows}::jsonb) f (school_id uuid, kind text, procedure text)
				where f.school_id = s.school_id and f.kind = s.kind and f.procedure = s.procedure)`.execute(db);
	await sql`
		insert into objectivity_sign (school_id, year, kind, procedure, compared)
		select school_id, ${year}, kind, procedure, compared
		from jsonb_to_recordset(${rows}::jsonb)
			f (school_id uuid, kind text, procedure text, compared jsonb)
		on conflict (school_id, year, kind, procedure) do update
		set compared = excluded.compared, found_at = opora.now()
		where objectivity_sign.compared <> excluded.compared`.execute(db);
}

/** Keeps what was found out; false where there is no such sign for the actor. */
export async function setLooked(
	db: Db,
	personId: string,
	id: string,
	note: string
): Promise<boolean> {
	const { numUpdatedRows } = await db
		.updateTable('objectivity_sign')
		.set({ looked_at: sql`opora.now()`, looked_by: personId, note })
		.where('id', '=', id)
		.executeTakeFirst();
	return numUpdatedRows > 0n;
}
