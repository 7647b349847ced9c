/** Front door of the catalogue of procedures: the shipped one, and what places add to it. */

import { z } from 'zod';
import { allowed, type Actor } from '../../people/access.ts';
import { line, optionalDay, requiredLine, revision } from '../../people/input.ts';
import { act, type Db } from '../../platform/database.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import { parseInput } from '../../platform/parse.ts';
import { isId } from '../ids.ts';
import { findPlaces } from '../import/store-list.ts';
import { catalogueYears, proceduresOf, type ProcedureYear } from '../procedures.ts';
import { codeOf } from './code.ts';
import * as store from './store.ts';

export type { OwnProcedure } from './store.ts';

const acting = (actor: Actor) => ({ personId: actor.personId, today: null });

export interface CataloguePage {
	year: number;
	years: number[];
	shipped: ProcedureYear | null;
	own: (store.OwnProcedure & { mayEdit: boolean; isInstead: boolean })[];
	mayAdd: boolean;
}

/** The catalogue of a year; without one, of the newest that there is. */
export async function readCatalogue(actor: Actor, wanted: number | null): Promise<CataloguePage> {
	return act(acting(actor), async (db) => {
		const ownYears = await store.findOwnYears(db);
		const years = [...new Set([...catalogueYears, ...ownYears])].sort((a, b) => b - a);
		const year = wanted ?? years[0]!;
		const shipped = proceduresOf(year);
		const codes = new Set(shipped?.procedures.map(({ code }) => code));
		const own = await store.findOwnOfYear(db, year);
		return {
			...{ year, years, shipped },
			own: own.map((procedure) => ({
				...procedure,
				mayEdit: allowed(actor, 'results.edit', procedure.path),
				isInstead: codes.has(procedure.code)
			})),
			mayAdd: actor.duties.some(({ path }) => allowed(actor, 'results.edit', path))
		};
	});
}

const fields = {
	year: z.coerce
		.number('procedures_error_year')
		.int('procedures_error_year')
		.min(1990, 'procedures_error_year')
		.max(2100, 'procedures_error_year'),
	name: requiredLine(200, 'procedures_error_name'),
	code: line(60).pipe(z.string().regex(/^([a-z0-9]+(-[a-z0-9]+)*)?$/, 'procedures_error_code')),
	exam: z.enum(['vpr', 'oge', 'ege', 'regional', 'diagnostic', 'niko'], 'procedures_error_exam'),
	subject: requiredLine(100, 'procedures_error_subject'),
	grade: z
		.string()
		.transform((text) => (text.trim() === '' ? null : Number(text)))
		.pipe(
			z
				.int('procedures_error_grade')
				.min(1, 'procedures_error_grade')
				.max(12, 'procedures_error_grade')
				.nullable()
		),
	variant: z
		.enum(['', 'base', 'profile'])
		.catch('')
		.transform((text) => text || null),
	level: z.enum(['НОО', 'ООО', 'СОО'], 'procedures_error_level'),
	lowKind: z.enum(['mark-at-most', 'score-below'], 'procedures_error_low'),
	lowValue: z.coerce.number('procedures_error_low').int('procedures_error_low'),
	source: requiredLine(500, 'procedures_error_source'),
	sourceDate: optionalDay
};
const isLowPossible = ({ lowKind, lowValue }: { lowKind: string; lowValue: number }): boolean =>
	lowValue >= (lowKind === 'score-below' ? 1 : 2) &&
	lowValue <= (lowKind === 'score-below' ? 100 : 4);
const low = { path: ['lowValue'], error: 'procedures_error_low' };
const added = z.object({ ...fields, placeId: z.uuid('procedures_error_place') });
const saved = z.object({ ...fields, revision });

/** Adds a procedure to a place's own; returns its year. Throws `Invalid`. */
export async function addProcedure(actor: Actor, given: Record<string, string>): Promise<number> {
	const { placeId, ...values } = parseInput(added.refine(isLowPossible, low), given);
	return act(acting(actor), async (db) => {
		const place = (await findPlaces(db)).find(({ id }) => id === placeId);
		if (!place || !allowed(actor, 'results.edit', place.path))
			throw new Invalid('error_form', { placeId: 'procedures_error_place' });
		const row = { ...values, code: values.code || codeOf(values) };
		if (!(await store.insertProcedure(db, placeId, row)))
			throw new Invalid('error_form', { code: 'procedures_error_code_taken' });
		return values.year;
	});
}

/** One of a place's own procedures for its form. Throws `NotFound`, `Forbidden`. */
export function readProcedure(actor: Actor, id: string): Promise<store.OwnProcedure> {
	return act(acting(actor), (db) => editable(db, actor, id));
}

/** Saves over the revision that the form was made from. Throws `Conflict` with what is stored now. */
export async function editProcedure(
	actor: Actor,
	id: string,
	given: Record<string, string>
): Promise<number> {
	const { revision: over, ...values } = parseInput(saved.refine(isLowPossible, low), given);
	return act(acting(actor), async (db) => {
		const { placeId } = await editable(db, actor, id);
		const row = { ...values, code: values.code || codeOf(values) };
		if (await store.isCodeTaken(db, { ...row, placeId, id }))
			throw new Invalid('error_form', { code: 'procedures_error_code_taken' });
		if (!(await store.updateProcedure(db, id, over, row)))
			throw new Conflict('error_conflict', await editable(db, actor, id));
		return values.year;
	});
}

/** Takes a procedure out of the catalogue; results of it stay. */
export async function withdrawProcedure(
	actor: Actor,
	id: string,
	given: Record<string, string>
): Promise<number> {
	return act(acting(actor), async (db) => {
		const found = await editable(db, actor, id);
		if (!(await store.withdrawProcedure(db, id, Number(given.revision))))
			throw new Conflict('error_conflict', found);
		return found.year;
	});
}

async function editable(db: Db, actor: Actor, id: string): Promise<store.OwnProcedure> {
	const found = isId(id) ? await store.findOwnProcedure(db, id) : null;
	if (!found) throw new NotFound('not_found');
	if (!allowed(actor, 'results.edit', found.path)) throw new Forbidden('error_forbidden');
	return found;
}
