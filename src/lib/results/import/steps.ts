/** The steps of an import that a person takes: columns, schools, applying, undoing, dropping. */

import { allowed, type Actor } from '../../people/access.ts';
import { act, type Db } from '../../platform/database.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import { isId } from '../ids.ts';
import { signatureOf, titleKeys, type ColumnName, type Mapping } from '../read/columns.ts';
import {
	foldCode,
	foldWritten,
	matchSchools,
	type KnownSchool,
	type WrittenSchool
} from '../match.ts';
import { mappingColumns } from './mapping.ts';
import { awaitReading, beginReading, forgetFile, goOn } from './reading.ts';
import { findSchools } from '../store-schools.ts';
import * as store from './store.ts';
import * as writing from './store-write.ts';
import { findSchoolsToTell, storeTold, storeMatches } from './store-schools.ts';
import { actingOf } from './upload.ts';

/** An import that the actor may work on. Throws `NotFound` for unknown and unseen alike, `Forbidden`. */
async function editable(db: Db, actor: Actor, id: string): Promise<store.StoredImport> {
	const found = isId(id) ? await store.findImport(db, id) : null;
	if (!found) throw new NotFound('not_found');
	if (!allowed(actor, 'results.edit', found.path)) throw new Forbidden('error_forbidden');
	return found;
}

/** Reads the file anew: the catalogue has the procedure now, or the school its code. */
export async function readAgain(actor: Actor, id: string): Promise<void> {
	await act(actingOf(actor), async (db) => {
		const found = await editable(db, actor, id);
		const isOpen = ['mapping', 'faulty', 'matching', 'ready', 'failed'].includes(found.state);
		if (!isOpen) throw new Conflict('results_not_open', null);
		if (found.kind === 'pupils' && found.state !== 'faulty')
			throw new Conflict('results_pupils_gone', null);
		await writing.resetImport(db, id, found.mapping);
	});
	void beginReading(actingOf(actor), id);
	await awaitReading(id, 2_500);
}

/**
 * Says which column is what, and remembers it for tables with the same head. `given` holds `head`
 * (the row), `column-0` … (what the column holds, '' for nothing), `year` and `procedure`.
 */
export async function mapColumns(
	actor: Actor,
	id: string,
	given: Record<string, string>
): Promise<void> {
	await act(actingOf(actor), async (db) => {
		const found = await editable(db, actor, id);
		if (found.state !== 'mapping' || !found.sample) throw new Conflict('results_not_open', null);
		const head = found.sample.rows.find(({ row }) => String(row) === given.head);
		if (!head) throw new Invalid('error_form', { head: 'results_map_no_head' });
		const mapping = readMapping(head.cells, given);
		await writing.storeMapping(db, found.placeId, signatureOf(head.cells), mapping);
		await writing.resetImport(db, id, mapping);
	});
	void beginReading(actingOf(actor), id);
	await awaitReading(id, 2_500);
}

/** @throws Invalid with the message code of each bad field */
export function readMapping(cells: readonly string[], given: Record<string, string>): Mapping {
	const keys = titleKeys(cells);
	const columns: Partial<Record<ColumnName, string>> = {};
	const errors: Record<string, string> = {};
	keys.forEach((key, at) => {
		const column = mappingColumns.find((one) => one === given[`column-${at}`]);
		if (column === undefined) return;
		if (key === '') errors[`column-${at}`] = 'results_map_no_title';
		else if (columns[column] !== undefined) errors[`column-${at}`] = 'results_map_twice';
		else columns[column] = key;
	});
	const yearText = (given.year ?? '').trim();
	const year = /^(19|20)\d\d$/.test(yearText) ? Number(yearText) : null;
	const procedure = (given.procedure ?? '').trim() || null;
	if (yearText !== '' && year === null) errors.year = 'results_map_year';
	if (!columns.school && !columns.name) errors.columns = 'results_map_need_school';
	else if (!columns.year && year === null) errors.year ??= 'results_map_need_year';
	else if (!columns.procedure && procedure === null)
		errors.procedure = 'results_map_need_procedure';
	else if (!isCounting(columns)) errors.columns = 'results_map_need_counts';
	if (Object.keys(errors).length > 0) throw new Invalid('error_form', errors);
	// a name alone is what tells the school
	if (!columns.school && columns.name) {
		columns.school = columns.name;
		delete columns.name;
	}
	return { columns, year, procedure };
}

function isCounting(columns: Mapping['columns']): boolean {
	const has = (...wanted: ColumnName[]): boolean => wanted.every((one) => columns[one]);
	return (
		has('participants', 'low') ||
		has('mark2', 'mark3', 'mark4', 'mark5') ||
		has('mark') ||
		has('score')
	);
}

/**
 * Says which schools the file means: `school-N` holds an id, `out` for none of the place's, or ''
 * with `other-N`, a code or a name. What was chosen is kept also where other fields are wrong.
 */
