/** A file of results by task and skill: all of it is taken, or nothing. */
import type { Actor } from '../../people/access.ts';
import { Refusal } from '../../intake/source.ts';
import { Invalid } from '../../platform/errors.ts';
import { actAs } from '../../roadmap/change.ts';
import { fold, schoolFinder } from '../lists/known.ts';
import type { Place } from '../lists/model.ts';
import { placeToOrder } from '../lists/orders.ts';
import { findKnownSchools } from '../lists/store-order.ts';
import { findProcedures } from '../lists/store-procedures.ts';
import { findProcedure } from '../procedures.ts';
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
		await placeToOrder(db, actor, placeId);
		if (problems.length > 0) return { problems };
		const known = await findKnownSchools(db, placeId);
		const years = [...new Set(rows.map(({ year }) => year))];
		const codes = await findProcedures(db, years);
		const schoolOf = schoolFinder(known);
		const unknown: ImportProblem[] = [];
		const stored = rows.flatMap((row): StoredTask[] => {
			const schoolId = schoolOf(row.school);
			const procedure = codes.has(row.procedure)
				? row.procedure
				: ([...codes].find(([, { name }]) => fold(name) === fold(row.procedure))?.[0] ??
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
		const schools = new Set(whole.map(({ school_id }) => school_id)).size;
		const given = { placeId, personId: actor.personId, fileName: file.name.slice(0, 200), schools };
		await putTasks(db, given, whole);
		return { schools, rows: rows.length };
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
