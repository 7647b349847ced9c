/** Imports as a list, and what is in force year by year. */

import { allowed, type Actor } from '../../people/access.ts';
import { act } from '../../platform/database.ts';
import type { ImportRow, Place, YearSum } from './model.ts';
import { findImports, findPlaces, findYears } from './store-list.ts';

const IMPORTS_PER_PAGE = 20;

export interface ImportList {
	rows: ImportRow[];
	total: number;
	page: number;
	size: number;
	years: YearSum[];
	mayImport: boolean;
}

/** A page of the imports that `actor` sees, and the sums of every year. */
export async function listImports(actor: Actor, page: number): Promise<ImportList> {
	return act({ personId: actor.personId, today: null }, async (db) => ({
		...(await findImports(db, page, IMPORTS_PER_PAGE)),
		page,
		size: IMPORTS_PER_PAGE,
		years: await findYears(db),
		mayImport: actor.duties.some(({ path }) => allowed(actor, 'results.edit', path))
	}));
}

/** Places for which `actor` may import results; his own first. */
export async function listPlaces(actor: Actor): Promise<Place[]> {
	const own = new Set(actor.duties.map(({ organisationId }) => organisationId));
	const places = await act({ personId: actor.personId, today: null }, findPlaces);
	return places
		.filter(({ path }) => allowed(actor, 'results.edit', path))
		.sort((one, other) => Number(own.has(other.id)) - Number(own.has(one.id)));
}