export async function tellSchools(
	actor: Actor,
	id: string,
	given: Record<string, string>
): Promise<void> {
	const errors = await act(actingOf(actor), async (db) => {
		const found = await editable(db, actor, id);
		if (found.state !== 'matching') throw new Conflict('results_not_open', null);
		const known = await findSchools(db, found.path);
		const wrong: Record<string, string> = {};
		const told: { number: number; schoolId: string | null }[] = [];
		const asked = await findSchoolsToTell(db, id, numbersOf(given));
		for (const { number, written } of asked) {
			const choice = given[`school-${number}`] ?? '';
			const other = (given[`other-${number}`] ?? '').trim();
			if (choice === 'out') told.push({ number, schoolId: null });
			else if (other !== '') {
				const school = findSchool(other, known);
				if (school === null) wrong[`other-${number}`] = 'results_no_such_school';
				else {
					told.push({ number, schoolId: school });
					await writing.storeAlias(db, found.placeId, foldWritten({ written, name: '' }), school);
				}
			} else if (known.some((one) => one.id === choice)) {
				told.push({ number, schoolId: choice });
				await writing.storeAlias(db, found.placeId, foldWritten({ written, name: '' }), choice);
			}
		}
		if (told.length > 0) await storeTold(db, id, told);
		else if (Object.keys(wrong).length === 0) throw new Invalid('results_tell_nothing');
		if (Object.keys(wrong).length === 0) await matchRest(db, found, known);
		return wrong;
	});
	if (Object.keys(errors).length > 0) throw new Invalid('error_form', errors);
}

/** Those without a suggestion get some now that others are told; then the import goes on. */
async function matchRest(
	db: Db,
	{ id, path }: store.StoredImport,
	known: readonly KnownSchool[]
): Promise<void> {
	const bare = await findSchoolsToTell(db, id, null);
	if (bare.length > 0) {
		const files = bare.map(({ written }) => codeAndName(written));
		const matches = matchSchools(files, known, await store.findAliases(db, path));
		await storeMatches(
			db,
			id,
			bare.map(({ number }, at) => ({ number, ...matches[at]! }))
		);
	}
	await goOn(db, id);
}

/** What was stored as one text. */
function codeAndName(text: string): WrittenSchool {
	const [, written, name] = /^(\S*\d{3}\S*) (.+)$/.exec(text) ?? [];
	return { written: written ?? text, name: name ?? '' };
}

function numbersOf(given: Record<string, string>): number[] {
	return Object.keys(given)
		.map((name) => /^(?:school|other)-(\d{1,7})$/.exec(name)?.[1])
		.filter((number) => number !== undefined)
		.map(Number);
}

/** A school by what a person typed or chose from the list: «код – название», a code, a name. */
function findSchool(text: string, known: readonly KnownSchool[]): string | null {
	const tidy = (one: string): string => one.toLowerCase().replace(/\s+/g, ' ').trim();
	const found = known.filter(
		({ code, name, shortName }) =>
			(code !== null && foldCode(code) === foldCode(text)) ||
			[name, shortName].some((one) => tidy(one) === tidy(text))
	);
	return found.length === 1 ? found[0]!.id : null;
}

/**
 * Puts the results of the file in force, all or nothing. `seen` is what the preview showed: throws
 * `Conflict` where others changed the same results since, and compares anew.
 */
export async function applyImport(
	actor: Actor,
	id: string,
	seen: { added: number; changed: number }
): Promise<void> {
	try {
		const said = await act(actingOf(actor), async (db) => {
			await editable(db, actor, id);
			return writing.applyStaged(db, id, seen);
		});
		if (said !== 'applied') throw new Conflict('results_not_open', null);
	} catch (error) {
		if ((error as { code?: string }).code !== 'OP002') throw error;
		await act(actingOf(actor), (db) => writing.storeComparison(db, id));
		throw new Conflict('results_changed_meanwhile', null);
	}
}

/** Brings back what the import replaced. Throws `Conflict` where a later one changed any of it. */
export async function undoImport(actor: Actor, id: string): Promise<void> {
	const said = await act(actingOf(actor), async (db) => {
		await editable(db, actor, id);
		return writing.undoApplied(db, id);
	});
	if (said === 'touched') throw new Conflict('results_undo_touched', null);
	if (said !== 'undone') throw new Conflict('results_not_open', null);
}

/** Gives an import up before it is applied: nothing of it stays but that it was there. */
export async function dropImport(actor: Actor, id: string): Promise<void> {
	const hash = await act(actingOf(actor), async (db) => {
		const found = await editable(db, actor, id);
		const open = [
			'waiting',
			'reading',
			'mapping',
			'faulty',
			'matching',
			'ready',
			'failed'
		] as const;
		if (!(await writing.changeState(db, id, open, 'dropped')))
			throw new Conflict('results_not_open', null);
		return found.fileHash;
	});
	await forgetFile(actingOf(actor), hash);
}
