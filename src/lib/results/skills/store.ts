/** The SQL of results by task and skill. */
import { sql } from 'kysely';
import type { Db } from '../../platform/database.ts';
import type { TaskMean, TaskResult } from './skills.ts';

/** Everything that is known of a school by task; classes of under five never leave the database. */
export async function findTasks(db: Db, schoolId: string): Promise<TaskResult[]> {
	const { rows } = await sql<TaskResult>`
		select year, procedure, class, task, skill, participants, solved::float8 as solved
		from task_result where school_id = ${schoolId}
		order by year, procedure, class, task`.execute(db);
	return rows;
}

/** How the municipality's schools solved the tasks of a year, where at least three others had them. */
export async function findMeans(db: Db, schoolId: string, year: number): Promise<TaskMean[]> {
	const { rows } = await sql<TaskMean>`
		select procedure, task, participants, solved::float8 as solved
		from task_means(${schoolId}, ${year})`.execute(db);
	return rows;
}

/** An import that was stored. */
export interface TaskImport {
	id: string;
	fileName: string;
	schools: number;
	rowCount: number;
	at: Date;
	byName: string | null;
}

/** The latest imports of a place. */
export async function findTaskImports(db: Db, placeId: string): Promise<TaskImport[]> {
	const { rows } = await sql<TaskImport>`
		select i.id, i.file_name as "fileName", i.schools, i.row_count as "rowCount", i.at,
			p.surname || coalesce(' ' || left(nullif(p.given, ''), 1) || '.', '') as "byName"
		from task_import i left join person p on p.id = i.by
		where i.place_id = ${placeId} order by i.at desc, i.id limit 20`.execute(db);
	return rows;
}

/** A row to be stored. */
export interface StoredTask {
	school_id: string;
	year: number;
	procedure: string;
	class: string;
	task: string;
	skill: string;
	participants: number;
	solved: number;
}

/** Stores a whole file, in place of what was known of the same schools, years and procedures. */
export async function putTasks(
	db: Db,
	given: { placeId: string; personId: string; fileName: string; schools: number },
	rows: readonly StoredTask[]
): Promise<void> {
	const { id } = await db
		.insertInto('task_import')
		.values({
			...{ place_id: given.placeId, by: given.personId, file_name: given.fileName },
			...{ schools: given.schools, row_count: rows.length }
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	await sql`select put_tasks(${id}, ${JSON.stringify(rows)})`.execute(db);
}
