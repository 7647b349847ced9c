/** An import as its page shows it: how far it is, and what is asked of the person now. */

import { getLocale } from '#lib/paraglide/runtime.js';
import { allowed, type Actor } from '../../people/access.ts';
import { act, type Db } from '../../platform/database.ts';
import { NotFound } from '../../platform/errors.ts';
import { findOwnProcedures } from '../catalogue/store.ts';
import { catalogueYears, proceduresOf, type Procedure } from '../procedures.ts';
import { isId } from '../ids.ts';
import { wordColumn, wordRefusedTable, wordWhat, type Problem } from '../read/problem.ts';
import type { Sample } from '../read/figures.ts';
import { guessColumns, guessMapping, isWide, type Guess } from './mapping.ts';
import type { ImportKind, ImportState } from './model.ts';
import { beginReading, isReading } from './reading.ts';
import { findSchools } from '../store-schools.ts';
import * as store from './store.ts';
import { countLeftOut, findUntold, type UntoldSchool } from './store-schools.ts';
import { actingOf } from './upload.ts';

export const PER_PAGE = 50;

export interface ProblemView {
	/** «Лист 2»; '' in text files. */
	sheet: string;
	row: number;
	/** Name of the column, where one cell is meant. */
	column: string;
	text: string;
}

export interface ComparedView extends store.Compared {
	/** The procedure's name. */
	name: string;
}

/** What the page of an import shows; each part only in the states that have it. */
export interface ImportView {
	id: string;
	fileName: string;
	place: string;
	state: ImportState;
	kind: ImportKind | null;
	years: number[];
	rowCount: number;
	rowsRead: number;
	/** How much of the file is read, of a hundred. */
	percent: number;
	by: string | null;
	at: string;
	appliedAt: string | null;
	undoneAt: string | null;
	/** Results that stayed when it was undone, because later imports say the same. */
	passedOn: number;
	added: number;
	changed: number;
	same: number;
	/** Why the file was not read. */
	refused: string | null;
	problemCount: number;
	problems: ProblemView[];
	/** Procedures of the file that the catalogue does not have. */
	unknown: { name: string; year: number }[];
	map: {
		sample: Sample;
		guess: Guess;
		/** Several procedures seem to stand side by side. */
		isWide: boolean;
		procedures: { code: string; name: string }[];
	} | null;
	untold: { total: number; schools: UntoldSchool[]; choices: string[] } | null;
	leftOut: number;
	compared: { kind: 'new' | 'changed'; total: number; rows: ComparedView[] } | null;
	/** An earlier import of the very same file that is in force. */
	sameFile: { id: string; fileName: string; appliedAt: string } | null;
	/** Why an undo is refused. */
	later: store.LaterImport[];
	page: number;
	size: number;
	may: { edit: boolean; undo: boolean; readAgain: boolean; original: boolean };
}

/** Rows that may be the head: below them are figures. */
const headRows = 5;
/** Schools that a field for typing offers: more make a page slow. */
const mostChoices = 2_000;

/** One import. Throws `NotFound` for unknown and unseen alike. */
export async function openImport(
	actor: Actor,
	id: string,
	asked: { page: number; kind: string | null; head: string | null }
): Promise<ImportView> {
	const view = await act(actingOf(actor), async (db) => {
		const found = isId(id) ? await store.findImport(db, id) : null;
		if (!found) throw new NotFound('not_found');
		const edit = allowed(actor, 'results.edit', found.path);
		return viewOf(db, found, edit, asked);
	});
	// what the process before this one left goes on when somebody looks
	if ((view.state === 'waiting' || view.state === 'reading') && view.may.edit && !isReading(id))
		void beginReading(actingOf(actor), id);
	return view;
}

