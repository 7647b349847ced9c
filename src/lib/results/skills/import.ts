/** A file of results by task and skill: all of it is taken, or nothing. */
import type { Actor } from '../../people/access.ts';
import { Refusal } from '../../intake/source.ts';
import { Invalid } from '../../platform/errors.ts';
import { actAs } from '../../roadmap/change.ts';
import { matchSchools, plain } from '../match.ts';
import type { Place } from '../lists/model.ts';
import { placeToOrder } from '../lists/orders.ts';
import { findProcedures } from '../lists/store-procedures.ts';
import { findAliases } from '../import/store.ts';
import { findProcedure } from '../procedures.ts';
import { findSchools } from '../store-schools.ts';
import { readTasks, type TaskProblem, type TaskRow } from './read.ts';
import { findTaskImports, putTasks, type StoredTask, type TaskImport } from './store.ts';

/** Bytes of one file that a page takes. */
export const mostTaskBytes = 32 * 1024 * 1024;
/** Problems with schools and procedures that are told. */
const mostTold = 200;

export type ImportProblem =
	| TaskProblem
	| { code: 'unknown-school' | 'unknown-procedure'; row: number; sheet: string; value: string };

export interface TaskImportPage {
	place: Place;
	imports: TaskImport[];
}

/** The page of a place's imports by task. */
export function openTaskImports(actor: Actor, placeId: string): Promise<TaskImportPage> {
	return actAs(actor, async (db) => ({
		place: await placeToOrder(db, actor, placeId),
		imports: await findTaskImports(db, placeId)
	}));
}

/** Reads and stores a file; with any problem nothing is stored and all of them come back. */
export async function importTasks(
	actor: Actor,
	placeId: string,
	file: { name: string; size: number; stream(): AsyncIterable<Uint8Array> }
): Promise<{ problems: ImportProblem[] } | { schools: number; rows: number }> {
	if (file.size > mostTaskBytes) throw new Invalid('skills_error_large');
	const { rows, problems } = await readTasks(file.stream()).catch((error: unknown) => {
		if (error instanceof Refusal) throw new Invalid('skills_error_unreadable');
		throw error;
	});
	return actAs(actor, async (db) => {
		const { path } = await placeToOrder(db, actor, placeId);
		if (problems.length > 0) return { problems };
		const written = [...new Set(rows.map(({ school }) => school))];
		const known = await findSchools(db, path);
		const matches = matchSchools(
			written.map((school) => ({ written: school, name: '' })),
			known,
			await findAliases(db, path)
		);
		const schools = new Map(written.map((school, at) => [school, matches[at]!.schoolId]));
		const years = [...new Set(rows.map(({ year }) => year))];
		const codes = await findProcedures(db, years);
		const unknown: ImportProblem[] = [];
		const stored = rows.flatMap((row): StoredTask[] => {
			const schoolId = schools.get(row.school) ?? null;
			const procedure = codes.has(row.procedure)
				? row.procedure
				: ([...codes].find(([, { name }]) => plain(name) === plain(row.procedure))?.[0] ??
					findProcedure(row.procedure, row.year)?.code);
			const place = { row: row.row, sheet: '' };
			if (schoolId === null && unknown.length < mostTold)
				unknown.push({ code: 'unknown-school', value: row.school, ...place });
			if (procedure === undefined && unknown.length < mostTold)
				unknown.push({ code: 'unknown-procedure', value: row.procedure, ...place });
			return schoolId === null || procedure === undefined
				? []
				: [toStored(row, schoolId, procedure)];
		});
		if (unknown.length > 0) return { problems: unknown };
		const whole = withWholeSchools(stored);
		const count = new Set(whole.map(({ school_id }) => school_id)).size;
		const fileName = file.name.slice(0, 200);
		await putTasks(db, { placeId, personId: actor.personId, fileName, schools: count }, whole);
		return { schools: count, rows: rows.length };
	});
}

function toStored(row: TaskRow, schoolId: string, procedure: string): StoredTask {
	const { year, task, skill, participants, solved } = row;
	return {
		school_id: schoolId,
		year,
		procedure,
		class: row.class,
		task,
		skill,
		participants,
		solved
	};
}

/** Adds the whole school up where the file has classes alone. */
export function withWholeSchools(rows: readonly StoredTask[]): StoredTask[] {
	const byTask = Map.groupBy(rows, (row) =>
		[row.school_id, row.year, row.procedure, row.task].join('\u0000')
	);
	return [...byTask.values()].flatMap((of) => {
		if (of.some((row) => row.class === '')) return of;
		const participants = of.reduce((sum, row) => sum + row.participants, 0);
		const solved = of.reduce((sum, row) => sum + row.solved, 0);
		return [...of, { ...of[0]!, class: '', participants, solved }];
	});
}