async function viewOf(
	db: Db,
	found: store.StoredImport,
	edit: boolean,
	{ page, kind, head }: { page: number; kind: string | null; head: string | null }
): Promise<ImportView> {
	const { id, state } = found;
	const locale = getLocale();
	const skip = (page - 1) * PER_PAGE;
	const problems = state === 'faulty' ? await store.findProblems(db, id, skip, PER_PAGE) : [];
	const isFinal = state === 'applied' || state === 'undone';
	const later = state === 'applied' && edit ? await store.findLater(db, id) : [];
	const isOpen = ['mapping', 'faulty', 'matching', 'ready', 'failed'].includes(state);
	return {
		...{ id, state, fileName: found.fileName, place: found.place, kind: found.kind },
		...{ years: found.years, rowCount: found.rowCount, rowsRead: found.rowsRead },
		percent: Math.min(99, Math.round((100 * found.bytesRead) / Math.max(1, found.fileSize))),
		...{ by: found.by, at: found.at, appliedAt: found.appliedAt, undoneAt: found.undoneAt },
		passedOn: found.passedOn ?? 0,
		...{ added: found.added ?? 0, changed: found.changed ?? 0, same: found.same ?? 0 },
		refused: found.refused && wordFailed(found.refused),
		problemCount: found.problemCount,
		problems: problems.map((problem) => problemView(problem, locale)),
		unknown: state === 'faulty' ? unknownOf(problems) : [],
		map: state === 'mapping' && edit ? await mapOf(db, found, head) : null,
		untold: state === 'matching' && edit ? await untoldOf(db, found, skip) : null,
		leftOut: state === 'ready' && edit ? await countLeftOut(db, id) : 0,
		compared: state === 'ready' && edit ? await comparedOf(db, found, kind, skip) : null,
		sameFile: isFinal ? null : await store.findSameFile(db, found),
		later,
		...{ page, size: PER_PAGE },
		may: {
			edit,
			undo: edit && state === 'applied' && later.length === 0,
			readAgain: edit && isOpen && (found.kind !== 'pupils' || state === 'faulty'),
			original: edit && found.kind !== 'pupils' && !['failed', 'dropped'].includes(state)
		}
	};
}

function wordFailed(code: string): string {
	return wordRefusedTable(code, '', getLocale());
}

export function problemView(problem: Problem, locale: 'ru' | 'en'): ProblemView {
	return {
		sheet: problem.sheet,
		row: problem.row,
		column: 'column' in problem ? capital(wordColumn(problem.column, locale)) : '',
		text: capital(wordWhat(problem, locale))
	};
}

function capital(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}

function unknownOf(problems: readonly Problem[]): { name: string; year: number }[] {
	const found = new Map<string, { name: string; year: number }>();
	for (const problem of problems)
		if (problem.code === 'unknown-procedure') {
			const { procedure: name, year } = problem;
			found.set(`${year} ${name}`, { name, year });
		}
	return [...found.values()].slice(0, 20);
}

async function mapOf(
	db: Db,
	{ sample, path }: store.StoredImport,
	head: string | null
): Promise<ImportView['map']> {
	if (!sample) return null;
	const guess = guessMapping(sample);
	const chosen = sample.rows.find(({ row }) => String(row) === head);
	const own = await findOwnProcedures(db, path);
	const names = new Map<string, string>();
	for (const year of catalogueYears)
		for (const { code, name } of proceduresOf(year)!.procedures) names.set(code, name);
	for (const { code, name } of own) names.set(code, name);
	return {
		sample,
		isWide: sample.rows.slice(0, headRows).some(({ cells }) => isWide(cells)),
		guess: chosen ? { row: chosen.row, columns: guessColumns(chosen.cells) } : guess,
		procedures: [...names].map(([code, name]) => ({ code, name }))
	};
}

async function untoldOf(
	db: Db,
	{ id, path }: store.StoredImport,
	skip: number
): Promise<NonNullable<ImportView['untold']>> {
	const schools = await findSchools(db, path);
	return {
		total: await store.countUntold(db, id),
		schools: await findUntold(db, id, skip, PER_PAGE),
		choices: schools.slice(0, mostChoices).map(({ shortName }) => shortName)
	};
}

async function comparedOf(
	db: Db,
	{ id, path, added, changed }: store.StoredImport,
	kind: string | null,
	skip: number
): Promise<NonNullable<ImportView['compared']>> {
	const shown = kind === 'new' || kind === 'changed' ? kind : changed ? 'changed' : 'new';
	const rows = await store.findCompared(db, id, shown, skip, PER_PAGE);
	const names = namesWith(await findOwnProcedures(db, path));
	return {
		kind: shown,
		total: (shown === 'new' ? added : changed) ?? 0,
		rows: rows.map((row) => ({ ...row, name: names(row.procedure, row.year) }))
	};
}

/** The name of a procedure of a year by its code. */
export function namesWith(
	own: readonly (Procedure & { year: number })[]
): (code: string, year: number) => string {
	const known = new Map<string, string>();
	for (const year of catalogueYears)
		for (const { code, name } of proceduresOf(year)!.procedures) known.set(`${year} ${code}`, name);
	for (const { code, name, year } of own.toReversed()) known.set(`${year} ${code}`, name);
	return (code, year) => known.get(`${year} ${code}`) ?? code;
}
